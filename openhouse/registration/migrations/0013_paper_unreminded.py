from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("registration", "0012_streets_as_written"),
    ]

    operations = [
        migrations.RemoveField(
            model_name="openitem",
            name="reminded_at",
        ),
    ]

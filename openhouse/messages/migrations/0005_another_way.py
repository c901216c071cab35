from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("school_messages", "0004_threads"),
    ]

    operations = [
        migrations.AddField(
            model_name="recipient",
            name="again_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
    ]

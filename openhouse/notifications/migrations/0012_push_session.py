from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("notifications", "0011_another_way"),
    ]

    operations = [
        migrations.AddField(
            model_name="pushsubscription",
            name="session_key",
            field=models.CharField(blank=True, default="", max_length=40),
        ),
    ]

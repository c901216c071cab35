from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("contact", "0001_initial"),
    ]

    operations = [
        migrations.AlterField(
            model_name="contactrequest",
            name="state",
            field=models.CharField(
                choices=[
                    ("waiting", "Waits for the office"),
                    ("taken", "Done"),
                    ("declined", "Declined"),
                    ("withdrawn", "Taken back"),
                    ("mailed", "Not confirmed yet"),
                ],
                default="waiting",
                max_length=9,
            ),
        ),
    ]

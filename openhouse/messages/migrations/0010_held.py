from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("school_messages", "0009_post_files"),
    ]

    operations = [
        migrations.AddField(
            model_name="message",
            name="taken_over",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AlterField(
            model_name="message",
            name="state",
            field=models.CharField(
                choices=[
                    ("draft", "Not sent yet"),
                    ("waiting", "Waiting"),
                    ("held", "Waits for the office"),
                    ("sending", "Going out"),
                    ("sent", "Sent"),
                    ("cancelled", "Taken back"),
                ],
                default="draft",
                max_length=9,
            ),
        ),
    ]

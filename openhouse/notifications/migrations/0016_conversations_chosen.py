from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("notifications", "0015_students"),
    ]

    operations = [
        migrations.AlterField(
            model_name="noticechoice",
            name="kind",
            field=models.CharField(
                choices=[
                    ("attendance", "Attendance"),
                    ("score", "Scores"),
                    ("mark", "Marks in progress"),
                    ("posted", "Posted marks"),
                    ("assignment", "Missing work"),
                    ("work", "New work and due dates"),
                    ("due", "What is due tomorrow"),
                    ("document", "Documents"),
                    ("message", "Answers to your questions"),
                    ("registration", "Classes that begin or end"),
                    ("thread", "Conversations"),
                ],
                max_length=12,
            ),
        ),
    ]

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("notifications", "0013_delivery_reply_to"),
    ]

    operations = [
        migrations.AddField(
            model_name="heardupto",
            name="due_on",
            field=models.DateField(null=True),
        ),
        migrations.AlterField(
            model_name="notice",
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
                ],
                max_length=12,
            ),
        ),
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
                ],
                max_length=12,
            ),
        ),
    ]

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0006_chosen_language"),
    ]

    operations = [
        migrations.AlterField(
            model_name="staffpost",
            name="role",
            field=models.CharField(
                choices=[
                    ("teacher", "Teacher"),
                    ("office", "Office"),
                    ("counselor", "Counselor"),
                    ("nurse", "Nurse"),
                    ("district", "District"),
                    ("transport", "Transport"),
                    ("other", "Staff"),
                ],
                max_length=10,
            ),
        ),
    ]

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0005_enrollments_swap_days")]

    operations = [
        migrations.AddField(
            model_name="account",
            name="language",
            field=models.CharField(blank=True, db_default="", default="", max_length=10),
        ),
    ]

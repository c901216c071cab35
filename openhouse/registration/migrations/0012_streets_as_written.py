from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("registration", "0011_undone_told"),
    ]

    operations = [
        migrations.AddField(
            model_name="addressrange",
            name="written",
            field=models.CharField(blank=True, db_default="", default="", max_length=100),
        ),
    ]

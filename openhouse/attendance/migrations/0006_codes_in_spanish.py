from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("attendance", "0005_reasons_in_spanish"),
    ]

    operations = [
        migrations.AddField(
            model_name="attendancecode",
            name="name_es",
            field=models.CharField(blank=True, db_default="", default="", max_length=100),
        ),
    ]

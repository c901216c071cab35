from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("attendance", "0004_usual_absence"),
    ]

    operations = [
        migrations.AddField(
            model_name="absencereason",
            name="name_es",
            field=models.CharField(blank=True, db_default="", default="", max_length=100),
        ),
    ]

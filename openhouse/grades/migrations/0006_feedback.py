from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("grades", "0005_scores_read_once")]
    operations = [
        migrations.AddField(
            model_name="score",
            name="feedback",
            field=models.TextField(blank=True, db_default="", default=""),
        ),
    ]

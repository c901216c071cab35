from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("grades", "0015_handing_in")]

    operations = [
        migrations.AddField(
            model_name="assignment",
            name="rubric",
            field=models.JSONField(blank=True, default=None, null=True),
        ),
    ]

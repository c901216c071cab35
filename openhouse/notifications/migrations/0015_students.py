from django.contrib.postgres.fields import ArrayField
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("notifications", "0014_work_to_do"),
    ]

    operations = [
        migrations.AddField(
            model_name="delivery",
            name="students",
            field=ArrayField(models.BigIntegerField(), blank=True, db_default=[], default=list),
        ),
        migrations.AddField(
            model_name="delivery",
            name="of_each",
            field=models.BooleanField(db_default=False, default=False),
        ),
    ]

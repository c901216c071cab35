import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("notifications", "0008_returned"),
    ]

    operations = [
        migrations.AlterField(
            model_name="noticechoice",
            name="ways",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=5), null=True
            ),
        ),
    ]

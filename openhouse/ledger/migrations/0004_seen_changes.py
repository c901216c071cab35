from django.db import migrations, models

import openhouse.common.models


class Migration(migrations.Migration):
    dependencies = [
        ("ledger", "0003_stamps"),
    ]

    operations = [
        migrations.CreateModel(
            name="SeenChanges",
            fields=[
                (
                    "district_id",
                    models.BigIntegerField(
                        db_default=openhouse.common.models.CurrentDistrict(), editable=False
                    ),
                ),
                ("person_id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("seen_at", models.DateTimeField()),
                ("snapshot", models.TextField()),
            ],
            options={
                "abstract": False,
            },
        ),
    ]

from django.db import migrations, models

import openhouse.common.models


class Migration(migrations.Migration):
    dependencies = [
        ("immunizations", "0002_kept_standings"),
    ]

    operations = [
        migrations.AlterField(
            model_name="exemption",
            name="kind",
            field=models.CharField(
                choices=[
                    ("medical", "Medical exemption"),
                    ("religious", "Religious exemption"),
                    ("conscience", "Exemption of conscience (the parents’ own)"),
                    ("proof", "Had the illness, or a blood test shows immunity"),
                ],
                max_length=10,
            ),
        ),
        migrations.CreateModel(
            name="HealthRules",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "district_id",
                    models.BigIntegerField(
                        db_default=openhouse.common.models.CurrentDistrict(), editable=False
                    ),
                ),
                ("medical_ends", models.BooleanField(db_default=False, default=False)),
                ("religious_ends", models.BooleanField(db_default=False, default=False)),
                ("conscience_ends", models.BooleanField(db_default=False, default=False)),
                ("proof_ends", models.BooleanField(db_default=False, default=False)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("district_id",), name="healthrules_once_a_district"
                    )
                ],
            },
        ),
    ]

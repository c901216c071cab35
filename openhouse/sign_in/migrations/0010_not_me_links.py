import django.db.models.deletion
from django.db import migrations, models

import openhouse.common.models


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0004_left_on"),
        ("sign_in", "0009_texts_in_spanish"),
    ]

    operations = [
        migrations.CreateModel(
            name="NotMeLink",
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
                ("digest", models.CharField(max_length=64)),
                ("email", models.EmailField(max_length=254)),
                ("is_confirmed", models.BooleanField()),
                ("since", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("over_at", models.DateTimeField(null=True)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="people.person",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("digest",), name="notmelink_digest_unique")
                ],
            },
        ),
    ]

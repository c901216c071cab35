import django.db.models.deletion
from django.db import migrations, models

import openhouse.common.models


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0003_corrections"),
        ("sign_in", "0006_request_owner"),
    ]

    operations = [
        migrations.CreateModel(
            name="Device",
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
                ("browser", models.CharField(blank=True, default="", max_length=40)),
                ("system", models.CharField(blank=True, default="", max_length=40)),
                ("place", models.CharField(blank=True, default="", max_length=60)),
                (
                    "how",
                    models.CharField(
                        choices=[
                            ("password", "with the password"),
                            ("second step", "with the password and a second step"),
                            ("passkey", "with a passkey"),
                            ("provider", "with the school account"),
                            ("code", "with a code or link"),
                        ],
                        max_length=11,
                    ),
                ),
                ("is_own", models.BooleanField(default=False)),
                ("made_at", models.DateTimeField(auto_now_add=True)),
                ("signed_in_at", models.DateTimeField()),
                ("session_key", models.CharField(blank=True, default="", max_length=40)),
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
                    models.UniqueConstraint(
                        fields=("person", "digest"), name="device_once_a_person"
                    )
                ],
            },
        ),
    ]

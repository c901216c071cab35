import django.db.models.deletion
from django.db import migrations, models

import openhouse.common.models


class Migration(migrations.Migration):
    dependencies = [
        ("districts", "0006_app_is_the_servers"),
    ]

    operations = [
        migrations.CreateModel(
            name="GradeHours",
            fields=[
                (
                    "district_id",
                    models.BigIntegerField(
                        db_default=openhouse.common.models.CurrentDistrict(), editable=False
                    ),
                ),
                (
                    "school",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="districts.school",
                    ),
                ),
                (
                    "closed_to",
                    models.CharField(
                        choices=[
                            ("nobody", "Nobody: families and students always see them"),
                            ("students", "Students, in their own account"),
                            ("everybody", "Students and families"),
                        ],
                        default="nobody",
                        max_length=9,
                    ),
                ),
                ("by_bell", models.BooleanField(default=True)),
                ("starts_at", models.TimeField(blank=True, null=True)),
                ("ends_at", models.TimeField(blank=True, null=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("by_bell", True), ("ends_at", None), ("starts_at", None)),
                            models.Q(
                                ("ends_at__isnull", False),
                                ("starts_at__isnull", False),
                                ("starts_at__lt", models.F("ends_at")),
                            ),
                            _connector="OR",
                        ),
                        name="gradehours_begin_before_they_end",
                    )
                ],
            },
        ),
    ]

import django.db.models.deletion
from django.db import migrations, models

import openhouse.common.models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("districts", "0004_verify_is_the_servers"),
        ("people", "0005_enrollments_swap_days"),
    ]

    operations = [
        migrations.CreateModel(
            name="SigningKey",
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
                ("public", models.BinaryField()),
                ("private", models.TextField()),
                ("made_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("district_id", "public"), name="signingkey_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Paper",
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
                (
                    "source_id",
                    models.CharField(blank=True, db_default="", default="", max_length=400),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("report card", "Report card"),
                            ("progress", "Progress report"),
                            ("transcript", "Unofficial transcript"),
                            ("immunizations", "Immunization record"),
                            ("letter", "Letter"),
                            ("health letter", "Letter from the nurse"),
                        ],
                        max_length=20,
                    ),
                ),
                ("title", models.CharField(max_length=200)),
                ("language", models.CharField(max_length=10)),
                ("edition", models.PositiveSmallIntegerField(db_default=1, default=1)),
                ("facts", models.JSONField()),
                ("release", models.BigIntegerField(blank=True, null=True)),
                ("content", models.BinaryField()),
                ("pages", models.PositiveSmallIntegerField()),
                ("digest", models.BinaryField()),
                ("code", models.CharField(max_length=12, unique=True)),
                ("signature", models.BinaryField()),
                ("issued_at", models.DateTimeField()),
                ("released_at", models.DateTimeField(blank=True, null=True)),
                (
                    "corrects",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrected_by",
                        to="papers.paper",
                    ),
                ),
                (
                    "issued_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "school",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="districts.school",
                    ),
                ),
                (
                    "school_year",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="districts.schoolyear",
                    ),
                ),
                (
                    "student",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="people.student",
                    ),
                ),
                (
                    "key",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="papers.signingkey",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["student", "released_at"], name="paper_of_student")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("source_id", ""), _negated=True),
                        fields=("district_id", "source_id"),
                        name="paper_source_unique",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("release__isnull", False)),
                        fields=("release", "student", "edition"),
                        name="paper_once_a_release",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("corrects__isnull", True), ("edition", 1)),
                            models.Q(("corrects__isnull", False), ("edition__gt", 1)),
                            _connector="OR",
                        ),
                        name="paper_edition_corrects_one",
                    ),
                ],
            },
        ),
    ]

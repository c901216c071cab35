import django.db.models.deletion
from django.db import migrations, models

import openhouse.common.models


class Migration(migrations.Migration):
    dependencies = [
        ("immunizations", "0003_exemptions_that_end"),
        ("people", "0007_transport_posts"),
    ]

    operations = [
        migrations.AddField(
            model_name="healthrules",
            name="shows_conditions",
            field=models.BooleanField(db_default=True, default=True),
        ),
        migrations.AddField(
            model_name="healthrules",
            name="shows_medication",
            field=models.BooleanField(db_default=True, default=True),
        ),
        migrations.AddField(
            model_name="healthrules",
            name="shows_visits",
            field=models.BooleanField(db_default=True, default=True),
        ),
        migrations.CreateModel(
            name="Condition",
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
                ("written_at", models.DateTimeField()),
                ("edition", models.PositiveIntegerField(db_default=1, default=1)),
                ("what", models.CharField(max_length=120)),
                (
                    "severity",
                    models.CharField(
                        choices=[
                            ("mild", "Mild"),
                            ("moderate", "Moderate"),
                            ("severe", "Severe"),
                            ("emergency", "Can become an emergency"),
                        ],
                        default="moderate",
                        max_length=9,
                    ),
                ),
                ("todo", models.CharField(blank=True, db_default="", default="", max_length=1000)),
                ("starts_on", models.DateField()),
                ("ends_on", models.DateField(blank=True, null=True)),
                (
                    "student",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="people.student",
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="people.person",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("source_id", ""), _negated=True),
                        fields=("district_id", "source_id"),
                        name="condition_source_unique",
                    ),
                    models.UniqueConstraint(
                        fields=("student", "what", "starts_on"), name="condition_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on__isnull", True),
                            ("ends_on__gte", models.F("starts_on")),
                            _connector="OR",
                        ),
                        name="condition_ends_after_it_begins",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Medication",
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
                ("written_at", models.DateTimeField()),
                ("edition", models.PositiveIntegerField(db_default=1, default=1)),
                ("name", models.CharField(max_length=120)),
                ("dose", models.CharField(max_length=120)),
                ("given", models.CharField(max_length=200)),
                (
                    "form",
                    models.CharField(
                        choices=[
                            ("on file", "The signed form is on file"),
                            ("asked", "The form was asked for"),
                            ("not needed", "No form is needed"),
                        ],
                        default="asked",
                        max_length=10,
                    ),
                ),
                ("starts_on", models.DateField()),
                ("ends_on", models.DateField(blank=True, null=True)),
                (
                    "student",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="people.student",
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="people.person",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("source_id", ""), _negated=True),
                        fields=("district_id", "source_id"),
                        name="medication_source_unique",
                    ),
                    models.UniqueConstraint(
                        fields=("student", "name", "dose", "starts_on"), name="medication_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on__isnull", True),
                            ("ends_on__gte", models.F("starts_on")),
                            _connector="OR",
                        ),
                        name="medication_ends_after_it_begins",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Remark",
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
                ("written_at", models.DateTimeField()),
                ("edition", models.PositiveIntegerField(db_default=1, default=1)),
                ("text", models.CharField(max_length=500)),
                (
                    "student",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="people.student",
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="people.person",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("source_id", ""), _negated=True),
                        fields=("district_id", "source_id"),
                        name="remark_source_unique",
                    ),
                    models.UniqueConstraint(fields=("student", "text"), name="remark_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Visit",
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
                ("written_at", models.DateTimeField()),
                ("edition", models.PositiveIntegerField(db_default=1, default=1)),
                ("came_at", models.DateTimeField()),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("ill", "Felt ill"),
                            ("fever", "Fever"),
                            ("headache", "Headache"),
                            ("stomach", "Stomach ache, or threw up"),
                            ("injury", "Injury"),
                            ("breathing", "Trouble breathing"),
                            ("allergy", "Allergic reaction"),
                            ("medication", "Took medication"),
                            ("check", "Check of hearing, sight or growth"),
                            ("other", "Something else"),
                        ],
                        max_length=10,
                    ),
                ),
                ("note", models.CharField(blank=True, db_default="", default="", max_length=300)),
                ("done", models.CharField(blank=True, db_default="", default="", max_length=500)),
                (
                    "left_to",
                    models.CharField(
                        choices=[
                            ("here", "Still with the nurse"),
                            ("class", "Back to class"),
                            ("home", "Went home"),
                            ("doctor", "To a doctor or hospital"),
                            ("other", "Elsewhere"),
                        ],
                        default="class",
                        max_length=6,
                    ),
                ),
                ("told", models.CharField(blank=True, db_default="", default="", max_length=200)),
                (
                    "student",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="people.student",
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="people.person",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("source_id", ""), _negated=True),
                        fields=("district_id", "source_id"),
                        name="visit_source_unique",
                    ),
                    models.UniqueConstraint(
                        fields=("student", "came_at", "reason"), name="visit_once"
                    ),
                ],
            },
        ),
    ]

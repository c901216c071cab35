from pathlib import Path

import django.db.models.deletion
from django.db import migrations, models

import openhouse.common.models

SQL = Path(__file__).parent.parent / "sql"
TRIGGER = """
CREATE TRIGGER section_takes_default AFTER INSERT ON courses_section
    REFERENCING NEW TABLE AS fresh
    FOR EACH STATEMENT EXECUTE FUNCTION openhouse_sections_take_default();
"""
NO_TRIGGER = """
DROP TRIGGER section_takes_default ON courses_section;
DROP FUNCTION openhouse_sections_take_default();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("grades", "0010_computed_marks"),
    ]

    operations = [
        migrations.AddField(
            model_name="gradingtask",
            name="waits",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.CreateModel(
            name="GradebookDefault",
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
                ("weighted", models.BooleanField(default=False)),
                ("by_percent", models.BooleanField(default=False)),
                (
                    "missing_percent",
                    models.DecimalField(
                        blank=True, decimal_places=2, default=0, max_digits=5, null=True
                    ),
                ),
                ("beyond", models.BooleanField(default=False)),
                ("categories", models.JSONField(default=list)),
                (
                    "scale",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="grades.gradingscale",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("district_id",), name="gradebookdefault_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("missing_percent__isnull", True),
                            models.Q(("missing_percent__gte", 0), ("missing_percent__lte", 100)),
                            _connector="OR",
                        ),
                        name="gradebookdefault_missing_is_a_percent",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TaskPart",
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
                    "place",
                    models.CharField(
                        choices=[("inside", "Terms inside it"), ("same", "The same term")],
                        max_length=6,
                    ),
                ),
                ("weight", models.DecimalField(decimal_places=3, max_digits=7)),
                (
                    "part",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="grades.gradingtask",
                    ),
                ),
                (
                    "task",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="parts",
                        to="grades.gradingtask",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("task", "part", "place"), name="taskpart_once"),
                    models.CheckConstraint(
                        condition=models.Q(("weight__gte", 0)), name="taskpart_weight_not_negative"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("place", "same"), ("task", models.F("part")), _negated=True
                        ),
                        name="taskpart_not_of_itself",
                    ),
                ],
            },
        ),
        migrations.RunSQL(
            (SQL / "sections_take_default.sql").read_text(encoding="utf-8") + TRIGGER, NO_TRIGGER
        ),
    ]

import django.db.models.deletion
from django.db import migrations, models

import openhouse.common.models

#: An import deletes work without Django, so the database takes what lies beside it away.
FORWARD = (
    "ALTER TABLE grades_rubricscore ADD CONSTRAINT rubricscore_of_work FOREIGN KEY (assignment_id)"
    " REFERENCES grades_assignment (id) ON DELETE CASCADE;"
)
BACKWARD = "ALTER TABLE grades_rubricscore DROP CONSTRAINT rubricscore_of_work;"


class Migration(migrations.Migration):
    dependencies = [("grades", "0016_rubrics"), ("people", "0007_transport_posts")]

    operations = [
        migrations.CreateModel(
            name="RubricScore",
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
                ("said", models.JSONField()),
                (
                    "assignment",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="grades.assignment",
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
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("student", "assignment"), name="rubricscore_once"
                    )
                ],
            },
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]

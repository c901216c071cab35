import django.db.models.deletion
from django.db import migrations, models

import openhouse.common.models

#: An import deletes work without Django, so the database takes what lies beside it away.
FORWARD = (
    "ALTER TABLE grades_handin ADD CONSTRAINT handin_of_work FOREIGN KEY (assignment_id)"
    " REFERENCES grades_assignment (id) ON DELETE CASCADE;"
    "ALTER TABLE grades_handinfile ADD CONSTRAINT handinfile_of_hand_in FOREIGN KEY (hand_in_id)"
    " REFERENCES grades_handin (id) ON DELETE CASCADE;"
)
BACKWARD = (
    "ALTER TABLE grades_handinfile DROP CONSTRAINT handinfile_of_hand_in;"
    "ALTER TABLE grades_handin DROP CONSTRAINT handin_of_work;"
)


class Migration(migrations.Migration):
    dependencies = [
        ("courses", "0003_placements_swap_days"),
        ("grades", "0014_skills"),
        ("people", "0007_transport_posts"),
    ]

    operations = [
        migrations.AddField(
            model_name="assignment",
            name="handed_in_here",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.CreateModel(
            name="HandIn",
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
                ("words", models.TextField(blank=True, db_default="", default="")),
                ("handed_at", models.DateTimeField()),
                ("taken_back_at", models.DateTimeField(blank=True, null=True)),
                ("form", models.UUIDField()),
                (
                    "instead_of",
                    models.CharField(blank=True, db_default="", default="", max_length=10),
                ),
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
                    "section",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="courses.section",
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
        ),
        migrations.CreateModel(
            name="HandInFile",
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
                ("name", models.CharField(max_length=150)),
                ("kind", models.CharField(max_length=100)),
                ("size", models.PositiveIntegerField()),
                ("content", models.BinaryField()),
                (
                    "hand_in",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="files",
                        to="grades.handin",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddIndex(
            model_name="handin",
            index=models.Index(fields=["assignment", "student"], name="handin_of_student"),
        ),
        migrations.AddConstraint(
            model_name="handin",
            constraint=models.UniqueConstraint(fields=("student", "form"), name="handin_sent_once"),
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]

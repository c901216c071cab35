import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

import openhouse.common.models


class Migration(migrations.Migration):
    dependencies = [
        ("districts", "0004_verify_is_the_servers"),
        ("papers", "0002_verify"),
    ]

    operations = [
        migrations.CreateModel(
            name="PrintRun",
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
                ("about", models.BigIntegerField()),
                ("part", models.CharField(max_length=100)),
                (
                    "students",
                    django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField()),
                ),
                ("made_of", models.CharField(max_length=64)),
                ("task", models.CharField(max_length=60)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Being made"),
                            ("ready", "Ready"),
                            ("failed", "Could not be made"),
                        ],
                        default="waiting",
                        max_length=7,
                    ),
                ),
                ("asked_by_name", models.CharField(max_length=250)),
                ("asked_at", models.DateTimeField()),
                ("attempt", models.PositiveSmallIntegerField(db_default=0, default=0)),
                ("copies", models.PositiveIntegerField()),
                ("done", models.PositiveIntegerField(db_default=0, default=0)),
                ("worked_at", models.DateTimeField(blank=True, null=True)),
                ("made_at", models.DateTimeField(blank=True, null=True)),
                ("until", models.DateTimeField()),
                ("size", models.BigIntegerField(db_default=0, default=0)),
                ("parts", models.PositiveIntegerField(db_default=0, default=0)),
                (
                    "school",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="districts.school",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="PrintPiece",
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
                ("place", models.PositiveIntegerField()),
                ("content", models.BinaryField()),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="papers.printrun",
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="printrun",
            constraint=models.UniqueConstraint(
                fields=("school", "kind", "about", "part", "made_of"), name="printrun_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="printpiece",
            constraint=models.UniqueConstraint(fields=("run", "place"), name="printpiece_once"),
        ),
        # what is in a PDF is compressed already
        migrations.RunSQL(
            "ALTER TABLE papers_printpiece ALTER COLUMN content SET STORAGE EXTERNAL",
            migrations.RunSQL.noop,
        ),
    ]

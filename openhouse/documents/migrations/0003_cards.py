import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

import openhouse.common.models


class Migration(migrations.Migration):
    dependencies = [
        ("districts", "0004_verify_is_the_servers"),
        ("documents", "0002_published"),
        ("people", "0005_enrollments_swap_days"),
    ]

    operations = [
        migrations.CreateModel(
            name="CannedComment",
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
                ("text", models.CharField(max_length=300)),
                ("text_es", models.CharField(blank=True, default="", max_length=300)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("district_id", "text"), name="cannedcomment_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="CardTemplate",
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
                ("name", models.CharField(max_length=100)),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("elementary", "Elementary school"),
                            ("middle", "Middle school"),
                            ("high", "High school"),
                            ("other", "School"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("report card", "Report card"), ("progress", "Progress report")],
                        default="report card",
                        max_length=12,
                    ),
                ),
                (
                    "layout",
                    models.CharField(
                        choices=[
                            ("secondary", "A line a course, with its teacher"),
                            ("elementary", "Skills grouped by subject"),
                        ],
                        default="secondary",
                        max_length=12,
                    ),
                ),
                ("columns", models.JSONField(default=list)),
                (
                    "header",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=10), default=list
                    ),
                ),
                (
                    "languages",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=10), default=list
                    ),
                ),
                ("comments", models.BooleanField(default=True)),
                ("attendance_by_course", models.BooleanField(default=True)),
                ("attendance_by_day", models.BooleanField(default=True)),
                ("signature", models.BooleanField(default=False)),
                ("legend", models.TextField(blank=True, default="", max_length=2000)),
                ("legend_es", models.TextField(blank=True, default="", max_length=2000)),
                ("note", models.TextField(blank=True, default="", max_length=2000)),
                ("note_es", models.TextField(blank=True, default="", max_length=2000)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("district_id", "name"), name="cardtemplate_name_unique"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="CardRelease",
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
                    "state",
                    models.CharField(
                        choices=[
                            ("begun", "Not released"),
                            ("preparing", "Being prepared"),
                            ("ready", "Ready"),
                            ("released", "Released"),
                        ],
                        default="begun",
                        max_length=9,
                    ),
                ),
                ("begun_by_name", models.CharField(max_length=250)),
                ("begun_at", models.DateTimeField()),
                (
                    "released_by_name",
                    models.CharField(blank=True, db_default="", default="", max_length=250),
                ),
                ("release_at", models.DateTimeField(blank=True, null=True)),
                ("students", models.PositiveIntegerField(db_default=0, default=0)),
                ("made", models.PositiveIntegerField(db_default=0, default=0)),
                ("worked_at", models.DateTimeField(blank=True, null=True)),
                ("trouble", models.CharField(blank=True, db_default="", default="", max_length=20)),
                ("released_at", models.DateTimeField(blank=True, null=True)),
                ("told_at", models.DateTimeField(blank=True, null=True)),
                (
                    "begun_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "released_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "school",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="districts.school",
                    ),
                ),
                (
                    "term",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="districts.term",
                    ),
                ),
                (
                    "template",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.cardtemplate",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("template", "school", "term"), name="cardrelease_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state", "begun"), ("release_at__isnull", False), _connector="OR"
                        ),
                        name="cardrelease_has_its_hour",
                    ),
                ],
            },
        ),
    ]

import django.db.models.deletion
from django.db import migrations, models

import openhouse.common.models


class Migration(migrations.Migration):
    dependencies = [
        ("districts", "0006_app_is_the_servers"),
        ("papers", "0006_twins"),
        ("people", "0006_chosen_language"),
    ]

    operations = [
        migrations.CreateModel(
            name="PaperWithdrawal",
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
                ("is_twin", models.BooleanField(db_default=False, default=False)),
                ("issued_at", models.DateTimeField()),
                ("released_at", models.DateTimeField()),
                ("withdrawn_at", models.DateTimeField()),
                ("withdrawn_by_name", models.CharField(max_length=250)),
                ("because", models.CharField(max_length=200)),
                (
                    "because_es",
                    models.CharField(blank=True, db_default="", default="", max_length=200),
                ),
            ],
        ),
        migrations.AddField(
            model_name="paper",
            name="withdrawn_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddConstraint(
            model_name="paper",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("withdrawn_at", None), ("released_at__isnull", False), _connector="OR"
                ),
                name="paper_withdrawn_after_it_was_seen",
            ),
        ),
        migrations.AddField(
            model_name="paperwithdrawal",
            name="corrects",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="papers.paper",
            ),
        ),
        migrations.AddField(
            model_name="paperwithdrawal",
            name="paper",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="withdrawal",
                to="papers.paper",
            ),
        ),
        migrations.AddField(
            model_name="paperwithdrawal",
            name="school_year",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="districts.schoolyear",
            ),
        ),
        migrations.AddField(
            model_name="paperwithdrawal",
            name="student",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="people.student"
            ),
        ),
        migrations.AddField(
            model_name="paperwithdrawal",
            name="withdrawn_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="people.person",
            ),
        ),
        migrations.AddConstraint(
            model_name="paperwithdrawal",
            constraint=models.UniqueConstraint(
                condition=models.Q(("source_id", ""), _negated=True),
                fields=("district_id", "source_id"),
                name="paperwithdrawal_source_unique",
            ),
        ),
        migrations.AddConstraint(
            model_name="paperwithdrawal",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ("report card", "progress"))),
                name="paperwithdrawal_of_cards",
            ),
        ),
        migrations.AddConstraint(
            model_name="paperwithdrawal",
            constraint=models.CheckConstraint(
                condition=models.Q(("because", ""), _negated=True), name="paperwithdrawal_says_why"
            ),
        ),
    ]

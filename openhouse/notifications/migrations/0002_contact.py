import django.db.models.deletion
from django.db import migrations, models

import openhouse.common.models


class Migration(migrations.Migration):
    dependencies = [
        ("notifications", "0001_initial"),
        ("people", "0006_chosen_language"),
    ]

    operations = [
        migrations.CreateModel(
            name="ContactChoice",
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
                    "way",
                    models.CharField(choices=[("mail", "Mail"), ("text", "Text")], max_length=4),
                ),
                ("to", models.CharField(max_length=254)),
                ("kind", models.CharField(max_length=40)),
                ("on", models.BooleanField()),
                ("by_link", models.BooleanField(db_default=False, default=False)),
                ("changed_at", models.DateTimeField()),
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
                        fields=("person", "way", "to", "kind"), name="contactchoice_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PhoneProof",
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
                ("number", models.CharField(max_length=40)),
                ("digest", models.CharField(blank=True, db_default="", default="", max_length=64)),
                ("sent_at", models.DateTimeField(null=True)),
                ("tries", models.PositiveSmallIntegerField(db_default=0, default=0)),
                ("proved_at", models.DateTimeField(null=True)),
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
                    models.UniqueConstraint(fields=("person", "number"), name="phoneproof_once")
                ],
            },
        ),
    ]

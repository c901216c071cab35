from django.db import migrations, models

import openhouse.common.models


class Migration(migrations.Migration):
    dependencies = [
        ("registration", "0014_two_people"),
    ]

    operations = [
        migrations.CreateModel(
            name="LetterWords",
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
                            ("received", "It has arrived"),
                            ("question", "The school has a question"),
                            ("accepted", "A child is accepted"),
                            ("waiting", "A child is on the waiting list"),
                            ("declined", "A child is not accepted"),
                            ("reminder", "A reminder"),
                        ],
                        max_length=8,
                    ),
                ),
                ("language", models.CharField(max_length=10)),
                ("text", models.CharField(max_length=600)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("district_id", "kind", "language"), name="letterwords_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True),
                        name="letterwords_say_something",
                    ),
                ],
            },
        ),
    ]

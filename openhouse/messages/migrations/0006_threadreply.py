import django.db.models.deletion
from django.db import migrations, models

import openhouse.common.models


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0006_chosen_language"),
        ("school_messages", "0005_another_way"),
    ]

    operations = [
        migrations.CreateModel(
            name="ThreadReply",
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
                    "side",
                    models.CharField(
                        choices=[("family", "Family"), ("school", "School")], max_length=6
                    ),
                ),
                ("secret", models.CharField(max_length=32)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "refused",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("sender", "Sender"),
                            ("unsure", "Unsure"),
                            ("closed", "Closed"),
                            ("access", "Access"),
                            ("empty", "Empty"),
                            ("long", "Long"),
                            ("files", "Files"),
                        ],
                        db_default="",
                        default="",
                        max_length=6,
                    ),
                ),
                ("refused_at", models.DateTimeField(blank=True, null=True)),
                ("told_at", models.DateTimeField(blank=True, null=True)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "thread",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="school_messages.thread",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("thread", "person", "side"), name="threadreply_once"
                    )
                ],
            },
        ),
    ]

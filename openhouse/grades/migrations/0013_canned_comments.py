"""The list of comments comes from documents; its table stays as it is, with its wall and grants."""

from django.db import migrations, models

import openhouse.common.models


class Migration(migrations.Migration):
    dependencies = [("grades", "0012_notes_and_files"), ("documents", "0003_cards")]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name="CannedComment",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "district_id",
                            models.BigIntegerField(
                                db_default=openhouse.common.models.CurrentDistrict(),
                                editable=False,
                            ),
                        ),
                        ("text", models.CharField(max_length=300)),
                        ("text_es", models.CharField(blank=True, default="", max_length=300)),
                    ],
                    options={
                        "db_table": "documents_cannedcomment",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("district_id", "text"), name="cannedcomment_once"
                            )
                        ],
                    },
                )
            ]
        )
    ]

from django.db import migrations, models

import openhouse.ledger.models


class Migration(migrations.Migration):
    dependencies = [
        ("ledger", "0002_change_of_sign_on"),
    ]

    operations = [
        migrations.CreateModel(
            name="StampNumber",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "kind",
                        "about_id",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("kind", models.CharField(max_length=8)),
                ("about_id", models.BigIntegerField()),
                ("number", models.BigIntegerField()),
            ],
            options={
                "db_table": "ledger_stamp",
            },
        ),
        migrations.RemoveIndex(
            model_name="change",
            name="change_of_person",
        ),
        migrations.RemoveIndex(
            model_name="change",
            name="change_of_student",
        ),
        migrations.AddField(
            model_name="change",
            name="about_id",
            field=models.BigIntegerField(null=True),
        ),
        migrations.AddField(
            model_name="change",
            name="tx",
            field=models.BigIntegerField(
                db_default=openhouse.ledger.models.ThisTransaction(), editable=False
            ),
        ),
        migrations.AddIndex(
            model_name="change",
            index=models.Index(
                condition=models.Q(("person_id__isnull", False)),
                fields=["person_id", "-at"],
                name="change_of_person",
            ),
        ),
        migrations.AddIndex(
            model_name="change",
            index=models.Index(
                condition=models.Q(("student_id__isnull", False)),
                fields=["student_id", "-at"],
                name="change_of_student",
            ),
        ),
        migrations.AddIndex(
            model_name="change",
            index=models.Index(
                condition=models.Q(("about_id__isnull", False), ("student_id__isnull", False)),
                fields=["student_id", "about_id"],
                name="change_of_matter",
            ),
        ),
    ]

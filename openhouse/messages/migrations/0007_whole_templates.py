import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

import openhouse.common.models


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0006_chosen_language"),
        ("school_messages", "0006_threadreply"),
    ]

    operations = [
        migrations.AddField(
            model_name="message",
            name="send_time",
            field=models.TimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="message",
            name="sender",
            field=models.CharField(blank=True, db_default="", default="", max_length=100),
        ),
        migrations.AddField(
            model_name="message",
            name="ways",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=5), db_default=[], default=list
            ),
        ),
        migrations.AddField(
            model_name="messagetemplate",
            name="file",
            field=models.BinaryField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="messagetemplate",
            name="file_kind",
            field=models.CharField(blank=True, db_default="", default="", max_length=100),
        ),
        migrations.AddField(
            model_name="messagetemplate",
            name="file_name",
            field=models.CharField(blank=True, db_default="", default="", max_length=150),
        ),
        migrations.AddField(
            model_name="messagetemplate",
            name="file_pages",
            field=models.PositiveSmallIntegerField(db_default=0, default=0),
        ),
        migrations.AddField(
            model_name="messagetemplate",
            name="send_time",
            field=models.TimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="messagetemplate",
            name="sender",
            field=models.CharField(blank=True, db_default="", default="", max_length=100),
        ),
        migrations.AddField(
            model_name="messagetemplate",
            name="students_too",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddField(
            model_name="messagetemplate",
            name="ways",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=5), db_default=[], default=list
            ),
        ),
        migrations.AddField(
            model_name="messagetemplate",
            name="whom",
            field=models.JSONField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="messagetemplate",
            name="whom_words",
            field=models.CharField(blank=True, db_default="", default="", max_length=300),
        ),
        migrations.CreateModel(
            name="MessageSearch",
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
                ("whom", models.JSONField(default=dict)),
                ("whom_words", models.CharField(max_length=300)),
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
                    models.UniqueConstraint(fields=("person", "name"), name="messagesearch_once")
                ],
            },
        ),
    ]

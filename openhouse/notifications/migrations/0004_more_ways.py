import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

import openhouse.common.models


class Migration(migrations.Migration):
    dependencies = [
        ("notifications", "0003_delivery"),
        ("people", "0006_chosen_language"),
    ]

    operations = [
        migrations.AddField(
            model_name="delivery",
            name="about",
            field=models.BigIntegerField(null=True),
        ),
        migrations.AddField(
            model_name="delivery",
            name="lane",
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="delivery",
            name="next_try_at",
            field=models.DateTimeField(default=django.utils.timezone.now),
        ),
        migrations.AddField(
            model_name="delivery",
            name="not_before",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="delivery",
            name="opened_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="delivery",
            name="priority",
            field=models.PositiveSmallIntegerField(
                choices=[(0, "Emergency"), (1, "Urgent"), (2, "Normal"), (3, "Bulk")], default=2
            ),
        ),
        migrations.AddField(
            model_name="delivery",
            name="student",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="people.student",
            ),
        ),
        migrations.AddField(
            model_name="delivery",
            name="way",
            field=models.CharField(
                choices=[("mail", "E-mail"), ("push", "App"), ("text", "Text message")],
                default="mail",
                max_length=4,
            ),
        ),
        migrations.AlterField(
            model_name="delivery",
            name="state",
            field=models.CharField(
                choices=[
                    ("waiting", "Waiting"),
                    ("sent", "Sent"),
                    ("refused", "Refused"),
                    ("bounced", "Came back"),
                    ("given up", "Given up"),
                    ("shown", "Shown here"),
                    ("cancelled", "Taken back"),
                ],
                default="waiting",
                max_length=9,
            ),
        ),
        migrations.AlterField(
            model_name="delivery",
            name="to",
            field=models.CharField(blank=True, default="", max_length=254),
        ),
        migrations.CreateModel(
            name="PushSubscription",
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
                ("endpoint", models.CharField(max_length=1000)),
                ("p256dh", models.CharField(max_length=100)),
                ("auth", models.CharField(max_length=40)),
                ("device", models.CharField(blank=True, default="", max_length=80)),
                (
                    "app",
                    models.CharField(
                        choices=[("parent", "Parent app"), ("student", "Student app")],
                        default="parent",
                        max_length=7,
                    ),
                ),
                ("made_at", models.DateTimeField(auto_now_add=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("why", models.CharField(blank=True, default="", max_length=200)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="people.person",
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="delivery",
            name="subscription",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="notifications.pushsubscription",
            ),
        ),
        migrations.AddIndex(
            model_name="delivery",
            index=models.Index(fields=["person", "-written_at"], name="delivery_of_person"),
        ),
        migrations.AddIndex(
            model_name="delivery",
            index=models.Index(fields=["kind", "about"], name="delivery_about"),
        ),
        migrations.AddIndex(
            model_name="delivery",
            index=models.Index(
                condition=models.Q(("state", "waiting")),
                fields=["district_id", "lane", "priority", "id"],
                name="delivery_waiting",
            ),
        ),
        migrations.AddIndex(
            model_name="delivery",
            index=models.Index(
                condition=models.Q(("subscription__isnull", False)),
                fields=["subscription"],
                name="delivery_subscription",
            ),
        ),
        migrations.AddIndex(
            model_name="delivery",
            index=models.Index(
                condition=models.Q(("sent_at__isnull", False), ("way", "mail")),
                fields=["sent_at"],
                name="mail_sent",
            ),
        ),
        migrations.AddConstraint(
            model_name="pushsubscription",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at", None)),
                fields=("district_id", "endpoint"),
                name="push_one_owner",
            ),
        ),
    ]

from datetime import time

import django.db.models.deletion
from django.db import migrations, models

import openhouse.common.models


class Migration(migrations.Migration):
    dependencies = [
        ("courses", "0003_placements_swap_days"),
        ("districts", "0006_app_is_the_servers"),
        ("people", "0006_chosen_language"),
        ("school_messages", "0003_messages_to_many"),
    ]

    operations = [
        migrations.CreateModel(
            name="Thread",
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
                        choices=[("about", "About the child"), ("private", "Private")],
                        default="about",
                        max_length=10,
                    ),
                ),
                ("subject", models.CharField(max_length=200)),
                ("begun_at", models.DateTimeField()),
                ("last_at", models.DateTimeField()),
                ("waits_since", models.DateTimeField(blank=True, null=True)),
                ("handed_at", models.DateTimeField(blank=True, null=True)),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "closed_by_name",
                    models.CharField(blank=True, db_default="", default="", max_length=250),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
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
                    "section",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="courses.section",
                    ),
                ),
                (
                    "student",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="people.student",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Post",
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
                    "side",
                    models.CharField(
                        choices=[("family", "Family"), ("school", "School")], max_length=6
                    ),
                ),
                ("name", models.CharField(max_length=250)),
                (
                    "relation",
                    models.CharField(blank=True, db_default="", default="", max_length=60),
                ),
                ("body", models.CharField(max_length=10000)),
                ("at", models.DateTimeField()),
                ("client", models.CharField(max_length=64)),
                ("to_office", models.BooleanField(db_default=False, default=False)),
                ("by_mail", models.BooleanField(db_default=False, default=False)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "student",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="people.student",
                    ),
                ),
                (
                    "thread",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="posts",
                        to="school_messages.thread",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ThreadReader",
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
                    "side",
                    models.CharField(
                        choices=[("family", "Family"), ("school", "School")], max_length=6
                    ),
                ),
                ("name", models.CharField(max_length=250)),
                (
                    "relation",
                    models.CharField(blank=True, db_default="", default="", max_length=60),
                ),
                ("read_to", models.BigIntegerField()),
                ("read_at", models.DateTimeField()),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "student",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="people.student",
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
        ),
        migrations.CreateModel(
            name="ThreadRules",
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
                    "families",
                    models.CharField(
                        choices=[
                            ("read", "They read what the school writes"),
                            ("answer", "They may answer"),
                            ("begin", "They may answer and begin"),
                        ],
                        default="begin",
                        max_length=6,
                    ),
                ),
                ("days", models.CharField(default="12345", max_length=7)),
                ("from_time", models.TimeField(default=time(8, 0))),
                ("until_time", models.TimeField(default=time(16, 0))),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("district_id",), name="threadrules_once_a_district"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("days__regex", "^1?2?3?4?5?6?7?$"),
                            models.Q(("days", ""), _negated=True),
                        ),
                        name="threadrules_days_of_the_week",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("from_time__lt", models.F("until_time"))),
                        name="threadrules_from_before_until",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Away",
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
                ("name", models.CharField(max_length=250)),
                ("starts_on", models.DateField()),
                ("ends_on", models.DateField()),
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
                    models.UniqueConstraint(fields=("person",), name="away_once_a_person"),
                    models.CheckConstraint(
                        condition=models.Q(("starts_on__lte", models.F("ends_on"))),
                        name="away_starts_before_it_ends",
                    ),
                ],
            },
        ),
        migrations.AddIndex(
            model_name="thread",
            index=models.Index(fields=["student", "-last_at"], name="thread_of_student"),
        ),
        migrations.AddIndex(
            model_name="thread",
            index=models.Index(fields=["section", "-last_at"], name="thread_of_section"),
        ),
        migrations.AddIndex(
            model_name="thread",
            index=models.Index(
                condition=models.Q(
                    ("section", None), ("handed_at__isnull", False), _connector="OR"
                ),
                fields=["school", "-last_at"],
                name="thread_of_office",
            ),
        ),
        migrations.AddConstraint(
            model_name="thread",
            constraint=models.UniqueConstraint(
                condition=models.Q(("source_id", ""), _negated=True),
                fields=("district_id", "source_id"),
                name="thread_source_unique",
            ),
        ),
        migrations.AddConstraint(
            model_name="thread",
            constraint=models.UniqueConstraint(
                fields=("id", "student"), name="thread_with_student"
            ),
        ),
        migrations.AddConstraint(
            model_name="thread",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "private"), _negated=True),
                    ("person__isnull", False),
                    _connector="OR",
                ),
                name="thread_private_is_somebodys",
            ),
        ),
        migrations.AddConstraint(
            model_name="thread",
            constraint=models.CheckConstraint(
                condition=models.Q(("subject", ""), _negated=True), name="thread_has_a_subject"
            ),
        ),
        migrations.AddIndex(
            model_name="post",
            index=models.Index(fields=["thread", "id"], name="post_of_thread"),
        ),
        migrations.AddConstraint(
            model_name="post",
            constraint=models.UniqueConstraint(
                condition=models.Q(("source_id", ""), _negated=True),
                fields=("district_id", "source_id"),
                name="post_source_unique",
            ),
        ),
        migrations.AddConstraint(
            model_name="post",
            constraint=models.UniqueConstraint(fields=("person", "client"), name="post_once"),
        ),
        migrations.AddConstraint(
            model_name="post",
            constraint=models.CheckConstraint(
                condition=models.Q(("body", ""), _negated=True), name="post_says_something"
            ),
        ),
        migrations.AddConstraint(
            model_name="threadreader",
            constraint=models.UniqueConstraint(
                condition=models.Q(("source_id", ""), _negated=True),
                fields=("district_id", "source_id"),
                name="threadreader_source_unique",
            ),
        ),
        migrations.AddConstraint(
            model_name="threadreader",
            constraint=models.UniqueConstraint(
                fields=("thread", "person"), name="threadreader_once"
            ),
        ),
        # what is in a thread is about the thread's student, whoever writes it
        migrations.RunSQL(
            "".join(
                f"ALTER TABLE school_messages_{table} ADD CONSTRAINT {table}_of_the_student"
                " FOREIGN KEY (thread_id, student_id)"
                " REFERENCES school_messages_thread (id, student_id) ON DELETE CASCADE;"
                for table in ("post", "threadreader")
            ),
            migrations.RunSQL.noop,
        ),
    ]

import django.db.models.deletion
from django.db import migrations, models

import openhouse.common.models

#: What a guardian has said stays as she signed it.
FROZEN = """
CREATE TRIGGER consent_stays BEFORE UPDATE ON registration_consent
    FOR EACH ROW WHEN (OLD.answered_at IS NOT NULL AND (OLD.content IS DISTINCT FROM NEW.content
        OR OLD.agreed IS DISTINCT FROM NEW.agreed OR OLD.sha256 <> NEW.sha256
        OR OLD.typed <> NEW.typed OR OLD.statement <> NEW.statement OR OLD.key <> NEW.key
        OR OLD.answered_at IS DISTINCT FROM NEW.answered_at OR OLD.via <> NEW.via))
    EXECUTE FUNCTION registration_stays_as_it_was();
CREATE FUNCTION registration_consents_open() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE registration_consent SET open = NEW.state IN ('sent', 'asked', 'waiting list', 'accepted')
    WHERE candidate_id = NEW.id
        AND open <> (NEW.state IN ('sent', 'asked', 'waiting list', 'accepted'));
    RETURN NULL;
END $$;
CREATE TRIGGER consents_open AFTER UPDATE OF state ON registration_candidate
    FOR EACH ROW WHEN (OLD.state <> NEW.state) EXECUTE FUNCTION registration_consents_open();
"""
UNDO = """
DROP TRIGGER consent_stays ON registration_consent;
DROP FUNCTION registration_consents_open CASCADE;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0007_transport_posts"),
        ("registration", "0006_taken_out"),
    ]

    operations = [
        migrations.AddField(
            model_name="registrationwindow",
            name="consents",
            field=models.CharField(
                choices=[
                    ("wait", "The school waits until each of them has answered"),
                    ("reason", "The school may go on without one of them, and says why"),
                    ("show", "The school sees who has answered, and goes on"),
                ],
                db_default="show",
                default="show",
                max_length=6,
            ),
        ),
        migrations.CreateModel(
            name="Consent",
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
                ("key", models.CharField(max_length=60)),
                ("desk", models.CharField(db_default="office", default="office", max_length=10)),
                ("name", models.CharField(max_length=250)),
                ("asked_at", models.DateTimeField()),
                ("open", models.BooleanField(db_default=True, default=True)),
                ("agreed", models.BooleanField(null=True)),
                (
                    "via",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("sent", "signed with the registration"),
                            ("account", "signed in"),
                            ("link", "by a link to an address on file"),
                            ("given", "by a link to the address that the family wrote"),
                        ],
                        db_default="",
                        default="",
                        max_length=7,
                    ),
                ),
                ("typed", models.CharField(blank=True, db_default="", default="", max_length=250)),
                ("statement", models.TextField(blank=True, db_default="", default="")),
                (
                    "language",
                    models.CharField(blank=True, db_default="", default="", max_length=10),
                ),
                ("content", models.BinaryField(null=True)),
                ("sha256", models.CharField(blank=True, db_default="", default="", max_length=64)),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                ("excused_at", models.DateTimeField(blank=True, null=True)),
                ("reason", models.CharField(blank=True, db_default="", default="", max_length=500)),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="registration.application",
                    ),
                ),
                (
                    "candidate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="registration.candidate",
                    ),
                ),
                (
                    "excused_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "part",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="registration.part",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "student",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="people.student",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("answered_at", None)),
                        fields=["person"],
                        name="consent_waits",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("person__isnull", False)),
                        fields=("candidate", "key", "person"),
                        name="consent_once_a_person",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("agreed", None), ("answered_at", None), ("content", None)),
                            models.Q(
                                ("agreed__isnull", False),
                                ("answered_at__isnull", False),
                                ("content__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="consent_answered_says_what",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("excused_at", None),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="consent_excused_says_why",
                    ),
                ],
            },
        ),
        migrations.RunSQL(FROZEN, UNDO),
    ]

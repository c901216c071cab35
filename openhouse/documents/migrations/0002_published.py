import django.db.models.deletion
from django.db import migrations, models

import openhouse.common.models
import openhouse.ledger.models

#: What was signed stays as it was, whoever writes: the file to its last byte, and the signature.
FROZEN = """
CREATE FUNCTION openhouse_published_stays() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF TG_TABLE_NAME = 'documents_publishededition' THEN
        IF (OLD.published_id, OLD.number, OLD.sha256, OLD.content)
           IS DISTINCT FROM (NEW.published_id, NEW.number, NEW.sha256, NEW.content) THEN
            RAISE EXCEPTION 'an edition stays as it was published'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'publishededition_stays';
        END IF;
    ELSIF OLD.state IN ('read', 'signed')
          AND (OLD.student_id, OLD.person_id, OLD.edition_id, OLD.person_name, OLD.state,
               OLD.done_at, OLD.typed_name, OLD.agreed_to, OLD.sha256)
              IS DISTINCT FROM (NEW.student_id, NEW.person_id, NEW.edition_id, NEW.person_name,
                                NEW.state, NEW.done_at, NEW.typed_name, NEW.agreed_to, NEW.sha256)
    THEN
        RAISE EXCEPTION 'what is read or signed stays so'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'publishedreceipt_stays';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER stays BEFORE UPDATE ON documents_publishededition
    FOR EACH ROW EXECUTE FUNCTION openhouse_published_stays();
CREATE TRIGGER stays BEFORE UPDATE ON documents_publishedreceipt
    FOR EACH ROW EXECUTE FUNCTION openhouse_published_stays();
"""
THAWED = """
DROP TRIGGER stays ON documents_publishededition;
DROP TRIGGER stays ON documents_publishedreceipt;
DROP FUNCTION openhouse_published_stays();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("courses", "0003_placements_swap_days"),
        ("documents", "0001_transcript"),
        ("districts", "0003_slug_is_not_the_servers"),
        ("people", "0005_enrollments_swap_days"),
    ]

    operations = [
        migrations.CreateModel(
            name="PublishedFile",
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
                        choices=[("letter", "Letter"), ("form", "Form"), ("other", "Other paper")],
                        default="letter",
                        max_length=8,
                    ),
                ),
                ("title", models.CharField(max_length=150)),
                ("words", models.CharField(blank=True, db_default="", default="", max_length=500)),
                (
                    "language",
                    models.CharField(blank=True, db_default="", default="", max_length=10),
                ),
                ("visible_from", models.DateField()),
                ("visible_until", models.DateField(blank=True, null=True)),
                (
                    "asks",
                    models.CharField(
                        choices=[
                            ("nothing", "Nothing: it is only to read"),
                            ("read", "“I have read it”"),
                            ("sign", "A signature"),
                        ],
                        default="nothing",
                        max_length=8,
                    ),
                ),
                ("by_student", models.BooleanField(db_default=False, default=False)),
                ("due_on", models.DateField(blank=True, null=True)),
                ("edition", models.PositiveSmallIntegerField(db_default=1, default=1)),
                ("published_by_name", models.CharField(max_length=250)),
                ("published_at", models.DateTimeField()),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                (
                    "published_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
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
                    "school_year",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="districts.schoolyear",
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
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="people.student",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="PublishedEdition",
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
                ("number", models.PositiveSmallIntegerField()),
                ("name", models.CharField(max_length=150)),
                ("kind", models.CharField(max_length=100)),
                ("size", models.PositiveIntegerField()),
                ("pages", models.PositiveSmallIntegerField(db_default=0, default=0)),
                ("sha256", models.CharField(max_length=64)),
                ("content", models.BinaryField()),
                ("added_at", models.DateTimeField()),
                (
                    "tx",
                    models.BigIntegerField(
                        db_default=openhouse.ledger.models.ThisTransaction(), editable=False
                    ),
                ),
                (
                    "published",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="documents.publishedfile",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="PublishedReceipt",
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
                ("person_name", models.CharField(max_length=250)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("opened", "Opened"),
                            ("read", "Read"),
                            ("signed", "Signed"),
                            ("declined", "Declined"),
                        ],
                        default="opened",
                        max_length=8,
                    ),
                ),
                ("opened_at", models.DateTimeField(blank=True, null=True)),
                ("done_at", models.DateTimeField(blank=True, null=True)),
                (
                    "typed_name",
                    models.CharField(blank=True, db_default="", default="", max_length=250),
                ),
                (
                    "agreed_to",
                    models.CharField(blank=True, db_default="", default="", max_length=1000),
                ),
                ("sha256", models.CharField(blank=True, db_default="", default="", max_length=64)),
                ("reason", models.CharField(blank=True, db_default="", default="", max_length=500)),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.publishededition",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "published",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="documents.publishedfile",
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
        migrations.AddIndex(
            model_name="publishedfile",
            index=models.Index(fields=["visible_from"], name="publishedfile_from"),
        ),
        migrations.AddConstraint(
            model_name="publishedfile",
            constraint=models.CheckConstraint(
                condition=models.Q(("section", None), ("student", None), _connector="OR"),
                name="publishedfile_for_one_of_them",
            ),
        ),
        migrations.AddConstraint(
            model_name="publishedfile",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("visible_until", None),
                    ("visible_until__gte", models.F("visible_from")),
                    _connector="OR",
                ),
                name="publishedfile_days_in_order",
            ),
        ),
        migrations.AddConstraint(
            model_name="publishedfile",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("asks", "nothing"), ("by_student", False), ("due_on", None)),
                    models.Q(("asks", "nothing"), _negated=True),
                    _connector="OR",
                ),
                name="publishedfile_asks_for_what_is_due",
            ),
        ),
        migrations.AddConstraint(
            model_name="publishededition",
            constraint=models.UniqueConstraint(
                fields=("published", "number"), name="publishededition_once_a_number"
            ),
        ),
        migrations.AddIndex(
            model_name="publishedreceipt",
            index=models.Index(fields=["published"], name="publishedreceipt_of_file"),
        ),
        migrations.AddConstraint(
            model_name="publishedreceipt",
            constraint=models.UniqueConstraint(
                fields=("student", "person", "edition"), name="publishedreceipt_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="publishedreceipt",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("done_at", None), ("state", "opened")),
                    models.Q(
                        models.Q(("state", "opened"), _negated=True), ("done_at__isnull", False)
                    ),
                    _connector="OR",
                ),
                name="publishedreceipt_done_at_some_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="publishedreceipt",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "signed"), _negated=True),
                    models.Q(
                        models.Q(("typed_name", ""), _negated=True),
                        models.Q(("agreed_to", ""), _negated=True),
                        models.Q(("sha256", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="publishedreceipt_signed_with_a_name",
            ),
        ),
        migrations.AddConstraint(
            model_name="publishedreceipt",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "declined"), _negated=True),
                    models.Q(("reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="publishedreceipt_declined_with_a_reason",
            ),
        ),
        migrations.RunSQL(FROZEN, THAWED),
    ]

"""Keys by which people are found, kept by triggers; one child of two homes; merges."""

from pathlib import Path

import django.db.models.deletion
from django.db import migrations, models

import openhouse.common.models

SQL = Path(__file__).parent.parent / "sql"
TABLES = ("people_person", "people_contactpoint", "people_household", "people_householdmember")
EVENTS = {
    "insert": "NEW TABLE AS fresh",
    "update": "OLD TABLE AS gone NEW TABLE AS fresh",
    "delete": "OLD TABLE AS gone",
}
TRIGGERS = "".join(
    f"CREATE TRIGGER match_keys_{event} AFTER {event.upper()} ON {table} REFERENCING {changed}"
    " FOR EACH STATEMENT EXECUTE FUNCTION openhouse_match_keys_changed();"
    for table in TABLES
    for event, changed in EVENTS.items()
)
#: The other home's candidate is the same student as soon as one is known, and no more when not.
SAME_CHILD = """
CREATE FUNCTION registration_same_child() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    others bigint[] := ARRAY(SELECT CASE s.one_id WHEN NEW.id THEN s.other_id ELSE s.one_id END
        FROM registration_samechild s WHERE NEW.id IN (s.one_id, s.other_id));
BEGIN
    UPDATE registration_candidate SET student_id = NEW.student_id
        WHERE id = ANY (others) AND student_id IS NOT DISTINCT FROM OLD.student_id
            AND student_id IS DISTINCT FROM NEW.student_id;
    UPDATE registration_part SET person_id = NEW.student_id
        WHERE candidate_id = ANY (others) AND person_id IS NOT DISTINCT FROM OLD.student_id
            AND person_id IS DISTINCT FROM NEW.student_id;
    RETURN NULL;
END $$;
CREATE TRIGGER same_child AFTER UPDATE OF student_id ON registration_candidate
    FOR EACH ROW WHEN (OLD.student_id IS DISTINCT FROM NEW.student_id)
    EXECUTE FUNCTION registration_same_child();
"""
UNDO = """
DROP FUNCTION registration_same_child CASCADE;
DROP FUNCTION openhouse_match_keys_changed CASCADE;
DROP FUNCTION openhouse_match_keys(bigint[], text);
DROP FUNCTION openhouse_street_key(text);
DROP FUNCTION openhouse_sound(text);
DROP FUNCTION openhouse_plain(text);
"""
FILL = (
    "SELECT openhouse_match_keys((SELECT array_agg(id) FROM people_person), 'nbpesh')"
    " WHERE EXISTS (SELECT FROM people_person);"
)


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0007_transport_posts"),
        ("registration", "0002_kept_as_it_was"),
    ]

    operations = [
        migrations.CreateModel(
            name="MatchKey",
            fields=[
                (
                    "district_id",
                    models.BigIntegerField(
                        db_default=openhouse.common.models.CurrentDistrict(), editable=False
                    ),
                ),
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "person_id",
                        "key",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("person_id", models.BigIntegerField()),
                ("key", models.CharField(max_length=80)),
            ],
            options={
                "indexes": [models.Index(fields=["key", "district_id"], name="matchkey_key")],
            },
        ),
        migrations.CreateModel(
            name="Merge",
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
                ("kept_id", models.BigIntegerField()),
                ("gone_id", models.BigIntegerField()),
                ("kept_name", models.CharField(max_length=250)),
                ("gone_name", models.CharField(max_length=250)),
                ("at", models.DateTimeField()),
                ("moved", models.JSONField()),
                ("undone_at", models.DateTimeField(blank=True, null=True)),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "undone_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="people.person",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["-at"], name="merge_in_time")],
            },
        ),
        migrations.CreateModel(
            name="SameChild",
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
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "one",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="registration.candidate",
                    ),
                ),
                (
                    "other",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="registration.candidate",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("one", "other"), name="samechild_once"),
                    models.CheckConstraint(
                        condition=models.Q(("one__lt", models.F("other"))),
                        name="samechild_in_order",
                    ),
                ],
            },
        ),
        migrations.RunSQL((SQL / "match_keys.sql").read_text(encoding="utf-8"), UNDO),
        migrations.RunSQL(TRIGGERS + SAME_CHILD + FILL, migrations.RunSQL.noop),
    ]

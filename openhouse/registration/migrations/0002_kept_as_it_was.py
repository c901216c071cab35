"""What the database keeps by itself: whose answer it is, and what was published or signed."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent.parent / "sql"
#: The application and the child of an answer are those of its part, whatever else was said.
OF_PART = """
CREATE FUNCTION registration_of_its_part() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    SELECT application_id, candidate_id INTO NEW.application_id, NEW.candidate_id
    FROM registration_part WHERE id = NEW.part_id;
    RETURN NEW;
END $$;
"""
FROZEN = """
CREATE FUNCTION registration_stays_as_it_was() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'What was published or signed stays as it was' USING ERRCODE = 'check_violation';
END $$;
CREATE TRIGGER published_form_stays BEFORE UPDATE ON registration_formversion
    FOR EACH ROW WHEN (OLD.published_at IS NOT NULL AND (OLD.definition <> NEW.definition
        OR OLD.published_at IS DISTINCT FROM NEW.published_at OR OLD.number <> NEW.number))
    EXECUTE FUNCTION registration_stays_as_it_was();
CREATE TRIGGER signature_stays BEFORE UPDATE ON registration_signature
    FOR EACH ROW WHEN (OLD.content <> NEW.content OR OLD.sha256 <> NEW.sha256
        OR OLD.typed <> NEW.typed OR OLD.statement <> NEW.statement
        OR OLD.signed_at <> NEW.signed_at OR OLD.key <> NEW.key)
    EXECUTE FUNCTION registration_stays_as_it_was();
"""
_TRIGGER = """
CREATE TRIGGER of_its_part BEFORE INSERT OR UPDATE OF part_id, application_id, candidate_id
    ON registration_{table} FOR EACH ROW EXECUTE FUNCTION registration_of_its_part();
"""
TABLES = ("answer", "answerfile", "fielddecision", "partknown")
_UNDO = """
DROP FUNCTION registration_of_its_part CASCADE;
DROP FUNCTION registration_stays_as_it_was CASCADE;
DROP FUNCTION openhouse_enter_application(text, text, date);
"""


class Migration(migrations.Migration):
    dependencies = [("registration", "0001_registration"), ("ledger", "0006_moment")]
    operations = [
        migrations.RunSQL(
            OF_PART + FROZEN + "".join(_TRIGGER.format(table=table) for table in TABLES), _UNDO
        ),
        migrations.RunSQL(
            (SQL / "enter_application.sql").read_text(encoding="utf-8"), migrations.RunSQL.noop
        ),
    ]

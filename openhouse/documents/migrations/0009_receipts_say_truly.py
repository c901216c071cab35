from django.db import migrations

#: What somebody has done with a document names that document's own edition, school and class,
#: whoever writes it. Of a family it names besides the file that is there now and opens to her (her
#: wall shows no other), what that asks, and herself as the house knows her.
TRUE = """
CREATE FUNCTION openhouse_receipt_says_truly() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    file documents_publishedfile;
    edition record;
    of_family boolean := coalesce(current_setting('openhouse.hat', true), '') = 'family';
BEGIN
    SELECT * INTO file FROM documents_publishedfile WHERE id = NEW.published_id;
    SELECT e.published_id, e.number, e.sha256 INTO edition
    FROM documents_publishededition e WHERE e.id = NEW.edition_id;
    IF (file.id, file.school_id, file.section_id) IS DISTINCT FROM
       (edition.published_id, NEW.school_id, NEW.section_id) THEN
        RAISE EXCEPTION 'a receipt is of its document'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'publishedreceipt_of_its_document';
    END IF;
    IF of_family AND (
        edition.number <> file.edition OR file.withdrawn_at IS NOT NULL
        OR (NEW.state <> 'opened' AND file.asks <> CASE NEW.state WHEN 'read' THEN 'read' ELSE 'sign' END)
        OR (NEW.state = 'signed' AND NEW.sha256 <> edition.sha256)
    ) THEN
        RAISE EXCEPTION 'a family answers what is there now, as it asks'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'publishedreceipt_of_what_is_there';
    END IF;
    IF of_family AND TG_OP = 'UPDATE' AND
       (OLD.student_id, OLD.person_id, OLD.edition_id) IS DISTINCT FROM
       (NEW.student_id, NEW.person_id, NEW.edition_id) THEN
        RAISE EXCEPTION 'a receipt stays hers, about whom and what it was'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'publishedreceipt_stays';
    END IF;
    IF of_family THEN
        -- of nobody whom she sees: then the wall refuses the row
        NEW.person_name := coalesce((
            SELECT left(coalesce(nullif(p.preferred_name, ''), p.given_name) || ' '
                        || p.family_name, 250)
            FROM people_person p WHERE p.id = NEW.person_id), '');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER truly BEFORE INSERT OR UPDATE ON documents_publishedreceipt
    FOR EACH ROW EXECUTE FUNCTION openhouse_receipt_says_truly();
"""
GONE = """
DROP TRIGGER truly ON documents_publishedreceipt;
DROP FUNCTION openhouse_receipt_says_truly();
"""


class Migration(migrations.Migration):
    dependencies = [("documents", "0008_cards_set_aside")]
    operations = [migrations.RunSQL(TRUE, GONE)]

"""A term lies inside its school year. A check cannot look at another table, so a trigger does."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION openhouse_term_inside_year() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF TG_TABLE_NAME = 'districts_term' THEN
        IF EXISTS (SELECT FROM districts_schoolyear y WHERE y.id = NEW.school_year_id
                   AND (NEW.starts_on < y.starts_on OR NEW.ends_on > y.ends_on)) THEN
            RAISE EXCEPTION 'term "%" lies outside its school year', NEW.name
                USING ERRCODE = 'check_violation', CONSTRAINT = 'term_inside_year';
        END IF;
    ELSIF EXISTS (SELECT FROM districts_term t WHERE t.school_year_id = NEW.id
                  AND (t.starts_on < NEW.starts_on OR t.ends_on > NEW.ends_on)) THEN
        RAISE EXCEPTION 'school year "%" would no longer hold one of its terms', NEW.name
            USING ERRCODE = 'check_violation', CONSTRAINT = 'term_inside_year';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER term_inside_year AFTER INSERT OR UPDATE ON districts_term
    DEFERRABLE INITIALLY IMMEDIATE FOR EACH ROW EXECUTE FUNCTION openhouse_term_inside_year();
CREATE CONSTRAINT TRIGGER term_inside_year AFTER UPDATE ON districts_schoolyear
    DEFERRABLE INITIALLY IMMEDIATE FOR EACH ROW EXECUTE FUNCTION openhouse_term_inside_year();
"""
BACKWARD = """
DROP TRIGGER term_inside_year ON districts_term;
DROP TRIGGER term_inside_year ON districts_schoolyear;
DROP FUNCTION openhouse_term_inside_year();
"""


class Migration(migrations.Migration):
    dependencies = [("districts", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]

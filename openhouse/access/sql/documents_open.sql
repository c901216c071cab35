-- What the wall of a document's files asks (common/wall.py, PUBLISHED_EDITION): the documents that a
-- family sees and that are not withdrawn, with the number of the newest edition, {"id": number}; the
-- earlier editions that somebody has read or signed; and the documents that anybody else sees.
--
-- They run as whoever calls them, inside the wall, which lets through what she sees. Of a family
-- its schools, classes and students are said again, so that documents are found by index, however
-- many a district has published. Functions for the same reason as openhouse_taught.
CREATE OR REPLACE FUNCTION openhouse_documents_open() RETURNS jsonb
LANGUAGE plpgsql STABLE PARALLEL SAFE SECURITY INVOKER
SET search_path = pg_catalog, public, pg_temp SET plan_cache_mode = force_generic_plan AS $$
DECLARE
    hers bigint[] := string_to_array(
        nullif(current_setting('openhouse.students', true), 'all'), ',')::bigint[];
BEGIN
    RETURN (
        SELECT jsonb_object_agg(f.id, f.edition) FROM documents_publishedfile f
        WHERE f.withdrawn_at IS NULL AND (f.student_id = ANY (hers)
            OR f.section_id = ANY (ARRAY(
                SELECT p.section_id FROM courses_placement p WHERE p.student_id = ANY (hers)))
            OR (f.student_id IS NULL AND f.section_id IS NULL AND f.school_id = ANY (ARRAY(
                SELECT e.school_id FROM people_enrollment e WHERE e.student_id = ANY (hers))))));
END $$;

CREATE OR REPLACE FUNCTION openhouse_editions_answered() RETURNS bigint[]
LANGUAGE plpgsql STABLE PARALLEL SAFE SECURITY INVOKER
SET search_path = pg_catalog, public, pg_temp SET plan_cache_mode = force_generic_plan AS $$
DECLARE
    hers bigint[] := string_to_array(
        nullif(current_setting('openhouse.students', true), 'all'), ',')::bigint[];
BEGIN
    RETURN ARRAY(
        SELECT r.edition_id FROM documents_publishedreceipt r
        WHERE r.student_id = ANY (hers) AND r.state IN ('read', 'signed'));
END $$;

CREATE OR REPLACE FUNCTION openhouse_documents_seen() RETURNS bigint[]
LANGUAGE plpgsql STABLE PARALLEL SAFE SECURITY INVOKER
SET search_path = pg_catalog, public, pg_temp SET plan_cache_mode = force_generic_plan AS $$
BEGIN
    RETURN ARRAY(SELECT f.id FROM documents_publishedfile f);
END $$;

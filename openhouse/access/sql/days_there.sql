-- What the walls ask of a family's students (common/wall_words.py, SHOWN and ANNOUNCED_TO): their
-- days at each school ('school') or in each class ('class'), as {"id": ["first", "last"]}; and the
-- grades in which they are today, at each school and, under "", anywhere. Nothing that has yet to
-- begin counts.
--
-- Functions for the same reason as openhouse_taught. They run as whoever calls them, inside the
-- wall, by the settings of the transaction.
CREATE OR REPLACE FUNCTION openhouse_days_there(p_where text) RETURNS jsonb
LANGUAGE plpgsql STABLE PARALLEL SAFE SECURITY INVOKER
SET search_path = pg_catalog, public, pg_temp SET plan_cache_mode = force_generic_plan AS $$
DECLARE
    hers bigint[] := string_to_array(
        nullif(current_setting('openhouse.students', true), 'all'), ',')::bigint[];
    today date := coalesce(nullif(current_setting('openhouse.today', true), '')::date, CURRENT_DATE);
BEGIN
    IF p_where = 'class' THEN
        RETURN (
            SELECT jsonb_object_agg(x.there, x.days) FROM (
                SELECT p.section_id AS there, jsonb_build_array(
                    min(coalesce(p.starts_on, '-infinity')), max(coalesce(p.ends_on, 'infinity'))) AS days
                FROM courses_placement p
                WHERE p.student_id = ANY (hers) AND (p.starts_on IS NULL OR p.starts_on <= today)
                GROUP BY p.section_id) x);
    END IF;
    RETURN (
        SELECT jsonb_object_agg(x.there, x.days) FROM (
            SELECT e.school_id AS there, jsonb_build_array(
                min(coalesce(e.starts_on, '-infinity')), max(coalesce(e.ends_on, 'infinity'))) AS days
            FROM people_enrollment e
            WHERE e.student_id = ANY (hers) AND (e.starts_on IS NULL OR e.starts_on <= today)
            GROUP BY e.school_id) x);
END $$;

CREATE OR REPLACE FUNCTION openhouse_grades_today() RETURNS jsonb
LANGUAGE plpgsql STABLE PARALLEL SAFE SECURITY INVOKER
SET search_path = pg_catalog, public, pg_temp SET plan_cache_mode = force_generic_plan AS $$
DECLARE
    hers bigint[] := string_to_array(
        nullif(current_setting('openhouse.students', true), 'all'), ',')::bigint[];
    today date := coalesce(nullif(current_setting('openhouse.today', true), '')::date, CURRENT_DATE);
BEGIN
    RETURN (
        SELECT jsonb_object_agg(x.there, x.levels) FROM (
            SELECT coalesce(e.school_id::text, '') AS there, jsonb_agg(e.grade_level) AS levels
            FROM people_enrollment e
            WHERE e.student_id = ANY (hers)
              AND (e.starts_on IS NULL OR e.starts_on <= today)
              AND (e.ends_on IS NULL OR e.ends_on >= today)
            GROUP BY GROUPING SETS ((e.school_id), ())) x);
END $$;

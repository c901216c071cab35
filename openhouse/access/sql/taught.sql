-- What the walls ask of who looks (common/wall_words.py, TAUGHT and KEPT): the classes that she
-- teaches today as a teacher, the schools whose office she keeps today, and those at which she is
-- something else.
--
-- Functions, so that a statement of a family makes ready one thing here and not ten that it never
-- runs. They run as whoever calls them, inside the wall, by the settings of the transaction.
CREATE OR REPLACE FUNCTION openhouse_taught() RETURNS bigint[]
LANGUAGE plpgsql STABLE PARALLEL SAFE SECURITY INVOKER
SET search_path = pg_catalog, public, pg_temp SET plan_cache_mode = force_generic_plan AS $$
DECLARE
    me bigint := nullif(current_setting('openhouse.person', true), '')::bigint;
    today date := coalesce(nullif(current_setting('openhouse.today', true), '')::date, CURRENT_DATE);
BEGIN
    RETURN ARRAY(
        SELECT x.section_id FROM courses_sectionteacher x
        WHERE x.person_id = me
          AND (x.starts_on IS NULL OR x.starts_on <= today)
          AND (x.ends_on IS NULL OR x.ends_on >= today)
          AND EXISTS (
              SELECT FROM people_staffpost s
              WHERE s.person_id = me AND s.role = 'teacher'
                AND (s.starts_on IS NULL OR s.starts_on <= today)
                AND (s.ends_on IS NULL OR s.ends_on >= today)));
END $$;

-- And those whose work she scores: with what ended in the last thirty days, where she taught it to
-- its end (courses/queries.py, JUST_ENDED).
CREATE OR REPLACE FUNCTION openhouse_scored() RETURNS bigint[]
LANGUAGE plpgsql STABLE PARALLEL SAFE SECURITY INVOKER
SET search_path = pg_catalog, public, pg_temp SET plan_cache_mode = force_generic_plan AS $$
DECLARE
    me bigint := nullif(current_setting('openhouse.person', true), '')::bigint;
    today date := coalesce(nullif(current_setting('openhouse.today', true), '')::date, CURRENT_DATE);
BEGIN
    RETURN ARRAY(
        SELECT x.section_id FROM courses_sectionteacher x
        JOIN courses_section c ON c.id = x.section_id
        LEFT JOIN districts_term m ON m.id = c.term_id
        WHERE x.person_id = me
          AND (x.starts_on IS NULL OR x.starts_on <= today)
          AND (x.ends_on IS NULL OR x.ends_on >= CASE
              WHEN least(c.ends_on, m.ends_on) >= today - 30
              THEN least(c.ends_on, m.ends_on, today) ELSE today END)
          AND EXISTS (
              SELECT FROM people_staffpost s
              WHERE s.person_id = me AND s.role = 'teacher'
                AND (s.starts_on IS NULL OR s.starts_on <= today)
                AND (s.ends_on IS NULL OR s.ends_on >= today)));
END $$;

CREATE OR REPLACE FUNCTION openhouse_offices_kept() RETURNS bigint[]
LANGUAGE plpgsql STABLE PARALLEL SAFE SECURITY INVOKER
SET search_path = pg_catalog, public, pg_temp SET plan_cache_mode = force_generic_plan AS $$
DECLARE
    me bigint := nullif(current_setting('openhouse.person', true), '')::bigint;
    today date := coalesce(nullif(current_setting('openhouse.today', true), '')::date, CURRENT_DATE);
BEGIN
    RETURN ARRAY(
        SELECT s.school_id FROM people_staffpost s
        WHERE s.person_id = me AND s.role IN ('office', 'counselor')
          AND (s.starts_on IS NULL OR s.starts_on <= today)
          AND (s.ends_on IS NULL OR s.ends_on >= today));
END $$;

-- The schools at which she has a post of this role today.
CREATE OR REPLACE FUNCTION openhouse_schools_as(p_role text) RETURNS bigint[]
LANGUAGE plpgsql STABLE PARALLEL SAFE SECURITY INVOKER
SET search_path = pg_catalog, public, pg_temp SET plan_cache_mode = force_generic_plan AS $$
DECLARE
    me bigint := nullif(current_setting('openhouse.person', true), '')::bigint;
    today date := coalesce(nullif(current_setting('openhouse.today', true), '')::date, CURRENT_DATE);
BEGIN
    RETURN ARRAY(
        SELECT s.school_id FROM people_staffpost s
        WHERE s.person_id = me AND s.role = p_role
          AND (s.starts_on IS NULL OR s.starts_on <= today)
          AND (s.ends_on IS NULL OR s.ends_on >= today));
END $$;

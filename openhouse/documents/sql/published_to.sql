-- Which published documents are there for each of these students on a day: their own, those of a
-- class in which they sit or sat while it was shown, and those of a school likewise. Who came later
-- sees what is shown still. With p_withdrawn those instead that the school has taken back,
-- for who was there before.
--
-- Whole rows come, so that nobody reads a document again for its columns: the wall stands before
-- each reading. They are found by index from the students, however many a district has published;
-- the days are said as a range, for which no index of days is walked beside.
--
-- Only ids that went through the second lock come in (people/guard.py, seen).
CREATE OR REPLACE FUNCTION openhouse_published_to(
    p_students bigint[], p_today date, p_withdrawn boolean DEFAULT false
)
RETURNS TABLE (student bigint, school_name varchar, file documents_publishedfile)
LANGUAGE plpgsql STABLE SECURITY INVOKER ROWS 10
SET search_path = pg_catalog, public, pg_temp SET plan_cache_mode = force_generic_plan AS $$
BEGIN
RETURN QUERY
    WITH found AS MATERIALIZED (
        SELECT f AS whole FROM documents_publishedfile f
        WHERE (f.student_id = ANY (p_students)
            OR f.section_id = ANY (ARRAY(
                SELECT p.section_id FROM courses_placement p WHERE p.student_id = ANY (p_students)))
            OR (f.student_id IS NULL AND f.section_id IS NULL AND f.school_id = ANY (ARRAY(
                SELECT e.school_id FROM people_enrollment e WHERE e.student_id = ANY (p_students)))))
          AND (f.withdrawn_at IS NOT NULL) = p_withdrawn
          AND daterange(f.visible_from, f.visible_until, '[]') @> p_today
    )
    SELECT s.student, h.name, found.whole
    FROM found CROSS JOIN LATERAL (SELECT (found.whole).*) f
    JOIN districts_school h ON h.id = f.school_id AND h.portal_open
    JOIN unnest(p_students) AS s (student) ON CASE
        WHEN f.student_id IS NOT NULL THEN f.student_id = s.student
        WHEN f.section_id IS NOT NULL THEN EXISTS (
            SELECT FROM courses_placement p
            WHERE p.student_id = s.student AND p.section_id = f.section_id
              AND (p.starts_on IS NULL OR p.starts_on <= p_today)
              AND (p.ends_on IS NULL OR p.ends_on >= f.visible_from)
              AND (NOT p_withdrawn OR p.starts_on IS NULL OR p.starts_on <= f.withdrawn_at::date))
        ELSE EXISTS (
            SELECT FROM people_enrollment e
            WHERE e.student_id = s.student AND e.school_id = f.school_id
              AND (e.starts_on IS NULL OR e.starts_on <= p_today)
              AND (e.ends_on IS NULL OR e.ends_on >= f.visible_from)
              AND (NOT p_withdrawn OR e.starts_on IS NULL OR e.starts_on <= f.withdrawn_at::date))
        END;
END $$;

-- Which published documents are there for each of these students on a day: their own, those of a
-- class in which they sit or sat while it was shown, and those of a school likewise. Who came later
-- sees what is shown still. With p_withdrawn those instead that the school has taken back,
-- for who was there before.
--
-- Only ids that went through the second lock come in (people/guard.py, seen).
CREATE OR REPLACE FUNCTION openhouse_published_to(
    p_students bigint[], p_today date, p_withdrawn boolean DEFAULT false
)
RETURNS TABLE (student bigint, published bigint) LANGUAGE sql STABLE SECURITY INVOKER
SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT s.student, f.id
    FROM unnest(p_students) AS s (student)
    JOIN documents_publishedfile f ON (f.withdrawn_at IS NOT NULL) = p_withdrawn AND f.visible_from <= p_today
        AND (f.visible_until IS NULL OR f.visible_until >= p_today)
        AND CASE
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
            END
    JOIN districts_school h ON h.id = f.school_id AND h.portal_open
$$;

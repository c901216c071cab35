-- Which announcements are there for these students on a day: the district's, those of a school at
-- which they are or were while it was shown, of a class likewise, and for grades those of who is in
-- one today. The wall says the same (common/wall_words.py, ANNOUNCED_TO).
--
-- Only ids that went through the second lock come in (people/guard.py, seen).
CREATE OR REPLACE FUNCTION openhouse_announced_to(p_students bigint[], p_today date)
RETURNS TABLE (announcement bigint, students bigint[]) LANGUAGE sql STABLE SECURITY INVOKER
SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT a.id, array_agg(DISTINCT s.student)
    FROM school_messages_announcement a
    JOIN unnest(p_students) AS s (student) ON CASE
        WHEN a.section_id IS NOT NULL THEN EXISTS (
            SELECT FROM courses_placement p
            WHERE p.student_id = s.student AND p.section_id = a.section_id
              AND (p.starts_on IS NULL OR p.starts_on <= p_today)
              AND (p.ends_on IS NULL OR p.ends_on >= a.starts_on))
        WHEN a.school_id IS NULL AND a.grades = '{}' THEN true
        ELSE EXISTS (
            SELECT FROM people_enrollment e
            WHERE e.student_id = s.student AND (a.school_id IS NULL OR e.school_id = a.school_id)
              AND (e.starts_on IS NULL OR e.starts_on <= p_today)
              AND CASE WHEN a.grades = '{}' THEN e.ends_on IS NULL OR e.ends_on >= a.starts_on
                  ELSE e.grade_level = ANY (a.grades)
                      AND (e.ends_on IS NULL OR e.ends_on >= p_today) END)
        END
    LEFT JOIN districts_school h ON h.id = a.school_id
    WHERE a.starts_on <= p_today AND a.withdrawn_at IS NULL
      AND (a.school_id IS NULL OR h.portal_open)
    GROUP BY a.id
$$;

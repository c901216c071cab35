-- Which announcements are there for these students on a day, of those that last until p_until at
-- least: the district's, those of a school at which they are or were while it was shown, of a class
-- likewise, and for grades those of who is in one today. The wall says the same
-- (common/wall_words.py, ANNOUNCED_TO).
--
-- Whole rows come, so that nobody reads one again for its columns: the wall stands before each
-- reading. They are found by index from the students, however many a district's schools announce.
--
-- Only ids that went through the second lock come in (people/guard.py, seen).
CREATE OR REPLACE FUNCTION openhouse_announced_to(p_students bigint[], p_today date, p_until date)
RETURNS TABLE (students bigint[], school_name varchar, announcement school_messages_announcement)
LANGUAGE plpgsql STABLE SECURITY INVOKER ROWS 10
SET search_path = pg_catalog, public, pg_temp SET plan_cache_mode = force_generic_plan AS $$
BEGIN
RETURN QUERY
    SELECT t.students, h.name, a
    FROM school_messages_announcement a
    LEFT JOIN districts_school h ON h.id = a.school_id
    CROSS JOIN LATERAL (
        SELECT array_agg(s.student ORDER BY s.student) AS students
        FROM unnest(p_students) AS s (student)
        WHERE CASE
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
            END) t
    WHERE (a.school_id IS NULL
        OR a.section_id = ANY (ARRAY(
            SELECT p.section_id FROM courses_placement p WHERE p.student_id = ANY (p_students)))
        OR (a.section_id IS NULL AND a.school_id = ANY (ARRAY(
            SELECT e.school_id FROM people_enrollment e WHERE e.student_id = ANY (p_students)))))
      AND a.starts_on <= p_today AND a.ends_on >= p_until AND a.withdrawn_at IS NULL
      AND (a.school_id IS NULL OR h.portal_open) AND t.students IS NOT NULL;
END $$;

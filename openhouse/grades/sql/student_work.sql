-- The work of all present courses of p_student: whatever is dated from p_from on, scored since
-- p_recent, missing, or still to be done. A course is present until p_recent has passed its end.
--
-- Hidden work never comes, nor that of a school that shows families none (GRD-16, ADM-02).
-- Of categories as in course_work.sql.
CREATE OR REPLACE FUNCTION openhouse_student_work(
    p_student bigint, p_from date, p_recent date, p_today date
) RETURNS TABLE (
    id bigint, category_id bigint, possible numeric, points numeric, flag varchar,
    multiplier numeric, counts boolean, due_on date, section_id bigint, name varchar,
    assigned_on date, "text" varchar, comment text, feedback text, scored_on date, category varchar,
    category_weight numeric, category_drops smallint, category_highest smallint,
    category_extra boolean, never_drop boolean,
    missing_percent numeric, handed_in_here boolean, has_rubric boolean, course varchar
) LANGUAGE plpgsql STABLE SECURITY INVOKER
SET search_path = pg_catalog, public, pg_temp SET plan_cache_mode = force_generic_plan AS $$
#variable_conflict use_column
DECLARE
    -- schools that hold back this student's scores now: the wall shows none (common/wall_words.py)
    closed bigint[] := openhouse_closed_schools(p_student);
BEGIN
    RETURN QUERY
    SELECT a.id, a.category_id, a.points, s.points, CASE
           WHEN n.school_id = ANY (closed) AND coalesce(a.due_on < p_today, true) THEN 'closed'
           ELSE coalesce(s.flag, '') END, a.multiplier, a.counts,
           a.due_on, a.section_id, a.name, a.assigned_on, coalesce(s.text, ''),
           coalesce(s.comment, ''), coalesce(s.feedback, ''), s.scored_on, c.name,
           CASE WHEN c.section_id IS DISTINCT FROM a.section_id THEN c.weight END,
           CASE WHEN c.section_id IS DISTINCT FROM a.section_id THEN c.drop_lowest END,
           CASE WHEN c.section_id IS DISTINCT FROM a.section_id THEN c.drop_highest END,
           CASE WHEN c.section_id IS DISTINCT FROM a.section_id THEN c.extra END,
           a.never_drop,
           CASE WHEN b.section_id IS NULL THEN 0 ELSE b.missing_percent END,
           a.handed_in_here, a.rubric IS NOT NULL, n.name
    FROM (
        SELECT p.section_id, min(coalesce(p.starts_on, '-infinity')) AS starts_on,
               max(coalesce(p.ends_on, 'infinity')) AS ends_on
        FROM courses_placement p WHERE p.student_id = p_student GROUP BY p.section_id
    ) p
    JOIN courses_section n ON n.id = p.section_id
    JOIN districts_school h ON h.id = n.school_id AND h.portal_open AND h.shows_assignments
    LEFT JOIN districts_term st ON st.id = n.term_id
    JOIN grades_assignment a ON a.section_id = p.section_id AND a.visible
    LEFT JOIN districts_term at ON at.id = a.term_id
    LEFT JOIN grades_score s ON s.student_id = p_student AND s.assignment_id = a.id
    LEFT JOIN grades_category c ON c.id = a.category_id
    LEFT JOIN grades_gradebook b ON b.section_id = n.id
    WHERE p.starts_on <= p_today AND p.ends_on >= p_recent
      AND (st.id IS NULL OR st.visible AND st.starts_on <= p_today AND st.ends_on >= p_recent)
      AND (at.id IS NULL OR at.visible)
      AND (s.student_id IS NOT NULL OR a.due_on IS NULL
           OR a.due_on BETWEEN p.starts_on AND p.ends_on)
      AND (coalesce(a.due_on, a.assigned_on, s.scored_on, p_today) >= p_from
           OR s.scored_on >= p_recent OR s.flag = 'missing'
           OR s.points IS NULL AND coalesce(s.text, '') = ''
              AND coalesce(s.flag, '') IN ('', 'late', 'incomplete')
              AND (n.school_id <> ALL (closed) OR a.due_on >= p_today))
      AND (at.id IS NOT NULL OR st.id IS NULL OR NOT EXISTS (
          SELECT FROM districts_term h
          WHERE h.school_year_id = st.school_year_id AND NOT h.visible
            AND coalesce(a.due_on, a.assigned_on, s.scored_on, p_today)
                BETWEEN h.starts_on AND h.ends_on))
    ORDER BY coalesce(a.due_on, a.assigned_on, s.scored_on) DESC NULLS FIRST, a.id DESC;
END $$;

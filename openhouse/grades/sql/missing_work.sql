-- What families read as missing of the students p_students, in present courses: of p_section, or of
-- p_school, or of all. THE rule for whoever counts or names missing work to a family: work that is
-- called so, of a course and with the days of student_work.sql, and shown as it says. A test holds
-- the two together (tests/grades/test_missing_at_home.py). Planned for those that are asked for: the
-- plan for any, which a connection takes from its sixth time on, is minutes for a school's students.
CREATE OR REPLACE FUNCTION openhouse_missing_work(
    p_students bigint[], p_section bigint, p_school bigint, p_recent date, p_today date
) RETURNS TABLE (student_id bigint, id bigint, name varchar) LANGUAGE plpgsql STABLE
SECURITY INVOKER SET search_path = pg_catalog, public, pg_temp SET plan_cache_mode = force_custom_plan AS $$
#variable_conflict use_column
BEGIN
    RETURN QUERY
    SELECT s.student_id, a.id, a.name
    FROM unnest(p_students) AS one (id)
    JOIN grades_score s ON s.student_id = one.id AND s.flag = 'missing'
    JOIN grades_assignment a ON a.id = s.assignment_id AND a.visible
        AND (p_section IS NULL OR a.section_id = p_section)
    JOIN courses_section n ON n.id = a.section_id AND (p_school IS NULL OR n.school_id = p_school)
    JOIN districts_school h ON h.id = n.school_id AND h.portal_open AND h.shows_assignments
    LEFT JOIN districts_term st ON st.id = n.term_id
    LEFT JOIN districts_term at ON at.id = a.term_id
    WHERE EXISTS (
        SELECT FROM courses_placement p WHERE p.student_id = s.student_id
        AND p.section_id = a.section_id
        HAVING min(coalesce(p.starts_on, '-infinity')) <= p_today
            AND max(coalesce(p.ends_on, 'infinity')) >= p_recent)
      AND (st.id IS NULL OR st.visible AND st.starts_on <= p_today AND st.ends_on >= p_recent)
      AND (at.id IS NULL OR at.visible)
      AND (at.id IS NOT NULL OR st.id IS NULL OR NOT EXISTS (
          SELECT FROM districts_term t
          WHERE t.school_year_id = st.school_year_id AND NOT t.visible
            AND coalesce(a.due_on, a.assigned_on, s.scored_on, p_today)
                BETWEEN t.starts_on AND t.ends_on))
    ORDER BY s.student_id, a.due_on NULLS LAST, a.id;
END $$;

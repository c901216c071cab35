-- The work of the sections p_sections in the chosen term, with what p_student has got for it,
-- newest first.
--
-- Work belongs to the term it names, where that is one of the year's shortest terms (p_terms): to
-- the chosen term if it is one of p_chosen. Other work goes by its date, which lies in p_span.
-- Work that was due before she came or after she left stays out unless it is scored. Never comes
-- what is hidden: by its teacher, or with its term (ADM-02).
--
-- What a category weighs and drops comes only with those that are not the section's own: its own are
-- in course_books.sql, and three hundred times the same is most of what there is to read.
CREATE OR REPLACE FUNCTION openhouse_course_work(
    p_student bigint, p_sections bigint[], p_terms bigint[], p_chosen bigint[], p_span daterange,
    p_today date
) RETURNS TABLE (
    id bigint, category_id bigint, possible numeric, points numeric, flag varchar,
    multiplier numeric, counts boolean, due_on date, section_id bigint, name varchar,
    assigned_on date, "text" varchar, comment text, feedback text, scored_on date, category varchar,
    category_weight numeric, category_drops smallint, category_highest smallint,
    category_extra boolean, never_drop boolean,
    missing_percent numeric, handed_in_here boolean, has_rubric boolean
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
           a.handed_in_here, a.rubric IS NOT NULL
    FROM (
        SELECT p.section_id, min(coalesce(p.starts_on, '-infinity')) AS starts_on,
               max(coalesce(p.ends_on, 'infinity')) AS ends_on
        FROM courses_placement p
        WHERE p.student_id = p_student AND p.section_id = ANY (p_sections)
        GROUP BY p.section_id
    ) p
    JOIN courses_section n ON n.id = p.section_id
    LEFT JOIN districts_term st ON st.id = n.term_id
    JOIN grades_assignment a ON a.section_id = p.section_id AND a.visible
        AND CASE WHEN a.term_id = ANY (p_terms) THEN a.term_id = ANY (p_chosen)
            ELSE coalesce(coalesce(a.due_on, a.assigned_on) <@ p_span, true) END
    LEFT JOIN districts_term at ON at.id = a.term_id
    LEFT JOIN grades_score s ON s.student_id = p_student AND s.assignment_id = a.id
    LEFT JOIN grades_category c ON c.id = a.category_id
    LEFT JOIN grades_gradebook b ON b.section_id = n.id
    WHERE (s.student_id IS NOT NULL OR a.due_on IS NULL
           OR a.due_on BETWEEN p.starts_on AND p.ends_on)
      AND (a.due_on IS NOT NULL OR a.assigned_on IS NOT NULL OR a.term_id = ANY (p_terms)
           OR coalesce(s.scored_on, p_today) <@ p_span)
      AND (st.id IS NULL OR st.visible) AND (at.id IS NULL OR at.visible)
      AND (at.id IS NOT NULL OR st.id IS NULL OR NOT EXISTS (
          SELECT FROM districts_term h
          WHERE h.school_year_id = st.school_year_id AND NOT h.visible
            AND coalesce(a.due_on, a.assigned_on, s.scored_on, p_today)
                BETWEEN h.starts_on AND h.ends_on))
    ORDER BY coalesce(a.due_on, a.assigned_on, s.scored_on) DESC NULLS FIRST, a.id DESC;
END $$;

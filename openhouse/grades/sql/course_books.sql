-- The courses that the student p_student sits in during p_span, or only p_section; each with its
-- gradebook's scale and categories and with the student's posted marks of every open term that
-- has begun.
--
-- One row a section, though she may have left it and come back. Nothing of a school that is closed
-- to families, nor of a section whose term is (ADM-02).
--
-- Functions here let PostgreSQL plan once a connection: planning takes twice as long as running.
-- They run as whoever calls them, inside the wall.
CREATE OR REPLACE FUNCTION openhouse_course_books(
    p_student bigint, p_section bigint, p_span daterange, p_today date
) RETURNS TABLE (
    id bigint, name varchar, teacher_name varchar, room varchar, school_id bigint, ends_on date,
    term_starts_on date, term_ends_on date, shows_marks boolean, shows_work boolean, weighted boolean, by_percent boolean,
    missing_percent numeric, beyond boolean, scale text, rounding varchar, categories text, marks text
) LANGUAGE plpgsql STABLE SECURITY INVOKER
SET search_path = pg_catalog, public, pg_temp SET plan_cache_mode = force_generic_plan AS $$
#variable_conflict use_column
BEGIN
    RETURN QUERY
    SELECT s.id, s.name, s.teacher_name, s.room, s.school_id, p.ends_on,
           st.starts_on, st.ends_on, h.shows_in_progress_marks, h.shows_assignments,
           coalesce(b.weighted, false), coalesce(b.by_percent, false),
           CASE WHEN b.section_id IS NULL THEN 0 ELSE b.missing_percent END,
           coalesce(b.beyond, false), g.steps::text, coalesce(g.rounding, 'tenth'), (
        SELECT jsonb_agg(jsonb_build_array(c.id, c.name, c.weight::text, c.drop_lowest, c.drop_highest,
                                           c.extra)
                         ORDER BY c.id)::text
        FROM grades_category c WHERE c.section_id = s.id
    ), (
        SELECT jsonb_agg(jsonb_build_array(
                   k.name, k.kind, m.term_id, t.name, m.letter, m.percent::text, m.comment,
                   m.posted_on, m.computed_letter IS NOT NULL AND (
                       m.letter <> m.computed_letter
                       OR m.percent IS NOT NULL AND m.percent IS DISTINCT FROM m.computed_percent),
                   k.id
               ) ORDER BY t.ends_on, m.posted_on, m.id)::text
        FROM grades_postedmark m
        JOIN grades_gradingtask k ON k.id = m.task_id
        LEFT JOIN districts_term t ON t.id = m.term_id
        WHERE m.student_id = p_student AND m.section_id = s.id
          AND (t.id IS NULL OR t.visible AND t.starts_on <= p_today)
    )
    FROM (
        SELECT p.section_id, min(coalesce(p.starts_on, '-infinity')) AS starts_on,
               nullif(max(coalesce(p.ends_on, 'infinity')), 'infinity') AS ends_on
        FROM courses_placement p
        WHERE p.student_id = p_student AND (p_section IS NULL OR p.section_id = p_section)
        GROUP BY p.section_id
    ) p
    JOIN courses_section s ON s.id = p.section_id
    JOIN districts_school h ON h.id = s.school_id AND h.portal_open
    LEFT JOIN districts_term st ON st.id = s.term_id
    LEFT JOIN grades_gradebook b ON b.section_id = s.id
    LEFT JOIN grades_gradingscale g ON g.id = b.scale_id
    WHERE (st.id IS NULL
           OR st.visible AND daterange(st.starts_on, st.ends_on, '[]') && p_span)
      AND (p_section IS NOT NULL OR (
          p.starts_on <= p_today
          AND daterange(nullif(p.starts_on, '-infinity'), p.ends_on, '[]') && p_span))
    ORDER BY s.name, s.id;
END $$;

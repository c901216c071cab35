-- What Today shows of some students' work: missing, due today or tomorrow, the p_rows newest scores
-- since p_since of each, and the marks posted since then (flag 'posted': "name" is the task, "got" the
-- percent). Never comes what is hidden: by its teacher, or with its term
-- (ADM-02), be it the term that the work names or, in a longer course, the one of its day.
-- A function, so that PostgreSQL plans it once a connection and not once a page. Two roads to few
-- rows: a student's scores lie together, and what is due is in an index by section and day. Each is
-- walked once, before it meets the courses: PostgreSQL cannot guess how few those are.
CREATE OR REPLACE FUNCTION openhouse_today_work(p_students bigint[], p_today date, p_since date, p_rows int)
RETURNS TABLE (student bigint, id bigint, name varchar, due_on date, possible numeric, got numeric,
               mark varchar, flag varchar, scored_on date, section bigint, section_name varchar,
               term varchar, missing_percent numeric)
LANGUAGE plpgsql STABLE SECURITY INVOKER
SET search_path = pg_catalog, public, pg_temp SET plan_cache_mode = force_generic_plan AS $$
#variable_conflict use_column
BEGIN
RETURN QUERY
WITH present AS (
    SELECT p.student_id, c.id, c.name, t.school_year_id AS year,
           CASE WHEN b.section_id IS NULL THEN 0 ELSE b.missing_percent END AS missing
    FROM courses_placement p
    JOIN courses_section c ON c.id = p.section_id
    JOIN districts_school h ON h.id = c.school_id AND h.shows_assignments AND h.portal_open
    LEFT JOIN districts_term t ON t.id = c.term_id
    LEFT JOIN grades_gradebook b ON b.section_id = c.id
    WHERE p.student_id = ANY (p_students)
      AND (p.starts_on IS NULL OR p.starts_on <= p_today)
      AND (p.ends_on IS NULL OR p.ends_on >= p_today)
      AND (t.id IS NULL OR t.visible)
), known AS MATERIALIZED (
    SELECT s.student_id, s.points, s.text, s.flag, s.scored_on, a.id, a.name, a.due_on,
           a.assigned_on, a.points AS possible, a.section_id, a.term_id
    FROM grades_score s
    JOIN grades_assignment a ON a.id = s.assignment_id AND a.visible
    WHERE s.student_id = ANY (p_students)
      AND (s.flag = 'missing' OR s.scored_on BETWEEN p_since AND p_today)
)
SELECT student_id, id, name, due_on, possible, points, text, flag, scored_on, section_id, section,
       ''::varchar, missing
FROM (
    SELECT k.student_id, k.id, k.name, k.due_on, k.possible, k.points, k.text, k.flag,
           k.scored_on, k.section_id, present.name AS section, present.missing,
           k.flag <> 'missing' AND (k.points IS NOT NULL OR k.text <> ''
               OR k.flag NOT IN ('', 'late', 'incomplete')) AS is_scored,
           row_number() OVER (
               PARTITION BY k.student_id, k.flag <> 'missing' AND (k.points IS NOT NULL
                   OR k.text <> '' OR k.flag NOT IN ('', 'late', 'incomplete'))
               ORDER BY k.scored_on DESC NULLS LAST, k.due_on DESC NULLS LAST, k.id
           ) AS place
    FROM known k
    JOIN present ON present.student_id = k.student_id AND present.id = k.section_id
    LEFT JOIN districts_term at ON at.id = k.term_id
    WHERE (at.id IS NULL OR at.visible)
      AND (at.id IS NOT NULL OR present.year IS NULL OR NOT EXISTS (
          SELECT FROM districts_term h
          WHERE h.school_year_id = present.year AND NOT h.visible
            AND coalesce(k.due_on, k.assigned_on, k.scored_on, p_today)
                BETWEEN h.starts_on AND h.ends_on))
) newest
WHERE place <= p_rows OR NOT is_scored
UNION ALL
SELECT present.student_id, a.id, a.name, a.due_on, a.points, s.points, coalesce(s.text, ''),
       coalesce(s.flag, ''), s.scored_on, present.id, present.name, '', present.missing
FROM present
JOIN grades_assignment a ON a.section_id = present.id AND a.visible
    AND a.due_on BETWEEN p_today AND p_today + 1
LEFT JOIN districts_term at ON at.id = a.term_id
LEFT JOIN grades_score s ON s.student_id = present.student_id AND s.assignment_id = a.id
WHERE (at.id IS NULL OR at.visible)
  AND (at.id IS NOT NULL OR present.year IS NULL OR NOT EXISTS (
      SELECT FROM districts_term h
      WHERE h.school_year_id = present.year AND NOT h.visible
        AND coalesce(a.due_on, a.assigned_on, s.scored_on, p_today)
            BETWEEN h.starts_on AND h.ends_on))
  AND s.points IS NULL AND coalesce(s.text, '') = ''
  AND coalesce(s.flag, '') IN ('', 'late', 'incomplete')
  AND (s.scored_on IS NULL OR s.scored_on NOT BETWEEN p_since AND p_today)
UNION ALL
-- As in course_books.sql: posted marks are shown where single assignments are not.
SELECT m.student_id, m.id, k.name, NULL, NULL, m.percent, m.letter, 'posted', m.posted_on, n.id, n.name,
       coalesce(t.name, ''), 0
FROM grades_postedmark m
JOIN grades_gradingtask k ON k.id = m.task_id
JOIN courses_section n ON n.id = m.section_id
JOIN districts_school h ON h.id = n.school_id AND h.portal_open
LEFT JOIN districts_term st ON st.id = n.term_id
LEFT JOIN districts_term t ON t.id = m.term_id
WHERE m.student_id = ANY (p_students) AND m.posted_on BETWEEN p_since AND p_today
  AND (st.id IS NULL OR st.visible)
  AND (t.id IS NULL OR t.visible AND t.starts_on <= p_today)
  AND EXISTS (SELECT FROM courses_placement p
              WHERE p.student_id = m.student_id AND p.section_id = m.section_id
                AND (p.starts_on IS NULL OR p.starts_on <= p_today))
ORDER BY 9 DESC NULLS LAST, 4 DESC NULLS LAST, 2;
END $$;

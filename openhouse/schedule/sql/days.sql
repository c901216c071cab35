-- Who meets where on each date from %(first)s to %(last)s, for the students %(students)s.
--
-- One row for each student, school, date and meeting; a date without a meeting comes once, with
-- nothing in the columns of the meeting. Whether a date is a school day:
--   * the calendar's row for the date says it; else
--   * a year whose calendar names no school day counts Monday to Friday within its terms.
-- The bell schedule is the one that the calendar names, else the school's only one.
-- A date in a term that is not open to families is "hidden" and has no meetings (ADM-02).
WITH enrolled AS (
    SELECT student_id, school_id, starts_on, ends_on
    FROM people_enrollment
    WHERE student_id = ANY (%(students)s)
), placed AS MATERIALIZED (
    SELECT p.student_id, s.id, s.school_id, s.name, s.room, s.teacher_name,
           greatest(p.starts_on, s.starts_on, t.starts_on) AS starts_on,
           least(p.ends_on, s.ends_on, t.ends_on) AS ends_on
    FROM courses_placement p
    JOIN courses_section s ON s.id = p.section_id
    LEFT JOIN districts_term t ON t.id = s.term_id
    WHERE p.student_id = ANY (%(students)s) AND NOT s.for_grading_only
      AND coalesce(greatest(p.starts_on, s.starts_on, t.starts_on) <= %(last)s, true)
      AND coalesce(least(p.ends_on, s.ends_on, t.ends_on) >= %(first)s, true)
), schools AS (
    SELECT student_id, school_id FROM enrolled
    UNION
    SELECT student_id, school_id FROM placed
), days AS MATERIALIZED (
    SELECT k.student_id, c.id AS school_id, c.name AS school, g.at::date AS "on",
           coalesce(d.instructional, extract(isodow FROM g.at) < 6 AND NOT EXISTS (
               SELECT FROM districts_day n WHERE n.school_year_id = y.id AND n.instructional
           ) AND (t.covers OR NOT EXISTS (
               SELECT FROM districts_term n WHERE n.school_year_id = y.id
           )), false) AS is_school_day,
           coalesce(d.note, '') AS note,
           coalesce(t.hidden, false) AS hidden,
           b.id AS bell, coalesce(b.name, '') AS bell_name
    FROM schools k
    JOIN districts_school c ON c.id = k.school_id AND c.portal_open
    CROSS JOIN generate_series(%(first)s::timestamp, %(last)s::timestamp, '1 day') AS g (at)
    LEFT JOIN LATERAL (
        SELECT id FROM districts_schoolyear
        WHERE school_id = c.id AND g.at::date BETWEEN starts_on AND ends_on
        ORDER BY starts_on DESC LIMIT 1
    ) y ON true
    LEFT JOIN districts_day d ON d.school_year_id = y.id AND d."on" = g.at::date
    LEFT JOIN LATERAL (
        SELECT count(*) > 0 AS covers, bool_or(NOT visible) AS hidden FROM districts_term
        WHERE school_year_id = y.id AND g.at::date BETWEEN starts_on AND ends_on
    ) t ON true
    LEFT JOIN districts_bellschedule b ON b.school_id = c.id AND b.id = coalesce(
        d.bell_schedule_id,
        (SELECT min(o.id) FROM districts_bellschedule o
         WHERE o.school_id = c.id HAVING count(*) = 1)
    )
    WHERE NOT EXISTS (
        SELECT FROM enrolled e WHERE e.student_id = k.student_id AND e.school_id = k.school_id
    ) OR EXISTS (
        SELECT FROM enrolled e
        WHERE e.student_id = k.student_id AND e.school_id = k.school_id
          AND coalesce(e.starts_on <= g.at::date, true) AND coalesce(e.ends_on >= g.at::date, true)
    )
), met AS (
    SELECT p.student_id, p.starts_on, p.ends_on, r.bell_schedule_id AS bell, r.name AS period,
           r.sequence, r.starts_at, r.ends_at, p.id, p.name, p.room, p.teacher_name
    FROM placed p
    JOIN courses_meeting m ON m.section_id = p.id
    JOIN districts_period r ON r.id = m.period_id
    UNION ALL
    SELECT NULL, NULL, NULL, r.bell_schedule_id, r.name, r.sequence, r.starts_at, r.ends_at,
           NULL, r.name, '', ''
    FROM districts_period r
    WHERE NOT r.instructional AND r.starts_at IS NOT NULL
      AND r.bell_schedule_id IN (SELECT bell FROM days)
      AND NOT EXISTS (SELECT FROM courses_meeting m WHERE m.period_id = r.id)
)
SELECT d.student_id, d."on", d.school_id, d.school, d.is_school_day, d.note, d.bell_name, d.hidden,
       m.period, m.sequence, m.starts_at, m.ends_at, m.id, m.name, m.room, m.teacher_name
FROM days d
LEFT JOIN met m ON m.bell = d.bell AND d.is_school_day AND NOT d.hidden
    AND (m.student_id IS NULL OR m.student_id = d.student_id)
    AND coalesce(m.starts_on <= d."on", true) AND coalesce(m.ends_on >= d."on", true)
ORDER BY d.student_id, d."on", d.school

-- Who meets where on the dates p_dates, for the students p_students.
--
-- One row for each student, school, date and meeting; a date without a meeting comes once, with
-- nothing in the columns of the meeting. A break (lunch) is a period that is not instructional and
-- that no class meets in; its section is empty.
CREATE OR REPLACE FUNCTION openhouse_schedule_days(p_students bigint[], p_dates date[])
RETURNS TABLE (
    student_id bigint, "on" date, school_id bigint, school varchar, is_school_day boolean,
    note varchar, bell_schedule varchar, hidden boolean, period varchar, sequence smallint,
    starts_at time, ends_at time, section_id bigint, section varchar, room varchar,
    teacher varchar
) LANGUAGE plpgsql STABLE SECURITY INVOKER
SET search_path = pg_catalog, public, pg_temp SET plan_cache_mode = force_generic_plan AS $$
#variable_conflict use_column
BEGIN
    RETURN QUERY
    WITH days AS MATERIALIZED (
        SELECT * FROM openhouse_school_days(p_students, p_dates)
    ), met AS (
        SELECT p.student_id, greatest(p.starts_on, s.starts_on, t.starts_on) AS starts_on,
               least(p.ends_on, s.ends_on, t.ends_on) AS ends_on,
               r.bell_schedule_id AS bell, r.name AS period, r.sequence, r.starts_at, r.ends_at,
               s.id, s.name, s.room, s.teacher_name
        FROM courses_placement p
        JOIN courses_section s ON s.id = p.section_id AND NOT s.for_grading_only
        JOIN courses_meeting m ON m.section_id = s.id
        JOIN districts_period r ON r.id = m.period_id
        LEFT JOIN districts_term t ON t.id = s.term_id
        WHERE p.student_id = ANY (p_students)
        UNION ALL
        SELECT NULL, NULL, NULL, r.bell_schedule_id, r.name, r.sequence, r.starts_at, r.ends_at,
               NULL, r.name, '', ''
        FROM districts_period r
        WHERE NOT r.instructional AND r.starts_at IS NOT NULL
          AND r.bell_schedule_id IN (SELECT d.bell FROM days d WHERE d.is_school_day)
          AND NOT EXISTS (SELECT FROM courses_meeting m WHERE m.period_id = r.id)
    )
    SELECT d.student_id, d."on", d.school_id, d.school, d.is_school_day, d.note, d.bell_schedule,
           d.hidden, m.period, m.sequence, m.starts_at, m.ends_at, m.id, m.name, m.room,
           m.teacher_name
    FROM days d
    LEFT JOIN met m ON m.bell = d.bell AND d.is_school_day AND NOT d.hidden
        AND (m.student_id IS NULL OR m.student_id = d.student_id)
        AND coalesce(m.starts_on <= d."on", true) AND coalesce(m.ends_on >= d."on", true);
END $$;

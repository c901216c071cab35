-- The attendance marks of the students p_students from p_first to p_last, newest first.
--
-- Dates in a term that is not open to families are left out (ADM-02), and so are schools whose
-- portal is closed (ADM-03). "met" holds, on dates with marks of single classes or times, the classes that
-- the student had at that school, as JSON: [section, period, period's name, start, end]; a class
-- that meets in no period of that day has nulls. It stands on one row of each date.
--
-- whole_day and share are the district's rule of a day missed (ATT-05), the same on each row.
--
-- A function lets PostgreSQL plan once a connection; it runs as whoever calls it, inside the wall.
CREATE OR REPLACE FUNCTION openhouse_attendance_marks(
    p_students bigint[], p_first date, p_last date
) RETURNS TABLE (
    student_id bigint, "on" date, status varchar, excuse varchar, code varchar, taken_by varchar,
    section_id bigint, section varchar, period_id bigint, period varchar, starts_at time,
    ends_at time, arrived_at time, left_at time, comment varchar, school_id bigint, school varchar,
    met jsonb, whole_day varchar, share smallint, code_es varchar
) LANGUAGE plpgsql STABLE SECURITY INVOKER
SET search_path = pg_catalog, public, pg_temp SET plan_cache_mode = force_generic_plan AS $$
#variable_conflict use_column
BEGIN
    RETURN QUERY
    WITH marks AS MATERIALIZED (
        SELECT a.*, h.name AS school, y.id AS year_id,
               o.is_part AND row_number() OVER (
                   PARTITION BY a.student_id, a."on", a.school_id, o.is_part ORDER BY a.id
               ) = 1 AS is_first
        FROM attendance_attendancemark a
        CROSS JOIN LATERAL (
            SELECT num_nonnulls(a.section_id, a.arrived_at, a.left_at) > 0 AS is_part
        ) o
        JOIN districts_school h ON h.id = a.school_id AND h.portal_open
        LEFT JOIN districts_schoolyear y
          ON y.school_id = a.school_id AND a."on" BETWEEN y.starts_on AND y.ends_on
        WHERE a.student_id = ANY (p_students) AND a."on" BETWEEN p_first AND p_last
          AND NOT EXISTS (
              SELECT FROM districts_term n WHERE n.school_year_id = y.id AND NOT n.visible
                AND a."on" BETWEEN n.starts_on AND n.ends_on
          )
    ), placed AS MATERIALIZED (
        SELECT p.student_id, s.id, s.school_id,
               greatest(p.starts_on, s.starts_on, t.starts_on) AS starts_on,
               least(p.ends_on, s.ends_on, t.ends_on) AS ends_on
        FROM courses_placement p
        JOIN courses_section s ON s.id = p.section_id AND NOT s.for_grading_only
        LEFT JOIN districts_term t ON t.id = s.term_id
        WHERE p.student_id = ANY (p_students)
    ), bells AS (
        SELECT a.id, a.student_id, a."on", a.school_id, coalesce(d.bell_schedule_id, (
            SELECT min(o.id) FROM districts_bellschedule o
            WHERE o.school_id = a.school_id HAVING count(*) = 1
        )) AS bell
        FROM marks a
        LEFT JOIN districts_day d ON d.school_year_id = a.year_id AND d."on" = a."on"
        WHERE a.is_first
    ), meetings AS (
        SELECT p.student_id, p.id AS section_id, r.bell_schedule_id AS bell,
               r.id, r.name, r.starts_at, r.ends_at
        FROM placed p
        JOIN courses_meeting m ON m.section_id = p.id
        JOIN districts_period r ON r.id = m.period_id
    ), met AS (
        SELECT b.id, jsonb_agg(jsonb_build_array(p.id, m.id, m.name, m.starts_at, m.ends_at)) AS met
        FROM bells b
        JOIN placed p ON p.student_id = b.student_id AND p.school_id = b.school_id
            AND coalesce(p.starts_on <= b."on", true) AND coalesce(p.ends_on >= b."on", true)
        LEFT JOIN meetings m
          ON m.student_id = p.student_id AND m.section_id = p.id AND m.bell = b.bell
        GROUP BY b.id
    )
    SELECT a.student_id, a."on", c.status, c.excuse, c.name, a.taken_by, s.id, s.name, r.id,
           r.name, r.starts_at, r.ends_at, a.arrived_at, a.left_at, a.comment, a.school_id,
           a.school, met.met, coalesce(u.whole_day, 'periods'), coalesce(u.share, 50::smallint),
           c.name_es
    FROM marks a
    JOIN attendance_attendancecode c ON c.id = a.code_id
    LEFT JOIN courses_section s ON s.id = a.section_id
    LEFT JOIN districts_period r ON r.id = a.period_id
    LEFT JOIN met ON met.id = a.id
    LEFT JOIN attendance_attendancerules u ON u.district_id = a.district_id
    ORDER BY a."on" DESC, a.id;
END $$;

-- The same of many students at once, as report cards and rules ask for it: planned for those, for with
-- the plan of a family's children a hundred take ten times as long. Joined by hashing: how many rows the
-- parts above have PostgreSQL can't know, takes them for one, and goes through each for each other one:
-- of 300 students some hundred million times.
DO $same$ BEGIN
    DROP FUNCTION IF EXISTS openhouse_attendance_marks_of_many(bigint[], date, date);
    EXECUTE replace(replace(
        pg_get_functiondef('openhouse_attendance_marks(bigint[], date, date)'::regprocedure),
        'openhouse_attendance_marks(', 'openhouse_attendance_marks_of_many('),
        'force_generic_plan', 'force_custom_plan');
    ALTER FUNCTION openhouse_attendance_marks_of_many(bigint[], date, date)
        SET enable_nestloop = off;
END $same$;

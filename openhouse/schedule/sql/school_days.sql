-- What each of the dates p_dates is at each school of the students p_students.
--
-- The schools are those a student is enrolled at on the date, and those of her classes where she
-- has no enrollment at all. Whether a date is a school day:
--   * the calendar's row for the date says it; else
--   * a year whose calendar names no school day counts Monday to Friday within its terms; else
--   * of a school without any year nobody knows: NULL.
-- The bell schedule is the one that the calendar names, else the school's only one. The name of the
-- only one, or of the one that more than two school days in three have, tells nobody anything and is
-- left empty.
-- A date in a term that is not open to families is "hidden" (ADM-02).
--
-- Functions here let PostgreSQL plan once a connection: planning takes four times as long as
-- running. They run as whoever calls them, inside the wall.
CREATE OR REPLACE FUNCTION openhouse_school_days(p_students bigint[], p_dates date[])
RETURNS TABLE (
    student_id bigint, "on" date, school_id bigint, school varchar, is_school_day boolean,
    note varchar, hidden boolean, bell bigint, bell_schedule varchar
) LANGUAGE plpgsql STABLE SECURITY INVOKER
SET search_path = pg_catalog, public, pg_temp SET plan_cache_mode = force_generic_plan AS $$
#variable_conflict use_column
BEGIN
    RETURN QUERY
    WITH enrolled AS MATERIALIZED (
        SELECT e.student_id, e.school_id, e.starts_on, e.ends_on
        FROM people_enrollment e WHERE e.student_id = ANY (p_students)
    ), schools AS (
        SELECT e.student_id, e.school_id, d."on"
        FROM enrolled e JOIN unnest(p_dates) AS d ("on")
          ON coalesce(e.starts_on <= d."on", true) AND coalesce(e.ends_on >= d."on", true)
        UNION
        SELECT p.student_id, s.school_id, d."on"
        FROM courses_placement p
        JOIN courses_section s ON s.id = p.section_id
        JOIN unnest(p_dates) AS d ("on")
          ON coalesce(p.starts_on <= d."on", true) AND coalesce(p.ends_on >= d."on", true)
        WHERE p.student_id = ANY (p_students)
          AND (p.student_id, s.school_id) NOT IN (SELECT e.student_id, e.school_id FROM enrolled e)
    ), usual AS MATERIALIZED (
        SELECT n.bell_schedule_id AS bell FROM (
            SELECT d.bell_schedule_id, count(*) AS days,
                   sum(count(*)) OVER (PARTITION BY d.school_year_id) AS every
            FROM districts_schoolyear y
            JOIN districts_day d ON d.school_year_id = y.id AND d.instructional
            WHERE y.school_id IN (SELECT school_id FROM schools)
              AND y.starts_on <= (SELECT max("on") FROM unnest(p_dates) AS x ("on"))
              AND y.ends_on >= (SELECT min("on") FROM unnest(p_dates) AS x ("on"))
            GROUP BY d.school_year_id, d.bell_schedule_id
        ) n WHERE n.days * 3 > n.every * 2 AND n.bell_schedule_id IS NOT NULL
    )
    SELECT k.student_id, k."on", c.id, c.name,
           CASE
               WHEN d.instructional IS NOT NULL THEN d.instructional
               WHEN y.id IS NOT NULL THEN
                   extract(isodow FROM k."on") < 6 AND NOT EXISTS (
                       SELECT FROM districts_day n WHERE n.school_year_id = y.id AND n.instructional
                   ) AND (coalesce(t.covers, false) OR NOT EXISTS (
                       SELECT FROM districts_term n WHERE n.school_year_id = y.id
                   ))
               WHEN EXISTS (SELECT FROM districts_schoolyear n WHERE n.school_id = c.id) THEN false
           END,
           coalesce(d.note, ''), coalesce(t.hidden, false), b.id,
           CASE WHEN EXISTS (
               SELECT FROM districts_bellschedule o WHERE o.school_id = c.id AND o.id <> b.id
           ) AND b.id NOT IN (SELECT u.bell FROM usual u) THEN b.name ELSE '' END
    FROM schools k
    JOIN districts_school c ON c.id = k.school_id AND c.portal_open
    LEFT JOIN LATERAL (
        SELECT n.id FROM districts_schoolyear n
        WHERE n.school_id = c.id AND k."on" BETWEEN n.starts_on AND n.ends_on
        ORDER BY n.starts_on DESC LIMIT 1
    ) y ON true
    LEFT JOIN districts_day d ON d.school_year_id = y.id AND d."on" = k."on"
    LEFT JOIN LATERAL (
        SELECT count(*) > 0 AS covers, bool_or(NOT n.visible) AS hidden FROM districts_term n
        WHERE n.school_year_id = y.id AND k."on" BETWEEN n.starts_on AND n.ends_on
    ) t ON true
    LEFT JOIN districts_bellschedule b ON b.school_id = c.id AND y.id IS NOT NULL
        AND b.id = coalesce(d.bell_schedule_id, (
            SELECT min(o.id) FROM districts_bellschedule o
            WHERE o.school_id = c.id HAVING count(*) = 1
        ))
    ORDER BY k.student_id, k."on", c.name;
END $$;

-- How many days a student of each school has usually missed in the school year that runs on
-- p_today: the median over those enrolled, of schools with p_fewest and more; kept in
-- attendance_usualabsence. Schools with fewer, or without a year, lose their row.
--
-- A day is missed where a mark of the whole day says so, the office's before the teacher's, or
-- where the classes missed are the district's share of those that the student had, or of their
-- minutes (ATT-05); a school activity is none. The family's page counts in the same way
-- (attendance/whole_days.py), and minutes of late arrivals too, which are left out here.
CREATE OR REPLACE FUNCTION openhouse_usual_absence(p_today date, p_fewest integer) RETURNS integer
LANGUAGE plpgsql VOLATILE SECURITY INVOKER SET search_path = pg_catalog, public, pg_temp
-- How few or many days are missed PostgreSQL cannot guess, and it guesses one: a loop over them for
-- each student would grow with the square of the district.
SET enable_nestloop = off AS $$
DECLARE written integer;
BEGIN
    CREATE TEMPORARY TABLE usual_now ON COMMIT DROP AS
    WITH years AS (
        SELECT n.id, n.school_id, n.starts_on, coalesce(u.whole_day, 'periods') AS whole_day,
               coalesce(u.share, 50) AS share
        FROM districts_schoolyear n
        LEFT JOIN attendance_attendancerules u ON u.district_id = n.district_id
        WHERE p_today BETWEEN n.starts_on AND n.ends_on
    ), marks AS MATERIALIZED (
        SELECT a.student_id, a.school_id, a."on", a.section_id, a.taken_by, c.status,
               c.status = 'absent' AND c.excuse <> 'exempt' AS away, y.id AS year_id
        FROM years y
        JOIN attendance_attendancemark a
          ON a.school_id = y.school_id AND a."on" BETWEEN y.starts_on AND p_today
        JOIN attendance_attendancecode c ON c.id = a.code_id
    ), held AS MATERIALIZED (
        -- Two parts, and no OR: PostgreSQL would look through all marks anew for each of them.
        SELECT m.* FROM marks m WHERE m.taken_by = 'office'
        UNION ALL
        SELECT m.* FROM marks m
        WHERE m.taken_by <> 'office' AND NOT EXISTS (
            SELECT FROM marks o
            WHERE o.taken_by = 'office' AND o.student_id = m.student_id AND o."on" = m."on"
              AND o.school_id = m.school_id
              AND coalesce(o.section_id, 0) = coalesce(m.section_id, 0)
        )
    ), whole AS (
        SELECT DISTINCT student_id, school_id, "on" FROM held WHERE section_id IS NULL AND away
    ), classes AS (
        SELECT student_id, school_id, "on", year_id, count(DISTINCT section_id) AS missed,
               array_agg(DISTINCT section_id) AS gone
        FROM held h WHERE section_id IS NOT NULL AND away AND NOT EXISTS (
            SELECT FROM whole w WHERE w.student_id = h.student_id
              AND w.school_id = h.school_id AND w."on" = h."on")
        GROUP BY student_id, school_id, "on", year_id
    ), had AS (
        SELECT k.student_id, k.school_id, k."on", k.missed,
               count(DISTINCT s.id) FILTER (WHERE r.id IS NOT NULL) AS timed,
               count(DISTINCT s.id) AS placed,
               sum(extract(epoch FROM r.ends_at - r.starts_at)) AS seconds,
               sum(extract(epoch FROM r.ends_at - r.starts_at)) FILTER (WHERE s.id = ANY (k.gone))
                   AS lost, k.year_id
        FROM classes k
        JOIN courses_placement p ON p.student_id = k.student_id
         AND coalesce(p.starts_on <= k."on", true) AND coalesce(p.ends_on >= k."on", true)
        JOIN courses_section s ON s.id = p.section_id AND s.school_id = k.school_id
         AND NOT s.for_grading_only AND coalesce(s.starts_on <= k."on", true)
         AND coalesce(s.ends_on >= k."on", true)
        LEFT JOIN districts_day d ON d.school_year_id = k.year_id AND d."on" = k."on"
        LEFT JOIN courses_meeting m ON m.section_id = s.id
        LEFT JOIN districts_period r ON r.id = m.period_id AND r.bell_schedule_id = coalesce(
            d.bell_schedule_id, (SELECT min(b.id) FROM districts_bellschedule b
                                 WHERE b.school_id = k.school_id HAVING count(*) = 1))
        GROUP BY k.student_id, k.school_id, k."on", k.missed, k.year_id
    ), missed AS (
        SELECT student_id, school_id, "on" FROM whole
        UNION
        SELECT h.student_id, h.school_id, h."on" FROM had h JOIN years y ON y.id = h.year_id
        WHERE CASE WHEN y.whole_day = 'minutes' AND h.seconds > 0
            THEN coalesce(h.lost, 0) * 100 >= y.share * h.seconds
            ELSE h.missed * 100 >= y.share * CASE WHEN h.timed > 0 THEN h.timed ELSE h.placed END
        END
    ), each AS (
        SELECT e.school_id, e.student_id, count(DISTINCT m."on") AS days
        FROM years y
        JOIN people_enrollment e ON e.school_id = y.school_id
         AND coalesce(e.starts_on <= p_today, true) AND coalesce(e.ends_on >= p_today, true)
        LEFT JOIN missed m ON m.student_id = e.student_id AND m.school_id = e.school_id
        GROUP BY e.school_id, e.student_id
    )
    SELECT school_id, count(*)::integer AS students,
           percentile_cont(0.5) WITHIN GROUP (ORDER BY days)::numeric(5, 1) AS days
    FROM each GROUP BY school_id HAVING count(*) >= p_fewest;

    DELETE FROM attendance_usualabsence u
    WHERE NOT EXISTS (SELECT FROM usual_now n WHERE n.school_id = u.school_id);
    INSERT INTO attendance_usualabsence (school_id, as_of, students, days)
    SELECT school_id, p_today, students, days FROM usual_now
    ON CONFLICT (school_id) DO UPDATE
    SET as_of = excluded.as_of, students = excluded.students, days = excluded.days
    WHERE (attendance_usualabsence.students, attendance_usualabsence.days)
       IS DISTINCT FROM (excluded.students, excluded.days);
    SELECT count(*) INTO written FROM usual_now;
    DROP TABLE usual_now;
    RETURN written;
END $$;

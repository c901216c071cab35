-- The hours of a day in which schools of a district show no scores and marks, and to whom (NOT-06),
-- by the clock on the wall: the class hours of the day's bell schedule, or those that the school
-- says. Only of a school day: of a year that it lies in, as the calendar says; where it names no
-- school day at all, Monday to Friday. A day without a bell schedule, of which the school says no
-- hours either, has none.
--
-- For whoever decides by it: the entry of a request (access/sql/enter.sql), which runs before
-- anything is seen and names the district, and the hours in which notices wait.
CREATE OR REPLACE FUNCTION openhouse_grade_hours(p_district bigint, p_on date)
RETURNS TABLE (school bigint, closed_to varchar, starts_at time, ends_at time)
LANGUAGE plpgsql STABLE SECURITY INVOKER
SET search_path = pg_catalog, public, pg_temp AS $$
#variable_conflict use_column
BEGIN
    RETURN QUERY
    SELECT h.school_id, h.closed_to, hours.first, hours.last
    FROM districts_gradehours h
    CROSS JOIN LATERAL (
        SELECT y.id FROM districts_schoolyear y
        WHERE y.school_id = h.school_id AND p_on BETWEEN y.starts_on AND y.ends_on
        ORDER BY y.starts_on DESC, y.id LIMIT 1
    ) y
    LEFT JOIN districts_day d ON d.school_year_id = y.id AND d."on" = p_on
    LEFT JOIN LATERAL (
        SELECT min(r.starts_at) AS first, max(r.ends_at) AS last
        FROM districts_period r
        WHERE h.by_bell AND r.instructional AND r.bell_schedule_id = coalesce(
            d.bell_schedule_id, (SELECT min(b.id) FROM districts_bellschedule b
                                 WHERE b.school_id = h.school_id HAVING count(*) = 1))
    ) bell ON true
    CROSS JOIN LATERAL (
        SELECT coalesce(bell.first, h.starts_at) AS first,
               CASE WHEN bell.first IS NULL THEN h.ends_at ELSE bell.last END AS last
    ) hours
    WHERE h.district_id = p_district AND h.closed_to <> 'nobody' AND hours.first < hours.last
      AND coalesce(d.instructional, extract(isodow FROM p_on) < 6 AND NOT EXISTS (
          SELECT FROM districts_day n WHERE n.school_year_id = y.id AND n.instructional));
END $$;

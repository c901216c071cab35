-- What stands around attendance at the schools p_schools: "terms", the terms of the school year
-- that has begun last by p_today, each with its year; "days", the dates from p_first to p_last that
-- have a note at one of the schools, and the weekdays that are off at all of them. One JSON object.
CREATE OR REPLACE FUNCTION openhouse_attendance_calendar(
    p_schools bigint[], p_today date, p_first date, p_last date
) RETURNS jsonb LANGUAGE plpgsql STABLE SECURITY INVOKER
SET search_path = pg_catalog, public, pg_temp SET plan_cache_mode = force_generic_plan AS $$
BEGIN
    RETURN jsonb_build_object('terms', (
        SELECT coalesce(jsonb_agg(jsonb_build_object(
            'year', y.name, 'year_starts_on', y.starts_on, 'year_ends_on', y.ends_on,
            'term', t.id, 'name', t.name, 'kind', t.kind, 'starts_on', t.starts_on,
            'ends_on', t.ends_on, 'visible', t.visible
        ) ORDER BY t.starts_on, t.name, t.id), '[]')
        FROM districts_schoolyear y
        LEFT JOIN districts_term t ON t.school_year_id = y.id
        WHERE y.school_id = ANY (p_schools) AND y.ends_in = (
            SELECT max(n.ends_in) FROM districts_schoolyear n
            WHERE n.school_id = ANY (p_schools) AND n.starts_on <= p_today
        )
    ), 'days', (
        SELECT coalesce(jsonb_agg(
            jsonb_build_array(n."on", n.instructional, coalesce(n.note, '')) ORDER BY n."on"
        ), '[]')
        FROM (
            SELECT d."on", bool_or(d.instructional) AS instructional,
                   string_agg(DISTINCT d.note, '; ') FILTER (WHERE d.note <> '') AS note
            FROM districts_schoolyear y
            JOIN districts_day d ON d.school_year_id = y.id
            WHERE y.school_id = ANY (p_schools) AND d."on" BETWEEN p_first AND p_last
            GROUP BY d."on"
        ) n WHERE n.note <> '' OR (NOT n.instructional AND extract(isodow FROM n."on") < 6)
    ));
END $$;

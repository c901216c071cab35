-- The terms of a school's year. Without a known year: of the year that has begun last.
CREATE OR REPLACE FUNCTION openhouse_school_terms(p_school bigint, p_year bigint, p_today date)
RETURNS TABLE (
    id bigint, parent_id bigint, name varchar, kind varchar, starts_on date, ends_on date,
    visible boolean
) LANGUAGE plpgsql STABLE SECURITY INVOKER
SET search_path = pg_catalog, public, pg_temp SET plan_cache_mode = force_generic_plan AS $$
#variable_conflict use_column
BEGIN
    RETURN QUERY
    SELECT t.id, t.parent_id, t.name, t.kind, t.starts_on, t.ends_on, t.visible
    FROM districts_term t
    WHERE t.school_year_id = coalesce(p_year, (
        SELECT y.id FROM districts_schoolyear y WHERE y.school_id = p_school
        ORDER BY y.starts_on <= p_today DESC, y.starts_on DESC LIMIT 1
    ))
    ORDER BY t.starts_on, t.ends_on, t.sequence, t.id;
END $$;

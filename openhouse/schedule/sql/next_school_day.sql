-- The first date from p_from on, at most 18 weeks ahead, with school for one of the students.
CREATE OR REPLACE FUNCTION openhouse_next_school_day(p_students bigint[], p_from date)
RETURNS date LANGUAGE plpgsql STABLE SECURITY INVOKER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    found_on date;
BEGIN
    -- Mostly it is the date itself, so look at one date, then at a week, then at seven at a time.
    FOR step IN 0..18 LOOP
        SELECT min(d."on") INTO found_on
        FROM openhouse_school_days(p_students, (
            SELECT array_agg(p_from + i)
            FROM generate_series(greatest(0, step * 7 - 6), step * 7) AS i
        )) d WHERE d.is_school_day;
        EXIT WHEN found_on IS NOT NULL;
    END LOOP;
    RETURN found_on;
END $$;

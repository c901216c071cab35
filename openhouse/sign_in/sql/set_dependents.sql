-- If students stay their parents' dependents at 18 (FERPA). As with the help desk's address, the
-- application's role only reads the list of districts; this writes one column of the one row.
CREATE OR REPLACE FUNCTION openhouse_set_dependents(p_dependents boolean)
RETURNS void LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF current_setting('openhouse.students', true) IS DISTINCT FROM 'all'
       OR COALESCE(current_setting('openhouse.hat', true), '') NOT IN ('staff', 'office', 'system') THEN
        RAISE insufficient_privilege USING MESSAGE = 'Only the district says whom it holds for dependents';
    END IF;
    UPDATE districts_district SET adult_students_are_dependents = p_dependents
    WHERE id = NULLIF(current_setting('openhouse.district', true), '')::bigint;
END $$;
REVOKE ALL ON FUNCTION openhouse_set_dependents(boolean) FROM PUBLIC;

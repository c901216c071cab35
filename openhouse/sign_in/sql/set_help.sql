-- Where a district's help desk is reached (ADM-08). The application's role may only read the list
-- of districts, which everybody sees; this writes two columns of the one row, for its own staff.
CREATE OR REPLACE FUNCTION openhouse_set_help(p_email text, p_phone text)
RETURNS void LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF current_setting('openhouse.students', true) IS DISTINCT FROM 'all'
       OR COALESCE(current_setting('openhouse.hat', true), '') NOT IN ('staff', 'office', 'system') THEN
        RAISE insufficient_privilege USING MESSAGE = 'Only the district says where its help is';
    END IF;
    UPDATE districts_district SET help_email = p_email, help_phone = p_phone
    WHERE id = NULLIF(current_setting('openhouse.district', true), '')::bigint;
END $$;
REVOKE ALL ON FUNCTION openhouse_set_help(text, text) FROM PUBLIC;

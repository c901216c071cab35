-- What a model calls fixed (common/triggers.py) is changed by nobody but the house. When this
-- refuses, the trigger has found that such a column was to change.
CREATE OR REPLACE FUNCTION openhouse_keep_fixed() RETURNS trigger LANGUAGE plpgsql
SECURITY INVOKER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    RAISE EXCEPTION 'A row of % keeps its %', TG_TABLE_NAME, TG_ARGV[0]
        USING ERRCODE = 'insufficient_privilege';
END $$;

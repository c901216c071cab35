-- Moves the stamp of the current district: the end of an import that changed something.
CREATE OR REPLACE FUNCTION openhouse_move_district() RETURNS void LANGUAGE sql VOLATILE
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    INSERT INTO ledger_stamp AS s (kind, about_id, number)
    SELECT 'district', current_setting('openhouse.district')::bigint,
           (extract(epoch FROM clock_timestamp()) * 1000000)::bigint
    ON CONFLICT (kind, about_id) DO UPDATE SET number = greatest(s.number + 1, excluded.number);
$$;
REVOKE ALL ON FUNCTION openhouse_move_district() FROM PUBLIC;

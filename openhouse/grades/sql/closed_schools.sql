-- The schools that hold back a student's scores and marks from who looks now, for the words of her
-- family's pages: what work has got is then not said, and is not called "not scored". The wall is
-- what holds them back (common/wall_words.py); the entry of the request has set which
-- (access/sql/enter.sql).
CREATE OR REPLACE FUNCTION openhouse_closed_schools(p_student bigint) RETURNS bigint[]
LANGUAGE plpgsql STABLE SECURITY INVOKER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF coalesce(current_setting('openhouse.closed', true), '') = ''
       OR coalesce(current_setting('openhouse.hat', true), '') <> ALL ('{family,view}') THEN
        RETURN '{}';
    END IF;
    RETURN coalesce((
        SELECT array_agg(split_part(one, ':', 2)::bigint)
        FROM unnest(string_to_array(current_setting('openhouse.closed', true), ',')) AS one
        WHERE split_part(one, ':', 1) = p_student::text), '{}');
END $$;

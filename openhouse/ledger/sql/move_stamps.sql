-- Moves the stamps of whom a statement's rows concern: of each student, of each section, or of the
-- district, as the trigger's argument says (common/triggers.py). What an import brings moves the
-- district's once, at its end (ledger/actions.brought_in): a lock on every student's stamp would
-- hold up each teacher until it is done.
--
-- A stamp never comes back: the next number is the time in microseconds, or one more than the last,
-- so it does not after a backup was put back either. Rows are locked in the order of their ids, and
-- two who save for the same students wait for each other and never in a circle.
CREATE OR REPLACE FUNCTION openhouse_move_stamps() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    of_what text := TG_ARGV[0];
    changed text := CASE TG_OP
        WHEN 'INSERT' THEN 'TABLE fresh'
        WHEN 'DELETE' THEN 'TABLE gone'
        ELSE '(TABLE gone EXCEPT TABLE fresh) UNION ALL (TABLE fresh EXCEPT TABLE gone)' END;
    any_changed boolean;
BEGIN
    IF current_setting('openhouse.import', true) = 'on' THEN
        EXECUTE 'SELECT EXISTS (TABLE ' || CASE TG_OP WHEN 'DELETE' THEN 'gone' ELSE 'fresh' END
                || ')' INTO any_changed;
        IF any_changed THEN
            PERFORM set_config('openhouse.moved', 'on', true);
        END IF;
        RETURN NULL;
    END IF;
    EXECUTE format(
        'INSERT INTO ledger_stamp AS s (kind, about_id, number)'
        ' SELECT DISTINCT %s, $1'
        ' FROM (%s) c WHERE %s ORDER BY 1, 2'
        ' ON CONFLICT (kind, about_id)'
        ' DO UPDATE SET number = greatest(s.number + 1, excluded.number)',
        CASE of_what
            WHEN 'student' THEN '''student'', c.student_id'
            WHEN 'section' THEN 'CASE WHEN c.section_id IS NULL THEN ''district'' ELSE ''section'' END,'
                                ' coalesce(c.section_id, c.district_id)'
            ELSE '''district'', c.district_id' END,
        changed,
        -- who is in no record yet has no stamp
        CASE of_what WHEN 'student' THEN 'c.student_id IS NOT NULL' ELSE 'true' END) USING (extract(epoch FROM clock_timestamp()) * 1000000)::bigint;
    RETURN NULL;
END $$;

-- Writes a line of the ledger for each row that a statement added, changed or took away, whoever
-- made it: the arguments are those of Lines in common/triggers.py. A row whose columns that matter
-- are the same as before has no line, and so has none what a table's first delivery brings: that is
-- where the record begins (ledger/actions.brought_in).
--
-- Who did it is openhouse.person, empty for a job; why is openhouse.reason (ledger/actions.because).
CREATE OR REPLACE FUNCTION openhouse_write_lines() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    kind text := TG_ARGV[0];
    about text := TG_ARGV[1];
    whose text := TG_ARGV[6];
    until text := TG_ARGV[7];
    keys text[] := string_to_array(TG_ARGV[8], ',');
    matter text;
    word text;
    tables text;
    told text;
BEGIN
    IF TG_TABLE_NAME = ANY (
        string_to_array(current_setting('openhouse.beginning', true), ',')
    ) THEN
        RETURN NULL;
    END IF;
    SELECT 'jsonb_strip_nulls(jsonb_build_object(' || string_agg(
        format('%L, nullif(to_jsonb(%%1$s.%I), ''""'')', c, c), ', ') || '))'
    INTO matter FROM unnest(string_to_array(TG_ARGV[2], ',')) AS c;

    IF TG_OP = 'INSERT' THEN
        tables := 'fresh n';
        word := quote_literal(kind || '.' || TG_ARGV[3]);
        told := 'n.district_id, ' || format('n.%I, n.%I, NULL::jsonb, ', whose, about)
                || format(matter, 'n');
    ELSIF TG_OP = 'DELETE' THEN
        tables := 'gone o';
        word := quote_literal(kind || '.' || TG_ARGV[5]);
        told := 'o.district_id, ' || format('o.%I, o.%I, ', whose, about)
                || format(matter, 'o') || ', NULL::jsonb';
    ELSE
        SELECT string_agg(format('o.%I = n.%I', c, c), ' AND ') INTO tables FROM unnest(keys) AS c;
        tables := 'gone o FULL JOIN fresh n ON ' || tables
            || format(' WHERE o.%1$I IS NULL OR n.%1$I IS NULL OR ', keys[1])
            || format(matter, 'o') || ' <> ' || format(matter, 'n');
        word := format('CASE WHEN o.%1$I IS NULL THEN %2$L WHEN n.%1$I IS NULL THEN %3$L',
                       keys[1], kind || '.' || TG_ARGV[3], kind || '.' || TG_ARGV[5])
            || CASE WHEN until <> '' THEN format(
                   ' WHEN n.%1$I < coalesce(o.%1$I, ''infinity'') THEN %2$L',
                   until, kind || '.' || TG_ARGV[5]) ELSE '' END
            || format(' ELSE %L END', kind || '.' || TG_ARGV[4]);
        told := format(
            'coalesce(n.district_id, o.district_id), coalesce(n.%1$I, o.%1$I),'
            ' coalesce(n.%2$I, o.%2$I), CASE WHEN o.%3$I IS NOT NULL THEN ', whose, about, keys[1])
            || format(matter, 'o') || format(' END, CASE WHEN n.%I IS NOT NULL THEN ', keys[1])
            || format(matter, 'n') || ' END';
    END IF;
    EXECUTE format(
        'INSERT INTO ledger_change'
        ' (kind, district_id, %I, about_id, before, after, actor_id, subject, reason)'
        ' SELECT %s, %s, $1, '''', $2 FROM %s', whose, word, told, tables)
    USING NULLIF(current_setting('openhouse.person', true), '')::bigint,
          left(coalesce(current_setting('openhouse.reason', true), ''), 500);
    RETURN NULL;
END $$;

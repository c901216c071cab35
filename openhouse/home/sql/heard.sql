-- What changed of their children for many readers, one after the other, each under her own scope: a
-- row is what openhouse_changes says to p_persons[i] about the students p_students[i] ("1,2,3") since
-- p_since[i]. The wall stands for each as on her own page, for it is asked anew in each statement.
-- Afterwards the scope is the last reader's: who calls sets her own again.
CREATE OR REPLACE FUNCTION openhouse_heard(
    p_persons bigint[], p_students text[], p_since timestamptz[], p_today date, p_rows int
) RETURNS TABLE (
    reader bigint,
    student bigint, at timestamptz, kind varchar, before jsonb, after jsonb, reason varchar,
    section_id bigint, section varchar, work varchar, possible numeric, status_before varchar,
    excuse_before varchar, status varchar, excuse varchar, by_teacher varchar, by_post text,
    by_name text, is_new boolean, about bigint, line bigint
) LANGUAGE plpgsql VOLATILE SECURITY INVOKER
SET search_path = pg_catalog, public, pg_temp AS $$
#variable_conflict use_column
BEGIN
    FOR i IN 1 .. cardinality(p_persons) LOOP
        PERFORM set_config('openhouse.students', p_students[i], true),
                set_config('openhouse.person', p_persons[i]::text, true),
                set_config('openhouse.hat', 'family', true),
                set_config('openhouse.today', p_today::text, true);
        RETURN QUERY
            SELECT p_persons[i], c.*
            FROM openhouse_changes(string_to_array(p_students[i], ',')::bigint[], p_persons[i],
                                   p_today, p_since[i], p_rows) c;
    END LOOP;
END $$;

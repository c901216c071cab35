-- By which keys somebody is found who may be the same person: "n:" and how a family and a given name
-- are heard, "b:" and the birth date, "p:" and the last ten digits of a phone, "e:" and an e-mail,
-- "s:" and a house number with the first word of its street, "h:" and a home's phone.
-- registration/rules/keys.py makes the same of what a family writes; a test holds the two together.
--
-- The three that follow have no search path of their own, so that PostgreSQL can write them into the
-- statement that calls them: a fifth of the time for each imported person.
--
-- Small letters of ASCII without accents, and single spaces; other scripts stay as they are.
CREATE OR REPLACE FUNCTION openhouse_plain(p_text text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT btrim(regexp_replace(regexp_replace(translate(regexp_replace(normalize(
        replace(replace(replace(replace(translate(p_text, 'ĐđØøŁłıÐð', 'DdOoLliDd'),
            'ß', 'ss'), 'æ', 'ae'), 'Æ', 'ae'), 'œ', 'oe'), NFD),
        '[\u0300-\u036f]', '', 'g'),
        'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz'),
        '[''’‘`´ʼʻ]', '', 'g'),
        '[\x01-\x2f\x3a-\x60\x7b-\x7f\u00a0\u2010-\u2015]+', ' ', 'g'))
$$;
-- A word by its first letter and its consonants, as it is heard.
CREATE OR REPLACE FUNCTION openhouse_sound(p_word text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT regexp_replace(left(w, 1) || translate(substr(w, 2), 'aeiouyh', ''),
                          '(.)\1+', '\1', 'g')
    FROM (SELECT replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(
        replace(replace(replace(p_word, 'ph', 'f'), 'sch', 's'), 'ck', 'k'), 'ch', 'x'),
        'sh', 'x'), 'th', 't'), 'gh', 'g'), 'c', 'k'), 'q', 'k'), 'z', 's'), 'j', 'y'), 'v', 'b'),
        'w', 'u') AS w) heard
$$;
-- "1204 elm" of "1204 N. Elm Street, Apt 3"; NULL without a house number and a street.
CREATE OR REPLACE FUNCTION openhouse_street_key(p_street text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT found[1] || ' ' || found[2] FROM (SELECT regexp_match(openhouse_plain(p_street),
        '^([0-9]+)[a-z]? (?:(?:n|s|e|w|ne|nw|se|sw|north|south|east|west) )?([^ ]+)') AS found) k
$$;
-- Makes the keys of these persons anew, of the kinds whose letters p_kinds names.
CREATE OR REPLACE FUNCTION openhouse_match_keys(p_ids bigint[], p_kinds text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    DELETE FROM registration_matchkey WHERE person_id = ANY (p_ids)
        AND strpos(p_kinds, left(key, 1)) > 0;
    INSERT INTO registration_matchkey (district_id, person_id, key)
    SELECT DISTINCT district_id, id, left(key, 80) FROM (
        -- each name is heard once, however many have it: PostgreSQL remembers both sub-selects
        SELECT p.district_id, p.id, 'n:' || f.heard || ' ' || g.heard AS key
        FROM people_person p
        CROSS JOIN LATERAL (
            SELECT DISTINCT openhouse_sound(word) AS heard
            FROM (SELECT openhouse_plain(p.family_name) AS family) plain, LATERAL
                unnest(string_to_array(family, ' ') || replace(family, ' ', '')) word
            WHERE length(word) > 1 AND word NOT IN
                ('de', 'del', 'la', 'las', 'los', 'van', 'der', 'den', 'von', 'al')
        ) f
        CROSS JOIN LATERAL (
            SELECT DISTINCT openhouse_sound(word) AS heard
            FROM (SELECT openhouse_plain(p.given_name) AS given,
                  openhouse_plain(p.preferred_name) AS preferred) plain, LATERAL
                unnest(string_to_array(given, ' ') || replace(given, ' ', '')
                    || string_to_array(preferred, ' ')) word
            WHERE word <> ''
        ) g
        WHERE strpos(p_kinds, 'n') > 0 AND p.id = ANY (p_ids)
        UNION ALL
        SELECT p.district_id, p.id, 'b:' || p.born_on FROM people_person p
        WHERE strpos(p_kinds, 'b') > 0 AND p.id = ANY (p_ids) AND p.born_on IS NOT NULL
        UNION ALL
        SELECT c.district_id, c.person_id, 'p:' || right(digits, 10)
        FROM people_contactpoint c
        CROSS JOIN LATERAL (SELECT regexp_replace(c.value, '[^0-9]', '', 'g') AS digits) d
        WHERE strpos(p_kinds, 'p') > 0 AND c.person_id = ANY (p_ids) AND c.kind = 'phone'
            AND length(digits) >= 7
        UNION ALL
        SELECT c.district_id, c.person_id, 'e:' || lower(btrim(c.value))
        FROM people_contactpoint c
        WHERE strpos(p_kinds, 'e') > 0 AND c.person_id = ANY (p_ids) AND c.kind = 'email'
        UNION ALL
        SELECT m.district_id, m.person_id, keys.key FROM people_householdmember m
        JOIN people_household h ON h.id = m.household_id
        CROSS JOIN LATERAL (VALUES ('s:' || openhouse_street_key(h.street)),
            ('h:' || right(NULLIF(regexp_replace(h.phone, '[^0-9]', '', 'g'), ''), 10))
        ) AS keys (key)
        WHERE strpos(p_kinds, 's') > 0 AND m.person_id = ANY (p_ids) AND keys.key IS NOT NULL
    ) found ON CONFLICT DO NOTHING;
END $$;
REVOKE ALL ON FUNCTION openhouse_match_keys(bigint[], text) FROM PUBLIC;
-- After each statement that changes whom or where somebody is.
CREATE OR REPLACE FUNCTION openhouse_match_keys_changed() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    -- only the columns that a key is made of: a sign of another change makes nothing anew
    cols text := CASE TG_TABLE_NAME
        WHEN 'people_person' THEN 'id, given_name, preferred_name, family_name, born_on'
        WHEN 'people_contactpoint' THEN 'person_id, kind, value'
        WHEN 'people_household' THEN 'id, street, phone'
        ELSE 'person_id, household_id' END;
    changed text := format(CASE TG_OP
        WHEN 'INSERT' THEN 'SELECT %1$s FROM fresh'
        WHEN 'DELETE' THEN 'SELECT %1$s FROM gone'
        ELSE '(SELECT %1$s FROM gone EXCEPT SELECT %1$s FROM fresh) UNION ALL'
            ' (SELECT %1$s FROM fresh EXCEPT SELECT %1$s FROM gone)' END, cols);
    whose text := CASE TG_TABLE_NAME
        WHEN 'people_person' THEN 'SELECT id FROM (%s) c'
        WHEN 'people_household' THEN 'SELECT m.person_id FROM people_householdmember m'
            ' WHERE m.household_id IN (SELECT id FROM (%s) c)'
        ELSE 'SELECT person_id FROM (%s) c' END;
    ids bigint[];
BEGIN
    EXECUTE format('SELECT array_agg(DISTINCT x.id) FROM (' || whose || ') x (id)', changed)
        INTO ids;
    IF ids IS NULL THEN
        RETURN NULL;
    END IF;
    IF TG_TABLE_NAME = 'people_person' AND TG_OP = 'DELETE' THEN
        DELETE FROM registration_matchkey WHERE person_id = ANY (ids);
    ELSE
        PERFORM openhouse_match_keys(ids, CASE TG_TABLE_NAME
            WHEN 'people_person' THEN 'nb' WHEN 'people_contactpoint' THEN 'pe' ELSE 'sh' END);
    END IF;
    RETURN NULL;
END $$;

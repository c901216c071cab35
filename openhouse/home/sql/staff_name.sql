-- How families read the name of somebody who works or worked in the current district: "Ms. Reyes",
-- or first and last name without a title. The wall shows a family no person but its own, so this
-- runs as the owner; nobody without a post has a name here, so no other family has.
CREATE OR REPLACE FUNCTION openhouse_staff_name(p_person bigint)
RETURNS text LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT coalesce(nullif(p.title, ''), nullif(p.preferred_name, ''), p.given_name)
           || ' ' || p.family_name
    FROM people_person p
    WHERE p.id = p_person
      AND p.district_id = NULLIF(current_setting('openhouse.district', true), '')::bigint
      AND NULLIF(current_setting('openhouse.hat', true), '') IS NOT NULL
      AND EXISTS (SELECT FROM people_staffpost s
                  WHERE s.person_id = p.id AND s.district_id = p.district_id);
$$;
REVOKE ALL ON FUNCTION openhouse_staff_name(bigint) FROM PUBLIC;

-- What the walls of registration ask of who looks (common/wall_registration.py), each once a
-- statement: the applications that she has a part in, the children of applications whom she sees,
-- and the schools whose nurse she is and whose buses she plans today.
--
-- Functions, so that a statement makes ready what it asks and not the walls of three tables within
-- one another (docs/decisions/0028). They run as whoever calls them, inside the walls, by the
-- settings of the transaction: they open nothing.

-- The applications that she shares no more, though she is a member of them: a court keeps her today
-- from one who lives in that home, or from a child in it, unless it is hers alone; she has moved out,
-- and it is not sent; or it is about children whom the records knew from the start, of whom she sees
-- none today. It reads past the walls, of herself alone, and only ever takes away.
CREATE OR REPLACE FUNCTION openhouse_applications_barred() RETURNS bigint[]
LANGUAGE plpgsql STABLE PARALLEL SAFE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    me bigint := nullif(current_setting('openhouse.person', true), '')::bigint;
    ours bigint := nullif(current_setting('openhouse.district', true), '')::bigint;
    today date := coalesce(nullif(current_setting('openhouse.today', true), '')::date, CURRENT_DATE);
    hers bigint[] := coalesce(string_to_array(nullif(
        current_setting('openhouse.students', true), 'all'), ',')::bigint[], '{}');
BEGIN
    RETURN ARRAY(
        WITH kept_from AS (
            SELECT g.student_id FROM people_guardianship g
            WHERE g.person_id = me AND g.district_id = ours AND g.barred
              AND (g.barred_until IS NULL OR g.barred_until >= today))
        SELECT a.id FROM kept_from
        JOIN people_householdmember h ON h.person_id = kept_from.student_id
        JOIN registration_application a ON a.household_id = h.household_id
        UNION
        SELECT a.id FROM kept_from
        JOIN registration_candidate c ON c.student_id = kept_from.student_id
        JOIN registration_application a ON a.id = c.application_id
         AND (a.person_id IS DISTINCT FROM me OR a.household_id IS NOT NULL)
        UNION
        SELECT a.id FROM registration_applicationmember m
        JOIN registration_application a ON a.id = m.application_id
        WHERE m.person_id = me AND m.district_id = ours
          -- under another hat the settings name no children of hers
          AND current_setting('openhouse.hat', true) = 'family'
          AND ((a.sent_at IS NULL AND a.household_id IS NOT NULL AND NOT EXISTS (
                   SELECT FROM people_householdmember h
                   WHERE h.person_id = me AND h.household_id = a.household_id))
               OR NOT (SELECT coalesce(bool_or(c.student_id = ANY (hers)), true)
                       FROM registration_candidate c JOIN registration_part p ON p.candidate_id = c.id
                       WHERE c.application_id = a.id AND c.student_id IS NOT NULL
                         AND p.matched_at IS NULL)));
END $$;
REVOKE ALL ON FUNCTION openhouse_applications_barred() FROM PUBLIC;

-- The applications of her home: the wall of the members keeps to her own rows.
CREATE OR REPLACE FUNCTION openhouse_own_applications() RETURNS bigint[]
LANGUAGE plpgsql STABLE PARALLEL SAFE SECURITY INVOKER
SET search_path = pg_catalog, public, pg_temp SET plan_cache_mode = force_generic_plan AS $$
BEGIN
    RETURN ARRAY(SELECT application_id FROM registration_applicationmember
                 WHERE person_id = nullif(current_setting('openhouse.person', true), '')::bigint);
END $$;

-- Those of hers that were sent, and in whose home she lives no more: what another answers or sends
-- after that is not for her. It reads homes past the walls, of herself alone, and only takes away.
CREATE OR REPLACE FUNCTION openhouse_applications_left() RETURNS bigint[]
LANGUAGE plpgsql STABLE PARALLEL SAFE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    me bigint := nullif(current_setting('openhouse.person', true), '')::bigint;
    ours bigint := nullif(current_setting('openhouse.district', true), '')::bigint;
BEGIN
    IF current_setting('openhouse.hat', true) IS DISTINCT FROM 'family' THEN
        RETURN '{}';
    END IF;
    RETURN ARRAY(
        SELECT a.id FROM registration_applicationmember m
        JOIN registration_application a ON a.id = m.application_id
        WHERE m.person_id = me AND m.district_id = ours AND a.sent_at IS NOT NULL
          AND a.household_id IS NOT NULL AND NOT EXISTS (
              SELECT FROM people_householdmember h
              WHERE h.person_id = me AND h.household_id = a.household_id));
END $$;
REVOKE ALL ON FUNCTION openhouse_applications_left() FROM PUBLIC;

-- When one was sent that she may see.
CREATE OR REPLACE FUNCTION openhouse_application_sent_at(p_application bigint) RETURNS timestamptz
LANGUAGE plpgsql STABLE PARALLEL SAFE SECURITY INVOKER
SET search_path = pg_catalog, public, pg_temp SET plan_cache_mode = force_generic_plan AS $$
BEGIN
    RETURN (SELECT sent_at FROM registration_application WHERE id = p_application);
END $$;

-- The children in them who were new, and whom an office has found in the records since: until they
-- are posted, and then by her tie, for the first day at school may be months away. What is read of
-- them is what their home wrote. It reads ties and parts past the walls.
CREATE OR REPLACE FUNCTION openhouse_children_found() RETURNS bigint[]
LANGUAGE plpgsql STABLE PARALLEL SAFE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    me bigint := nullif(current_setting('openhouse.person', true), '')::bigint;
    ours bigint := nullif(current_setting('openhouse.district', true), '')::bigint;
    today date := coalesce(nullif(current_setting('openhouse.today', true), '')::date, CURRENT_DATE);
BEGIN
    RETURN ARRAY(
        SELECT c.id FROM registration_applicationmember m
        JOIN registration_candidate c ON c.application_id = m.application_id
        JOIN registration_part p ON p.candidate_id = c.id AND p.matched_at IS NOT NULL
        WHERE m.person_id = me AND m.district_id = ours
          AND m.application_id <> ALL (openhouse_applications_barred())
          AND (c.state <> 'posted' OR EXISTS (
              SELECT FROM people_guardianship g
              WHERE g.person_id = me AND g.student_id = c.student_id AND g.portal_access
                AND (g.starts_on IS NULL OR g.starts_on <= today)
                AND (g.ends_on IS NULL OR g.ends_on >= today))));
END $$;
REVOKE ALL ON FUNCTION openhouse_children_found() FROM PUBLIC;

-- Of these and of the one whose link was opened, those in which still something may be answered.
CREATE OR REPLACE FUNCTION openhouse_unsent_applications() RETURNS bigint[]
LANGUAGE plpgsql STABLE PARALLEL SAFE SECURITY INVOKER
SET search_path = pg_catalog, public, pg_temp SET plan_cache_mode = force_generic_plan AS $$
BEGIN
    RETURN ARRAY(
        SELECT id FROM registration_application
        WHERE id = ANY (openhouse_own_applications()
                        || nullif(current_setting('openhouse.application', true), '')::bigint)
          AND sent_at IS NULL AND withdrawn_at IS NULL);
END $$;

-- The children whom she sees of applications: by the wall of candidates, which names her home's,
-- the opened link's, or those of her schools.
CREATE OR REPLACE FUNCTION openhouse_applied_children() RETURNS bigint[]
LANGUAGE plpgsql STABLE PARALLEL SAFE SECURITY INVOKER
SET search_path = pg_catalog, public, pg_temp SET plan_cache_mode = force_generic_plan AS $$
BEGIN
    IF current_setting('openhouse.hat', true) IN ('family', 'applicant') THEN
        RETURN ARRAY(
            SELECT id FROM registration_candidate
            WHERE application_id = ANY (
                openhouse_own_applications()
                || nullif(current_setting('openhouse.application', true), '')::bigint));
    END IF;
    -- of whom her family has taken back an office reads that it has, and nothing of hers
    RETURN ARRAY(SELECT id FROM registration_candidate WHERE state <> 'withdrawn');
END $$;

-- And the applications that these are of.
CREATE OR REPLACE FUNCTION openhouse_applications_applied() RETURNS bigint[]
LANGUAGE plpgsql STABLE PARALLEL SAFE SECURITY INVOKER
SET search_path = pg_catalog, public, pg_temp SET plan_cache_mode = force_generic_plan AS $$
BEGIN
    RETURN ARRAY(SELECT DISTINCT application_id FROM registration_candidate
                 WHERE state <> 'withdrawn');
END $$;

-- The same, whatever became of them.
CREATE OR REPLACE FUNCTION openhouse_applications_sent() RETURNS bigint[]
LANGUAGE plpgsql STABLE PARALLEL SAFE SECURITY INVOKER
SET search_path = pg_catalog, public, pg_temp SET plan_cache_mode = force_generic_plan AS $$
BEGIN
    RETURN ARRAY(SELECT DISTINCT application_id FROM registration_candidate);
END $$;

-- The children at a desk: of the schools whose nurse she is, or whose buses she plans.
CREATE OR REPLACE FUNCTION openhouse_applied_at_desk(p_role text) RETURNS bigint[]
LANGUAGE plpgsql STABLE PARALLEL SAFE SECURITY INVOKER
SET search_path = pg_catalog, public, pg_temp SET plan_cache_mode = force_generic_plan AS $$
BEGIN
    RETURN ARRAY(SELECT id FROM registration_candidate
                 WHERE school_id = ANY (openhouse_schools_as(p_role)));
END $$;

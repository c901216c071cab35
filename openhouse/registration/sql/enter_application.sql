-- Lets a family that is new here into the one application whose link it has opened.
--
-- Given the district's address, the SHA-256 of the link's secret and today's date, it sets the
-- openhouse.* settings for the transaction: the hat 'applicant', nobody as the person, no student,
-- and openhouse.application. Returns the application's id, or NULL, with nothing in scope, where the
-- link was ended or is past its last day, is of another district, or was never made.
CREATE OR REPLACE FUNCTION openhouse_enter_application(
    p_slug text, p_digest text, p_today date
) RETURNS bigint LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    d bigint;
    found bigint;
BEGIN
    SELECT id INTO d FROM districts_district WHERE slug = p_slug;
    SELECT k.application_id INTO found
    FROM registration_applicationkey k
    JOIN registration_application a ON a.id = k.application_id AND a.district_id = d
    WHERE k.digest = p_digest AND k.district_id = d AND k.ended_at IS NULL
      AND k.ends_on >= p_today;
    PERFORM set_config('openhouse.district', coalesce(d::text, ''), true),
            set_config('openhouse.students', '', true),
            set_config('openhouse.person', '', true),
            set_config('openhouse.hat', CASE WHEN found IS NULL THEN '' ELSE 'applicant' END, true),
            set_config('openhouse.application', coalesce(found::text, ''), true),
            set_config('openhouse.today', p_today::text, true);
    RETURN found;
END $$;
REVOKE ALL ON FUNCTION openhouse_enter_application(text, text, date) FROM PUBLIC;

-- THE rule of who may see which student, and the one statement that opens a request.
--
-- Given the district's address, the account that the session names (or NULL), the hat that the
-- address asks for, today's date and the moment, it sets the openhouse.* settings for the transaction and
-- returns what every page needs of the district, the account and the students. It runs as the
-- owner, because nothing can be seen before it has run; each table is compared with the district.
--
-- The hat that is set is the one she has a right to: under staff/ or office/ without such a post it
-- is 'account', which writes nothing and sees no student.
--
-- Under family/, p_look names a look that an office takes at a guardian's pages (access_look). While
-- it lasts, and she still keeps an office that reaches a child of the guardian, the hat is 'view':
-- what the guardian sees of the children whom the office reaches too, with nobody's own rows, for
-- openhouse.person stays empty, and without any right to write. A look that is over, or somebody
-- else's, is as none.
--
-- "scope" is what it has set, in the order of common/scope.py, then today and what is closed: a request that goes on in
-- another transaction sets the same again (access/late.py).
--
-- The answer is json, not jsonb: each value is written once, where jsonb is copied into what holds
-- it at each level and then written.
--
-- Sources: features.md ACC-26, ACC-29, ACC-33 (90 days: section 2.9), ADM-03, STU-05 (FERPA).
CREATE OR REPLACE FUNCTION openhouse_enter(
    p_slug text, p_account bigint, p_hat text, p_today date, p_look bigint DEFAULT NULL,
    p_now timestamptz DEFAULT NULL
) RETURNS json LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    d districts_district;
    a people_account;
    who people_person;
    ids bigint[] := '{}';
    everyone boolean := false;
    posts jsonb;
    children json := '[]';
    is_family boolean := false;
    hat text := p_hat;
    needs_second_step boolean := false;
    look json;
    scope json;
    closed text := '';
    shut json;
BEGIN
    PERFORM set_config('openhouse.district', '', true), set_config('openhouse.students', '', true),
            set_config('openhouse.person', '', true), set_config('openhouse.hat', '', true),
            set_config('openhouse.today', p_today::text, true),
            set_config('openhouse.closed', '', true);
    SELECT * INTO d FROM districts_district WHERE slug = p_slug;
    IF d.id IS NULL THEN RETURN NULL; END IF;
    PERFORM set_config('openhouse.district', d.id::text, true);
    scope := json_build_array(d.id::text, '', '', '', p_today::text, '');

    IF p_account IS NOT NULL THEN
        SELECT * INTO a FROM people_account
        WHERE id = p_account AND district_id = d.id AND is_active
          AND (password_until IS NULL OR password_until > statement_timestamp());
    END IF;
    IF a.id IS NULL THEN
        RETURN json_build_object('district', to_json(d), 'account', NULL, 'scope', scope);
    END IF;
    SELECT * INTO who FROM people_person WHERE id = a.person_id AND district_id = d.id;
    IF who.id IS NULL THEN
        RETURN json_build_object('district', to_json(d), 'account', NULL, 'scope', scope);
    END IF;

    IF p_hat = 'family' AND p_look IS NOT NULL THEN
        SELECT json_build_object('id', l.id, 'by', l.by_id, 'until', l.until, 'person_id', h.id,
                                  'given_name', h.given_name, 'preferred_name', h.preferred_name,
                                  'family_name', h.family_name)
        INTO look
        FROM access_look l JOIN people_person h ON h.id = l.helped_id AND h.district_id = d.id
        WHERE l.id = p_look AND l.district_id = d.id AND l.by_id = who.id AND h.id <> who.id
          AND l.ended_at IS NULL AND l.until > statement_timestamp();
        IF look IS NOT NULL THEN
            hat := 'office';
        END IF;
    END IF;

    SELECT coalesce(jsonb_agg(jsonb_build_object('role', role, 'school', school_id)), '[]')
    INTO posts FROM people_staffpost
    WHERE person_id = who.id AND district_id = d.id
      AND (hat <> 'office' OR role IN ('office', 'counselor', 'district'))
      AND (starts_on IS NULL OR starts_on <= p_today) AND (ends_on IS NULL OR ends_on >= p_today);

    IF p_hat = 'staff' AND posts <> '[]' THEN
        is_family := EXISTS (
            SELECT FROM people_guardianship g
            WHERE g.person_id = who.id AND g.district_id = d.id AND g.portal_access);
        everyone := posts @> '[{"role": "district"}]';
        IF NOT everyone THEN
            SELECT coalesce(array_agg(DISTINCT student_id), '{}') INTO ids FROM (
                -- A class that has ended stays its teacher's for thirty days, with
                -- those who sat in it to the end: the last marks are posted then
                -- (courses/queries.py, JUST_ENDED).
                SELECT p.student_id
                FROM courses_sectionteacher t
                JOIN courses_section c ON c.id = t.section_id
                LEFT JOIN districts_term m ON m.id = c.term_id
                CROSS JOIN LATERAL (
                    SELECT CASE WHEN least(c.ends_on, m.ends_on) >= p_today - 30
                        THEN least(c.ends_on, m.ends_on, p_today) ELSE p_today END AS on
                ) day
                JOIN courses_placement p ON p.section_id = t.section_id
                WHERE t.person_id = who.id AND t.district_id = d.id AND p.district_id = d.id
                  AND posts @> '[{"role": "teacher"}]'
                  AND (t.starts_on IS NULL OR t.starts_on <= p_today)
                  AND (t.ends_on IS NULL OR t.ends_on >= day.on)
                  AND (p.starts_on IS NULL OR p.starts_on <= p_today)
                  AND (p.ends_on IS NULL OR p.ends_on >= day.on)
                UNION
                SELECT e.student_id
                FROM people_staffpost s
                JOIN people_enrollment e ON e.school_id = s.school_id
                WHERE s.person_id = who.id AND s.district_id = d.id AND e.district_id = d.id
                  AND s.role IN ('office', 'counselor', 'nurse')
                  AND (s.starts_on IS NULL OR s.starts_on <= p_today)
                  AND (s.ends_on IS NULL OR s.ends_on >= p_today)
                  AND (e.starts_on IS NULL OR e.starts_on <= p_today)
                  AND (e.ends_on IS NULL OR e.ends_on >= p_today)
            ) AS mine
            WHERE EXISTS (SELECT FROM people_student s
                          WHERE s.student_id = mine.student_id AND s.district_id = d.id);
        END IF;
    ELSIF hat = 'office' AND posts <> '[]' THEN
        everyone := posts @> '[{"role": "district"}]';
        IF NOT everyone THEN
            -- Families that come and that have just left are helped too.
            SELECT coalesce(array_agg(DISTINCT e.student_id), '{}') INTO ids
            FROM people_staffpost s
            JOIN people_enrollment e ON e.school_id = s.school_id AND e.district_id = d.id
            JOIN people_student t ON t.student_id = e.student_id AND t.district_id = d.id
            WHERE s.person_id = who.id AND s.district_id = d.id
              AND s.role IN ('office', 'counselor')
              AND (s.starts_on IS NULL OR s.starts_on <= p_today)
              AND (s.ends_on IS NULL OR s.ends_on >= p_today)
              AND (e.ends_on IS NULL OR e.ends_on >= p_today - 90);
        END IF;
    ELSIF p_hat IN ('staff', 'office') THEN
        hat := 'account';
    END IF;

    IF look IS NOT NULL THEN
        IF (everyone OR ids <> '{}') AND EXISTS (
            SELECT FROM people_guardianship g
            WHERE g.person_id = (look ->> 'person_id')::bigint AND g.district_id = d.id
              AND (everyone OR g.student_id = ANY (ids))
        ) THEN
            hat := 'view';
        ELSE
            look := NULL;
            hat := 'account';
            everyone := false;
            ids := '{}';
        END IF;
    END IF;

    IF hat IN ('family', 'view') OR p_hat = 'account' THEN
        WITH mine AS (
            SELECT s.student_id
            FROM people_guardianship g
            JOIN people_student s ON s.student_id = g.student_id AND s.district_id = d.id
            JOIN people_person p ON p.id = s.student_id AND p.district_id = d.id
            WHERE g.person_id = coalesce((look ->> 'person_id')::bigint, who.id)
              AND g.district_id = d.id AND g.portal_access
              AND (g.starts_on IS NULL OR g.starts_on <= p_today)
              AND (g.ends_on IS NULL OR g.ends_on >= p_today)
              AND NOT (g.barred AND (g.barred_until IS NULL OR g.barred_until >= p_today))
              AND (d.adult_students_are_dependents OR p.born_on IS NULL
                   OR p.born_on > p_today - interval '18 years')
            UNION
            SELECT s.student_id FROM people_student s
            WHERE s.student_id = who.id AND s.district_id = d.id AND look IS NULL
        ), enrolled AS (
            SELECT e.student_id, json_agg(json_build_object(
                'school', c.id, 'school_name', c.name, 'level', c.level,
                'grade_level', e.grade_level, 'year', e.school_year_id, 'primary', e.primary,
                'shows_in_progress_marks', c.shows_in_progress_marks,
                'shows_assignments', c.shows_assignments,
                'starts_on', e.starts_on, 'ends_on', e.ends_on
            ) ORDER BY (e.ends_on IS NULL OR e.ends_on >= p_today) DESC,
                       (e.starts_on IS NULL OR e.starts_on <= p_today) DESC, e.primary DESC,
                       e.starts_on DESC NULLS LAST, c.name) AS enrollments
            FROM mine
            JOIN people_enrollment e ON e.student_id = mine.student_id AND e.district_id = d.id
            JOIN districts_school c ON c.id = e.school_id AND c.district_id = d.id
            WHERE c.portal_open
              AND (look IS NULL OR everyone OR e.student_id = ANY (ids))
              -- from the day on which she is enrolled for the next year (access/rules.py, AHEAD)
              AND (e.starts_on IS NULL OR e.starts_on <= p_today + 400)
              AND (e.ends_on IS NULL OR e.ends_on >= p_today - 90)
            GROUP BY e.student_id
        )
        SELECT coalesce(array_agg(p.id), '{}'), coalesce(json_agg(json_build_object(
            'id', p.id, 'given_name', p.given_name, 'preferred_name', p.preferred_name,
            'family_name', p.family_name, 'enrollments', enrolled.enrollments
        ) ORDER BY p.born_on NULLS LAST, p.given_name, p.id), '[]')
        INTO ids, children
        FROM enrolled JOIN people_person p ON p.id = enrolled.student_id;
        is_family := ids <> '{}' OR posts = '[]';
    END IF;
    IF hat = 'view' THEN
        everyone := false;
        is_family := true;
        posts := '[]';
    END IF;

    -- Where a school shows no scores and marks now, by the clock of the district (NOT-06): of which
    -- student at which school. The wall holds them back (common/wall_words.py), and as it is said
    -- here no page of before is "unchanged".
    IF hat IN ('family', 'view') AND EXISTS (
        SELECT FROM districts_gradehours WHERE district_id = d.id AND closed_to <> 'nobody'
    ) THEN
        SELECT coalesce(string_agg(x.student || ':' || x.school, ','), ''), json_agg(to_json(x))
        INTO closed, shut
        FROM (
            SELECT s.id AS student, h.school, c.name, h.ends_at AS until
            FROM (SELECT coalesce(p_now, openhouse_now()) AT TIME ZONE d.time_zone AS clock) n
            CROSS JOIN openhouse_grade_hours(d.id, n.clock::date) h
            JOIN districts_school c ON c.id = h.school
            CROSS JOIN unnest(ids) AS s (id)
            WHERE n.clock::time >= h.starts_at AND n.clock::time < h.ends_at
              AND (h.closed_to = 'everybody'
                   OR s.id = coalesce((look ->> 'person_id')::bigint, who.id))
              AND (EXISTS (SELECT FROM people_enrollment e
                           WHERE e.student_id = s.id AND e.school_id = h.school)
                   OR EXISTS (SELECT FROM courses_placement p
                              JOIN courses_section t ON t.id = p.section_id
                              WHERE p.student_id = s.id AND t.school_id = h.school))
            ORDER BY c.name, h.school, s.id
        ) x;
    END IF;

    -- Whoever acts on many proves twice who she is, from the day that the district says (ACC-23).
    IF hat IN ('staff', 'office', 'view') THEN
        needs_second_step :=
            NOT EXISTS (SELECT FROM sign_in_accountrules
                        WHERE district_id = d.id
                          AND (second_step_from IS NULL OR second_step_from > p_today))
            AND NOT EXISTS (SELECT FROM mfa_authenticator
                            WHERE user_id = a.id AND type IN ('totp', 'webauthn'));
    END IF;

    scope := json_build_array(
        set_config('openhouse.district', d.id::text, true),
        set_config('openhouse.students', CASE
            WHEN everyone THEN 'all'
            WHEN hat = 'account' THEN ''
            ELSE array_to_string(ids, ',') END, true),
        set_config('openhouse.person', CASE WHEN hat = 'view' THEN '' ELSE who.id::text END, true),
        set_config('openhouse.hat', hat, true),
        p_today::text,
        set_config('openhouse.closed', closed, true));
    RETURN json_build_object(
        'district', to_json(d),
        'account', json_build_object('id', a.id, 'username', a.username, 'password', a.password,
                                      'last_login', a.last_login, 'person_id', a.person_id,
                                      'language', a.language,
                                      'settled', a.settled_at IS NOT NULL
                                                 AND NOT a.must_change_password,
                                      'needs_second_step', needs_second_step),
        'person', json_build_object('id', who.id, 'given_name', who.given_name,
                                     'preferred_name', who.preferred_name, 'title', who.title,
                                     'family_name', who.family_name, 'language', who.language),
        'scope', scope, 'posts', posts, 'everyone', everyone, 'students', to_json(ids),
        'children', children, 'is_family', is_family, 'look', look,
        'closed', shut,
        'stamps', CASE WHEN hat = 'family' THEN openhouse_stamps(d.id, ids) END,
        'seen', CASE WHEN hat = 'family' THEN (
            SELECT seen_at FROM ledger_seenchanges WHERE person_id = who.id) END,
        'unread_messages', CASE WHEN hat = 'family' THEN (
            SELECT count(*) FROM school_messages_recipient r
            WHERE r.person_id = who.id AND r.district_id = d.id AND r.students && ids
              AND r.read_at IS NULL AND r.removed_at IS NULL
        ) + (
            -- and what others wrote in the threads that are hers (messages/threads/queries.py)
            SELECT count(*) FROM school_messages_thread t
            JOIN school_messages_post p ON p.thread_id = t.id AND p.person_id <> who.id
            WHERE t.student_id = ANY (ids) AND t.district_id = d.id
              AND (t.person_id = who.id OR who.id = ANY (t.readers)
                   OR (t.kind = 'about' AND t.student_id <> who.id))
              AND p.id > coalesce((SELECT r.read_to FROM school_messages_threadreader r
                                   WHERE r.thread_id = t.id AND r.person_id = who.id), 0)
        ) END,
        -- what she is asked to consent to, of a child whom she sees or who is new (registration)
        'asked_consent', hat = 'family' AND EXISTS (
            SELECT FROM registration_consent c
            WHERE c.person_id = who.id AND c.district_id = d.id AND c.answered_at IS NULL AND c.open
              AND (c.student_id IS NULL OR c.student_id = ANY (ids))),
        -- of what her home has sent (registration): the oldest that a school asks about, and how
        -- it stands with each child for each school year
        'registered', CASE WHEN hat = 'family' THEN (
            SELECT json_build_object(
                'asked_back', min(m.application_id) FILTER (
                    WHERE c.state = 'asked' OR (
                        c.state IN ('sent', 'waiting list', 'accepted') AND EXISTS (
                            -- theirs leaves the child where it is, and is told at once
                            -- (family/questions)
                            SELECT FROM registration_fielddecision f
                            WHERE f.candidate_id = c.id AND f.asked_by IN ('nurse', 'transport')
                              AND f.says = 'ask' AND f.answered_at IS NULL))),
                'sent', json_agg(
                    json_build_array(w.ends_in, c.student_id, c.state) ORDER BY c.id
                ) FILTER (WHERE c.sent_at IS NOT NULL AND c.student_id IS NOT NULL
                            AND c.state NOT IN ('withdrawn', 'declined') AND w.id IS NOT NULL))
            FROM registration_applicationmember m
            JOIN registration_candidate c ON c.application_id = m.application_id
            JOIN registration_application sent ON sent.id = m.application_id
            LEFT JOIN registration_registrationwindow w ON w.id = sent.window_id
            WHERE m.person_id = who.id AND m.district_id = d.id
              AND (c.student_id IS NULL OR c.student_id = ANY (ids))
              AND m.application_id <> ALL ((SELECT openhouse_applications_barred())::bigint[])
        ) END
    );
END $$;
REVOKE ALL ON FUNCTION openhouse_enter(text, bigint, text, date, bigint, timestamptz) FROM PUBLIC;

-- What changed of these students since a moment, newest first, at most p_rows: only what their
-- family may see today. Hidden work and hidden terms, schools that are closed or show no
-- assignments, courses without a placement and plain attendance stay out, as on the pages that show
-- the thing itself; what is about health comes to who may see it, by the wall. Who did it is named as the section's pages name its teacher, else by her post,
-- and by name where she has one (home/sql/staff_name.sql): other families have none here.
--
-- Work that a class has to do comes to who sat in it on that day: what is new (not what was over when
-- it was entered), what is due on another day, and what was taken back, without its name.
--
-- With p_work only what was done to the student's score of that assignment, with p_on only to her
-- attendance of that day, with p_task only to her mark posted to it for p_term in the class p_section:
-- "who changed this".
--
-- line: the id of its line in the ledger; of a document that of its edition.
--
-- is_new: it came, that is its transaction ended, after p_person last looked. With p_unread nothing
-- else is looked at.
CREATE OR REPLACE FUNCTION openhouse_changes(
    p_students bigint[], p_person bigint, p_today date, p_since timestamptz, p_rows int,
    p_work bigint DEFAULT NULL, p_on date DEFAULT NULL, p_unread boolean DEFAULT false,
    p_section bigint DEFAULT NULL, p_task bigint DEFAULT NULL, p_term bigint DEFAULT NULL
) RETURNS TABLE (
    student bigint, at timestamptz, kind varchar, before jsonb, after jsonb, reason varchar,
    section_id bigint, section varchar, work varchar, possible numeric, status_before varchar,
    excuse_before varchar, status varchar, excuse varchar, by_teacher varchar, by_post text,
    by_name text, is_new boolean, about bigint, line bigint
) LANGUAGE plpgsql STABLE SECURITY INVOKER
SET search_path = pg_catalog, public, pg_temp SET plan_cache_mode = force_generic_plan AS $$
#variable_conflict use_column
BEGIN
    RETURN QUERY
    WITH lines AS MATERIALIZED (
        SELECT c.id, c.student_id, c.at, c.tx, c.kind, c.actor_id, c.about_id, c.before, c.after,
               c.reason, split_part(c.kind, '.', 1) AS what,
               coalesce(c.after, c.before) AS said, '' AS asked,
               coalesce(c.at > seen.seen_at OR NOT pg_visible_in_snapshot(
                   c.tx::text::xid8, seen.snapshot::pg_snapshot), true) AS is_new
        FROM ledger_change c
        LEFT JOIN (
            -- of scores and marks that were held back she has read less (ledger/actions.py)
            SELECT s.person_id, g.grades, CASE WHEN g.grades THEN coalesce(s.grades_at, s.seen_at)
                                          ELSE s.seen_at END AS seen_at,
                   CASE WHEN g.grades THEN coalesce(s.grades_snapshot, s.snapshot)
                   ELSE s.snapshot END AS snapshot
            FROM ledger_seenchanges s CROSS JOIN (VALUES (true), (false)) AS g (grades)
        ) seen ON seen.person_id = p_person
            AND seen.grades = (c.kind LIKE 'score.%' OR c.kind LIKE 'mark.%')
        WHERE c.student_id = ANY (p_students) AND c.at >= p_since
          AND split_part(c.kind, '.', 1) IN (
              'score', 'mark', 'attendance', 'placement', 'transcript', 'immunization')
          AND (p_work IS NULL OR (c.kind LIKE 'score.%' AND c.about_id = p_work))
          AND (p_on IS NULL OR (c.kind LIKE 'attendance.%'
                                AND p_on::text IN (c.before ->> 'on', c.after ->> 'on')))
          AND (p_task IS NULL OR (
              c.kind LIKE 'mark.%' AND c.about_id = p_section
              AND (coalesce(c.after, c.before) ->> 'task_id')::bigint = p_task
              AND (coalesce(c.after, c.before) ->> 'term_id')::bigint IS NOT DISTINCT FROM p_term))
        UNION ALL
        SELECT c.id, p.student_id, c.at, c.tx, c.kind, c.actor_id, c.about_id, c.before, c.after,
               c.reason, 'assignment', w.said, '',
               coalesce(c.at > seen.seen_at OR NOT pg_visible_in_snapshot(
                   c.tx::text::xid8, seen.snapshot::pg_snapshot), true)
        FROM courses_placement p
        JOIN districts_district d ON d.id = p.district_id
        JOIN ledger_change c ON c.section_id = p.section_id AND c.at >= p_since
            AND c.kind LIKE 'assignment.%'
        CROSS JOIN LATERAL (
            SELECT coalesce(c.after, c.before) AS said, least((c.at AT TIME ZONE d.time_zone)::date, p_today) AS "on",
                   (c.before ->> 'due_on')::date AS was_due, (c.after ->> 'due_on')::date AS due,
                   coalesce((c.before ->> 'visible')::boolean, false) AS was_there,
                   coalesce((c.after ->> 'visible')::boolean, false) AS is_there) w
        LEFT JOIN ledger_seenchanges seen ON seen.person_id = p_person
        WHERE p.student_id = ANY (p_students) AND p_work IS NULL AND p_on IS NULL AND p_task IS NULL
          AND (p.starts_on IS NULL OR p.starts_on <= p_today)
          AND daterange(p.starts_on, p.ends_on, '[]') @> w."on"
          AND daterange(p.starts_on, p.ends_on, '[]') @> coalesce(w.due, w.was_due, w."on")
          AND coalesce(greatest(w.due, w.was_due), (w.said ->> 'assigned_on')::date + 14, w."on") >= w."on"
          AND CASE WHEN w.is_there THEN NOT w.was_there OR w.due IS DISTINCT FROM w.was_due
              ELSE w.was_there AND NOT EXISTS (
                  SELECT FROM grades_assignment a WHERE a.id = c.about_id AND a.visible) END
        UNION ALL
        -- An answer is the asker's own news.
        SELECT c.id, q.student_id, c.at, c.tx, c.kind, c.actor_id, c.about_id, c.before, c.after,
               c.reason, 'question', c.after, coalesce(q."on"::text, q.label),
               q.read_at IS NULL AND coalesce(c.at > seen.seen_at OR NOT pg_visible_in_snapshot(
                   c.tx::text::xid8, seen.snapshot::pg_snapshot), true)
        FROM ledger_change c
        LEFT JOIN ledger_seenchanges seen ON seen.person_id = p_person
        JOIN questions_question q ON q.id = c.about_id
        WHERE c.person_id = p_person AND c.at >= p_since AND c.kind = 'question.changed'
          AND c.after ->> 'state' = 'answered' AND q.student_id = ANY (p_students)
          AND p_work IS NULL AND p_on IS NULL AND p_task IS NULL
        UNION ALL
        -- What the school has published; who has opened it knows.
        SELECT e.id, t.student, w.at, e.tx, 'document.published', f.published_by_id, f.id, NULL,
               w.said, '', 'document', w.said, f.title,
               r.id IS NULL AND coalesce(w.at > seen.seen_at OR NOT pg_visible_in_snapshot(
                   e.tx::text::xid8, seen.snapshot::pg_snapshot), true)
        FROM openhouse_published_to(p_students, p_today) t
        CROSS JOIN LATERAL (SELECT (t.file).*) f
        JOIN documents_publishededition e ON e.published_id = f.id AND e.number = f.edition
        JOIN districts_district d ON d.id = f.district_id
        CROSS JOIN LATERAL (
            SELECT greatest(e.added_at, f.visible_from::timestamp AT TIME ZONE d.time_zone) AS at,
                   jsonb_build_object('school_id', f.school_id, 'section_id', f.section_id,
                       'asks', f.asks, 'due_on', f.due_on, 'edition', e.number) AS said) w
        LEFT JOIN ledger_seenchanges seen ON seen.person_id = p_person
        LEFT JOIN documents_publishedreceipt r
            ON r.edition_id = e.id AND r.student_id = t.student AND r.person_id = p_person
        WHERE w.at >= p_since AND p_work IS NULL AND p_on IS NULL AND p_task IS NULL
        UNION ALL
        -- Papers that the school has issued; what a family has had printed itself is no news.
        SELECT c.id, c.student_id, c.at, c.tx, c.kind, c.actor_id, c.about_id, NULL, w.said, '',
               'paper', w.said, p.title,
               coalesce(c.at > seen.seen_at OR NOT pg_visible_in_snapshot(
                   c.tx::text::xid8, seen.snapshot::pg_snapshot), true)
        FROM ledger_change c
        JOIN papers_paper p ON p.id = c.about_id AND p.student_id = c.student_id
            AND p.released_at IS NOT NULL AND p.withdrawn_at IS NULL AND p.to_families
        CROSS JOIN LATERAL (
            SELECT jsonb_build_object('school_id', p.school_id, 'paper', p.kind,
                'language', p.language, 'differs', c.after -> 'differs') AS said) w
        LEFT JOIN ledger_seenchanges seen ON seen.person_id = p_person
        WHERE c.student_id = ANY (p_students) AND c.at >= p_since
          AND c.kind IN ('paper.issued', 'paper.corrected', 'health.issued')
          AND (c.actor_id IS NULL OR (c.actor_id <> p_person AND EXISTS (
              SELECT FROM people_staffpost x WHERE x.person_id = c.actor_id)))
          AND p_work IS NULL AND p_on IS NULL AND p_task IS NULL
        UNION ALL
        -- And those that it has taken back: the papers themselves no family reads any more.
        SELECT c.id, c.student_id, c.at, c.tx, c.kind, c.actor_id, c.about_id, NULL, b.said, '',
               'paper', b.said, w.title,
               coalesce(c.at > seen.seen_at OR NOT pg_visible_in_snapshot(
                   c.tx::text::xid8, seen.snapshot::pg_snapshot), true)
        FROM ledger_change c
        JOIN papers_paperwithdrawal w ON w.paper_id = c.about_id AND w.student_id = c.student_id
            AND w.to_families
        CROSS JOIN LATERAL (
            SELECT jsonb_build_object('school_id', c.after -> 'school_id', 'paper', w.kind,
                'language', w.language, 'because', w.because, 'because_es', w.because_es) AS said) b
        LEFT JOIN ledger_seenchanges seen ON seen.person_id = p_person
        WHERE c.student_id = ANY (p_students) AND c.at >= p_since AND c.kind = 'paper.withdrawn'
          AND c.actor_id IS DISTINCT FROM p_person
          AND p_work IS NULL AND p_on IS NULL AND p_task IS NULL
        UNION ALL
        -- What the nurse says of a card that the reader has sent is the reader's own news.
        SELECT c.id, u.student_id, c.at, c.tx, c.kind, c.actor_id, c.about_id, NULL, c.after,
               u.answer, 'card', c.after, '',
               coalesce(c.at > seen.seen_at OR NOT pg_visible_in_snapshot(
                   c.tx::text::xid8, seen.snapshot::pg_snapshot), true)
        FROM ledger_change c
        LEFT JOIN ledger_seenchanges seen ON seen.person_id = p_person
        JOIN immunizations_cardupload u ON u.id = c.about_id
        WHERE c.person_id = p_person AND c.at >= p_since AND c.kind LIKE 'health.card_%'
          AND u.student_id = ANY (p_students)
          AND p_work IS NULL AND p_on IS NULL AND p_task IS NULL
    )
    SELECT l.student_id, l.at, l.kind, l.before, l.after, l.reason, n.id, coalesce(n.name, ''),
           -- As grades.words.task_words says it: "Quarter 1", "Quarter 1: Exam".
           coalesce(CASE WHEN l.what = 'score' OR a.visible THEN a.name END, CASE WHEN t.name IS NULL THEN k.name
                                  WHEN lower(k.name) IN ('grading period', 'marking period',
                                      'reporting period', 'term', 'quarter', 'trimester')
                                      OR starts_with(lower(t.name), lower(k.name)) THEN t.name
                                  ELSE t.name || ': ' || k.name END,
                    l.asked), CASE WHEN l.what = 'score' THEN a.points END, coalesce(cb.status, ''), coalesce(cb.excuse, ''),
           coalesce(ca.status, ''), coalesce(ca.excuse, ''),
           CASE WHEN EXISTS (SELECT FROM courses_sectionteacher x
                             WHERE x.section_id = n.id AND x.person_id = l.actor_id)
                THEN n.teacher_name ELSE '' END,
           CASE WHEN l.actor_id IS NULL THEN ''
                WHEN l.actor_id = p_person THEN 'reader'
                WHEN l.actor_id = l.student_id THEN 'student'
                ELSE coalesce(post.role, 'guardian') END,
           CASE WHEN post.role IS NOT NULL THEN openhouse_staff_name(l.actor_id) ELSE '' END,
           l.is_new, l.about_id, l.id
    FROM lines l
    LEFT JOIN LATERAL (
        SELECT min(x.role) AS role FROM people_staffpost x WHERE x.person_id = l.actor_id
    ) post ON true
    LEFT JOIN grades_assignment a ON l.what IN ('score', 'assignment') AND a.id = l.about_id
    LEFT JOIN courses_section n ON n.id = CASE l.what WHEN 'score' THEN a.section_id
        WHEN 'attendance' THEN (l.said ->> 'section_id')::bigint
        WHEN 'question' THEN (l.said ->> 'section_id')::bigint
        WHEN 'document' THEN (l.said ->> 'section_id')::bigint
        WHEN 'assignment' THEN (l.said ->> 'section_id')::bigint
        WHEN 'mark' THEN l.about_id WHEN 'placement' THEN l.about_id END
    LEFT JOIN districts_school h ON h.id = coalesce(n.school_id, (l.said ->> 'school_id')::bigint)
    LEFT JOIN districts_term st ON st.id = n.term_id
    LEFT JOIN districts_term t ON t.id = CASE l.what WHEN 'score' THEN a.term_id
        WHEN 'assignment' THEN (l.said ->> 'term_id')::bigint
        WHEN 'mark' THEN (l.said ->> 'term_id')::bigint END
    -- Of work that names no term the hidden one of its day.
    LEFT JOIN LATERAL (
        SELECT o.id AS hides FROM districts_term o
        WHERE l.what IN ('score', 'assignment') AND t.id IS NULL
          AND o.school_year_id = st.school_year_id AND NOT o.visible
          AND coalesce(a.due_on, a.assigned_on, (l.said ->> 'due_on')::date, p_today)
              BETWEEN o.starts_on AND o.ends_on LIMIT 1) o ON true
    LEFT JOIN grades_gradingtask k ON l.what = 'mark' AND k.id = (l.said ->> 'task_id')::bigint
    LEFT JOIN attendance_attendancecode cb ON cb.id = (l.before ->> 'code_id')::bigint
    LEFT JOIN attendance_attendancecode ca ON ca.id = (l.after ->> 'code_id')::bigint
    WHERE (l.is_new OR NOT p_unread)
      AND (h.portal_open OR (h.id IS NULL
          AND l.what IN ('paper', 'transcript', 'immunization', 'card')))
      AND (st.id IS NULL OR st.visible) AND (t.id IS NULL OR t.visible)
      AND CASE l.what
          WHEN 'score' THEN a.visible AND h.shows_assignments AND o.hides IS NULL
          WHEN 'assignment' THEN h.shows_assignments AND o.hides IS NULL
              AND (a.visible OR NOT coalesce((l.after ->> 'visible')::boolean, false))
          WHEN 'mark' THEN k.id IS NOT NULL AND (t.id IS NULL OR t.starts_on <= p_today)
          WHEN 'attendance' THEN
              (cb.status IS DISTINCT FROM 'present' OR ca.status IS DISTINCT FROM 'present')
              AND coalesce(cb.status, 'present') || coalesce(ca.status, 'present')
                  <> 'presentpresent'
              AND NOT EXISTS (
                  SELECT FROM districts_schoolyear y
                  JOIN districts_term o ON o.school_year_id = y.id AND NOT o.visible
                  WHERE y.school_id = h.id
                    AND (l.said ->> 'on')::date BETWEEN o.starts_on AND o.ends_on)
          WHEN 'placement' THEN coalesce((l.said ->> 'starts_on')::date, p_today) <= p_today
          ELSE true END
      AND (l.what NOT IN ('score', 'mark') OR EXISTS (
          SELECT FROM courses_placement p
          WHERE p.student_id = l.student_id AND p.section_id = n.id
            AND (p.starts_on IS NULL OR p.starts_on <= p_today)))
    ORDER BY l.at DESC, l.id DESC LIMIT p_rows;
END $$;

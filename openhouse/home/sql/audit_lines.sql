-- Lines of the ledger with the names of what they are about, for staff: whoever asks has chosen the
-- lines, and the wall shows her no others. Hidden work is told here, as in a gradebook. Names of
-- persons are those that the wall shows, and of staff those that families read.
CREATE OR REPLACE FUNCTION openhouse_audit_lines(p_lines bigint[])
RETURNS TABLE (
    line bigint, student bigint, at timestamptz, kind varchar, before jsonb, after jsonb,
    reason varchar, section_id bigint, section varchar, work varchar, possible numeric,
    status_before varchar, excuse_before varchar, status varchar, excuse varchar, by_post text,
    by_name text, subject varchar, about text
) LANGUAGE plpgsql STABLE SECURITY INVOKER
SET search_path = pg_catalog, public, pg_temp SET plan_cache_mode = force_generic_plan AS $$
#variable_conflict use_column
BEGIN
    RETURN QUERY
    WITH lines AS MATERIALIZED (
        SELECT c.*, split_part(c.kind, '.', 1) AS what, coalesce(c.after, c.before) AS said
        FROM ledger_change c WHERE c.id = ANY (p_lines)
    )
    SELECT l.id, l.student_id, l.at, l.kind, l.before, l.after, l.reason, n.id,
           coalesce(n.name, ''),
           -- As grades.words.task_words says it: "Quarter 1", "Quarter 1: Exam".
           coalesce(a.name, CASE WHEN l.what = 'assignment' THEN l.said ->> 'name' END,
                    CASE WHEN t.name IS NULL THEN k.name
                                  WHEN lower(k.name) IN ('grading period', 'marking period',
                                      'reporting period', 'term', 'quarter', 'trimester')
                                      OR starts_with(lower(t.name), lower(k.name)) THEN t.name
                                  ELSE t.name || ': ' || k.name END,
                    ''), a.points,
           coalesce(cb.status, ''), coalesce(cb.excuse, ''),
           coalesce(ca.status, ''), coalesce(ca.excuse, ''),
           CASE WHEN l.actor_id IS NULL THEN '' WHEN l.actor_id = l.student_id THEN 'student'
                ELSE coalesce((
               SELECT min(x.role) FROM people_staffpost x WHERE x.person_id = l.actor_id
           ), 'guardian') END,
           coalesce(openhouse_staff_name(l.actor_id),
                    coalesce(nullif(w.preferred_name, ''), w.given_name) || ' ' || w.family_name, ''),
           l.subject,
           coalesce(coalesce(nullif(p.preferred_name, ''), p.given_name) || ' ' || p.family_name, '')
    FROM lines l
    LEFT JOIN people_person p ON p.id = coalesce(l.student_id, l.person_id)
    LEFT JOIN people_person w ON w.id = l.actor_id
    LEFT JOIN grades_assignment a ON l.what IN ('score', 'assignment') AND a.id = l.about_id
    LEFT JOIN courses_section n ON n.id = CASE l.what WHEN 'score' THEN a.section_id
        WHEN 'assignment' THEN (l.said ->> 'section_id')::bigint
        WHEN 'attendance' THEN (l.said ->> 'section_id')::bigint
        WHEN 'mark' THEN l.about_id WHEN 'placement' THEN l.about_id END
    LEFT JOIN grades_gradingtask k ON l.what = 'mark' AND k.id = (l.said ->> 'task_id')::bigint
    LEFT JOIN districts_term t ON l.what = 'mark' AND t.id = (l.said ->> 'term_id')::bigint
    LEFT JOIN attendance_attendancecode cb
        ON l.what = 'attendance' AND cb.id = (l.before ->> 'code_id')::bigint
    LEFT JOIN attendance_attendancecode ca
        ON l.what = 'attendance' AND ca.id = (l.after ->> 'code_id')::bigint
    ORDER BY l.at DESC, l.id DESC;
END $$;

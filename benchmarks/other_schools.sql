-- OTHERS other schools, each with what the district's first one has published to all of it and
-- announced. The ids of a copy lie n thousand millions behind those it is copied from: made once.
INSERT INTO districts_school
SELECT (jsonb_populate_record(t, jsonb_build_object('id', t.id + n))).*
FROM districts_school t, generate_series(1, OTHERS) i, LATERAL (SELECT i * 1000000000::bigint) o (n)
WHERE t.id = 1 ON CONFLICT DO NOTHING;

INSERT INTO districts_schoolyear
SELECT (jsonb_populate_record(t, jsonb_build_object('id', t.id + n, 'school_id', 1 + n))).*
FROM districts_schoolyear t, generate_series(1, OTHERS) i, LATERAL (SELECT i * 1000000000::bigint) o (n)
WHERE t.school_id = 1 ON CONFLICT DO NOTHING;

INSERT INTO documents_publishedfile
SELECT (jsonb_populate_record(t, jsonb_build_object(
    'id', t.id + n, 'school_id', 1 + n, 'school_year_id', t.school_year_id + n))).*
FROM documents_publishedfile t, generate_series(1, OTHERS) i, LATERAL (SELECT i * 1000000000::bigint) o (n)
WHERE t.school_id = 1 AND t.section_id IS NULL AND t.student_id IS NULL ON CONFLICT DO NOTHING;

INSERT INTO documents_publishededition
SELECT (jsonb_populate_record(t, jsonb_build_object('id', t.id + n, 'published_id', f.id + n))).*
FROM documents_publishededition t JOIN documents_publishedfile f ON f.id = t.published_id,
     generate_series(1, OTHERS) i, LATERAL (SELECT i * 1000000000::bigint) o (n)
WHERE f.school_id = 1 AND f.section_id IS NULL AND f.student_id IS NULL ON CONFLICT DO NOTHING;

INSERT INTO school_messages_announcement
SELECT (jsonb_populate_record(t, jsonb_build_object('id', t.id + n, 'school_id', 1 + n))).*
FROM school_messages_announcement t, generate_series(1, OTHERS) i, LATERAL (SELECT i * 1000000000::bigint) o (n)
WHERE t.school_id = 1 AND t.section_id IS NULL ON CONFLICT DO NOTHING;

-- What the code on a paper proves to whoever holds it: whose district's it is, of what kind, when it
-- was issued, whether and when it was taken back (not why: a reason may name somebody), whether a
-- later edition was issued, or a newer one made on request that says something else, and what it
-- takes to check the signature. The one
-- road to papers without a scope, so it gives nothing of whom a paper is about.
CREATE OR REPLACE FUNCTION openhouse_verify(p_code text)
RETURNS TABLE (
    district text, kind text, issued_at timestamptz, is_replaced boolean, is_kept boolean,
    digest bytea, public bytea, signature bytea, is_older boolean, withdrawn_at timestamptz
) LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT d.name, p.kind, p.issued_at,
           EXISTS (
               WITH RECURSIVE later AS (
                   (SELECT p.id, NULL::timestamptz AS released_at, NULL::timestamptz AS withdrawn_at
                    UNION ALL
                    -- a twin is put right with the paper of which it is the twin
                    SELECT f.id, NULL, NULL FROM papers_paper f
                    WHERE p.is_twin AND f.release = p.release AND f.student_id = p.student_id
                      AND f.edition = p.edition AND NOT f.is_twin)
                   UNION ALL
                   SELECT n.id, n.released_at, n.withdrawn_at
                   FROM later l JOIN papers_paper n ON n.corrects_id = l.id
               ) SELECT FROM later WHERE released_at IS NOT NULL AND withdrawn_at IS NULL),
           sha256(p.content) = p.digest, p.digest, k.public, p.signature,
           p.kind IN ('transcript', 'immunizations') AND EXISTS (
               SELECT FROM papers_paper n
               WHERE n.student_id = p.student_id AND n.kind = p.kind AND n.language = p.language
                 AND n.released_at IS NOT NULL AND (n.issued_at, n.id) > (p.issued_at, p.id)
                 AND n.facts - 'on' <> p.facts - 'on'),
           p.withdrawn_at
    FROM papers_paper p
    JOIN papers_signingkey k ON k.id = p.key_id AND k.district_id = p.district_id
    JOIN districts_district d ON d.id = p.district_id
    WHERE p.code = p_code AND p.released_at IS NOT NULL
$$;
REVOKE ALL ON FUNCTION openhouse_verify(text) FROM PUBLIC;

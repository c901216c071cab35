-- What the code on a paper proves to whoever holds it: whose district's it is, of what kind, when it
-- was issued, whether a later edition was issued, or a newer one made on request that says something
-- else, and what it takes to check the signature. The one
-- road to papers without a scope, so it gives nothing of whom a paper is about.
CREATE OR REPLACE FUNCTION openhouse_verify(p_code text)
RETURNS TABLE (
    district text, kind text, issued_at timestamptz, is_replaced boolean, is_kept boolean,
    digest bytea, public bytea, signature bytea, is_older boolean
) LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT d.name, p.kind, p.issued_at,
           EXISTS (SELECT FROM papers_paper n
                   WHERE n.corrects_id = p.id AND n.released_at IS NOT NULL)
           OR p.is_twin AND EXISTS (
               SELECT FROM papers_paper n
               WHERE n.release = p.release AND n.student_id = p.student_id AND NOT n.is_twin
                 AND n.edition > p.edition AND n.released_at IS NOT NULL),
           sha256(p.content) = p.digest, p.digest, k.public, p.signature,
           p.kind IN ('transcript', 'immunizations') AND EXISTS (
               SELECT FROM papers_paper n
               WHERE n.student_id = p.student_id AND n.kind = p.kind AND n.language = p.language
                 AND n.released_at IS NOT NULL AND (n.issued_at, n.id) > (p.issued_at, p.id)
                 AND n.facts - 'on' <> p.facts - 'on')
    FROM papers_paper p
    JOIN papers_signingkey k ON k.id = p.key_id AND k.district_id = p.district_id
    JOIN districts_district d ON d.id = p.district_id
    WHERE p.code = p_code AND p.released_at IS NOT NULL
$$;
REVOKE ALL ON FUNCTION openhouse_verify(text) FROM PUBLIC;

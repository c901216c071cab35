-- The stamps that pages about these students stand on: the district's, each student's own, and the
-- sum of those of her sections, now and earlier. A sum is enough: stamps only grow, and with the
-- placements the student's own stamp or the district's moves.
--
-- Sections have stamps of their own and do not move those of their students: somebody who is being
-- placed in one at the same moment is not seen yet by whoever changes it, and would miss it.
CREATE OR REPLACE FUNCTION openhouse_stamps(p_district bigint, p_students bigint[])
RETURNS json LANGUAGE plpgsql STABLE SECURITY INVOKER
SET search_path = pg_catalog, public, pg_temp SET plan_cache_mode = force_generic_plan AS $$
BEGIN
    RETURN json_build_array((
        SELECT number FROM ledger_stamp WHERE kind = 'district' AND about_id = p_district
    ), (
        SELECT json_agg(json_build_array(one.id, (
            SELECT number FROM ledger_stamp WHERE kind = 'student' AND about_id = one.id
        ), (
            SELECT sum(s.number) FROM courses_placement p
            JOIN ledger_stamp s ON s.kind = 'section' AND s.about_id = p.section_id
            WHERE p.student_id = one.id
        )) ORDER BY one.id) FROM unnest(p_students) AS one (id)
    ));
END $$;

-- A trigger: a new section computes as the district has said for new ones, where it has said so.
CREATE OR REPLACE FUNCTION openhouse_sections_take_default() RETURNS trigger LANGUAGE plpgsql
SECURITY INVOKER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    INSERT INTO grades_gradebook
        (district_id, section_id, scale_id, weighted, by_percent, missing_percent, beyond,
         estimate)
    SELECT f.district_id, f.id, d.scale_id, d.weighted, d.by_percent, d.missing_percent, d.beyond,
           d.estimate
    FROM fresh f JOIN grades_gradebookdefault d ON d.district_id = f.district_id
    ON CONFLICT DO NOTHING;
    RETURN NULL;
END $$;

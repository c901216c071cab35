-- The classes of the students p_students on the date p_on that stand in no timetable: courses for
-- grading only (SCH-02), and classes that meet in no period with a time. "periods" names the
-- periods without times that a class meets in, empty for none.
CREATE OR REPLACE FUNCTION openhouse_classes_apart(p_students bigint[], p_on date)
RETURNS TABLE (
    student_id bigint, for_grading_only boolean, section_id bigint, section varchar, room varchar,
    teacher varchar, school varchar, periods text
) LANGUAGE plpgsql STABLE SECURITY INVOKER
SET search_path = pg_catalog, public, pg_temp SET plan_cache_mode = force_generic_plan AS $$
#variable_conflict use_column
BEGIN
    RETURN QUERY
    SELECT p.student_id, s.for_grading_only, s.id, s.name, s.room, s.teacher_name, c.name, (
        SELECT coalesce(string_agg(DISTINCT r.name, ', '), '') FROM courses_meeting m
        JOIN districts_period r ON r.id = m.period_id WHERE m.section_id = s.id
    )
    FROM courses_placement p
    JOIN courses_section s ON s.id = p.section_id
    JOIN districts_school c ON c.id = s.school_id AND c.portal_open
    LEFT JOIN districts_term t ON t.id = s.term_id
    WHERE p.student_id = ANY (p_students)
      AND coalesce(greatest(p.starts_on, s.starts_on, t.starts_on) <= p_on, true)
      AND coalesce(least(p.ends_on, s.ends_on, t.ends_on) >= p_on, true)
      AND NOT EXISTS (
          SELECT FROM districts_schoolyear y JOIN districts_term n ON n.school_year_id = y.id
          WHERE y.school_id = s.school_id AND NOT n.visible
            AND p_on BETWEEN n.starts_on AND n.ends_on
      )
      AND (s.for_grading_only OR NOT EXISTS (
          SELECT FROM courses_meeting m
          JOIN districts_period r ON r.id = m.period_id AND r.starts_at IS NOT NULL
          WHERE m.section_id = s.id AND (
              EXISTS (SELECT FROM districts_day d WHERE d.bell_schedule_id = r.bell_schedule_id)
              OR NOT EXISTS (
                  SELECT FROM districts_bellschedule b
                  WHERE b.school_id = s.school_id AND b.id <> r.bell_schedule_id
              )
          )
      ))
    ORDER BY s.for_grading_only, periods, s.name, s.id;
END $$;

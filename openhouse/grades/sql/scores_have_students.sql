-- A trigger: every score of the statement names a student and an assignment that exist.
--
-- One reading of the new rows, planned anew each time: the plan for one score that a teacher
-- enters is the wrong one for the 200,000 of an import.
CREATE OR REPLACE FUNCTION openhouse_scores_have_students() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    wrong_student bigint;
    wrong_assignment bigint;
BEGIN
    EXECUTE 'SELECT min(n.student_id), min(n.assignment_id) FILTER (WHERE a.id IS NULL)'
            ' FROM fresh n'
            ' LEFT JOIN people_student s ON s.student_id = n.student_id'
            ' LEFT JOIN grades_assignment a ON a.id = n.assignment_id'
            ' WHERE s.student_id IS NULL OR a.id IS NULL'
    INTO wrong_student, wrong_assignment;
    IF wrong_assignment IS NOT NULL THEN
        RAISE EXCEPTION 'score for assignment %, which does not exist', wrong_assignment
            USING ERRCODE = 'foreign_key_violation', CONSTRAINT = 'score_assignment';
    END IF;
    IF wrong_student IS NOT NULL THEN
        RAISE EXCEPTION 'score of student %, who does not exist', wrong_student
            USING ERRCODE = 'foreign_key_violation', CONSTRAINT = 'score_student';
    END IF;
    RETURN NULL;
END $$;

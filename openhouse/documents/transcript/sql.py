"""The statements of posting: what marks of a term and task would put on transcripts."""

#: What a mark is worth ``rules.Scale`` says, in the table ``scale``; what a part of a course gives
#: of its credit, and what a difference is, is said here alone.
#: Marks of a school, term and task as lines: the letter (of a mark with a percent alone what the
#: section's scale calls it), what a mark gives of the course's credit, and its worth.
#: A term of several that the section runs through gives its share; a final mark the whole. Without
#: a term: the marks that stand on a transcript, of all terms.
MARKS = """
WITH steps (letter, least) AS (
    VALUES ('A', 90::numeric), ('B', 80), ('C', 70), ('D', 60), ('F', 0)
), scale (letter, level, value, weighted, passed) AS (
    SELECT * FROM unnest(%(letters)s::text[], %(levels)s::text[], %(values)s::numeric[],
                         %(weighted)s::numeric[], %(passed)s::boolean[])
), marks AS MATERIALIZED (
    SELECT m.student_id, m.section_id, m.term_id, m.task_id, m.percent,
           coalesce(nullif(m.letter, ''), (
               SELECT s.letter FROM (
                   SELECT step ->> 0 AS letter, (step ->> 1)::numeric AS least
                   FROM jsonb_array_elements(g.steps) AS step
                   UNION ALL SELECT letter, least FROM steps WHERE g.steps IS NULL
               ) s WHERE s.least <= round(m.percent, 1) ORDER BY s.least DESC LIMIT 1
           ), '') AS letter,
           c.id AS course_id, c.number, c.name, w.area_id, w.level, w.counts, w.credits,
           round(w.credits / greatest(1, CASE WHEN k.kind <> 'final' AND s.id <> t.id THEN (
               SELECT count(*) FROM districts_term x
               WHERE x.school_year_id = t.school_year_id AND x.kind = t.kind
                 AND x.starts_on >= s.starts_on AND x.ends_on <= s.ends_on
           ) ELSE 1 END), 3) AS worth,
           t.name AS term_name, t.ends_on, y.ends_in, h.id AS school_id, h.name AS school_name
    FROM grades_postedmark m
    JOIN courses_section n ON n.id = m.section_id
    JOIN courses_course c ON c.id = n.course_id
    JOIN districts_school h ON h.id = n.school_id
    JOIN grades_gradingtask k ON k.id = m.task_id
    JOIN districts_term t ON t.id = m.term_id
    JOIN districts_schoolyear y ON y.id = t.school_year_id
    LEFT JOIN documents_coursecredit w ON w.course_id = c.id AND w.credits > 0
    LEFT JOIN districts_term s ON s.id = n.term_id
    LEFT JOIN grades_gradebook b ON b.section_id = n.id
    LEFT JOIN grades_gradingscale g ON g.id = b.scale_id
    WHERE n.school_id = %(school)s
      AND (%(term)s::bigint IS NULL OR m.term_id = %(term)s)
      AND (%(task)s::bigint IS NULL OR m.task_id = %(task)s)
      AND (%(students)s::bigint[] IS NULL OR m.student_id = ANY (%(students)s))
      AND (%(term)s::bigint IS NOT NULL OR EXISTS (
          SELECT FROM documents_transcriptline l
          WHERE l.student_id = m.student_id AND l.section_id = m.section_id
            AND l.term_id = m.term_id AND l.task_id = m.task_id))
), judged AS (
    SELECT m.*, v.value, v.weighted, coalesce(v.passed, false) AS passed,
           l.id AS line_id, l.mark AS line_mark, l.percent AS line_percent,
           l.left_mark, l.left_percent, l.struck_at,
           m.worth + coalesce((
               SELECT sum(o.credits_attempted) FROM documents_transcriptline o
               WHERE o.student_id = m.student_id AND o.struck_at IS NULL
                 AND (o.section_id = m.section_id
                      OR (o.ends_in = m.ends_in AND (o.course_id = m.course_id
                          OR (o.course_id IS NULL AND lower(o.course_name) = lower(m.name)
                              AND lower(o.school_name) = lower(m.school_name)))))
           ), 0) > m.credits AS is_full
    FROM marks m
    LEFT JOIN scale v ON v.letter = replace(trim(m.letter), '−', '-')
        AND v.level = coalesce(m.level, 'regular')
    LEFT JOIN documents_transcriptline l ON l.student_id = m.student_id
        AND l.section_id = m.section_id AND l.term_id = m.term_id AND l.task_id = m.task_id
)
"""
#: A line another than its mark, and than the mark that the registrar left out. One that was struck
#: is settled: its mark comes back neither as a difference nor as a new line.
DIFFERS = """
(j.line_id IS NOT NULL AND j.struck_at IS NULL
 AND (j.letter, j.percent) IS DISTINCT FROM (j.line_mark, j.line_percent)
 AND (j.letter, j.percent) IS DISTINCT FROM (j.left_mark, j.left_percent))
"""
COUNTS = f"""{MARKS}
SELECT name, count(*) FILTER (WHERE line_id IS NULL AND worth > 0 AND NOT is_full),
       count(*) FILTER (WHERE line_id IS NOT NULL), count(*) FILTER (WHERE {DIFFERS}),
       count(*) FILTER (WHERE line_id IS NULL AND worth > 0 AND is_full),
       count(*) FILTER (WHERE line_id IS NULL AND worth IS NULL)
FROM judged j GROUP BY name ORDER BY name
"""
ADD = f"""{MARKS}
INSERT INTO documents_transcriptline
    (student_id, section_id, term_id, task_id, mark, percent, course_id, course_number,
     course_name, area_id, level, counts, credits_attempted, credits_earned, value,
     weighted_value, weight, most, term_name, ended_on, ends_in, school_id, school_name,
     grade_level, origin, posted_at)
SELECT student_id, section_id, term_id, task_id, letter, percent, course_id, number, name,
       area_id, j.level, counts, worth, CASE WHEN passed THEN worth ELSE 0 END, value,
       weighted, worth, a.most,
       term_name, ends_on, ends_in, school_id, school_name, coalesce((
           SELECT e.grade_level FROM people_enrollment e
           WHERE e.student_id = j.student_id AND e.school_id = j.school_id
             AND (e.starts_on IS NULL OR e.starts_on <= j.ends_on)
           ORDER BY e.starts_on DESC NULLS LAST LIMIT 1
       ), ''), 'posted', %(now)s
FROM judged j
JOIN unnest(%(every_level)s::text[], %(most)s::numeric[]) AS a (level, most) ON a.level = j.level
WHERE line_id IS NULL AND worth > 0 AND NOT is_full
ON CONFLICT DO NOTHING
"""
DIFFERENCES = f"""{MARKS}
SELECT line_id, student_id, name, term_name, line_mark, line_percent, letter, percent
FROM judged j WHERE {DIFFERS} ORDER BY name, student_id LIMIT 500
"""
#: Take the later mark into its line, with all that follows from it.
ACCEPT = f"""{MARKS}
UPDATE documents_transcriptline l
SET mark = j.letter, percent = j.percent, value = j.value,
    weighted_value = (
        SELECT v.weighted FROM scale v
        WHERE v.letter = replace(trim(j.letter), '−', '-') AND v.level = l.level),
    credits_earned = CASE WHEN j.passed THEN l.credits_attempted ELSE 0 END,
    left_mark = NULL, left_percent = NULL
FROM judged j WHERE j.line_id = l.id AND l.id = ANY (%(lines)s) AND {DIFFERS}
"""
#: Remember that it was seen and left out.
LEAVE = f"""{MARKS}
UPDATE documents_transcriptline l SET left_mark = j.letter, left_percent = j.percent
FROM judged j WHERE j.line_id = l.id AND l.id = ANY (%(lines)s) AND {DIFFERS}
"""
#: What can be posted: terms that have begun, and the marks that were posted in them.
CHOICES = """
SELECT n.school_id, h.name, m.term_id, t.name, y.ends_in, m.task_id, k.name, count(*)
FROM grades_postedmark m JOIN courses_section n ON n.id = m.section_id
JOIN districts_school h ON h.id = n.school_id
JOIN districts_term t ON t.id = m.term_id
JOIN districts_schoolyear y ON y.id = t.school_year_id
JOIN grades_gradingtask k ON k.id = m.task_id
WHERE (%(schools)s::bigint[] IS NULL OR n.school_id = ANY (%(schools)s))
  AND (%(students)s::bigint[] IS NULL OR m.student_id = ANY (%(students)s))
  AND t.starts_on <= %(today)s AND n.school_id IN (
      SELECT e.school_id FROM courses_section e
      JOIN documents_coursecredit w ON w.course_id = e.course_id AND w.credits > 0)
GROUP BY 1, 2, 3, 4, 5, 6, 7, t.ends_on, k.kind
-- the marks that are posted as a rule first: a semester's, a year's, and only then their parts
ORDER BY t.ends_on DESC, h.name,
         array_position(ARRAY['semester', 'final', 'term'], k.kind::text), k.name
LIMIT 100
"""

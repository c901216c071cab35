"""Posted marks of the terms that have finished, and of the progress of the middle school's last one
that has begun: what the teachers submitted."""

from datetime import date, timedelta

from django.db import connection

from openhouse.grades.models import GradingTask, PostingWindow
from openhouse.interchange.demo.gradebooks import LETTERS, SKILLS
from openhouse.interchange.demo.town import Town

#: Days after the end of a term at which marks are posted.
POSTED_AFTER = 5
#: Days after the beginning of a quarter at which marks of progress are posted.
PROGRESS_AFTER = 21
#: The percent of each student, section and term, and the row for it.
POST = """
WITH counted AS (
    SELECT s.student_id, a.section_id, {term} AS term_id, a.category_id, c.weight, c.drop_lowest,
           a.points * a.multiplier AS possible, c.name AS category,
           CASE WHEN s.flag IN ('missing', 'cheated') THEN 0
                ELSE s.points END * a.multiplier AS earned
    FROM grades_score s
    JOIN grades_assignment a ON a.id = s.assignment_id
    JOIN grades_category c ON c.id = a.category_id
    JOIN courses_section n ON n.id = a.section_id
    WHERE s.district_id = %(district)s AND a.counts AND s.flag NOT IN ('exempt', 'dropped')
      AND (s.points IS NOT NULL OR s.flag IN ('missing', 'cheated')) AND {chosen}
), kept AS (
    SELECT student_id, section_id, term_id, category_id, weight, possible, earned
    FROM counted WHERE drop_lowest = 0
    UNION ALL
    SELECT student_id, section_id, term_id, category_id, weight, possible, earned
    FROM (SELECT *, row_number() OVER w AS place, count(*) OVER (
              PARTITION BY student_id, section_id, term_id, category_id) AS many
          FROM counted WHERE drop_lowest > 0
          WINDOW w AS (PARTITION BY student_id, section_id, term_id, category_id
                       ORDER BY earned / nullif(possible, 0), possible DESC)) dropping
    WHERE place > drop_lowest OR many <= drop_lowest
), by_category AS (
    SELECT student_id, section_id, term_id, weight, sum(earned) AS earned, sum(possible) AS possible
    FROM kept GROUP BY student_id, section_id, term_id, category_id, weight
), by_term AS (
    SELECT student_id, section_id, term_id,
           round(100 * CASE WHEN bool_or(weight IS NOT NULL)
               THEN sum(weight * earned / possible) FILTER (WHERE possible > 0)
                    / sum(weight) FILTER (WHERE possible > 0)
               ELSE sum(earned) / nullif(sum(possible), 0) END, 1) AS percent
    FROM by_category GROUP BY student_id, section_id, term_id
)
INSERT INTO grades_postedmark
    (student_id, section_id, term_id, task_id, letter, percent, comment, posted_on)
SELECT m.student_id, m.section_id, m.term_id,
       (SELECT id FROM grades_gradingtask WHERE district_id = %(district)s AND name = %(task)s),
       CASE WHEN n.for_grading_only THEN {skill} ELSE {letter} END, m.percent,
       CASE WHEN (31 * (m.student_id - %(student)s) + 17 * (m.section_id - %(section)s)) %% 5 = 0
       THEN
           CASE WHEN m.percent >= 90 THEN 'A pleasure to have in class.'
                WHEN m.percent >= 75 THEN 'Steady work this term.'
                ELSE 'More practice at home would help.' END ELSE '' END,
       %(posted)s
FROM by_term m JOIN courses_section n ON n.id = m.section_id
WHERE m.percent IS NOT NULL
ORDER BY m.student_id, m.section_id
ON CONFLICT DO NOTHING
"""


def _steps(steps: list[list[str]]) -> str:
    """A scale as SQL."""
    return (
        "CASE "
        + " ".join(f"WHEN m.percent >= {least} THEN '{mark}'" for mark, least in steps)
        + f" ELSE '{steps[-1][0]}' END"
    )


def post_marks(town: Town, since: date = date.min) -> None:
    """A mark for each quarter and semester finished after *since*, and for its exam."""
    for key, term in town.year.terms.items():
        posted = term.ends_on + timedelta(POSTED_AFTER)
        if key == "Y" or not since < posted <= town.today:
            continue
        ids = [school.terms[key] for school in town.schools]
        if key.startswith("Q"):
            _post(town, "Quarter", ids, posted, "a.term_id", "a.term_id = ANY(%(terms)s)")
        else:
            chosen = "n.term_id = ANY(%(terms)s)"
            _post(town, "Semester", ids, posted, "n.term_id", chosen)
            exam = f"{chosen} AND c.name = 'Semester exam'"
            _post(town, "Exam", ids, posted, "n.term_id", exam)
    _post_progress(town, since)


def _post_progress(town: Town, since: date) -> None:
    """Marks of progress where the older child of the shown family is, of the latest quarter: the
    report of it is left for the office to release."""
    quarters = (key for key in town.year.terms if key.startswith("Q"))
    due = {town.year.terms[key].starts_on + timedelta(PROGRESS_AFTER): key for key in quarters}
    posted = max((on for on in due if on <= town.today), default=date.min)
    if since < posted:
        ids = [school.terms[due[posted]] for school in town.of_level("middle")]
        chosen = "a.term_id = ANY(%(terms)s) AND a.due_on <= %(posted)s"
        _post(town, "Progress", ids, posted, "a.term_id", chosen)


def open_windows(town: Town) -> None:
    """Windows as an office opens them, of each term that has begun: for progress as long as it
    runs, for the mark from two weeks before its end to one after."""
    ours = GradingTask.objects.filter(district_id=town.district)
    tasks = dict(ours.values_list("kind", "id"))
    for key, term in town.year.terms.items():
        kinds = ("progress", "term") if key.startswith("Q") else ("semester", "exam")
        if key == "Y" or term.starts_on > town.today:
            continue
        for school in town.schools:
            for kind in kinds:
                runs = kind == "progress"
                opens = term.starts_on if runs else term.ends_on - timedelta(14)
                closes = term.ends_on if runs else term.ends_on + timedelta(7)
                PostingWindow.objects.get_or_create(
                    task_id=tasks[kind],
                    term_id=school.terms[key],
                    school_id=school.id,
                    defaults={"opens_on": opens, "closes_on": closes},
                )


def _post(town: Town, task: str, terms: list[int], posted: date, term: str, chosen: str) -> None:
    statement = POST.format(term=term, chosen=chosen, letter=_steps(LETTERS), skill=_steps(SKILLS))
    with connection.cursor() as cursor:
        cursor.execute(
            statement,
            {
                "district": town.district,
                "task": task,
                "terms": terms,
                "posted": posted,
                "student": town.families[0].kids[0].id,
                "section": town.sections[0].id,
            },
        )

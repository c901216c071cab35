"""Report cards of the demonstration: templates, comments, and a release that the worker makes.

The schools of the family whose accounts are shown have released the last quarter that is over; the
worker makes the cards when it starts. The others are there to be released in the browser, and so is
the middle school's progress report of the quarter that runs.
"""

from datetime import datetime, timedelta
from typing import Any

from openhouse.documents.cards.making import students_without
from openhouse.documents.cards.setup import setup_of
from openhouse.documents.models_cards import CardRelease, CardTemplate
from openhouse.grades.models import GradingTask
from openhouse.grades.models_district import CannedComment
from openhouse.interchange.demo.gradebooks import LETTERS as STEPS
from openhouse.interchange.demo.marks import POSTED_AFTER
from openhouse.interchange.demo.town import Town

#: The steps of the schools' own scale, the best first.
LETTERS = "\n".join(
    f"{mark} = {least} and up" if least != "0" else f"{mark} = less" for mark, least in STEPS
)
LETTERS_ES = LETTERS.replace("and up", "o más").replace("less", "menos")
SKILLS = (
    "Exceeds = goes beyond what the grade asks\nMeets = does what the grade asks\n"
    "Getting there = is on the way\nNot yet = needs much help"
)
SKILLS_ES = (
    "Exceeds = va más allá de lo que pide el grado\nMeets = hace lo que pide el grado\n"
    "Getting there = va en camino\nNot yet = necesita mucha ayuda"
)
NOTE = "*Questions?* Write to the teacher or ask for a conference at the school’s office."
NOTE_ES = "*¿Preguntas?* Escriba al maestro o pida una reunión en la oficina de la escuela."
COMMENTS = (
    ("A pleasure to have in class.", "Es un placer tenerlo en clase."),
    ("Steady work this term.", "Trabajo constante en este periodo."),
    ("More practice at home would help.", "Más práctica en casa ayudaría."),
)


def write_cards(town: Town, now: datetime) -> None:
    """Templates for each level, comments, and releases of the family's own schools."""
    CannedComment.objects.bulk_create(
        CannedComment(text=text, text_es=spanish) for text, spanish in COMMENTS
    )
    # an owner's connection, which no wall holds, sees other districts' tasks as well
    ours = GradingTask.objects.filter(district_id=town.district)
    tasks = dict(ours.values_list("kind", "pk"))
    templates = {level: _template(level, tasks) for level in ("elementary", "middle", "high")}
    _template(
        "middle",
        tasks,
        name="Progress report, 6–8",
        kind=CardTemplate.Kind.PROGRESS,
        columns=[[tasks["progress"], ""]],
    )
    over = [
        key
        for key, term in town.year.terms.items()
        if key.startswith("Q") and term.ends_on + timedelta(POSTED_AFTER) <= town.today
    ]
    if not over:
        return
    schools = {kid.school.id: kid.school for kid in town.families[0].kids}
    releases = [
        CardRelease(
            template=templates[school.level],
            school_id=school.id,
            term_id=school.terms[max(over)],
            state=CardRelease.State.PREPARING,
            begun_by_name="Ruth Calloway",
            begun_at=now,
            released_by_name="Ruth Calloway",
            release_at=now,
            told_at=now,
        )
        for school in schools.values()
    ]
    for release in releases:
        release.students = len(students_without(setup_of(release, town.today)))
    CardRelease.objects.bulk_create(releases)


def _template(level: str, tasks: dict[str, int], **others: Any) -> CardTemplate:
    young = level == "elementary"
    columns = [[tasks["term"], f"Quarter {number}"] for number in range(1, 5)]
    if not young:
        for number, place in ((1, 2), (2, 6)):
            half = f"Semester {number}"
            columns[place:place] = [[tasks["exam"], half], [tasks["semester"], half]]
    known = {
        "name": {"elementary": "Report card, K–5", "middle": "Report card, 6–8"}.get(
            level, "Report card, 9–12"
        ),
        "level": level,
        "layout": "elementary" if young else "secondary",
        "columns": columns,
        "header": ["grade", "number", "state_id", "homeroom"],
        "languages": ["en", "es"],
        "signature": young,
        "legend": SKILLS if young else LETTERS,
        "legend_es": SKILLS_ES if young else LETTERS_ES,
        "note": NOTE,
        "note_es": NOTE_ES,
    }
    return CardTemplate.objects.create(**known | others)

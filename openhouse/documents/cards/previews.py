"""A template shown on an invented student, before it is kept."""

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from django.db import OperationalError, connection, transaction
from django.utils.translation import gettext as _

from openhouse.attendance.rules import EXCUSED, UNEXCUSED, DayValue
from openhouse.attendance.sums import Tally
from openhouse.common import clock
from openhouse.districts.models import Term
from openhouse.documents.cards.facts import Pupil
from openhouse.documents.cards.rules import Line
from openhouse.documents.cards.setup import Setup, setup_for
from openhouse.documents.cards.words import Attended, card_words, in_language
from openhouse.documents.models_cards import CardTemplate
from openhouse.grades.models import GradingTask
from openhouse.papers.drafts import Draft, dressed

#: Dots an inch of a picture.
DOTS = 110
#: Seconds that a try may take in all, waiting included.
LONGEST = 12
#: As long somebody waits for her turn who is not only looking, in milliseconds.
WAITS = 8_000
#: Name, subject, teacher, marks, comment.
COURSES = (
    ("Algebra I", "Math", "Ms. Okafor", "A B+ A− A−", "Explains each step so that others follow."),
    ("Biology", "Science", "Mr. Lindqvist", "B B B+ B", ""),
    ("English I", "English", "Ms. Rivera", "A− A A A", "A thoughtful reader. Next: longer essays."),
    ("World History", "Social studies", "Mr. Adeyemi", "C+ B− B B−", ""),
    ("Spanish I", "Languages", "Sra. Montoya", "B+ A− A A−", ""),
    ("Concert Band", "Music", "Mr. Petrov", "A A A A", ""),
)
SKILLS = (
    ("Reads grade-level text with understanding", "Reading", "3 4 3 4", "Reads aloud with joy."),
    ("Describes characters and events", "Reading", "3 3 3 3", ""),
    ("Writes sentences and short stories", "Writing", "2 3 2 3", ""),
    ("Spells grade-level words", "Writing", "3 3 3 3", ""),
    ("Adds and subtracts", "Math", "4 4 4 4", ""),
    ("Understands place value", "Math", "3 3 4 4", "Next: numbers to 1,000."),
    ("Listens and works with others", "Learning habits", "3 4 4 4", ""),
)


@dataclass(frozen=True, slots=True)
class Preview:
    """Pictures of the pages, each as base64; or what is wrong, and in which line of the note.

    ``language`` is the card's: of which of the two notes the line is.
    """

    pages: Sequence[str] = ()
    wrong: str = ""
    line: int = 0
    language: str = ""
    hints: Sequence[str] = ()


def columns_for(level: str) -> list[tuple[str, str]]:
    """What a template of a level may show: a task of a term by name, or of the term released."""
    fits = {
        "term": ("quarter", "trimester", "grading period"),
        "semester": ("semester",),
        "exam": ("semester", "quarter", "trimester"),
        "final": ("year", "semester"),
    }
    terms = Term.objects.filter(school_year__school__level=level)
    named = dict.fromkeys(terms.order_by("starts_on").values_list("name", "kind").distinct()[:60])
    found = []
    for task in GradingTask.objects.order_by("pk"):
        of = _("%(task)s: of the term that is released") % {"task": task.name}
        found.append((f"{task.pk}:", of))
        found += [
            (f"{task.pk}:{name}", f"{task.name}: {name}")
            for name, kind in named
            if kind in fits.get(task.kind, ())
        ]
    return found


def preview_of(template: CardTemplate, language: str, *, waits: bool = False) -> Preview:
    """*template* on an invented student, in *language*; what is wrong is said to who reads.

    Who keeps a template *waits* for her turn: what takes it may be her own preview of a moment ago.
    """
    if not (has_turn() or (waits and turn_came("card tried", 1))):
        return Preview(
            wrong=_("Others try their cards just now. Wait a few seconds and try again.")
        )
    with in_language(language):
        setup = _setup(template)
        facts = _facts(setup, template, language) if setup else {}
    if setup is None:
        return Preview(wrong=_("There is no school of this level with terms to show it on."))
    return replace(run(setup.layout, facts), language=language)


def _facts(setup: Setup, template: CardTemplate, language: str) -> dict[str, Any]:
    title, facts = _invented(setup)
    draft = Draft(
        0, template.kind, title, language, setup.layout, facts, picture=setup.head.picture
    )
    return dressed(draft, "0" * 12, 1)


def has_turn() -> bool:
    """If fewer than two cards are tried just now; the turn ends with the request."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_try_advisory_xact_lock(hashtext('card tried'), 1)"
            " OR pg_try_advisory_xact_lock(hashtext('card tried'), 2)"
        )
        return bool(cursor.fetchone()[0])


def turn_came(what: str, slot: int) -> bool:
    """Wait until nobody else has that turn; it ends with the request."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL lock_timeout = {WAITS}")
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s), %s)", [what, slot])
            cursor.execute("SET LOCAL lock_timeout = 0")
    except OperationalError:
        return False
    return True


def run(layout: str, facts: dict[str, Any], dots: int = DOTS) -> Preview:
    """Try *facts* in a process of its own; a fault, or no end, is said in words."""
    asked = json.dumps({"layout": layout, "facts": facts, "dots": dots})
    command = [sys.executable, "-I", "-m", "openhouse.documents.cards.trying"]
    try:
        done = subprocess.run(
            command, input=asked, capture_output=True, text=True, timeout=LONGEST, check=False
        )
        said = json.loads(done.stdout)
    except (subprocess.TimeoutExpired, json.JSONDecodeError):
        return Preview(wrong=_("The note takes too long or too much memory. Make it simpler."))
    if said["fault"] is None:
        return Preview(pages=said["pages"])
    if not said["fault"]:
        return Preview(wrong=_("The card would have more than four pages. Make it shorter."))
    return Preview(wrong=_fault_words(said["fault"]), line=said["line"], hints=said["hints"])


def _fault_words(fault: str) -> str:
    """What to do about a fault that a note is likely to have; any other in Typst's own words."""
    known = {
        "unclosed delimiter": _(
            "A * or _ begins bold or italic words and nothing ends them. Write another one where"
            " they end, or \\* and \\_ for the sign itself."
        ),
        "automatic links cannot contain unbalanced brackets, use the `link` function instead": _(
            "A web address has a bracket that is opened and not closed. Take the bracket out."
        ),
    }
    return known.get(fault, fault)


def _setup(template: CardTemplate) -> Setup | None:
    """A school of the level, in the last term that the template has a column of.

    Of its newest year that has terms: next year's is often there before they are.
    """
    terms = Term.objects.filter(school_year__school__level=template.level)
    terms = terms.exclude(kind=Term.Kind.YEAR).select_related("school_year__school")
    newest = terms.order_by("-school_year__ends_in", "school_year", "starts_on").first()
    if newest is None:
        return None
    names = {name for _task, name in template.columns if name}
    mine = terms.filter(school_year=newest.school_year, name__in=names)
    term = mine.order_by("-ends_on", "starts_on").first() or newest
    over = max(clock.today(), term.ends_on + timedelta(5))
    return setup_for(template, term.school_year.school, term, over)


def _invented(setup: Setup) -> tuple[str, dict[str, Any]]:
    many = len(setup.columns)
    pupil = Pupil(0, _("Alex Example"), "104233", "7734219902", "", (), "08", None, None)
    if setup.template.layout == CardTemplate.Layout.ELEMENTARY:
        rows = [(name, subject, "", marks, said) for name, subject, marks, said in SKILLS]
    else:
        rows = list(COURSES)
    lines = []
    for at, (name, subject, teacher, marks, said) in enumerate(rows, 1):
        shown = (marks.split() * (many // 4 + 1))[:many]
        comments = [*([""] * (many - 1)), said][:many]
        lines.append(Line(name, subject, teacher, shown, comments, {at}))
    days = {(DayValue.ABSENT, EXCUSED): 2, (DayValue.ABSENT, UNEXCUSED): 1, (DayValue.LATE, ""): 1}
    room = _("Ms. Okafor, Room 12")
    return card_words(setup, pupil, lines, Attended(Tally(days), 85), room, {})

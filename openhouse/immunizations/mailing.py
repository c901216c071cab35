"""The nurse's letters as one PDF in mailing order: each home its own copy with its own address."""

import io
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pikepdf
from django.conf import settings

from openhouse.access.viewer import System
from openhouse.common import clock
from openhouse.common.models import running
from openhouse.common.scope import as_the_house
from openhouse.districts.models import District, School
from openhouse.immunizations import words
from openhouse.immunizations.letters import Sender, issued, letter_of
from openhouse.immunizations.queries import assessed, begins, health_files
from openhouse.immunizations.rules.school import Standing
from openhouse.immunizations.standings import Stands
from openhouse.papers.heads import head_at, head_of
from openhouse.papers.models import Paper, PrintRun
from openhouse.papers.runs import Work, mark_of
from openhouse.papers.typesetting import typeset
from openhouse.people.homes import Home, homes_of
from openhouse.people.models import Enrollment

#: The job that makes them.
TASK = "immunizations.print_letters"
WINDOW = "immunizations/layouts/window.typ"
type Pages = Iterable[pikepdf.Page]


@dataclass(frozen=True, slots=True)
class Copy:
    """One copy of a letter, and the home that it goes to."""

    student: int
    home: Home


def homes_nursed(students: Collection[int], on: date) -> dict[int, list[Home]]:
    """The homes of students whom the nurse keeps; read by the house, a nurse opens no address."""
    with as_the_house():
        return homes_of(System(), students, on)


def work_of(
    school: int, part: str, stands: Sequence[Stands], homes: Mapping[int, list[Home]], on: date
) -> Work:
    """The printing of the letters about *stands*; it changes with all that a letter says."""
    about = head_at(school)
    first = begins([school], on).get(school, (None, None))[0]
    starts = first if first is None or first > on else "begun"
    said = [(each.student, each.name, each.grade, _lines(each, on)) for each in stands]
    to = [homes.get(each.student, []) for each in stands]
    return Work(
        kind=Paper.Kind.HEALTH_LETTER,
        school=school,
        about=school,
        part=part,
        students={each.student for each in stands if each.student in homes},
        made_of=mark_of(about and about.said, starts, said, to),
        copies=sum(map(len, to)),
        task=TASK,
    )


def _lines(stands: Stands, on: date) -> list[tuple[object, ...]]:
    """Of each vaccine what the letter says of it."""
    return [
        (
            each.vaccine,
            each.missing,
            each.from_on if each.from_on and each.from_on > on else "",
            stands.has_record,
            words.missing_words(each),
            words.later_words(each),
        )
        for each in stands.vaccines or ()
        if each.standing is Standing.NOT_COMPLIANT
    ]


def part_of(grade: str, vaccine: str, excluded_on: date | None) -> str:
    """Which letters of a school, as a print run keeps it: "08,Tdap,2026-10-30"."""
    return f"{grade},{vaccine},{excluded_on or ''}"


def copies_of_run(run: PrintRun) -> list[Copy]:
    """What a run prints, by ZIP code and street: of those who are still at the school."""
    today = clock.today()
    here = Enrollment.objects.visible_to(System()).filter(
        running(today), school_id=run.school_id, student_id__in=run.students
    )
    homes = homes_of(System(), sorted(set(here.values_list("student_id", flat=True))), today)
    copies = [Copy(student, home) for student, found in homes.items() for home in found]
    return sorted(copies, key=lambda one: (one.home.order, one.student))


def pages_of_run(run: PrintRun, copies: Sequence[Copy]) -> Iterator[Pages]:
    """Each copy's paper with the address in its window; nothing where all is on file by now."""
    # the school is held: another run of it writes no letter to the same child meanwhile
    School.objects.select_for_update(no_key=True).get(pk=run.school_id)
    papers = _papers(run, copies)
    windows = _windows(copies)
    for copy, window in zip(copies, windows, strict=True):
        paper = papers.get((copy.student, language_of(copy.home)))
        if paper is None:
            yield []
            continue
        file = pikepdf.open(io.BytesIO(bytes(paper.content)))
        file.pages[0].add_overlay(window, None)
        yield file.pages


def _papers(run: PrintRun, copies: Sequence[Copy]) -> dict[tuple[int, str], Paper]:
    """The paper of each student in each language that one of her homes reads."""
    district = District.objects.get(pk=run.district_id)
    off = run.part.rpartition(",")[2]
    head = head_of(run.school, district)
    sender = Sender(run.school.pk, head, date.fromisoformat(off) if off else None)
    today = clock.today()
    wanted = sorted({(copy.student, language_of(copy.home)) for copy in copies})
    files = health_files(System(), sorted({student for student, _language in wanted}), today)
    known = {file.student: assessed(file, district.state, today, only_asked=True) for file in files}
    drafts = {
        (student, language): letter_of(known[student], sender, language)
        for student, language in wanted
        if student in known
    }
    by = run.asked_by_id
    return {key: issued(draft, by) for key, draft in drafts.items() if draft is not None}


def language_of(home: Home) -> str:
    """The language that stands beside English; English where the home reads it, or we have none."""
    ours = {code for code, _name in settings.LANGUAGES} - {"en"}
    said = [each.partition("-")[0].lower() for each in home.languages]
    return next((each for each in said if each in ours), "en")


def _windows(copies: Sequence[Copy]) -> Any:
    """A sheet for each copy that has nothing but the address."""
    facts = {"windows": [copy.home.lines for copy in copies]}
    return pikepdf.open(io.BytesIO(typeset(WINDOW, facts, made_at=clock.now()).content)).pages

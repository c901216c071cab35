"""Lists of a school: who is missing what, who stays at home from a day on, the state's count."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from django.utils.translation import gettext as _

from openhouse.immunizations import words
from openhouse.immunizations.models import Exemption
from openhouse.immunizations.rules.school import GRADES, Standing, VaccineStanding
from openhouse.immunizations.standings import Stands
from openhouse.people.words import grade_words


class Line(NamedTuple):
    """A student of a list, and what is missing."""

    student: int
    name: str
    grade: str
    school: str
    missing: list[str]
    from_on: date | None
    #: When what excused it ended: somebody has to ask.
    lapsed_on: date | None


def lacking(
    found: Iterable[Stands], grade: str = "", vaccine: str = ""
) -> Iterator[tuple[Stands, list[VaccineStanding]]]:
    """Who is missing something and what, perhaps in one grade or of one vaccine only."""
    for each in found:
        if grade and each.grade != grade:
            continue
        lines = [
            line
            for line in each.vaccines or ()
            if line.standing is Standing.NOT_COMPLIANT and vaccine in ("", line.vaccine)
        ]
        if lines:
            yield each, lines


def not_compliant(found: Iterable[Stands], grade: str = "", vaccine: str = "") -> Iterator[Line]:
    """The same as lines of a list."""
    for each, lines in lacking(found, grade, vaccine):
        yield _line(each, lines)


def to_ask(found: Sequence[Stands], grade: str = "", vaccine: str = "") -> Iterator[Line]:
    """Whose family somebody has to ask: for a dose, or for the birthday."""
    yield from not_compliant(found, grade, vaccine)
    yield from not_judged(found, grade)


def not_judged(found: Iterable[Stands], grade: str = "") -> Iterator[Line]:
    """Of whom nobody can say how she stands: somebody has to ask for the birthday."""
    for each in found:
        if each.vaccines is None and grade in ("", each.grade):
            missing = [_("The birthday is not on file, so nothing can be judged")]
            grade_name = grade_words(each.grade)
            yield Line(each.student, each.name, grade_name, each.school_name, missing, None, None)


def _line(found: Stands, lines: Sequence[VaccineStanding]) -> Line:
    days = [each.from_on for each in lines if each.from_on]
    lapsed = [each.lapsed_on for each in lines if each.lapsed_on]
    return Line(
        found.student,
        found.name,
        grade_words(found.grade),
        found.school_name,
        [words.missing_words(each) for each in lines],
        min(days, default=None),
        max(lapsed, default=None),
    )


def exclusion_table(found: Iterable[Stands], on: date) -> tuple[list[str], list[list[object]]]:
    """Who may not come from a day on, for a spreadsheet."""
    head = [_("Excluded from"), _("School"), _("Grade"), _("Student"), _("Missing")]
    rows: list[list[object]] = [
        [on.isoformat(), each.school, each.grade, each.name, "; ".join(each.missing)]
        for each in not_compliant(found)
    ]
    return head, rows


#: The columns of the state's yearly summary.
COLUMNS = (
    "enrolled", "compliant", "in_progress", "medical", "religious", "not_compliant", "no_record",
)  # fmt: skip


class Count(NamedTuple):
    """One line of it: a grade, a vaccine, and a number for each of ``COLUMNS``."""

    grade: str
    vaccine: str
    numbers: tuple[int, ...]


def yearly_counts(found: Collection[Stands]) -> list[Count]:
    """The summary that a school sends to the state, by grade and vaccine (Missouri: Oct 15).

    Whose birthday is not known counts as enrolled, and as not compliant.
    """
    tallies: dict[tuple[str, str], Counter[str]] = {}
    for each in found:
        for line in each.vaccines or ():
            tally = tallies.setdefault((each.grade, line.vaccine), Counter())
            tally["enrolled"] += 1
            tally[_column(each, line)] += 1
    for each in found:
        if each.vaccines is None:
            for (grade, _vaccine), tally in tallies.items():
                if grade == each.grade:
                    tally["enrolled"] += 1
                    tally["not_compliant" if each.has_record else "no_record"] += 1
    in_order = sorted(tallies, key=_by_grade)
    return [Count(*key, tuple(tallies[key][name] for name in COLUMNS)) for key in in_order]


def _by_grade(key: tuple[str, str]) -> tuple[int, str]:
    return (GRADES.index(key[0]) if key[0] in GRADES else len(GRADES), key[1])


def _column(found: Stands, line: VaccineStanding) -> str:
    if not found.has_record:
        return "no_record"
    if line.waiver is not None:
        return "medical" if line.waiver.kind == Exemption.Kind.MEDICAL else "religious"
    return {
        Standing.COMPLIANT: "compliant",
        Standing.IN_PROGRESS: "in_progress",
    }.get(line.standing, "not_compliant")


def counts_head() -> list[str]:
    return [
        _("Grade"), _("Vaccine"), _("Enrolled"), _("Compliant"), _("In progress"),
        _("Medical exemption"), _("Religious exemption"), _("Not compliant"), _("No record"),
    ]  # fmt: skip


def counts_rows(counts: Iterable[Count]) -> list[list[object]]:
    return [
        [grade_words(each.grade), words.vaccine_words(each.vaccine), *each.numbers]
        for each in counts
    ]

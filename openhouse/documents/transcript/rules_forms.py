"""What the district decides of transcripts: what marks are worth, areas with their credits."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any
from uuid import uuid4

from django import forms
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openhouse.common.text import number_words
from openhouse.courses.models import Course
from openhouse.documents.models_transcript import (
    CourseCredit,
    CreditArea,
    CreditNeed,
    Level,
    TranscriptRules,
)
from openhouse.documents.transcript.rules import USUAL
from openhouse.ledger.actions import record

#: Empty lines at the end; the most credits of an area, and the most that a mark is worth.
BLANK = 3
MOST, HIGHEST = Decimal(100), Decimal(10)
TEXT = 20
#: Years in which a class graduates.
FIRST_CLASS, LAST_CLASS = 1990, 2100


class RulesForm(forms.ModelForm):  # type: ignore[type-arg]
    """What more demanding courses add, and what families see."""

    class Meta:
        model = TranscriptRules
        fields = ("honors_adds", "college_adds", "shows_average", "shows_weighted", "shows_rank")
        labels = {
            "honors_adds": gettext_lazy("An honors course adds to the weighted value"),
            "college_adds": gettext_lazy("A college-level course adds"),
            "shows_average": gettext_lazy("Families see the GPA"),
            "shows_weighted": gettext_lazy("Families see the weighted GPA too"),
            "shows_rank": gettext_lazy("Families see the class rank"),
        }


def rules_now() -> TranscriptRules:
    """The district's rules, or those of a district that has said nothing."""
    return TranscriptRules.objects.first() or TranscriptRules()


@dataclass(slots=True)
class Lines:
    """Pairs of a name and a number that a form says, and what is wrong with them."""

    shown: list[tuple[str, str, str]] = field(default_factory=list)
    kept: list[tuple[str, Decimal]] = field(default_factory=list)
    #: Of each that is kept, the number of what it was before; empty for a new one.
    numbers: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


def read_lines(said: Mapping[str, str], name: str, number: str, most: Decimal) -> Lines:
    """The lines of a form: ``<name>-0`` and ``<number>-0``, and so on; a blank line is none."""
    found = Lines()
    for at in range(200):
        if f"{name}-{at}" not in said:
            break
        text = said[f"{name}-{at}"].strip()
        worth = said.get(f"{number}-{at}", "").strip()
        before = said.get(f"{name}-was-{at}", "")
        found.shown.append((text, worth, before))
        if not (text or worth):
            continue
        value = number_of(worth, most)
        if not text or len(text) > 100 or value is None:
            found.faults.append(
                _("“%(name)s”: a line has a name and a number from 0 to %(most)s.")
                % {"name": text or worth, "most": most}
            )
        elif text in dict(found.kept):
            found.faults.append(_("“%(name)s” stands here twice.") % {"name": text})
        else:
            found.kept.append((text, value))
            found.numbers.append(before if before.isdigit() else "")
    return found


def number_of(text: str, most: Decimal) -> Decimal | None:
    """A number from 0 to *most* to three digits; None for anything else."""
    try:
        value = Decimal(text)
    except InvalidOperation:
        return None
    return round(value, 3) if value.is_finite() and 0 <= value <= most else None


def marks_now(rules: TranscriptRules) -> Lines:
    """What each mark is worth now."""
    values = rules.values or USUAL
    shown = [(str(mark), number_words(Decimal(worth)), "") for mark, worth in values]
    return Lines([*shown, *[("", "", "")] * BLANK])


@dataclass(frozen=True, slots=True)
class Whom:
    """For whom graduation asks: a school, and the year of the first class; None: all of them."""

    school: int | None = None
    class_from: int | None = None

    @property
    def is_everyone(self) -> bool:
        return self.school is None and self.class_from is None


EVERYONE = Whom()


def whom_of(school: int | None, first: int | None, schools: list[tuple[int, str]]) -> Whom:
    """What an address says; a school that is none of *schools* and a year that is none are all."""
    year = first if first and FIRST_CLASS <= first <= LAST_CLASS else None
    return Whom(school if school in dict(schools) else None, year)


def _needs(whom: Whom) -> QuerySet[CreditNeed]:
    return CreditNeed.objects.filter(school=whom.school, class_from=whom.class_from)


def areas_now(whom: Whom = EVERYONE) -> Lines:
    """Each area with what graduation asks; of some, nothing is shown where it is as for all."""
    needs = dict(_needs(whom).values_list("area_id", "credits"))
    usual = Decimal(0) if whom.is_everyone else None
    found = []
    for area in CreditArea.objects.order_by("sequence", "name"):
        worth = needs.get(area.pk, usual)
        found.append((area.name, "" if worth is None else number_words(worth), str(area.pk)))
    return Lines([*found, *[("", "", "")] * (BLANK if whom.is_everyone else 0)])


def as_typed(areas: Lines, said: Mapping[str, str]) -> list[tuple[str, str, str]]:
    """The lines with what the form says of each, so that a fault loses nothing."""
    return [
        (name, said.get(f"credits-{at}", worth), was)
        for at, (name, worth, was) in enumerate(areas.shown)
    ]


def keep_needs(said: Mapping[str, str], whom: Whom, actor: int) -> list[str]:
    """Keep what graduation asks of *whom*; an empty field is as for all. What is wrong with it."""
    areas = CreditArea.objects.in_bulk()
    worth, faults = {}, []
    for at in range(200):
        number, text = said.get(f"area-was-{at}", ""), said.get(f"credits-{at}", "").strip()
        area = areas.get(int(number)) if number.isdigit() else None
        if area is None or not text:
            continue
        value = number_of(text, MOST)
        if value is None:
            faults.append(_("%(name)s: credits are a number from 0 to 100.") % {"name": area.name})
        else:
            worth[area] = value
    if not faults:
        with transaction.atomic():
            _needs(whom).delete()
            CreditNeed.objects.bulk_create(
                CreditNeed(
                    area=area, credits=value, school_id=whom.school, class_from=whom.class_from
                )
                for area, value in worth.items()
            )
            record("rules.transcript", actor=actor)
    return faults


def keep_rules(form: RulesForm, marks: Lines, areas: Lines, actor: int) -> None:
    """Keep what was said; an area that is not there any more goes, lines of transcripts stay."""
    with transaction.atomic():
        rules = form.save(commit=False)
        rules.values = [[mark, number_words(worth)] for mark, worth in marks.kept]
        rules.save()
        _keep_areas(areas)
        record("rules.transcript", actor=actor)


def _keep_areas(areas: Lines) -> None:
    """Under another name an area stays the same one, with the lines that count toward it."""
    stay = [int(number) for number in areas.numbers if number]
    CreditArea.objects.exclude(pk__in=stay).delete()
    known = set(CreditArea.objects.values_list("pk", flat=True))
    # two that swap their names would meet each other's on the way
    for pk in known:
        CreditArea.objects.filter(pk=pk).update(name=f"area {pk} {uuid4().hex}")
    for place, ((name, worth), number) in enumerate(zip(areas.kept, areas.numbers, strict=True)):
        area = CreditArea(pk=int(number) if number and int(number) in known else None)
        if area.pk:
            area = CreditArea.objects.get(pk=area.pk)
        area.name, area.sequence = name, place
        area.save()
        CreditNeed.objects.filter(area=area, school=None, class_from=None).delete()
        if worth:
            CreditNeed.objects.create(area=area, credits=worth)


@dataclass(slots=True)
class Row:
    """A course with what it is worth, as the form has it."""

    id: int
    name: str
    number: str
    credits: str = ""
    area: int | None = None
    level: str = Level.REGULAR
    counts: bool = True


def courses_of(school: int) -> list[Row]:
    """The courses that a school has sections of, by name, at most 400."""
    courses = Course.objects.filter(sections__school_id=school).distinct().order_by("name", "pk")
    credits_ = {each.course_id: each for each in CourseCredit.objects.all()}
    found = []
    for course in courses[:400]:
        row, worth = Row(course.pk, course.name, course.number), credits_.get(course.pk)
        if worth is not None:
            row.credits = number_words(worth.credits)
            row.area, row.level, row.counts = worth.area_id, worth.level, worth.counts
        found.append(row)
    return found


def read_courses(said: Mapping[str, str], rows: list[Row]) -> list[str]:
    """Put what a form says into *rows*; what is wrong with it, in sentences."""
    areas, faults = set(CreditArea.objects.values_list("pk", flat=True)), []
    for row in rows:
        if f"credits-{row.id}" not in said:
            continue
        row.credits = said[f"credits-{row.id}"].strip()
        area = said.get(f"area-{row.id}", "")
        row.area = int(area) if area.isdigit() and int(area) in areas else None
        level = said.get(f"level-{row.id}", "")
        row.level = level if level in Level.values else Level.REGULAR
        row.counts = f"counts-{row.id}" in said
        if row.credits and number_of(row.credits, MOST) is None:
            faults.append(_("%(name)s: credits are a number from 0 to 100.") % {"name": row.name})
    return faults


def keep_courses(rows: list[Row], actor: int) -> None:
    """Keep what courses are worth; without credits a course gives none."""
    worth: dict[int, Any] = {row.id: number_of(row.credits, MOST) for row in rows}
    with transaction.atomic():
        CourseCredit.objects.filter(
            pk__in=[one for one, said in worth.items() if not said]
        ).delete()
        CourseCredit.objects.bulk_create(
            [
                CourseCredit(
                    course_id=row.id,
                    credits=worth[row.id],
                    area_id=row.area,
                    level=row.level,
                    counts=row.counts,
                )
                for row in rows
                if worth[row.id]
            ],
            update_conflicts=True,
            unique_fields=["course"],
            update_fields=["credits", "area", "level", "counts"],
        )
        record("rules.transcript", actor=actor)


def levels() -> list[tuple[str, str]]:
    """The levels to choose from."""
    return [(str(key), str(words)) for key, words in Level.choices]


def areas() -> list[tuple[int, str]]:
    """The areas to choose from."""
    return list(CreditArea.objects.order_by("sequence", "name").values_list("pk", "name"))


def chosen_of(schools: list[tuple[int, str]], wanted: int | None) -> tuple[int, str] | None:
    """The school that the address says, else the first."""
    return next((each for each in schools if each[0] == wanted), next(iter(schools), None))

"""What the district decides of transcripts: what marks are worth, areas with their credits."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openhouse.access.requests import whole_number
from openhouse.common.scope import Sees
from openhouse.common.text import number_words
from openhouse.courses.models import Course
from openhouse.documents.models_transcript import (
    CourseCredit,
    CreditArea,
    Level,
    TranscriptRules,
)
from openhouse.documents.transcript.deciding import EVERYONE, Area, Row, Whom, needs_of
from openhouse.documents.transcript.queries import classes_of
from openhouse.documents.transcript.rules import USUAL
from openhouse.people.words import grade_words

#: Empty lines at the end; the most credits of an area, and the most that a mark is worth.
BLANK = 3
MOST, HIGHEST = Decimal(100), Decimal(10)
TEXT = 20


class RulesForm(forms.ModelForm):  # type: ignore[type-arg]
    """What more demanding courses add, and what families see."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        surplus: Any = self.fields["surplus_area"]
        surplus.empty_label = _("No area")

    class Meta:
        model = TranscriptRules
        fields = ("honors_adds", "college_adds", "shows_average", "shows_weighted", "shows_rank",
                  "surplus_area")  # fmt: skip
        labels = {
            "honors_adds": gettext_lazy("An honors course adds to the weighted value"),
            "college_adds": gettext_lazy("A college-level course adds"),
            "shows_average": gettext_lazy("Families see the GPA"),
            "shows_weighted": gettext_lazy("Families see the weighted GPA too"),
            "shows_rank": gettext_lazy("Families see the class rank"),
            "surplus_area": gettext_lazy("Credits that no other area needs count toward"),
        }
        help_texts = {
            "surplus_area": gettext_lazy(
                "For example: Electives, which a fourth year of art fills too. Empty: toward none."
            ),
        }


class WhomForm(forms.Form):
    """For whom graduation asks something else, as an address says it: a school, and a class."""

    school = forms.ChoiceField(
        label=gettext_lazy("School"),
        required=False,
        error_messages={"invalid_choice": gettext_lazy("This school is not in the list.")},
    )
    first = forms.ChoiceField(
        label=gettext_lazy("Who graduates in this year or later"),
        required=False,
        error_messages={
            "invalid_choice": gettext_lazy(
                "No class of this district graduates in “%(value)s”. Please choose one of the list."
            )
        },
    )

    def __init__(
        self, said: Any, schools: Sequence[tuple[int, str]], classes: Mapping[int, str]
    ) -> None:
        super().__init__(said)
        everyone = ("", _("Everyone"))
        self._choose("school", [("", _("All schools")), *((str(pk), name) for pk, name in schools)])
        self._choose("first", [everyone, *((str(year), each) for year, each in classes.items())])

    def _choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        chosen: Any = self.fields[name]
        chosen.choices = choices

    @property
    def whom(self) -> Whom | None:
        """Whom it says; None where that is nobody here."""
        if not self.is_bound:
            return EVERYONE
        if not self.is_valid():
            return None
        said = {name: int(value) if value else None for name, value in self.cleaned_data.items()}
        return Whom(said["school"], said["first"])


def classes(viewer: Sees, today: date) -> dict[int, str]:
    """The years to choose from, each in words: "2030 (now 9th grade)"."""
    return {
        year: _("%(year)s (now %(grade)s)") % {"year": year, "grade": grade_words(grade)}
        if grade
        else str(year)
        for year, grade in classes_of(viewer, today).items()
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

    @property
    def areas(self) -> list[Area]:
        """What is kept, as areas."""
        return [
            Area(name, worth, whole_number(was))
            for (name, worth), was in zip(self.kept, self.numbers, strict=True)
        ]


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
            found.numbers.append(before)
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


def areas_now(whom: Whom = EVERYONE) -> Lines:
    """Each area with what graduation asks; of some, nothing is shown where it is as for all."""
    needs = dict(needs_of(whom).values_list("area_id", "credits"))
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


def read_needs(said: Mapping[str, str]) -> tuple[dict[int, Decimal], list[str]]:
    """What a form asks of each area, an empty field left out; and what is wrong with it."""
    names = dict(areas())
    worth: dict[int, Decimal] = {}
    faults = []
    for at in range(200):
        area, text = whole_number(said.get(f"area-was-{at}", "")), said.get(f"credits-{at}", "")
        name, text = names.get(area or 0), text.strip()
        if area is None or name is None or not text:
            continue
        value = number_of(text, MOST)
        if value is None:
            faults.append(_("%(name)s: credits are a number from 0 to 100.") % {"name": name})
        else:
            worth[area] = value
    return worth, faults


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
        area = whole_number(said.get(f"area-{row.id}", ""))
        row.area = area if area in areas else None
        level = said.get(f"level-{row.id}", "")
        row.level = level if level in Level.values else Level.REGULAR
        row.counts = f"counts-{row.id}" in said
        if row.credits and number_of(row.credits, MOST) is None:
            faults.append(_("%(name)s: credits are a number from 0 to 100.") % {"name": row.name})
    return faults


def credits_in(rows: Sequence[Row]) -> dict[int, Decimal | None]:
    """What was said of each course; None for no credit."""
    return {row.id: number_of(row.credits, MOST) for row in rows}


def levels() -> list[tuple[str, str]]:
    """The levels to choose from."""
    return [(str(key), str(words)) for key, words in Level.choices]


def areas() -> list[tuple[int, str]]:
    """The areas to choose from."""
    return list(CreditArea.objects.order_by("sequence", "name").values_list("pk", "name"))


def chosen_of(schools: list[tuple[int, str]], wanted: int | None) -> tuple[int, str] | None:
    """The school that the address says, else the first."""
    return next((each for each in schools if each[0] == wanted), next(iter(schools), None))

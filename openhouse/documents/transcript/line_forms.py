"""A line of a transcript as a registrar enters it, and why one is struck."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openhouse.common.fields import LineField
from openhouse.documents.models_transcript import CreditArea, Level, TranscriptLine
from openhouse.documents.transcript.by_hand import Entered
from openhouse.documents.transcript.rules import Scale
from openhouse.documents.transcript.words import year_words
from openhouse.people.words import grade_words

#: Grades that credits are earned in, years back that a course may lie, and its most credits.
GRADES = ("12", "11", "10", "09", "08", "07", "06")
YEARS, MOST = 12, Decimal(20)
_ALL = Decimal(100)


def _credits(label: Any) -> forms.DecimalField:
    return forms.DecimalField(
        label=label,
        min_value=0,
        max_value=MOST,
        max_digits=7,
        decimal_places=3,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "size": 6}),
    )


class LineForm(forms.Form):
    """A course with its mark and credits, here or of another school.

    *scale* says which marks can count in the average; *year* is the newest there is.
    """

    transfer = forms.BooleanField(
        label=gettext_lazy("Taken at another school (transfer)"), required=False
    )
    school_name = LineField(label=gettext_lazy("School"), max_length=200)
    ends_in = forms.TypedChoiceField(label=gettext_lazy("School year"), coerce=int)
    term_name = LineField(
        label=gettext_lazy("Term"),
        max_length=100,
        required=False,
        help_text=gettext_lazy("As the other school calls it: Fall, Semester 1."),
    )
    grade_level = forms.ChoiceField(label=gettext_lazy("Grade"))
    course_name = LineField(label=gettext_lazy("Course"), max_length=200)
    course_number = LineField(label=gettext_lazy("Course number"), max_length=60, required=False)
    mark = LineField(
        label=gettext_lazy("Mark"),
        max_length=20,
        help_text=gettext_lazy("A letter, or a percent: B+ or 88."),
    )
    credits_attempted = _credits(gettext_lazy("Credits attempted"))
    credits_earned = _credits(gettext_lazy("Credits earned"))
    level = forms.ChoiceField(
        label=gettext_lazy("Level"),
        choices=Level.choices,
        help_text=gettext_lazy("Honors and college-level courses weigh more."),
    )
    area = forms.TypedChoiceField(
        label=gettext_lazy("Counts toward"), required=False, coerce=int, empty_value=None
    )
    counts = forms.BooleanField(label=gettext_lazy("Counts in the average"), required=False)

    def __init__(self, *args: Any, scale: Scale, year: int, **more: Any) -> None:
        super().__init__(*args, **more)
        self.scale = scale
        before = self.initial.get("ends_in")
        years = {*range(year, year - YEARS, -1), *([before] if before else [])}
        self._choose("ends_in", [(each, year_words(each)) for each in sorted(years)[::-1]])
        grades = [*GRADES]
        if (grade := self.initial.get("grade_level")) and grade not in grades:
            grades.append(grade)
        choices: list[tuple[Any, Any]] = [(each, grade_words(each)) for each in grades]
        self._choose("grade_level", [("", _("Please choose")), *choices])
        areas = CreditArea.objects.order_by("sequence", "name").values_list("pk", "name")
        self._choose("area", [("", _("No area")), *areas])

    def _choose(self, name: str, choices: list[tuple[Any, Any]]) -> None:
        chosen: Any = self.fields[name]
        chosen.choices = choices

    def clean_mark(self) -> str:
        """A mark as the district writes it; a percent is from 0 to 100."""
        said = str(self.cleaned_data["mark"]).strip().replace("−", "-")
        percent = percent_of(said)
        if percent is not None and not 0 <= percent <= _ALL:
            raise forms.ValidationError(_("A percent is a number from 0 to 100."))
        return said

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        tried, earned = said.get("credits_attempted"), said.get("credits_earned")
        if tried is not None and earned is not None and earned > tried:
            self.add_error(
                "credits_earned", _("Nobody earns more credits than the course was tried for.")
            )
        mark = said.get("mark", "")
        known = self.scale.value(mark) is not None or self.scale.passed(mark)
        if said.get("counts") and mark and not known:
            words = _(
                "“%(mark)s” has no value here, so it counts in no average. Write one of these:"
                " %(marks)s. Or untick “Counts in the average”."
            )
            marks = ", ".join(self.scale.values)
            self.add_error("mark", words % {"mark": mark, "marks": marks})
        return said

    @property
    def entered(self) -> Entered:
        """What was said, as the actions take it."""
        said = dict(self.cleaned_data)
        percent = percent_of(said["mark"])
        said["area_id"] = said.pop("area")
        said["mark"] = "" if percent is not None else said["mark"]
        return Entered(percent=self._percent(said["mark"], percent), **said)

    def _percent(self, mark: str, percent: Decimal | None) -> Decimal | None:
        """The percent that was written; where the letter stays, the one that stood beside it."""
        if percent is None and mark and mark == self.initial.get("mark"):
            before: Decimal | None = self.initial.get("percent")
            return before
        return percent


def percent_of(mark: str) -> Decimal | None:
    """ "88", "88.5 %" as a number; None for a letter."""
    text = mark.removesuffix("%").strip()
    digits = text.replace(".", "", 1).removeprefix("-")
    return round(Decimal(text), 3) if digits.isascii() and digits.isdigit() else None


def as_initial(line: TranscriptLine) -> dict[str, Any]:
    """A line as its form begins with it."""
    names = (
        *("transfer", "school_name", "ends_in", "term_name", "grade_level", "course_name"),
        *("course_number", "mark", "percent", "level", "counts"),
    )
    found: dict[str, Any] = {name: getattr(line, name) for name in names}
    found["area"] = line.area_id
    for name in ("credits_attempted", "credits_earned"):
        found[name] = f"{getattr(line, name).normalize():f}"
    if not line.mark and line.percent is not None:
        found["mark"] = f"{line.percent.normalize():f}"
    return found


class StrikeForm(forms.Form):
    """Why a line is struck."""

    reason = LineField(
        label=gettext_lazy("Why is it struck?"),
        max_length=300,
        help_text=gettext_lazy("It stays here with your name and the day; families do not see it."),
        error_messages={"required": gettext_lazy("Say why, so that others understand it later.")},
    )

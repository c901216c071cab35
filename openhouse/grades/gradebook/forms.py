"""What a teacher fills in about a piece of work."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

_POINTS = [MinValueValidator(Decimal(0)), MaxValueValidator(Decimal(999_999))]
_TIMES = [MinValueValidator(Decimal(0)), MaxValueValidator(Decimal(100))]


class Day(forms.DateInput):
    """A day as browsers let one choose it, whatever the page's language."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class AssignmentForm(forms.Form):
    """A piece of work (TCH-01)."""

    name = forms.CharField(label=_("Name"), max_length=300)
    short = forms.CharField(
        label=_("Short name"),
        max_length=5,
        required=False,
        help_text=_("Five letters at most. It heads the column in the gradebook."),
    )
    category = forms.TypedChoiceField(
        label=_("Category"), coerce=int, empty_value=None, required=False
    )
    assigned_on = forms.DateField(label=_("Given on"), required=False, widget=Day())
    due_on = forms.DateField(label=_("Due on"), required=False, widget=Day())
    points = forms.DecimalField(
        label=_("Points"),
        max_digits=9,
        decimal_places=3,
        validators=_POINTS,
        help_text=_("The most it is worth. 0 makes it extra credit."),
    )
    multiplier = forms.DecimalField(
        label=_("Counts how many times"),
        max_digits=6,
        decimal_places=3,
        validators=_TIMES,
        initial=Decimal(1),
    )
    counts = forms.BooleanField(label=_("Counts for the mark"), required=False, initial=True)
    visible = forms.BooleanField(label=_("Families see it"), required=False, initial=True)
    never_drop = forms.BooleanField(label=_("Never dropped as the lowest"), required=False)
    handed_in_here = forms.BooleanField(
        label=_("Students hand it in here"),
        required=False,
        help_text=_("They write a text or add files. Else they hand it in as you tell them."),
    )
    description = forms.CharField(
        label=_("What families read about it"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(),
    )
    private = forms.CharField(
        label=_("Private note"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Only who teaches this class reads it. Families never do."),
    )
    rubric_from = forms.TypedChoiceField(
        label=_("Rubric, copied from"),
        coerce=int,
        empty_value=None,
        required=False,
        help_text=_("It goes along to the other classes. You can change it afterwards."),
    )
    also = forms.TypedMultipleChoiceField(
        label=_("The same in other classes"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple(),
    )

    def __init__(
        self,
        *args: Any,
        categories: Iterable[tuple[int, str]],
        others: Iterable[tuple[int, str]] = (),
        rubrics: Iterable[tuple[int, str]] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        known: Any = self.fields["category"]
        known.choices = [("", _("No category")), *categories]
        self._offer("also", list(others))
        self._offer("rubric_from", [("", _("No rubric")), *rubrics], fewest=2)

    def _offer(self, name: str, choices: list[Any], fewest: int = 1) -> None:
        """Without choices there is no such field."""
        field: Any = self.fields[name]
        field.choices = choices
        if len(choices) < fewest:
            del self.fields[name]

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        given, due = said.get("assigned_on"), said.get("due_on")
        if given and due and due < given:
            self.add_error("due_on", _("It cannot be due before it is given."))
        return said


class WindowForm(forms.Form):
    """A window in which marks are posted."""

    task = forms.TypedChoiceField(label=_("Marks for"), coerce=int)
    term = forms.ChoiceField(label=_("School and term"))
    opens_on = forms.DateField(label=_("Opens on"), widget=Day())
    closes_on = forms.DateField(
        label=_("Closes on"),
        widget=Day(),
        help_text=_("The last day on which teachers post. To close it now, choose yesterday."),
    )

    def __init__(
        self,
        *args: Any,
        terms: Iterable[tuple[tuple[int, int], str]],
        tasks: Iterable[tuple[int, str]],
        today: date,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        term: Any = self.fields["term"]
        task: Any = self.fields["task"]
        term.choices = [(f"{school}-{number}", name) for (school, number), name in terms]
        task.choices = list(tasks)
        self.initial.setdefault("opens_on", today)

    def clean_term(self) -> tuple[int, int]:
        school, _dash, term = self.cleaned_data["term"].partition("-")
        return int(school), int(term)

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        opens, closes = said.get("opens_on"), said.get("closes_on")
        if opens and closes and closes < opens:
            self.add_error("closes_on", _("It cannot close before it opens."))
        return said

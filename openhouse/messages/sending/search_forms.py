"""Of which families: a school or a class, and what has to be so of the students and adults."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from openhouse.access.desks import schools_of
from openhouse.common.fields import LineField
from openhouse.messages.queries import grades_of
from openhouse.messages.sending.desk import Desk
from openhouse.messages.sending.forms import language_choices
from openhouse.messages.sending.whom import CLASS, DISTRICT, SCHOOL, Whom
from openhouse.messages.word_forms import GradesField

_ALL = "all"


class SearchForm(forms.Form):
    """What is asked; all that is said has to be so. Of *section*, else of a school."""

    school = forms.ChoiceField(label=_("Which school?"))
    grades = GradesField()
    least = forms.IntegerField(
        label=_("At least so many missing assignments"), required=False, min_value=1, max_value=100,
        help_text=_("For example 3. Leave it empty if it does not matter."),
    )  # fmt: skip
    below = forms.IntegerField(
        label=_("A mark so far below so many percent"), required=False, min_value=1,
        max_value=100,
        help_text=_("In one class at least. For example 60."),
    )  # fmt: skip
    absent = forms.BooleanField(label=_("Absent today"), required=False)
    language = forms.ChoiceField(label=_("Which adults?"), required=False)
    name = LineField(
        label=_("Keep this search as"),
        required=False,
        max_length=100,
        help_text=_("For example: Behind in reading. It is asked anew each time you use it."),
    )

    def __init__(
        self, *args: Any, desk: Desk, section: int | None, languages: Sequence[str], today: date,
        **more: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **more)
        self.section = section
        read: Any = self.fields["language"]
        read.choices = language_choices(languages)
        if section is not None:
            del self.fields["school"], self.fields["grades"]
            return
        offered: Any = self.fields["grades"]
        offered.offer(grades_of(desk, today, self.initial.get("grades", ())))
        every = [(_ALL, _("The whole district"))] if "district" in desk.viewer.roles else []
        schools: Any = self.fields["school"]
        schools.choices = [*((str(one.pk), one.name) for one in schools_of(desk)), *every]

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = self.cleaned_data
        asked = [name for name in ("grades", "least", "below", "absent") if said.get(name)]
        if said.get("school") == _ALL and asked:
            self.add_error("school", _("Choose one school for this."))
        return said

    @property
    def whom(self) -> Whom:
        said = self.cleaned_data
        more = {
            "least": said["least"] or 0, "below": said["below"] or 0, "absent": said["absent"],
            "language": said["language"],
        }  # fmt: skip
        if self.section is not None:
            return Whom(CLASS, section=self.section, **more)
        if said["school"] == _ALL:
            return Whom(DISTRICT, language=said["language"])
        return Whom(SCHOOL, school=int(said["school"]), grades=tuple(said["grades"]), **more)


def beginnings_of(whom: Whom | None) -> dict[str, Any]:
    """The form's values for what is asked already."""
    if whom is None:
        return {}
    return {
        "school": _ALL if whom.who == DISTRICT else whom.school, "grades": list(whom.grades),
        "least": whom.least or None, "below": whom.below or None, "absent": whom.absent,
        "language": whom.language,
    }  # fmt: skip

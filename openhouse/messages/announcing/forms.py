"""An announcement: in each language, for whom, between which days."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from openhouse.access.desks import schools_of
from openhouse.messages.announcing.desk import Desk
from openhouse.messages.models import Announcement
from openhouse.messages.queries import grades_of
from openhouse.messages.word_forms import GradesField, WordsForm
from openhouse.messages.wording import others_of

_ALL = "all"


def _date(label: Any, help_text: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, help_text=help_text, widget=widget)


class AnnouncementForm(WordsForm):
    """What is said in each language, for whom, and between which days."""

    starts_on = _date(_("Show it from"), _("Nobody at home sees it before this day."))
    ends_on = _date(_("Show it until"), _("Afterwards it stands under those that are over."))

    def __init__(self, *args: Any, desk: Desk, today: date, **more: Any) -> None:
        super().__init__(*args, **more)
        if desk.section is None:
            self._ask_for_whom(desk, today)

    def _ask_for_whom(self, desk: Desk, today: date) -> None:
        schools = [(str(school.pk), school.name) for school in schools_of(desk)]
        every = [(_ALL, _("The whole district"))] if desk.is_districts else []
        self.fields["school"] = forms.ChoiceField(
            label=_("Which school?"), choices=[*every, *schools]
        )
        offered = self.fields["grades"] = GradesField()
        offered.offer(grades_of(desk, today))
        self.fields["emergency"] = forms.BooleanField(
            label=_("This is an emergency"),
            required=False,
            help_text=_(
                "It stands above everything else, but no phone rings. For danger and closed"
                " schools only."
            ),
        )

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        first, last = said.get("starts_on"), said.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", _("The last day lies before the first."))
        return said

    @property
    def columns(self) -> dict[str, Any]:
        """What is kept of it."""
        said, (first, *others) = self.cleaned_data, self.wordings
        school = said.get("school")
        found = {
            "starts_on": said["starts_on"],
            "ends_on": said["ends_on"],
            "language": first.language,
            "title": first.title,
            "body": first.body,
            "others": others_of(others),
        }
        if school is None:
            return found
        return found | {
            "school_id": None if school == _ALL else int(school),
            "grades": said["grades"],
            "emergency": said["emergency"],
        }


def beginnings(one: Announcement) -> dict[str, Any]:
    """The form's values for an announcement that is there."""
    found: dict[str, Any] = {
        "school": str(one.school_id or _ALL),
        "grades": one.grades,
        "emergency": one.emergency,
        "starts_on": one.starts_on,
        "ends_on": one.ends_on,
        f"title_{one.language}": one.title,
        f"body_{one.language}": one.body,
    }
    for code, said in one.others.items():
        for part in ("title", "body", "machine"):
            found[f"{part}_{code}"] = said.get(part)
    return found

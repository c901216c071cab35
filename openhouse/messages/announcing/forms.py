"""An announcement: in each language, for whom, between which days."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from openhouse.common.fields import LineField
from openhouse.messages.announcing.desk import Desk, grades_of, schools_of
from openhouse.messages.models import Announcement
from openhouse.messages.wording import Wording, language_name, others_of
from openhouse.people.words import grade_words

#: Characters of a text.
LONGEST = 5000
_ALL = "all"


def _date(label: Any, help_text: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, help_text=help_text, widget=widget)


class AnnouncementForm(forms.Form):
    """What is said in each of *languages*; the fields of one are ``title_es``, ``body_es``, …"""

    starts_on = _date(_("Show it from"), _("Nobody at home sees it before this day."))
    ends_on = _date(_("Show it until"), _("Afterwards it stands under those that are over."))

    def __init__(
        self, *args: Any, desk: Desk, languages: Sequence[str], today: date, **more: Any
    ) -> None:
        super().__init__(*args, **more)
        self.languages = languages
        if desk.section is None:
            self._ask_for_whom(desk, today)
        for code in languages:
            self._ask_for_words(code)

    def _ask_for_whom(self, desk: Desk, today: date) -> None:
        schools = [(str(school.pk), school.name) for school in schools_of(desk)]
        every = [(_ALL, _("The whole district"))] if desk.is_districts else []
        self.fields["school"] = forms.ChoiceField(
            label=_("Which school?"), choices=[*every, *schools]
        )
        self.fields["grades"] = forms.MultipleChoiceField(
            label=_("Only certain grades?"),
            choices=[(level, grade_words(level)) for level in grades_of(desk, today)],
            widget=forms.CheckboxSelectMultiple,
            required=False,
            help_text=_("Tick none to reach all grades."),
        )
        self.fields["emergency"] = forms.BooleanField(
            label=_("This is an emergency"),
            required=False,
            help_text=_("It stands above everything else. For danger and closed schools only."),
        )

    def _ask_for_words(self, code: str) -> None:
        name = {"language": language_name(code)}
        self.fields[f"title_{code}"] = LineField(
            label=_now("Headline: %(language)s") % name,
            max_length=200,
            required=False,
            widget=forms.TextInput(attrs={"lang": code}),
        )
        self.fields[f"body_{code}"] = forms.CharField(
            label=_now("Text: %(language)s") % name,
            max_length=LONGEST,
            required=False,
            widget=forms.Textarea(attrs={"rows": 6, "lang": code}),
        )
        self.fields[f"machine_{code}"] = forms.BooleanField(
            label=_("A machine translated this"), required=False
        )

    @property
    def columns_of_words(self) -> list[dict[str, Any]]:
        """The fields of each language, to stand beside each other."""
        return [
            {
                "name": language_name(code),
                "fields": [self[f"{part}_{code}"] for part in ("title", "body", "machine")],
            }
            for code in self.languages
        ]

    @property
    def wordings(self) -> list[Wording]:
        """What was written, the original first: the first language that no machine wrote."""
        found = [
            Wording(code, said["title"], said["body"], said["machine"])
            for code in self.languages
            if (said := self._said(code))["title"] and said["body"]
        ]
        return sorted(found, key=lambda one: one.is_machines)

    def _said(self, code: str) -> dict[str, Any]:
        said = self.cleaned_data
        return {part: said.get(f"{part}_{code}") or "" for part in ("title", "body")} | {
            "machine": bool(said.get(f"machine_{code}"))
        }

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        first, last = said.get("starts_on"), said.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", _("The last day lies before the first."))
        for code in self.languages:
            one = self._said(code)
            if bool(one["title"]) != bool(one["body"]) and not self.errors.keys() & {
                f"title_{code}",
                f"body_{code}",
            }:
                missing = "body" if one["title"] else "title"
                self.add_error(f"{missing}_{code}", _("Headline and text belong together."))
        if not self.errors:
            self._ask_for_an_original()
        return said

    def _ask_for_an_original(self) -> None:
        wordings = self.wordings
        if not wordings:
            self.add_error(f"title_{self.languages[0]}", _("Write it in one language at least."))
        elif wordings[0].is_machines:
            words = _("One language must be written by a human: a machine translated from it.")
            self.add_error(f"machine_{wordings[0].language}", words)

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

"""What the district sends about seats and address ranges."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core import signing
from django.utils.translation import gettext_lazy as _

from openhouse.common.fields import LineField
from openhouse.people.rules import GRADES
from openhouse.people.words import grade_words
from openhouse.registration.models import RegistrationWindow
from openhouse.registration.places.queries import Grade, school_names
from openhouse.registration.places.taken import Where
from openhouse.registration.places.words import ORDERS
from openhouse.registration.rules import seats

LARGEST_FILE = 4_000_000


class NewGradeForm(forms.Form):
    """A grade that a school is to offer."""

    school = forms.TypedChoiceField(label=_("School"), coerce=int)
    grade = forms.ChoiceField(label=_("Grade"))

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        self.fields["school"].choices = list(school_names().items())  # type: ignore[attr-defined]
        self.fields["grade"].choices = [  # type: ignore[attr-defined]
            (each, grade_words(each)) for each in GRADES
        ]


class RulesForm(forms.Form):
    """Who comes first on a waiting list, what its families read, and who goes over the seats."""

    line_order = forms.ChoiceField(
        label=_("Who comes first"),
        choices=[(each, ORDERS[each]) for each in seats.ORDERS],
        required=False,
        help_text=_("Who was in time always comes before who was late."),
    )
    shows_place = forms.BooleanField(
        label=_("Families see at which place their child waits"), required=False
    )
    offices_go_over = forms.BooleanField(
        label=_("Offices may accept more children than fit, with a reason"), required=False
    )


def rules_form(
    window: RegistrationWindow | None, sent: Mapping[str, str] | None = None
) -> RulesForm:
    """The form, filled in with what *window* says, or with what was *sent*."""
    first = {each: getattr(window, each) for each in RulesForm.base_fields} if window else None
    return RulesForm(sent, initial=first)


def seats_said(
    post: Mapping[str, str], grades: list[Grade]
) -> tuple[dict[Where, int | None], list[Where], list[str]]:
    """What was typed for each of *grades*, which are gone, and the names of fields that are wrong.

    An empty field is no limit.
    """
    said: dict[Where, int | None] = {}
    gone, wrong = [], []
    for each in grades:
        name = field_name(each)
        if f"gone-{name}" in post:
            gone.append((each.school, each.grade))
            continue
        text = post.get(name, "").strip()
        if text and not (text.isascii() and text.isdigit() and len(text) <= 5):
            wrong.append(name)
        elif name in post:
            said[each.school, each.grade] = int(text) if text else None
    return said, gone, wrong


def field_name(grade: Grade) -> str:
    """The field of a grade's seats."""
    return f"seats-{grade.school}-{grade.grade}"


class RangesForm(forms.Form):
    """The file of address ranges."""

    file = forms.FileField(
        label=_("File of address ranges (CSV)"),
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
        help_text=_("A line each: school, street, low, high, side, zip."),
    )

    def clean_file(self) -> bytes:
        file = self.cleaned_data["file"]
        if file.size > LARGEST_FILE:
            raise forms.ValidationError(
                _("This file is larger than 4 MB. Leave out what is no range.")
            )
        content: bytes = file.read()
        return content


class AddressForm(forms.Form):
    """An address whose school is asked for."""

    street = LineField(label=_("House number and street"), max_length=200)
    postal_code = LineField(label=_("ZIP"), max_length=10, required=False)
    grade = forms.ChoiceField(label=_("Grade"), required=False)

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        self.fields["grade"].choices = [  # type: ignore[attr-defined]
            ("", _("Any")), *((each, grade_words(each)) for each in GRADES)
        ]  # fmt: skip


_SALT = "registration.ranges"


def carried(content: bytes) -> str:
    """The file that was looked at, to be sent back as it is."""
    return signing.dumps(content.decode("utf-8", "replace"), salt=_SALT, compress=True)


def brought_back(text: str) -> bytes | None:
    """The same; None where it is older than an hour or not ours."""
    try:
        found: str = signing.loads(text, salt=_SALT, max_age=3600)
    except signing.BadSignature:
        return None
    return found.encode()

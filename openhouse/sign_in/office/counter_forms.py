"""The forms of the counter: contact data corrected in passing, and the way in."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from openhouse.contact.on_file import ALONE, TOGETHER
from openhouse.people.models import ContactPoint, Household, Person
from openhouse.sign_in.models import IdentityCheck
from openhouse.sign_in.office.forms import WayForm

#: Field of ``Household`` to its label and its longest value.
_HOME = {
    "street": (_("Street and number"), 200),
    "city": (_("City"), 100),
    "state": (_("State"), 20),
    "postal_code": (_("ZIP code"), 20),
    "phone": (_("Phone at home"), 40),
}


@dataclass(frozen=True, slots=True)
class HomePart:
    """A home on the form: what its fields begin with, and who else in reach lives there.

    *home* is None where none is on file; *shared* says that somebody else lives there.
    """

    begins: str
    home: Household | None
    shared: bool
    others: Sequence[str]


class ContactForm(forms.Form):
    """Name, homes, and each phone and e-mail address, as they stand; a line for a new one of each.

    Where a home is shared, a new address asks for whom it is new. *asked* is what a Portal Request
    Form says; it is filled in where it differs, the address at the first home.
    """

    given_name = forms.CharField(label=_("First name"), max_length=100)
    family_name = forms.CharField(label=_("Family name"), max_length=100)

    def __init__(
        self,
        *args: Any,
        person: Person,
        homes: Sequence[HomePart],
        points: Sequence[ContactPoint],
        asked: dict[str, str],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["given_name"].initial = person.given_name
        self.fields["family_name"].initial = person.family_name
        self.homes = homes
        for number, part in enumerate(homes, start=1):
            self._add_home(part, number, person, asked if number == 1 else {})
        for point in points:
            self.fields[f"point_{point.pk}"] = _field(
                point.kind, str(point.get_kind_display()), point.value, point.label
            )
        known = {point.value.lower() for point in points}
        for kind, label in ((ContactPoint.Kind.PHONE, _("One more phone")),
                            (ContactPoint.Kind.EMAIL, _("One more e-mail address"))):  # fmt: skip
            new = asked.get(kind, "")
            initial = "" if new.lower() in known else new
            self.fields[f"new_{kind}"] = _field(kind, label, initial)

    def _add_home(self, part: HomePart, number: int, person: Person, asked: dict[str, str]) -> None:
        def named(label: Any) -> Any:
            if len(self.homes) == 1:
                return label
            return _("Home %(number)s: %(label)s") % {"number": number, "label": label}

        for name, (label, longest) in _HOME.items():
            initial = asked.get(name) or (getattr(part.home, name) if part.home else "")
            self.fields[f"{part.begins}_{name}"] = forms.CharField(
                label=named(label), max_length=longest, required=False, initial=initial
            )
        if part.shared:
            who = ", ".join(part.others) or _("others")
            self.fields[f"{part.begins}_moved"] = forms.ChoiceField(
                label=named(_("If the address changed: who lives there now?")),
                required=False,
                widget=forms.RadioSelect,
                choices=[
                    (ALONE, _("Only %(name)s, who moved out") % {"name": person}),
                    (TOGETHER, _("All of the home, %(names)s too") % {"names": who}),
                ],
            )

    def clean(self) -> dict[str, Any]:
        """A new address of a shared home is nobody else's until the clerk says so."""
        said = self.cleaned_data
        for part in self.homes:
            new = [
                said.get(f"{part.begins}_{name}", "") != getattr(part.home, name, "")
                for name in _HOME
            ]
            if part.shared and any(new) and not said.get(f"{part.begins}_moved"):
                self.add_error(f"{part.begins}_moved", _("Ask who lives at the new address."))
        return said


def _field(kind: str, label: Any, value: str, note: str = "") -> forms.CharField:
    if kind == ContactPoint.Kind.EMAIL:
        return forms.EmailField(
            label=label, initial=value, max_length=254, required=False, help_text=note
        )
    return forms.CharField(
        label=label, initial=value, max_length=40, required=False, help_text=note
    )


class CounterForm(WayForm):
    """The photo ID that was seen, and how the way in is handed over."""

    kind = forms.ChoiceField(
        label=_("Photo ID"),
        choices=IdentityCheck.Kind.choices,
        widget=forms.RadioSelect,
        help_text=_("Look at it and give it back. No copy is kept."),
    )
    field_order = ("kind", "way", "email")

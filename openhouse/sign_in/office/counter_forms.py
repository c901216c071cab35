"""The forms of the counter: contact data corrected in passing, and the way in."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from openhouse.people.models import ContactPoint, Household, Person
from openhouse.sign_in.models import IdentityCheck
from openhouse.sign_in.office.contact import ALONE, TOGETHER
from openhouse.sign_in.office.forms import WayForm

#: Field of ``Household`` to its label and its longest value.
_HOME = {
    "street": (_("Street and number"), 200),
    "city": (_("City"), 100),
    "state": (_("State"), 20),
    "postal_code": (_("ZIP code"), 20),
    "phone": (_("Phone at home"), 40),
}


class ContactForm(forms.Form):
    """Name, home, and each phone and e-mail address, as they stand; a line for a new one of each.

    Where the home is *shared*, with *others* in reach, a new address asks for whom it is new.
    *asked* is what a Portal Request Form says; it is filled in where it differs.
    """

    given_name = forms.CharField(label=_("First name"), max_length=100)
    family_name = forms.CharField(label=_("Family name"), max_length=100)

    def __init__(
        self,
        *args: Any,
        person: Person,
        home: Household | None,
        points: Sequence[ContactPoint],
        asked: dict[str, str],
        shared: bool,
        others: Sequence[str],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["given_name"].initial = person.given_name
        self.fields["family_name"].initial = person.family_name
        self.home, self.shared = home, shared
        self._add_home(asked, str(person), ", ".join(others) or str(_("others")))
        self._add_points(points, asked)

    def _add_home(self, asked: dict[str, str], alone: str, others: str) -> None:
        """The address and the phone at home, and whose a new address is."""
        for name, (label, longest) in _HOME.items():
            initial = asked.get(name) or (getattr(self.home, name) if self.home else "")
            self.fields[f"home_{name}"] = forms.CharField(
                label=label, max_length=longest, required=False, initial=initial
            )
        if self.shared:
            self.fields["moved"] = forms.ChoiceField(
                label=_("If the address changed: who lives there now?"),
                required=False,
                widget=forms.RadioSelect,
                choices=[
                    (ALONE, _("Only %(name)s, who moved out") % {"name": alone}),
                    (TOGETHER, _("All of the home, %(names)s too") % {"names": others}),
                ],
            )

    def _add_points(self, points: Sequence[ContactPoint], asked: dict[str, str]) -> None:
        """Each phone and e-mail address on file, and a line for a new one of each."""
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

    def clean(self) -> dict[str, Any]:
        """A new address of a shared home is nobody else's until the clerk says so."""
        said = self.cleaned_data
        new = [said.get(f"home_{name}", "") != getattr(self.home, name, "") for name in _HOME]
        if self.shared and any(new) and not said.get("moved"):
            self.add_error("moved", _("Ask who lives at the new address."))
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

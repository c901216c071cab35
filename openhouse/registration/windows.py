"""When registration is open: the district says it, once for each school year."""

from datetime import date
from typing import Any

from django import forms
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from openhouse.common import clock
from openhouse.districts.models import SchoolYear
from openhouse.ledger.actions import record
from openhouse.registration.forms_made.actions import publish_what_ships
from openhouse.registration.models import FormVersion, RegistrationWindow
from openhouse.registration.rules.years import year_words


def _day(label: Any, **more: Any) -> forms.DateField:
    return forms.DateField(
        label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **more
    )


class WindowForm(forms.Form):
    """From when until when families register, and who."""

    opens_on = _day(_("Opens on"), help_text=_("For example: the first Monday of February."))
    closes_on = _day(_("Last day"), help_text=_("Families may send until the end of this day."))
    late_until = _day(
        _("Take late ones until"),
        required=False,
        help_text=_("They are marked late and wait behind the others. Empty: none are taken."),
    )
    for_returning = forms.BooleanField(label=_("Families with children here"), required=False)
    for_new = forms.BooleanField(label=_("Families who are new here"), required=False)

    consents = forms.ChoiceField(
        label=_("Where each parent and guardian must consent, and one has not answered"),
        choices=RegistrationWindow.Consents,
        widget=forms.RadioSelect,
        help_text=_("Until each has said yes, the consent counts as not given."),
    )

    remind_every = forms.IntegerField(
        label=_("Remind families of what is still needed every so many days"),
        required=False,
        min_value=1,
        max_value=60,
        help_text=_("Until it is there, six times at most. Empty: never."),
    )
    remind_before = forms.IntegerField(
        label=_("Remind who has begun and not sent, so many days before the last day"),
        required=False,
        min_value=1,
        max_value=60,
        help_text=_("Once. Empty: never."),
    )

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        first, last, late = (said.get(one) for one in ("opens_on", "closes_on", "late_until"))
        if first and last and last < first:
            self.add_error("closes_on", _("The last day lies before the first."))
        if last and late and late <= last:
            self.add_error("late_until", _("This day must come after the last day."))
        if not said.get("for_returning") and not said.get("for_new"):
            self.add_error("for_new", _("Choose at least one of the two."))
        return said


def next_year(today: date) -> int:
    """The calendar year in which the next school year ends."""
    years = SchoolYear.objects.filter(starts_on__lte=today).order_by("-ends_in")
    found = years.values_list("ends_in", flat=True).first()
    return int(found) + 1 if found else today.year + (2 if today.month > 6 else 1)


def windows() -> list[RegistrationWindow]:
    """All that were said, the latest year first."""
    return list(RegistrationWindow.objects.order_by("-ends_in"))


def window_of(ends_in: int) -> RegistrationWindow | None:
    """The window of a year, where one was said."""
    return RegistrationWindow.objects.filter(ends_in=ends_in).first()


def first_values(window: RegistrationWindow | None) -> dict[str, Any]:
    """What the form begins with."""
    if window is None:
        show = RegistrationWindow.Consents.SHOW
        first = {"opens_on": clock.today(), "for_returning": True, "for_new": True}
        return {**first, "consents": show, "remind_every": 7, "remind_before": 5}
    names = (
        *("opens_on", "closes_on", "late_until", "for_returning", "for_new", "consents"),
        *("remind_every", "remind_before"),
    )
    return {name: getattr(window, name) for name in names}


@transaction.atomic
def keep_window(ends_in: int, said: dict[str, Any], by: int) -> None:
    """Keep a year's window; the first one of a district publishes the form that ships, unless the
    district has made its own.
    """
    before = window_of(ends_in)
    RegistrationWindow.objects.update_or_create(ends_in=ends_in, defaults=said)
    publish_what_ships(FormVersion.Purpose.REGISTRATION, by)
    record(
        "registration.window", actor=by, subject=year_words(ends_in),
        before=_as_json(before), after={name: str(value) for name, value in said.items()},
    )  # fmt: skip


def _as_json(window: RegistrationWindow | None) -> dict[str, str] | None:
    return {name: str(value) for name, value in first_values(window).items()} if window else None

"""Which schools are open to families, and who sees the record of a student of age (ADM-03)."""

from typing import Any

from django import forms
from django.db import connection
from django.utils.translation import gettext_lazy as _

from openhouse.districts.models import District, School
from openhouse.ledger.actions import record


class WhoSeesForm(forms.Form):
    """A box for each school, and one for adult students."""

    schools = forms.TypedMultipleChoiceField(
        label=_("Open to families"),
        help_text=_("Families see nothing of a school without its tick, from that moment on."),
        required=False,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
    )
    dependents = forms.BooleanField(
        label=_("Parents go on seeing students who are 18"),
        help_text=_(
            "At 18 the right to the record is the student’s own. Tick this only where the"
            " district holds its adult students for dependents of their parents."
        ),
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = list(School.objects.order_by("name", "pk"))
        schools: Any = self.fields["schools"]
        schools.choices = [(each.pk, each.name) for each in found]


def standing(district: int) -> dict[str, Any]:
    """What holds now, as the form says it."""
    return {
        "schools": sorted(School.objects.filter(portal_open=True).values_list("pk", flat=True)),
        "dependents": District.objects.get(pk=district).adult_students_are_dependents,
    }


def change_who_sees(district: int, said: dict[str, Any], *, by: int) -> None:
    """Make it what the form *said*, with a line of the ledger for what is new."""
    before, after = standing(district), {**said, "schools": sorted(said["schools"])}
    changed = [name for name in after if after[name] != before[name]]
    if "schools" in changed:
        School.objects.filter(portal_open=True).exclude(pk__in=after["schools"]).update(
            portal_open=False
        )
        School.objects.filter(portal_open=False, pk__in=after["schools"]).update(portal_open=True)
    if "dependents" in changed:
        with connection.cursor() as cursor:
            cursor.execute("SELECT openhouse_set_dependents(%s)", [after["dependents"]])
    if changed:
        record(
            "account.rules_changed",
            actor=by,
            subject=", ".join(changed),
            before={name: before[name] for name in changed},
            after={name: after[name] for name in changed},
        )

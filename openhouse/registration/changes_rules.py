"""How families tell changes between registrations: with the form or not, signed or not."""

from typing import Any

from django import forms
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from openhouse.contact.models import ContactRules
from openhouse.contact.queries import rules_of
from openhouse.ledger.actions import record
from openhouse.registration.forms_made.actions import publish_what_ships
from openhouse.registration.models import FormVersion


class ChangesForm(forms.ModelForm):  # type: ignore[type-arg]
    """On or off, and the typed name."""

    class Meta:
        model = ContactRules
        fields = ("changes", "changes_signed")
        labels = {
            "changes": _("Families tell changes of their home with the form"),
            "changes_signed": _("They sign a change with their typed name"),
        }
        help_texts = {
            "changes": _(
                "A new address, emergency contacts, who may pick up, who lives in the home. A new"
                " address then comes by this form alone, so that a proof can come with it. Phones"
                " and e-mail addresses of their own families change as before."
            ),
        }


@transaction.atomic
def keep_rules(form: ChangesForm, by: int) -> None:
    """Keep it. Turned on, the form that ships is published where there is none."""
    before = {name: form.initial.get(name) for name in form.changed_data}
    form.save()
    if form.cleaned_data["changes"]:
        publish_what_ships(FormVersion.Purpose.CHANGE, by)
    if before:
        record("registration.changes_rules", actor=by, before=before, after=form.cleaned_data)


def begin_with(form: dict[str, Any] | None) -> ChangesForm:
    """The form, with what stands."""
    return ChangesForm(form, instance=rules_of())

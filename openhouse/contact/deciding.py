"""What the district decides about contact data."""

from typing import Any

from django.db import transaction

from openhouse.ledger.actions import record


def keep_rules(form: Any, by: int) -> None:
    """Keep how contact data is changed, with a line of what it was before."""
    before = {name: form.initial.get(name) for name in form.changed_data}
    with transaction.atomic():
        form.save()
        if before:
            record("rules.contact", actor=by, before=before, after=form.cleaned_data)

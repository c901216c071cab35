"""Changing what the district decided about accounts: a line of the ledger for what is new."""

import json
from typing import Any

from django.db import connection
from django.forms.models import model_to_dict

from openhouse.ledger.actions import record
from openhouse.sign_in.models import AccountRules
from openhouse.sign_in.queries import rules_of


def change_rules(
    rules: AccountRules, said: dict[str, Any], help_before: dict[str, str], *, by: int
) -> None:
    """Keep *rules*, as the form made them, and the address and phone of the help desk."""
    before = model_to_dict(rules_of()) | help_before
    rules.save()
    help_now = {name: said[name] for name in ("help_email", "help_phone")}
    if help_now != help_before:
        with connection.cursor() as cursor:
            cursor.execute("SELECT openhouse_set_help(%s, %s)", list(help_now.values()))
    after = model_to_dict(rules) | help_now
    changed = [name for name in after if name != "id" and after[name] != before.get(name)]
    if changed:
        before, after = (json.loads(json.dumps(each, default=str)) for each in (before, after))
        record(
            "account.rules_changed",
            actor=by,
            subject=", ".join(changed),
            before={name: before.get(name) for name in changed},
            after={name: after[name] for name in changed},
        )

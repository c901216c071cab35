"""What the same home said last, of what no record has: a returning family need not say it again.

Only of applications that an adult of this one sent or could read: another home's are never read.
What must be said anew each year is shown as it was, and still to be looked at (``renew``).
"""

from collections import defaultdict
from typing import Any

from django.db.models import OuterRef, Subquery

from openhouse.access.viewer import System
from openhouse.registration.models import Application, Part
from openhouse.registration.models_answers import Answer
from openhouse.registration.rules.form import Form
from openhouse.registration.rules.lasting import lasting, lasts

Values = dict[str, Any]


def said_last(form: Form, application: Application, parts: list[Part]) -> dict[int, Values]:
    """By part, what was last said of the same person or home, by key; read by the house."""
    people = {part.person_id: part.pk for part in parts if part.person_id}
    homes = {part.household_id: part.pk for part in parts if part.household_id}
    if not application.person_id or not (people or homes):
        return {}
    questions = lasting(form)
    before = Application.objects.visible_to(System()).filter(
        members__person_id=application.person_id, sent_at__isnull=False
    )
    rows = (
        Answer.objects.visible_to(System())
        .filter(application__in=before.exclude(pk=application.pk).values("pk"), key__in=questions)
        .annotate(sent=Subquery(before.filter(pk=OuterRef("application")).values("sent_at")[:1]))
        .order_by("sent", "pk")
        .values_list("part__person_id", "part__household_id", "key", "value")
    )
    found: dict[int, Values] = defaultdict(dict)
    for person, home, key, value in rows:
        part = people.get(person) if person else homes.get(home)
        if part is None:
            continue
        if lasts(questions[key], value):
            found[part][key] = value
        else:
            found[part].pop(key, None)
    return found

"""What the same home said last, of what no record has: a returning family need not say it again.

Only of applications that she who begins this one shares today, and of what others have answered
since it was sent only where she lives there still: another home's are never read.
What must be said anew each year is shown as it was, and still to be looked at (``renew``).
"""

from collections import defaultdict
from typing import Any

from django.db.models import F, OuterRef, Q, QuerySet, Subquery

from openhouse.access.ties import barred
from openhouse.access.viewer import System
from openhouse.common import clock
from openhouse.people.models import Guardianship, HouseholdMember
from openhouse.registration.models import Application, Candidate, Part
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
    before = _not_kept_from(before, application.person_id)
    rows = (
        Answer.objects.visible_to(System())
        .exclude(_after_she_left(application.person_id))
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


def _not_kept_from(rows: QuerySet[Application], person: int) -> QuerySet[Application]:
    """Those of *rows* from whose children, and those of whose home, no court keeps her today."""
    orders = Guardianship.objects.visible_to(System()).filter(barred(clock.today()), person=person)
    children = orders.values("student_id")
    inside = Candidate.objects.visible_to(System()).filter(student_id__in=children)
    at_home = HouseholdMember.objects.filter(person__in=children)
    rows = rows.exclude(pk__in=inside.values("application"))
    return rows.exclude(household__in=at_home.values("household"))


def _after_she_left(person: int) -> Q:
    """Answers of others from after the sending, of a home in which she does not live today."""
    homes = HouseholdMember.objects.filter(person=person).values("household")
    return (
        Q(answered_at__gt=F("application__sent_at"), application__household__isnull=False)
        & ~Q(person=person)
        & ~Q(application__household__in=homes)
    )

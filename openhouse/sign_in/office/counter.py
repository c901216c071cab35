"""The counter (ACC-03, ACC-04): what a clerk compares, the photo ID she saw, the form handed in."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from openhouse.access.rules import is_barred
from openhouse.access.ties import TieRow
from openhouse.common.scope import Sees, as_the_house
from openhouse.ledger.actions import record
from openhouse.people.models import Guardianship
from openhouse.people.queries import names_of
from openhouse.sign_in.models import AccountRequest, IdentityCheck
from openhouse.sign_in.opening.asking import keep_request


@dataclass(frozen=True, slots=True)
class Around:
    """Who else belongs to a child: the other adults, and the other children of all of them.

    ``barred`` are the names of those adults whom a court order keeps from the child today.
    """

    adults: tuple[tuple[str, str], ...]
    barred: tuple[str, ...]
    siblings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Seen:
    """A photo ID that was seen: which kind, by whom, when."""

    kind: str
    by: str
    at: datetime


def around(viewer: Sees, rows: Sequence[TieRow], person: int, today: date) -> dict[int, Around]:
    """For each child of *rows*, who else there is in reach of the desk; *person* is left out."""
    children = {row.child.pk for row in rows}
    ties = Guardianship.objects.visible_to(viewer)
    hers = list(ties.filter(student_id__in=children).exclude(person_id=person))
    adults = {*(tie.person_id for tie in hers), person}
    shared = list(ties.filter(person_id__in=adults))
    names = names_of({*adults, *(tie.student_id for tie in shared)})
    cared_for: dict[int, set[int]] = defaultdict(set)
    for tie in shared:
        cared_for[tie.person_id].add(tie.student_id)
    found = {}
    for child in children:
        others = [tie for tie in hers if tie.student_id == child and tie.person_id in names]
        siblings = set().union(*(cared_for[tie.person_id] for tie in others), cared_for[person])
        found[child] = Around(
            tuple((names[tie.person_id], tie.relation) for tie in others),
            tuple(names[tie.person_id] for tie in others if is_barred(tie, today)),
            tuple(sorted(names[each] for each in siblings - {child} if each in names)),
        )
    return found


def checks_of(person: int) -> list[Seen]:
    """The newest photo IDs that were seen of *person*."""
    found = list(IdentityCheck.objects.filter(person_id=person).order_by("-seen_at")[:3])
    with as_the_house():  # who a colleague is, is no secret of a school's
        names = names_of(check.seen_by_id for check in found if check.seen_by_id)
    return [
        Seen(str(each.get_kind_display()), names.get(each.seen_by_id or 0, ""), each.seen_at)
        for each in found
    ]


def note_identity(person: int, kind: str, *, by: int) -> None:
    """A photo ID of this *kind* was seen at the counter; of what it showed nothing is kept."""
    IdentityCheck.objects.create(person_id=person, kind=kind, seen_by_id=by)
    record("account.identity_seen", actor=by, person=person, subject=kind)


def keep_form(asked: dict[str, Any], language: str) -> int:
    """Put a Portal Request Form that was filled in on line on the desk of its first school.

    *asked* is ``portal_form.PortalForm.asked()``. It is never answered by itself: its owner comes
    with a photo ID. Returns the request's id.
    """
    more = {"phone": asked["form"].get("home_phone", ""), "language": language}
    return keep_request(asked | more, AccountRequest.Source.COUNTER)

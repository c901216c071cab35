"""The district says how many seats there are, and which streets belong to which school."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from openhouse.access.viewer import Viewer
from openhouse.common.locks import alone_in_the_district
from openhouse.ledger.actions import record
from openhouse.registration.models import RegistrationWindow
from openhouse.registration.models_office import AddressRange, Seats
from openhouse.registration.places.queries import ranges
from openhouse.registration.places.taken import Where
from openhouse.registration.rules.zones import Range


@dataclass(frozen=True, slots=True)
class Difference:
    """What a file would change: ranges that come, that go, and that stay as they are."""

    new: tuple[Range, ...]
    gone: tuple[Range, ...]
    same: int


def keep_seats(
    viewer: Viewer, ends_in: int, said: Mapping[Where, int | None], gone: Sequence[Where]
) -> bool:
    """Keep the seats of each grade (None: no limit), and offer those of *gone* no more.

    False where it says nothing new. The wall lets the district alone write.
    """
    with transaction.atomic():
        rows = {
            (each.school_id, each.grade_level): each
            for each in Seats.objects.select_for_update().filter(ends_in=ends_in)
        }
        before = {_name(where): rows[where].seats for where in rows}
        for (school, grade), seats in said.items():
            Seats.objects.update_or_create(
                school_id=school, ends_in=ends_in, grade_level=grade, defaults={"seats": seats}
            )
        for school, grade in gone:
            Seats.objects.filter(school=school, ends_in=ends_in, grade_level=grade).delete()
        now = Seats.objects.filter(ends_in=ends_in)
        after = {_name((each.school_id, each.grade_level)): each.seats for each in now}
        if before == after:
            return False
        record(
            "registration.seats", actor=viewer.person_id, about=ends_in,
            before=_only(before, after), after=_only(after, before),
        )  # fmt: skip
    return True


def keep_rules(viewer: Viewer, window: RegistrationWindow, said: Mapping[str, Any]) -> bool:
    """Keep the rules of the waiting lists of *window*'s year; False where they say nothing new."""
    with transaction.atomic():
        held = RegistrationWindow.objects.select_for_update().get(pk=window.pk)
        before = {name: getattr(held, name) for name in said}
        if before == dict(said):
            return False
        for name, value in said.items():
            setattr(held, name, value)
        held.save(update_fields=[*said])
        record(
            "registration.line", actor=viewer.person_id, about=held.ends_in, before=before,
            after=dict(said),
        )  # fmt: skip
    return True


def _name(where: Where) -> str:
    return f"{where[0]} {where[1]}"


def _only(
    these: Mapping[str, int | None], those: Mapping[str, int | None]
) -> dict[str, int | None]:
    return {each: seats for each, seats in these.items() if those.get(each, "") != seats}


def difference(new: Sequence[Range]) -> Difference:
    """What *new* would change of what is there."""
    before, after = set(ranges()), set(new)
    return Difference(
        tuple(sorted(after - before, key=_order)),
        tuple(sorted(before - after, key=_order)),
        len(before & after),
    )


def _order(each: Range) -> tuple[str, int, int, str]:
    return each.street, each.low, each.school, each.side


def replace_ranges(viewer: Viewer, new: Sequence[Range]) -> None:
    """Put *new* in the place of all that is there, in one transaction."""
    with transaction.atomic():
        # two who replace at once: one after the other, never both sets
        alone_in_the_district("address ranges")
        before = AddressRange.objects.all().delete()[0]
        AddressRange.objects.bulk_create(
            (
                AddressRange(school_id=each.school, street=each.street, low=each.low,
                             high=each.high, side=each.side, postal_code=each.postal_code,
                             written=each.written)
                for each in new
            ),
            batch_size=2_000,
        )  # fmt: skip
        record(
            "registration.ranges", actor=viewer.person_id, before={"ranges": before},
            after={"ranges": len(new)},
        )  # fmt: skip

"""What excuses a missing dose, and until when: an exemption, an appointment."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

#: The kind of a waiver that is a proof of immunity and excuses nothing by itself.
PROOF = "proof"


class Waiver(NamedTuple):
    """An exemption on file; no vaccine: of all. ``expires_on`` is its last day."""

    kind: str
    vaccine: str
    given_on: date
    expires_on: date | None

    def covers(self, vaccine: str, on: date) -> bool:
        is_of = self.vaccine in ("", vaccine) and self.kind != PROOF
        return is_of and self.runs(on)

    def runs(self, on: date) -> bool:
        return self.given_on <= on and not self.is_over(on)

    def is_over(self, on: date) -> bool:
        return self.expires_on is not None and self.expires_on < on


class Visit(NamedTuple):
    """An appointment: "in progress" holds while it is to come.

    One that was kept holds until the next dose may be given: then the next one is due, too. One
    that has passed and of which nobody has said that it was kept holds no more (IMM-05).
    """

    vaccine: str
    on: date
    was_kept: bool = False

    def is_of(self, vaccine: str) -> bool:
        return self.vaccine in ("", vaccine)

    def holds(self, earliest: date | None, on: date) -> bool:
        return self.on >= on or (self.was_kept and earliest is not None and earliest > on)


def lapsed(
    vaccine: str, waivers: Sequence[Waiver], visits: Sequence[Visit], on: date
) -> date | None:
    """When the last of what excused a vaccine ended; None where nothing did, or all was kept."""
    ended = [
        each.expires_on
        for each in waivers
        if each.vaccine in ("", vaccine) and each.expires_on and each.is_over(on)
    ]
    kept = max((each.on for each in visits if each.was_kept), default=date.min)
    missed = [each.on for each in visits if not each.was_kept and each.on > kept]
    return max([*ended, *missed], default=None)

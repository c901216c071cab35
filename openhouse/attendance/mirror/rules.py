"""Where a child stands between no absence and one day in ten. Pure.

Missing 10 % of the days, 18 in a usual year, whatever the reason, is what research calls chronic
absence; parents guess half of the days that it is, and know nothing of what is usual. Told both,
fewer children cross the line (features.md, section 4, row 5, and sources V2).
"""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

#: School days of a year whose calendar is not known.
USUAL_YEAR = 180
#: Of fewer students no usual number is told (ATT-15).
FEWEST = 10


class Standing(StrEnum):
    """What to say: nothing missed, fewer than one day in ten, more than that, past the line."""

    NONE = "none"
    SAFE = "safe"
    PACE = "pace"
    PAST = "past"


@dataclass(frozen=True, slots=True)
class Mirror:
    """Days missed; school days so far and of the whole year; the usual number, where known."""

    missed: int
    so_far: int
    whole_year: int = USUAL_YEAR
    usual: Decimal | None = None

    @property
    def line(self) -> int:
        """The days that are 10 % of the year, rounded up: from here on it is one day in ten."""
        return -(-(self.whole_year or USUAL_YEAR) // 10)

    @property
    def standing(self) -> Standing:
        if not self.missed:
            return Standing.NONE
        if self.missed >= self.line:
            return Standing.PAST
        # In the first weeks a cold is more than one day in ten, and says nothing of the year.
        if self.so_far >= 20 and self.missed * 10 > self.so_far:
            return Standing.PACE
        return Standing.SAFE

    @property
    def scale(self) -> Decimal:
        """The days at the right end of the picture: the line stands at four fifths or before."""
        return Decimal(max(self.line * 5 // 4, self.missed, int(self.usual or 0) + 1))

    def place(self, days: Decimal | int) -> Decimal:
        """Where *days* stand in the picture, in percent."""
        return min(Decimal(100), round(Decimal(days) * 100 / self.scale, 2))

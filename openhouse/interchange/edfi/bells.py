"""Bell schedules, their periods, and which sections meet in them."""

import re
from collections.abc import Iterator

from openhouse.interchange.edfi.catalog import Bells, Catalog, Section, Times, row
from openhouse.interchange.edfi.keys import source_id
from openhouse.interchange.rows import Row

#: The schedule of class periods that no bell schedule lists.
REGULAR = "Regular"
_ORDINARY = re.compile(r"\b(normal|regular|standard|default|traditional|everyday)\b", re.IGNORECASE)


class BellTimes:
    """The bell schedules of every school, those that sections ask for included."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._bells: dict[tuple[str, str], Bells] = {
            key: Bells(b.school, b.name, list(b.periods), b.dates, b.place)
            for key, b in catalog.bells.items()
        }
        self._made: set[tuple[str, str]] = set()
        self._add_unlisted()
        self._of_period: dict[tuple[str, str], list[Bells]] = {}
        self._dates: dict[tuple[str, str], str] = {}
        for bells in self._bells.values():
            for name in bells.periods:
                self._of_period.setdefault((bells.school, name), []).append(bells)
            for on in bells.dates:
                self._dates.setdefault((bells.school, on), bells.id)
        self._usual = {school: self._usual_of(school) for school, _name in self._bells}

    def _add_unlisted(self) -> None:
        listed = {(b.school, name) for b in self._bells.values() for name in b.periods}
        for section in self._catalog.sections.values():
            for school, name in section.periods:
                if (school, name) in listed:
                    continue
                listed.add((school, name))
                key = (school, REGULAR)
                if key not in self._bells:
                    self._bells[key] = Bells(school, REGULAR, [], [], section.place)
                    self._made.add(key)
                self._bells[key].periods.append(name)

    def _usual_of(self, school: str) -> str:
        """The schedule of a day that no schedule names; empty where nobody could tell."""
        open_ = [b for b in self._bells.values() if b.school == school and not b.dates]
        sent = [b for b in open_ if (b.school, b.name) not in self._made]
        for some in (sent or open_, [b for b in sent if _ORDINARY.search(b.name)]):
            if len(some) == 1:
                return some[0].id
        return ""

    def on(self, school: str, date: str) -> str:
        """``source_id`` of the schedule of a school day; empty if it is not known."""
        return self._dates.get((school, date)) or self._usual.get(school, "")

    def period_on(self, school: str, name: str, date: str) -> str:
        """``source_id`` of a class period as it rings on a day; empty if it does not."""
        bells = self.on(school, date)
        for each in self._of_period.get((school, name), []):
            if each.id == bells:
                return _period_id(each, name, 1)
        return ""

    def rows(self) -> Iterator[Row]:
        """The bell schedules and their periods, by the clock."""
        for bells in self._bells.values():
            values = {
                "source_id": bells.id,
                "school": source_id("school", bells.school),
                "name": bells.name,
            }
            yield row("bell_schedules", bells.place, values)
            yield from self._periods(bells)

    def _periods(self, bells: Bells) -> Iterator[Row]:
        ringing = [
            (times, name, nth)
            for name in dict.fromkeys(bells.periods)
            for nth, times in enumerate(self._times(bells.school, name), 1)
        ]
        ringing.sort(key=lambda each: (each[0][0] or "99", _natural(each[1]), each[2]))
        for number, (times, name, nth) in enumerate(ringing, 1):
            values = {
                "source_id": _period_id(bells, name, nth),
                "bell_schedule": bells.id,
                "name": name if nth == 1 else f"{name[:54]} ({nth})",
                "sequence": str(number),
                "starts_at": times[0],
                "ends_at": times[1],
            }
            yield row("periods", bells.place, values)

    def _times(self, school: str, name: str) -> list[Times]:
        return self._catalog.class_periods.get((school, name)) or [("", "")]

    def meetings(self, section: Section) -> Iterator[Row]:
        """A section meets in its class periods, whichever schedule rings them.

        A class period with two times (a lesson around lunch) is two periods.
        """
        for school, name in dict.fromkeys(section.periods):
            for bells in self._of_period.get((school, name), []):
                for nth in range(1, len(self._times(school, name)) + 1):
                    values = {
                        "section": section.id,
                        "period": _period_id(bells, name, nth),
                    }
                    yield row("meetings", section.place, values)


def _period_id(bells: Bells, name: str, nth: int) -> str:
    parts = (bells.school, bells.name, name)
    return source_id("bells", *parts) if nth == 1 else source_id("bells", *parts, str(nth))


def _natural(name: str) -> list[tuple[int, str]]:
    """Sorts ``2`` before ``10``."""
    return [(int(d or 0), t) for d, t in re.findall(r"(\d+)|(\D+)", name)]

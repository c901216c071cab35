"""School years, terms and days."""

from collections.abc import Iterator
from datetime import date

from openhouse.interchange.edfi import words
from openhouse.interchange.edfi.bells import BellTimes
from openhouse.interchange.edfi.catalog import Calendar, Catalog, GradingPeriod, Place, Session, row
from openhouse.interchange.edfi.elements import Element, code_word
from openhouse.interchange.edfi.keys import Keys, source_id
from openhouse.interchange.rows import NotTaken, Row

#: Calendars that are nobody's but one student's or the staff's.
_NOT_THE_SCHOOLS = ("Student Specific", "IEP", "Staff")
_LESSONS = ("Instructional day", "Make-up day", "Student late arrival/early dismissal")
_NOTES = {
    "Instructional day": "",
    "Other": "",
    "Student late arrival/early dismissal": "Late arrival or early dismissal",
    "Teacher only day": "No school: teacher day",
    "Non-instructional day": "No school",
}

SchoolYear = tuple[str, str]


class Years:
    """The school years of a delivery, each from its first day to its last.

    A year spans its sessions, its grading periods and the dates of its school's calendar, so its
    terms always lie inside it.
    """

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._calendars = _chosen(catalog)
        self.spans: dict[SchoolYear, list[str]] = {}
        self._places: dict[SchoolYear, Place] = {}
        spans: list[Session | GradingPeriod] = [
            *catalog.sessions.values(),
            *catalog.grading_periods.values(),
        ]
        for each in spans:
            self._widen((each.school, each.year), each.starts, each.ends, each.place)
        for calendar in self._calendars.values():
            if calendar.dates:
                key = (calendar.school, calendar.year)
                self._widen(key, calendar.first, calendar.last, calendar.place)
        self._of: dict[str, list[tuple[str, str, str]]] = {}
        for (school, year), (starts, ends) in sorted(self.spans.items()):
            self._of.setdefault(school, []).append((starts, ends, year))

    def _widen(self, key: SchoolYear, starts: str, ends: str, place: Place) -> None:
        span = self.spans.setdefault(key, [starts, ends])
        span[0], span[1] = min(span[0], starts), max(span[1], ends)
        self._places.setdefault(key, place)

    def of(self, school: str, on: str) -> str:
        """``source_id`` of the school's year that a day falls in.

        A day before all of them (a child who came years ago) is in the newest year; empty if the
        delivery has no year of that school.
        """
        years = self._of.get(school, [])
        around = [year for starts, ends, year in years if starts <= on <= ends]
        later = [year for starts, _ends, year in years if on < starts]
        found = around[:1] or later[-1:]
        return source_id("year", school, found[0]) if found else ""

    def chose(self, key: tuple[str, str, str]) -> bool:
        """If the calendar with that key is the one of the whole school."""
        school, year, code = key
        calendar = self._calendars.get((school, year))
        return calendar is not None and calendar.code == code

    def rows(self) -> Iterator[Row]:
        """The school years and their terms."""
        for (school, year), (starts, ends) in sorted(self.spans.items()):
            values = {
                "source_id": source_id("year", school, year),
                "school": source_id("school", school),
                "ends_in": year,
                "name": f"{int(year) - 1}-{year[2:]}",
                "starts_on": starts,
                "ends_on": ends,
            }
            yield row("school_years", self._places[school, year], values)
        yield from _terms(self._catalog)


def _chosen(catalog: Catalog) -> dict[SchoolYear, Calendar]:
    """The calendar of each school and year that is meant for everybody: the fullest of them."""
    found: dict[SchoolYear, list[Calendar]] = {}
    for calendar in catalog.calendars.values():
        if calendar.type not in _NOT_THE_SCHOOLS:
            found.setdefault((calendar.school, calendar.year), []).append(calendar)
    return {
        key: min(held, key=lambda c: (c.type not in ("School", ""), -c.dates, c.code))
        for key, held in found.items()
    }


def _terms(catalog: Catalog) -> Iterator[Row]:
    sessions = sorted(catalog.sessions.values(), key=lambda s: (s.school, s.year, s.starts, s.name))
    parents: dict[str, str] = {}
    numbers: dict[SchoolYear, int] = {}
    for session in sessions:
        key = (session.school, session.year)
        numbers[key] = numbers.get(key, 0) + 1
        for said in session.periods:
            parents.setdefault(catalog.period_id(said), session.id)
        twins = [s for s in sessions if (s.school, s.year, s.word) == (*key, session.word)]
        name = session.word if len(twins) == 1 and session.word else session.name
        kind = words.term_kind(session.word or session.name)
        yield _term(session, name, kind, "", str(numbers[key]))
    periods = sorted(catalog.grading_periods.values(), key=lambda p: (p.school, p.year, p.starts))
    for place_in_year, period in enumerate(periods, 1):
        twins_ = [
            p for p in catalog.periods_of(period.school, period.year) if p.word == period.word
        ]
        name = period.word if len(twins_) == 1 and period.word else period.name or period.word
        kind = words.term_kind(period.word or period.name)
        parent = parents.get(period.id) or _around(period, sessions)
        yield _term(period, name, kind, parent, period.sequence or str(place_in_year))


def _around(period: GradingPeriod, sessions: list[Session]) -> str:
    """The session that a grading period lies in, where no session lists it."""
    for session in sessions:
        same = (session.school, session.year) == (period.school, period.year)
        if same and session.starts <= period.starts and period.ends <= session.ends:
            return session.id
    return ""


def _term(term: Session | GradingPeriod, name: str, kind: str, parent: str, number: str) -> Row:
    values = {
        "source_id": term.id,
        "school_year": source_id("year", term.school, term.year),
        "parent": parent,
        "name": name[:100],
        "kind": kind,
        "sequence": number,
        "starts_on": term.starts,
        "ends_on": term.ends,
    }
    return row("terms", term.place, values)


def day(
    keys: Keys, years: Years, bells: BellTimes, e: Element, place: Place
) -> Iterator[Row | NotTaken]:
    """A CalendarDate of the school's calendar; another calendar's date is not taken."""
    key = keys.calendar(keys.calendar_of(e))
    if not years.chose(key):
        yield NotTaken("days of other calendars")
        return
    on = e.need("Date")
    events = [code_word(each) for each in e.all("CalendarEvent")] or ["Instructional day"]
    lessons = "Make-up day" in events or all(event in _LESSONS for event in events)
    notes = [_NOTES.get(event, event) for event in events]
    values = {
        "school_year": source_id("year", key[0], key[1]),
        "on": on,
        "instructional": "true" if lessons else "false",
        "bell_schedule": bells.on(key[0], on) if lessons else "",
        "note": "" if _is_plain_weekend(on, events) else "; ".join(filter(None, notes))[:200],
    }
    yield row("days", place, values)


def _is_plain_weekend(on: str, events: list[str]) -> bool:
    """If a calendar that lists every date calls a Saturday or Sunday a holiday."""
    try:
        return events in (["Holiday"], ["Non-instructional day"]) and (
            date.fromisoformat(on).weekday() >= 5
        )
    except ValueError:
        return False

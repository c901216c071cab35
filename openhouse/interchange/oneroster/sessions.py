"""academicSessions.csv: school years and terms, of each school that uses them.

OneRoster's sessions are the district's; here a year and its terms belong to a school, so the id
of a row is ``<session>:<school>``.
"""

import re
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext_noop as _

from openhouse.interchange.oneroster.delivery import Delivery
from openhouse.interchange.oneroster.orgs import Orgs
from openhouse.interchange.oneroster.table import day, is_gone, listed
from openhouse.interchange.rows import Items, Reject, Row


@dataclass(slots=True)
class Session:
    id: str
    title: str
    type: str
    starts_on: date
    ends_on: date
    parent: str
    line: int


@dataclass(slots=True)
class Year:
    """A school year of the district: its sessions and the days it spans."""

    id: str
    ends_in: int
    starts_on: date
    ends_on: date
    line: int


@dataclass(slots=True)
class Sessions:
    """The sessions of a delivery, and which year each belongs to."""

    by_id: dict[str, Session] = field(default_factory=dict)
    used: set[tuple[str, str]] = field(default_factory=set)
    #: (school, ends_in) -> the year of that school
    years: dict[tuple[str, int], Year] = field(default_factory=dict)

    def line_up(self, session: str) -> list[Session]:
        """The session and those above it, lowest first."""
        found: list[Session] = []
        here = self.by_id.get(session)
        while here is not None and here not in found:
            found.append(here)
            here = self.by_id.get(here.parent)
        return found

    def top(self, session: str) -> Session:
        return self.line_up(session)[-1]

    def ends_in(self, session: str) -> int:
        """The calendar year in which the session's school year ends.

        By its days: "schoolYear" is the year it ends in by the standard, the one it begins in by
        School Data Sync, and both by others.
        """
        top = self.top(session)
        if top.type == "schoolyear":
            return top.ends_on.year
        return top.starts_on.year + (top.starts_on.month >= 7)

    def covering(self, sessions: list[str]) -> str:
        """The lowest session that covers all of *sessions*: theirs in common, or the first."""
        lines = [self.line_up(session) for session in sessions if session in self.by_id]
        if len(sessions) == 1 or not lines:
            return sessions[0] if sessions else ""
        common = [s for s in lines[0] if all(s in line for line in lines)]
        return common[0].id if common else lines[0][-1].id

    def current(self, school: str, today: date) -> Year | None:
        """The school's year that *today* is in, else the one that began last, else the first."""
        years = sorted(
            (year for (where, _ends), year in self.years.items() if where == school),
            key=lambda year: year.starts_on,
        )
        running = [year for year in years if year.starts_on <= today <= year.ends_on]
        begun = [year for year in years if year.starts_on <= today]
        return next(iter(running or begun[-1:] or years[:1]), None)


def read_sessions(delivery: Delivery, sessions: Sessions, orgs: Orgs) -> Items:
    """academicSessions.csv: school years and terms of each school; fills *sessions*.

    A session whose days are no days, or in the wrong order, is rejected here, because years are
    made of them.
    """
    table = delivery.table("academicSessions")
    if table is None:
        return
    for line, record in table:
        if is_gone(record):
            continue
        bad = [name for name in ("startdate", "enddate") if _day(record[name]) is None]
        if bad:
            column = {"startdate": "startDate", "enddate": "endDate"}[bad[0]]
            value = record[bad[0]]
            yield Reject(table.file, line, column, value, _("a date such as 2026-10-06"), "terms")
            continue
        starts_on, ends_on = _day(record["startdate"]), _day(record["enddate"])
        assert starts_on and ends_on
        if ends_on <= starts_on:
            yield Reject(
                table.file, line, "endDate", record["enddate"], _("a day after startDate"), "terms"
            )
            continue
        sessions.by_id[record["sourcedid"]] = Session(
            record["sourcedid"],
            record["title"],
            record["type"].lower(),
            starts_on,
            ends_on,
            record.get("parentsourcedid", ""),
            line,
        )
    yield from table.take_rejects("terms")
    _note_used(delivery, sessions, orgs)
    yield from _rows(sessions, table.file)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(day(text))
    except ValueError:
        return None


def _note_used(delivery: Delivery, sessions: Sessions, orgs: Orgs) -> None:
    """Which school uses which session; all use all where each year is one of the district's."""
    tops = {sessions.top(session).id for session in sessions.by_id}
    years = [sessions.ends_in(top) for top in tops]
    if len(years) == len(set(years)) or not any(
        sessions.by_id[top].type == "schoolyear" for top in tops
    ):
        sessions.used |= {(s, school) for s in sessions.by_id for school in orgs.schools}
    classes = delivery.table("classes")
    for _line, record in classes or ():
        for session in listed(record.get("termsourcedids", "")):
            for each in sessions.line_up(session):
                sessions.used.add((each.id, record["schoolsourcedid"]))


def _rows(sessions: Sessions, file: str) -> Items:
    used = sorted(sessions.used, key=lambda pair: (sessions.by_id[pair[0]].starts_on, *pair))
    for session, school in used:
        top = sessions.top(session)
        at = (school, sessions.ends_in(session))
        year = sessions.years.get(at)
        if year is None:
            sessions.years[at] = Year(
                top.id if top.type == "schoolyear" else str(at[1]),
                at[1],
                top.starts_on,
                top.ends_on,
                top.line,
            )
        else:
            year.starts_on = min(year.starts_on, top.starts_on)
            year.ends_on = max(year.ends_on, top.ends_on)
    for (school, _ends_in), year in sessions.years.items():
        values = {
            "source_id": f"{year.id}:{school}",
            "school": school,
            "ends_in": str(year.ends_in),
            "name": _year_name(year),
            "starts_on": year.starts_on.isoformat(),
            "ends_on": year.ends_on.isoformat(),
        }
        yield Row("school_years", values, file, year.line)
    order = sorted(sessions.by_id, key=lambda each: (sessions.by_id[each].starts_on, each))
    for session, school in used:
        number = order.index(session) + 1
        yield _term(sessions, sessions.by_id[session], school, number, file)


def _term(sessions: Sessions, session: Session, school: str, number: int, file: str) -> Row:
    year = sessions.years[school, sessions.ends_in(session.id)]
    parent = f"{session.parent}:{school}" if session.parent in sessions.by_id else ""
    values = {
        "source_id": f"{session.id}:{school}",
        "school_year": f"{year.id}:{school}",
        "parent": parent,
        "name": session.title,
        "kind": term_kind(session, year),
        "sequence": str(number),
        "starts_on": session.starts_on.isoformat(),
        "ends_on": session.ends_on.isoformat(),
    }
    return Row("terms", values, file, session.line)


def _year_name(year: Year) -> str:
    if year.starts_on.year == year.ends_on.year:
        return str(year.ends_in)
    return f"{year.starts_on.year}-{year.ends_in % 100:02d}"


def term_kind(session: Session, year: Year) -> str:
    """What a family would call the session: by its type, its title, else its length."""
    title = session.title.lower()
    if session.type == "schoolyear" or re.search(r"\byear\b", title):
        return "year"
    if session.type == "semester" or re.search(r"\bsemester|\bs[12]\b", title):
        return "semester"
    if re.search(r"\btrimester|\bt[123]\b|\btri ?[123]\b", title):
        return "trimester"
    if re.search(r"\bquarter|\bq[1234]\b", title):
        return "quarter"
    if session.type == "gradingperiod":
        return "grading period"
    share = (session.ends_on - session.starts_on) / (year.ends_on - year.starts_on)
    if share > 0.8:
        return "year"
    if share > 0.4:
        return "semester"
    return "trimester" if share > 0.28 else "quarter"

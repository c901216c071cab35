"""Attendance events of the school and of sections, and the codes they use."""

from collections.abc import Iterator, Mapping

from django.utils.translation import gettext_noop as _

from openhouse.interchange.edfi import words
from openhouse.interchange.edfi.bells import BellTimes
from openhouse.interchange.edfi.catalog import Catalog, Place, row
from openhouse.interchange.edfi.elements import Element, Unusable
from openhouse.interchange.edfi.keys import Keys, short, source_id
from openhouse.interchange.rows import Row, Words


class Events:
    """Turns attendance events into marks; remembers which codes it has named.

    A day's mark is the office's, a section's mark is its teacher's. The key of a mark has no
    category: when the office excuses an absence, the mark changes instead of being doubled. Ed-Fi's
    own key has it (and the session, and the school), so a day may have several events: the one
    that tells most stands (``words.telling``), and the report lists the others.
    """

    def __init__(self, catalog: Catalog, keys: Keys, bells: BellTimes) -> None:
        self._catalog = catalog
        self._keys = keys
        self._bells = bells
        self._codes: set[str] = set()

    def of_day(self, e: Element, place: Place) -> Iterator[Row]:
        """A StudentSchoolAttendanceEvent."""
        student, school = self._keys.student(e), self._keys.school(e)
        event = e.first("AttendanceEvent") or e
        key = source_id("attended", student, event.need("EventDate"), school)
        where = {
            "source_id": key,
            "school": source_id("school", school),
            "section": "",
            "period": "",
            "taken_by": "office",
        }
        session = e.first("SessionReference")
        name = self._keys.of(session).get("SessionName") if session is not None else ""
        yield from self._mark(
            e, event, student, where, ", ".join(filter(None, (name, school))), place
        )

    def of_section(self, e: Element, place: Place) -> Iterator[Row]:
        """A StudentSectionAttendanceEvent; in one class period only if it names a single one."""
        student, (section, school) = self._keys.student(e), self._keys.section(e)
        if not self._catalog.in_section(student, section):
            expected = Words(_("a student on the roster of %(section)s"), section=section)
            raise Unusable("StudentReference", student, expected)
        event = e.first("AttendanceEvent") or e
        on = event.need("EventDate")
        names = [
            self._keys.of(reference).need("ClassPeriodName")
            for reference in e.all("ClassPeriodReference")
        ]
        period = names[0] if len(names) == 1 else ""
        parts = [student, on, short(section), *([period] if period else [])]
        where = {
            "source_id": source_id("attended", *parts),
            "school": source_id("school", school),
            "section": section,
            "period": self._bells.period_on(school, period, on) if period else "",
            "taken_by": "teacher",
        }
        yield from self._mark(e, event, student, where, section.rpartition("/")[2], place)

    def _mark(
        self,
        e: Element,
        event: Element,
        student: str,
        where: Mapping[str, str],
        told: str,
        place: Place,
    ) -> Iterator[Row]:
        category, reason = event.code("AttendanceEventCategory"), event.get("AttendanceEventReason")
        meaning = words.attendance(category, reason)
        if meaning is None:
            expected = _("a category that says absent, tardy, left early or present")
            raise Unusable("AttendanceEventCategory", category, expected)
        yield from self._code(meaning, place)
        values = {
            **where,
            "student": self._catalog.persons.id("student", student),
            "on": event.get("EventDate"),
            "code": source_id("attendance-code", meaning.code),
            "arrived_at": e.get("ArrivalTime"),
            "left_at": e.get("DepartureTime"),
            "comment": reason[:300] if words.adds(reason, meaning) else "",
            "rank": f"{words.telling(meaning)}\t{category} ({told})",
        }
        yield row("attendance", place, values)

    def _code(self, meaning: words.Meaning, place: Place) -> Iterator[Row]:
        if meaning.code not in self._codes:
            self._codes.add(meaning.code)
            values = {
                "source_id": source_id("attendance-code", meaning.code),
                "code": meaning.code,
                "name": meaning.name,
                "status": meaning.status,
                "excuse": meaning.excuse,
            }
            yield row("attendance_codes", place, values)

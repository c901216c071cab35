"""What the cast's schools have announced."""

from datetime import UTC, date, datetime
from typing import Any

from openhouse.messages.models import Announcement
from tests.cast import SEES
from tests.cast_people import ENROLLED
from tests.cast_rows import Maker
from tests.cast_school import SCHOOLS

WRITTEN_AT = datetime(2026, 9, 1, 13, 0, tzinfo=UTC)
#: key, section, grades, what else the row says, who reads it (all of them are of the high school)
ANNOUNCED: tuple[tuple[str, str, list[str], dict[str, Any], tuple[str, ...]], ...] = (
    ("notice_class", "algebra", [], {}, ("mother", "ben", "grandmother", "teacher", "clerk")),
    ("notice_grade", "", ["09"], {"emergency": True}, ("long_parent", "clerk")),
    ("notice_soon", "", [], {"starts_on": date(2026, 10, 7)}, ("clerk",)),
    ("notice_back", "", [], {"withdrawn_at": WRITTEN_AT}, ("clerk",)),
)


def make_announcements(make: Maker) -> None:
    """For a class, for a grade, of tomorrow, and one that was taken back."""
    rows = make.cast.rows
    _make_for_schools(make)
    for key, section, grades, more, readers in ANNOUNCED:
        said = {"starts_on": date(2026, 9, 1), "ends_on": date(2026, 10, 31)} | more
        make.row(
            Announcement,
            key,
            readers_too=readers,
            school_id=rows["high"].id,
            section_id=rows[section].id if section else None,
            grades=grades,
            title="Picture day",
            body="Pictures are taken in the gym.",
            language="en",
            others={"es": {"title": "Fotos", "body": "Fotos en el gimnasio.", "machine": True}},
            written_by_id=rows["clerk"].id,
            written_by_name="Who wrote it",
            written_at=WRITTEN_AT,
            **said,
        )


def _make_for_schools(make: Maker) -> None:
    """One for everybody, one that is over, and one of each school."""
    for key, school, ends_on in (
        ("notice_all", "", date(2026, 10, 31)),
        ("notice_over", "", date(2026, 9, 30)),
        *((f"notice_{school}", school, date(2026, 10, 31)) for school in SCHOOLS),
    ):
        make.row(
            Announcement,
            key,
            readers_too=_families_of(school) + (("clerk",) if school in ("", "high") else ()),
            school_id=make.cast.rows[school].id if school else None,
            title="Picture day",
            body="Pictures are taken in the gym.",
            language="en",
            starts_on=date(2026, 9, 1),
            ends_on=ends_on,
        )


def _families_of(school: str) -> tuple[str, ...]:
    """Who sees a student who is or was there; of no school: whoever sees one."""
    there = {student for student, where, *_rest in ENROLLED if where == school or not school}
    return tuple(name for name, seen in SEES.items() if there & set(seen))

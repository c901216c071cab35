"""What the cast's schools have announced, and written to families."""

from datetime import UTC, date, datetime, time
from typing import Any

from openhouse.messages.models import (
    Announcement,
    Message,
    MessageFile,
    MessageSearch,
    MessageTemplate,
    MessageWords,
    Recipient,
)
from openhouse.messages.models_rules import AttendanceRule, EventRule, RuleCrossing
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


#: key, section, school, kind, state, who reads it beside the district
MESSAGES: tuple[tuple[str, str, str, str, str, tuple[str, ...]], ...] = (
    ("message_class", "algebra", "high", "teacher", "sent",
     ("mother", "grandmother", "teacher", "clerk")),
    ("message_high", "", "high", "general", "sent", ("mother", "long_parent", "ben", "clerk")),
    ("message_west", "", "west", "general", "sent", ("grandmother",)),
    ("message_draft", "", "high", "general", "draft", ("clerk",)),
    ("message_class_draft", "algebra", "high", "teacher", "draft", ("teacher",)),
)  # fmt: skip
#: message, person, student, if read, who reads it at the school
RECIPIENTS: tuple[tuple[str, str, str, bool, tuple[str, ...]], ...] = (
    ("message_class", "mother", "ben", True, ("teacher", "clerk")),
    ("message_class", "grandmother", "cai", False, ("teacher", "clerk")),
    ("message_high", "mother", "ben", False, ("clerk",)),
    ("message_high", "long_parent", "max", False, ("clerk",)),
    ("message_high", "ben", "ben", False, ("clerk",)),
    ("message_west", "grandmother", "dee", True, ()),
)
PICTURE = b"\x89PNG of nothing"


def make_messages(make: Maker) -> None:
    """To a class, to two schools, one that is not sent, and a text that a teacher keeps."""
    for key, section, school, kind, state, readers in MESSAGES:
        _make_message(make, key, section, school, kind, state, readers)
    rows = make.cast.rows
    for key, person, student, read, others in RECIPIENTS:
        make.row(
            Recipient,
            f"{key}_{person}",
            readers_too=(person, *others),
            message=rows[key],
            school=rows[key].school,
            section=rows[key].section,
            person=rows[person],
            called="Who gets it",
            students=[rows[student].id],
            told={},
            written_at=WRITTEN_AT,
            read_at=WRITTEN_AT if read else None,
        )
    for name in ("teacher", "admin"):
        make.row(
            MessageTemplate,
            f"text_{name}",
            readers_too=(name,),
            person=rows[name],
            name="Kept text",
            kind="message.teacher",
            said={"en": {"title": "Lab day", "body": "Bring goggles.", "machine": False}},
            whom=_whom(rows, "algebra", "high"),
            whom_words="To whom it went",
        )
        make.row(
            MessageSearch,
            f"search_{name}",
            readers_too=(name,),
            person=rows[name],
            name="Kept search",
            whom=_whom(rows, "algebra" if name == "teacher" else "", "high"),
            whom_words="Whom it finds",
        )


def _make_message(
    make: Maker, key: str, section: str, school: str, kind: str, state: str,
    readers: tuple[str, ...],
) -> None:  # fmt: skip
    rows = make.cast.rows
    message = make.row(
        Message,
        key,
        readers_too=readers,
        school=rows[school],
        section=rows[section] if section else None,
        kind=f"message.{kind}",
        whom=_whom(rows, section, school),
        whom_words="To whom it goes",
        language="en",
        state=state,
        written_by=rows["teacher" if section else "clerk"],
        written_by_name="Who wrote it",
        written_at=WRITTEN_AT,
    )
    _make_words(make, key, message, readers)


def make_rules(make: Maker) -> None:
    """A rule about absences of each of two schools, the first of them on."""
    for school in ("high", "west"):
        make.row(
            AttendanceRule,
            f"rule_{school}",
            about_school=school,
            school=make.cast.rows[school],
            name="Not at school",
            statuses=["absent"],
            excuses=["unknown", "unexcused"],
            language="en",
            said={"en": {"title": "{first_name}", "body": "Call the school.", "machine": False}},
            at=time(10, 30),
            on=school == "high",
            written_by=make.cast.rows["clerk"],
            written_by_name="Who wrote it",
            written_at=WRITTEN_AT,
        )

    make_events(make)


def make_events(make: Maker) -> None:
    """A rule about absences of two schools and one about marks of all, and whom they have found."""
    rows = make.cast.rows
    for school in ("high", "west", ""):
        make.row(
            EventRule,
            f"event_{school or 'all'}",
            about_school=school,
            school=rows[school] if school else None,
            name="Often away" if school else "A low mark",
            what="absences" if school else "posted",
            least=2 if school else None,
            below=None if school else 60,
            tells=["guardians"],
            those_already=True,
            at=time(15, 30),
            state="on" if school == "high" else "off",
            written_by=rows["admin" if not school else "clerk"],
            written_by_name="Who wrote it",
            written_at=WRITTEN_AT,
        )
    for student, rule in (("cai", "high"), ("dee", "west")):
        make.row(
            RuleCrossing,
            f"crossing_{student}",
            student=student,
            student_id=make.cast.persons[student].id,
            rule=rows[f"event_{rule}"],
            crossed_on=date(2026, 9, 29),
            cleared_on=date(2026, 9, 30),
            facts={"what": "absences", "n": 2, "unexcused": False, "since": "2026-08-24"},
        )


def _whom(rows: Any, section: str, school: str) -> dict[str, Any]:
    return {
        "who": "class" if section else "school", "school": rows[school].id, "student": None,
        "section": rows[section].id if section else None, "grades": [], "least": 0,
    }  # fmt: skip


def _make_words(make: Maker, key: str, message: Message, readers: tuple[str, ...]) -> None:
    """In two languages; three have a file."""
    for language in ("en", "es"):
        make.row(
            MessageWords,
            f"{key}_{language}",
            readers_too=readers,
            message=message,
            language=language,
            subject="Lab day",
            body="Bring goggles.",
            machine=language == "es",
        )
    if key in ("message_high", "message_class", "message_draft"):
        make.row(
            MessageFile,
            f"{key}_file",
            readers_too=readers,
            message=message,
            name="Map.png",
            kind="image/png",
            size=len(PICTURE),
            content=PICTURE,
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

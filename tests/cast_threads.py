"""What families of the cast and the school write to each other."""

from datetime import UTC, date, datetime, time

from openhouse.messages.models_threads import (
    Away,
    Post,
    PostFile,
    Thread,
    ThreadReader,
    ThreadReply,
    ThreadRules,
)
from tests.cast_messages import PICTURE
from tests.cast_rows import Maker

BEGUN_AT = datetime(2026, 10, 5, 13, 0, tzinfo=UTC)
#: key, whose at home, about whom, kind, section, school, handed to the office, who reads it beside
#: her: adults of an "about" one, the student where she is a party, the school
THREADS = (
    ("thread_ben", "mother", "ben", "about", "algebra", "high", False, ("teacher",)),
    ("thread_by_ben", "ben", "ben", "private", "history", "high", False, ("teacher",)),
    ("thread_ana", "father", "ana", "about", "homeroom", "elementary", False,
     ("mother", "second_teacher")),
    ("thread_ana_mother", "mother", "ana", "private", "homeroom", "elementary", False,
     ("second_teacher",)),
    ("thread_ana_father", "father", "ana", "private", "homeroom", "elementary", False,
     ("second_teacher",)),
    ("thread_office", "mother", "ben", "about", None, "high", False, ("clerk",)),
    ("thread_cai", "grandmother", "cai", "about", "biology", "high", True,
     ("teacher_mother", "clerk")),
)  # fmt: skip


def make_threads(make: Maker) -> None:
    """One of each kind; in the one that was handed over, a post from before the office read it."""
    rows = make.cast.rows
    make.row(ThreadRules, "thread_rules", from_time=time(8), until_time=time(16))
    make.row(
        Away,
        "away_teacher_mother",
        person=rows["teacher_mother"],
        name="Ms. Lindqvist",
        starts_on=date(2026, 10, 5),
        ends_on=date(2026, 10, 9),
    )
    for key, who, student, kind, section, school, handed, others in THREADS:
        thread = make.row(
            Thread,
            key,
            student=student,
            readers_too=(who, *others),
            student_id=rows[student].id,
            person=rows[who],
            school=rows[school],
            section=rows[section] if section else None,
            kind=kind,
            subject="The field trip",
            begun_at=BEGUN_AT,
            last_at=BEGUN_AT,
            waits_since=BEGUN_AT,
            handed_at=BEGUN_AT if handed else None,
        )
        _post(make, thread, f"{key}_post", student, who, others, to_office=handed or not section)
        if handed:
            before = tuple(one for one in others if one != "clerk")
            _post(make, thread, f"{key}_before", student, who, before, to_office=False)
        _reader(make, thread, key, student, who, others)
        _reply(make, thread, key, who)
    _reply(make, rows["thread_office"], "thread_admin", "admin", side="school")


def _reply(make: Maker, thread: Thread, key: str, who: str, side: str = "family") -> None:
    make.row(
        ThreadReply,
        f"{key}_reply",
        readers_too=(who,),
        thread=thread,
        person=make.cast.rows[who],
        side=side,
        secret="",
    )


def _post(
    make: Maker,
    thread: Thread,
    key: str,
    student: str,
    who: str,
    others: tuple[str, ...],
    *,
    to_office: bool,
) -> None:
    post = make.row(
        Post,
        key,
        student=student,
        readers_too=(who, *others),
        student_id=thread.student_id,
        thread=thread,
        person=make.cast.rows[who],
        side="family",
        name="",
        relation="" if who == student else "Guardian",
        body="Where do we meet?",
        at=BEGUN_AT,
        client=key,
        to_office=to_office,
    )
    make.row(
        PostFile,
        f"{key}_file",
        student=student,
        readers_too=(who, *others),
        post=post,
        name="Map.png",
        kind="image/png",
        size=len(PICTURE),
        content=PICTURE,
    )


def _reader(
    make: Maker, thread: Thread, key: str, student: str, who: str, others: tuple[str, ...]
) -> None:
    """How far she has read is the school's to see, not the other parent's."""
    make.row(
        ThreadReader,
        f"{key}_reader",
        student=student,
        readers_too=(who, *(one for one in others if one != "mother")),
        student_id=thread.student_id,
        thread=thread,
        person=make.cast.rows[who],
        side="family",
        name="Who reads",
        read_to=make.cast.rows[f"{key}_post"].pk,
        read_at=BEGUN_AT,
    )

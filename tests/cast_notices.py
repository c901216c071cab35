"""What waits to be told to people of the cast, and what they want to hear."""

from datetime import UTC, datetime

from openhouse.notifications.models_notices import (
    HeardUpTo,
    Notice,
    NoticeChoice,
    NoticeRules,
    NoticeTimes,
)
from tests.cast_rows import Maker

#: Who was told, of whom.
NOTICES = (("mother", "ana"), ("father", "ana"), ("ben", "ben"), ("admin", "ben"))
EARLIER = datetime(2026, 9, 2, 9, 0, tzinfo=UTC)


def make_notices(make: Maker) -> None:
    """Told in September to two parents and a student; nothing waits."""
    rows = make.cast.rows
    make.row(NoticeRules, "notice_rules")
    make.row(
        HeardUpTo, "heard_up_to", seen_at=EARLIER, snapshot="100:100:"
    )  # fmt: skip
    for key, student in NOTICES:
        about = {"person": rows[key], "student_id": rows[student].id}
        make.row(
            Notice,
            f"notice_{key}",
            readers_too=(key,),
            **about,
            kind="score",
            matter="score:1",
            made_of=[1],
            at=EARLIER,
            due_at=EARLIER,
            state="out",
            ended_at=EARLIER,
        )
        make.row(
            NoticeChoice,
            f"notice_choice_{key}",
            readers_too=(key,),
            **about,
            kind="registration",
            ways=["mail"],
        )
    for key in ("barred", "clerk", "admin"):
        make.row(NoticeTimes, f"notice_times_{key}", readers_too=(key,), person=rows[key])

"""Two who write at transcripts at the same moment: the second sees what the first has written."""

import threading
import time
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection, transaction

from openhouse.access.viewer import System, Viewer
from openhouse.common import clock
from openhouse.common.scope import ALL, scope
from openhouse.documents.models_transcript import TranscriptLine
from openhouse.documents.transcript.by_hand import Entered, enter
from openhouse.documents.transcript.rules import Scale
from tests.cast import Cast, in_all
from tests.documents.test_transcript_by_hand import ART, STUDENTS
from tests.documents.test_transcript_office import DESK, mark, run, what
from tests.house_client import HouseClient, words_of
from tests.threads import at_once

pytestmark = pytest.mark.django_db(transaction=True)
ClientOf = Callable[..., HouseClient]
#: Who waits here for a lock; others use the same server.
WAITING = (
    "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"
    " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
)


def algebra(cast: Cast) -> dict[str, Any]:
    """The course that is posted, as a registrar would enter it by hand."""
    course = cast.rows["algebra"].course
    school = cast.rows["high"].name
    more = {
        "transfer": "",
        "school_name": school,
        "course_name": course.name,
        "credits_earned": "1",
    }
    art = {key: value for key, value in ART.items() if key != "transfer"}
    return art | more | {"ends_in": "2027", "term_name": cast.rows["high_q1"].name}


def by_hand(cast: Cast) -> Entered:
    said = algebra(cast)
    names = ("term_name", "school_name", "course_name", "course_number", "mark", "level")
    return Entered(
        ends_in=2027, transfer=False, grade_level="11", percent=None, area_id=None, counts=True,
        credits_attempted=Decimal(1), credits_earned=Decimal(1),
        **{name: said[name] for name in names},
    )  # fmt: skip


def standing(cast: Cast) -> list[str]:
    with in_all(cast):
        found = TranscriptLine.objects.visible_to(System()).filter(
            student_id=cast.ben.id, struck_at=None, course_name=cast.rows["algebra"].course.name
        )
        return list(found.values_list("origin", flat=True))


def waiting() -> int:
    with connection.cursor() as cursor:
        cursor.execute(WAITING)
        return int(cursor.fetchone()[0])


def test_posting_waits_for_who_enters_the_same_course_by_hand(
    north: Cast, client_of: ClientOf
) -> None:
    run(north, "DELETE FROM grades_postedmark WHERE section_id = %s", north.rows["algebra"].pk)
    mark(north, "ben", "B", "task_final")
    clerk, answers = client_of(north.clerk), list[Any]()

    def post() -> None:
        try:
            answers.append(clerk.post(DESK, {"what": what(north, "task_final")}, follow=True))
        finally:
            connection.close()

    posting = threading.Thread(target=post)
    registrar = Viewer(north.clerk.id, north.clerk.name, "A", "office", ALL)
    with transaction.atomic(), scope(district=north.id, students=ALL, hat="system"):
        enter(registrar, north.ben.id, by_hand(north), Scale(), clock.now())
        posting.start()
        end = time.monotonic() + 30
        while not waiting() and time.monotonic() < end:
            assert posting.is_alive()
    posting.join(60)
    assert "There was nothing new" in words_of(answers[0])
    assert standing(north) == ["by hand"]


def test_of_a_course_posted_and_entered_at_once_one_line_stands(
    north: Cast, client_of: ClientOf
) -> None:
    run(north, "DELETE FROM grades_postedmark WHERE section_id = %s", north.rows["algebra"].pk)
    mark(north, "ben", "B", "task_final")
    clerks, said = (client_of(north.clerk), client_of(north.admin)), algebra(north)
    at_once(
        lambda: clerks[0].post(DESK, {"what": what(north, "task_final")}),
        lambda: clerks[1].post(f"{STUDENTS}{north.ben.id}/new/", said),
    )
    assert len(standing(north)) == 1

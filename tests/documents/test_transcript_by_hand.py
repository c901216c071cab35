"""A registrar enters a course by hand, corrects one, and strikes one with a reason."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from tests.cast import Cast, in_all
from tests.house_client import HouseClient, words_of

pytestmark = pytest.mark.django_db
ClientOf = Callable[..., HouseClient]
STUDENTS = "/north/office/transcripts/students/"
ART: dict[str, Any] = {
    "transfer": "on", "school_name": "Riverbend High", "ends_in": "2025", "term_name": "Fall",
    "grade_level": "08", "course_name": "Art I", "course_number": "AR1", "mark": "B",
    "credits_attempted": "1", "credits_earned": "0.5", "level": "honors", "counts": "on",
}  # fmt: skip


def asked(cast: Cast, statement: str, *values: Any) -> list[tuple[Any, ...]]:
    with in_all(cast), connection.cursor() as cursor:
        cursor.execute(statement, values)
        found: list[tuple[Any, ...]] = cursor.fetchall()
        return found


def family_reads(client_of: ClientOf, cast: Cast) -> str:
    return words_of(client_of(cast.mother).get(f"/north/family/{cast.ben.id}/transcript/"))


def told(cast: Cast, line: int) -> list[tuple[Any, ...]]:
    return asked(
        cast,
        "SELECT kind, actor_id, reason FROM ledger_change WHERE about_id = %s"
        " AND kind LIKE 'transcript.%%' ORDER BY id",
        line,
    )


def test_a_course_of_another_school_is_entered_and_the_family_sees_it(
    north: Cast, client_of: ClientOf
) -> None:
    clerk, new = client_of(north.clerk), f"{STUDENTS}{north.ben.id}/new/"
    assert "Taken at another school" in words_of(clerk.get(new))
    area = north.rows["area_math"]
    typed = {"school_name": "River\x07bend\t High", "area": area.pk}  # pasted with what nobody sees
    page = words_of(clerk.post(new, ART | typed, follow=True))
    assert "Riverbend High" in page and "2024–25" in page
    words = family_reads(client_of, north)
    assert "Art I" in words and "Riverbend High" in words and "0.5 of 1 credit" in words
    assert "0.5 of 3 earned" in words, "it counts toward its area"
    # 9.0 before of four credits, and a B; weighted with what honors add
    assert "2.400" in words and "2.600" in words
    ((line, value, weighted, who),) = asked(
        north,
        "SELECT id, value::text, weighted_value::text, entered_by_id"
        " FROM documents_transcriptline WHERE course_name = 'Art I'",
    )
    assert (value, weighted, who) == ("3.000", "3.500", north.clerk.id)
    assert told(north, line) == [("transcript.posted", north.clerk.id, "entered by hand")]
    shown = words_of(clerk.get(f"{STUDENTS}{north.ben.id}/lines/{line}/"))
    assert "Entered by hand by" in shown and "Entered by hand by the school" not in shown
    again = clerk.post(new, ART | {"course_name": "ART I"})
    assert again.status_code == 400
    assert "stands on the transcript already" in again.content.decode()


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"school_name": ""}, "Please fill this in"),
        ({"credits_earned": "2"}, "Nobody earns more credits than the course was tried for"),
        ({"credits_attempted": "many"}, "Please type a number"),
        ({"credits_attempted": "-1"}, "Please type at least 0"),
        ({"credits_attempted": "NaN"}, "Please type a number"),
        ({"mark": "Q"}, "“Q” has no value here"),
        ({"mark": "120"}, "A percent is a number from 0 to 100"),
        ({"ends_in": "2031"}, "Please choose one of those"),
        ({"grade_level": ""}, "Please choose."),
        ({"area": "0"}, "Please choose one of those"),
        ({"course_name": "x" * 201}, "at most 200 letters fit, and it has 201"),
    ],
)
def test_what_cannot_be_is_refused_in_words(
    north: Cast, client_of: ClientOf, said: dict[str, str], words: str
) -> None:
    answer = client_of(north.clerk).post(f"{STUDENTS}{north.ben.id}/new/", ART | said)
    assert answer.status_code == 400 and words in answer.content.decode()
    assert not asked(north, "SELECT id FROM documents_transcriptline WHERE course_name = 'Art I'")


def test_a_pass_and_a_percent_are_marks_too(north: Cast, client_of: ClientOf) -> None:
    clerk, new = client_of(north.clerk), f"{STUDENTS}{north.ben.id}/new/"
    assert clerk.post(new, ART | {"mark": "P"}).status_code == 302
    percent = ART | {"course_name": "Art II", "mark": "88.5 %"}
    assert "has no value here" in clerk.post(new, percent).content.decode()
    del percent["counts"]
    assert clerk.post(new, percent).status_code == 302
    words = family_reads(client_of, north)
    assert "2.250" in words and "88.5" in words, "the average is what it was"


def test_a_corrected_line_takes_the_place_of_the_old_one_which_is_kept(
    north: Cast, client_of: ClientOf
) -> None:
    clerk, old = client_of(north.clerk), north.rows["line_ben_english"]
    url = f"{STUDENTS}{north.ben.id}/lines/{old.pk}/"
    said = ART | {
        "transfer": "", "school_name": old.school_name, "ends_in": "2026",
        "term_name": old.term_name, "grade_level": "09", "course_name": "English 9 Honors",
        "mark": "A", "credits_earned": "1",
    }  # fmt: skip
    del said["transfer"]
    assert clerk.post(url, said | {"mark": ""}).status_code == 400
    assert clerk.post(url, said).status_code == 302
    words = family_reads(client_of, north)
    assert "English 9 Honors" in words and "B+" not in words
    ((new, ended_on),) = asked(
        north,
        "SELECT id, ended_on FROM documents_transcriptline WHERE course_name = 'English 9 Honors'",
    )
    assert ended_on == old.ended_on
    ((mark, replaced_by, by),) = asked(
        north,
        "SELECT mark, replaced_by_id, struck_by_id FROM documents_transcriptline WHERE id = %s",
        old.pk,
    )
    assert (mark, replaced_by, by) == (old.mark, new, north.clerk.id), "the old one is frozen"
    assert told(north, old.pk) == [("transcript.removed", north.clerk.id, "corrected by hand")]
    page = words_of(clerk.get(f"{STUDENTS}{north.ben.id}/"))
    assert "Corrected by" in page and "Corrected and struck" in page
    assert "stands on the transcript no more" in words_of(clerk.get(url))
    late = words_of(clerk.post(url, said | {"course_name": "Another"}, follow=True))
    assert "Somebody else has corrected or struck this line already" in late
    assert not asked(north, "SELECT 1 FROM documents_transcriptline WHERE course_name = 'Another'")


def test_a_line_is_struck_with_a_reason_and_does_not_come_back(
    north: Cast, client_of: ClientOf
) -> None:
    clerk, line = client_of(north.clerk), north.rows["line_ben_failed"]
    url = f"{STUDENTS}{north.ben.id}/lines/{line.pk}/"
    bare = clerk.post(url, {"strike": "1", "reason": " "})
    assert bare.status_code == 400 and "Say why" in bare.content.decode()
    assert "Spanish I" in family_reads(client_of, north)
    why = "was never placed in this course"
    page = words_of(clerk.post(url, {"strike": "1", "reason": why}, follow=True))
    assert why in page and "Struck by" in page
    words = family_reads(client_of, north)
    assert "Spanish I" not in words and "3.5 credits earned of 3.5 attempted" in words
    assert why not in words
    assert told(north, line.pk) == [("transcript.removed", north.clerk.id, "struck by hand")]
    changes = words_of(client_of(north.mother).get("/north/family/changes/"))
    assert "was taken off the transcript" in changes and why not in changes
    again = words_of(clerk.post(url, {"strike": "1", "reason": "twice"}, follow=True))
    assert "already" in again
    saved = clerk.post(f"{STUDENTS}{north.ben.id}/", {"csv": "1"}).content
    assert b"Spanish I" not in saved and b"English 9" in saved


def test_a_mark_whose_line_was_struck_is_not_posted_anew(north: Cast, client_of: ClientOf) -> None:
    desk, clerk = "/north/office/transcripts/", client_of(north.clerk)
    what = "-".join(str(north.rows[key].pk) for key in ("high", "high_q1", "task"))
    clerk.post(desk, {"what": what})
    posted = asked(
        north, "SELECT id, student_id FROM documents_transcriptline WHERE origin = 'posted'"
    )
    line, student = posted[0]
    said = {"strike": "1", "reason": "posted too early"}
    assert clerk.post(f"{STUDENTS}{student}/lines/{line}/", said).status_code == 302
    with in_all(north), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE grades_postedmark SET letter = 'D', percent = NULL WHERE student_id = %s",
            [student],
        )
    assert "nothing new" in words_of(clerk.post(desk, {"what": what}, follow=True))
    assert "Nothing has changed since" in words_of(clerk.get(f"{desk}differences/"))
    kept = asked(north, "SELECT id FROM documents_transcriptline WHERE origin = 'posted'")
    assert len(kept) == len(posted)

"""A family reads a transcript: what is on it, what it adds up to, and whose it is not."""

from collections.abc import Callable
from typing import Any

import pypdfium2
import pytest
from django.conf import settings
from django.db import connection

from tests.cast import Cast, in_all
from tests.documents.test_card_layouts import boxes
from tests.house_client import HouseClient, words_of

pytestmark = pytest.mark.django_db
ClientOf = Callable[..., HouseClient]


def run(cast: Cast, statement: str, *values: Any) -> None:
    with in_all(cast), connection.cursor() as cursor:
        cursor.execute(statement, values)
        assert cursor.rowcount


def page_of(client: HouseClient, cast: Cast, student: str = "ben") -> str:
    return words_of(client.get(f"/{cast.slug}/family/{cast.persons[student].id}/transcript/"))


def test_a_family_reads_courses_credits_averages_rank_and_what_is_needed(
    north: Cast, client_of: ClientOf
) -> None:
    words = page_of(client_of(north.mother), north)
    assert "Unofficial" in words and "2025–26" in words and "9th grade" in words
    for course in ("English 9", "Physical Science", "World Geography", "Spanish I"):
        assert course in words
    assert "Transfer" in words and "0 of 1 credit" in words and "not in the average" in words
    # B+ 3.3, A− 3.7 (honors 4.2), C 2.0, F 0; the pass counts in no average
    assert "2.250" in words and "2.375" in words
    assert "3.5 credits earned of 4.5 attempted" in words
    assert "12 of 204" in words
    # Algebra is in progress; 3 of math are needed, and 7 of electives
    assert "0 of 3 earned, 1 in progress, 2 still needed" in words
    assert "3.5 of 7 earned, 3.5 still needed" in words
    assert "these marks can still change" in words and "These lines are frozen" in words


def test_a_course_of_next_semester_is_scheduled_and_not_still_needed(
    north: Cast, client_of: ClientOf
) -> None:
    drawing, high_s2 = north.rows["drawing"], north.rows["high_s2"]
    worth = (
        "INSERT INTO documents_coursecredit (course_id, credits, area_id, level, counts)"
        " VALUES (%s, 0.5, %s, 'regular', true)"
    )
    run(north, worth, drawing.course_id, north.rows["area_math"].pk)
    run(north, "UPDATE courses_section SET term_id = %s WHERE id = %s", high_s2.pk, drawing.pk)
    words = page_of(client_of(north.mother), north)
    assert "0 of 3 earned, 1 in progress, 0.5 scheduled, 1.5 still needed" in words
    assert "Drawing" in words and "Begins on Monday, Jan 4" in words and "Scheduled" in words


def test_a_course_gives_its_credit_once_and_next_years_is_not_this_years(
    north: Cast, client_of: ClientOf
) -> None:
    algebra, history, high_s2 = (north.rows[key] for key in ("algebra", "history", "high_s2"))
    second = "UPDATE courses_section SET course_id = %s, term_id = %s WHERE id = %s"
    run(north, second, algebra.course_id, high_s2.pk, history.pk)
    assert "0 of 3 earned, 1 in progress, 2 still needed" in page_of(client_of(north.mother), north)
    late = "UPDATE courses_placement SET starts_on = '2027-08-20', ends_on = NULL"
    run(north, f"{late} WHERE section_id = %s AND student_id = %s", algebra.pk, north.ben.id)
    run(north, "UPDATE courses_section SET term_id = NULL WHERE id = %s", algebra.pk)
    run(north, "DELETE FROM courses_placement WHERE section_id = %s", history.pk)
    assert "0 of 3 earned, 3 still needed" in page_of(client_of(north.mother), north)


def test_no_heading_of_the_spanish_paper_runs_into_the_next(
    north: Cast, client_of: ClientOf
) -> None:
    mother = client_of(north.mother)
    mother.cookies[settings.LANGUAGE_COOKIE_NAME] = "es"
    made = mother.post(f"/north/family/{north.ben.id}/transcript/", follow=True)
    with pypdfium2.PdfDocument(made.content) as pdf:
        page = pdf[0]
        (mark, *_), (tried, *_), (scheduled, *_), (missing, *_) = (
            boxes(page, word) for word in ("Calificación", "Intentados", "Programado", "Falta")
        )
    assert mark[2] < tried[0] and mark[1] == pytest.approx(tried[1], abs=3)
    assert scheduled[2] < missing[0]


def test_the_page_sends_four_statements_of_its_own(north: Cast, client_of: ClientOf) -> None:
    mother, sent = client_of(north.mother), []
    page_of(mother, north)

    def count(run_: Any, statement: str, *rest: Any) -> Any:
        sent.append(statement)
        return run_(statement, *rest)

    with connection.execute_wrapper(count):
        page_of(mother, north)
    own = [one for one in sent if "SAVEPOINT" not in one]
    assert len([one for one in own if "documents_" in one]) == 4
    assert len(own) <= 8, own


def test_a_district_may_hide_averages_and_rank(north: Cast, client_of: ClientOf) -> None:
    run(
        north,
        "UPDATE documents_transcriptrules SET shows_average = false, shows_rank = false",
    )
    words = page_of(client_of(north.ben), north)
    assert "GPA" not in words and "Class rank" not in words and "2.5" not in words
    assert "English 9" in words


def test_the_mark_of_a_suppressed_line_is_not_shown(north: Cast, client_of: ClientOf) -> None:
    run(
        north,
        "UPDATE documents_transcriptline SET suppressed = true WHERE mark = %s",
        north.rows["line_ben_physics"].mark,
    )
    words = page_of(client_of(north.ben), north)
    assert "Physical Science" in words and "the mark is not shown" in words and "A-" not in words


def test_a_young_child_reads_a_kind_sentence(north: Cast, client_of: ClientOf) -> None:
    words = page_of(client_of(north.mother), north, "ana")
    assert "It begins with the first credits" in words and "GPA" not in words


def test_nobody_elses_transcript_is_there(north: Cast, south: Cast, client_of: ClientOf) -> None:
    """Of another family, of another school, of the mirrored district: as if there were none."""
    mother, grandmother = client_of(north.mother), client_of(north.grandmother)
    for client, student in (
        (mother, north.mia.id),
        (mother, north.cai.id),
        (mother, south.ben.id),
        (grandmother, north.ben.id),
    ):
        answer = client.get(f"/north/family/{student}/transcript/")
        assert answer.status_code == 404 and b"English 9" not in answer.content
    away = client_of(south.mother).get(f"/north/family/{north.ben.id}/transcript/")
    assert away.status_code == 302 and "sign-in" in away["Location"]


def test_a_line_that_changes_is_written_down_and_moves_the_page(
    north: Cast, client_of: ClientOf
) -> None:
    mother = client_of(north.mother)
    url = f"/north/family/{north.ben.id}/transcript/"
    etag = mother.get(url)["ETag"]
    assert mother.get(url, headers={"If-None-Match": etag}).status_code == 304
    line = north.rows["line_ben_english"]
    run(north, "UPDATE documents_transcriptline SET mark = 'A' WHERE id = %s", line.pk)
    assert mother.get(url, headers={"If-None-Match": etag}).status_code == 200
    with in_all(north), connection.cursor() as cursor:
        cursor.execute(
            "SELECT kind, before ->> 'mark', after ->> 'mark' FROM ledger_change"
            " WHERE about_id = %s AND kind LIKE 'transcript.%%'",
            [line.pk],
        )
        assert cursor.fetchall() == [("transcript.changed", line.mark, "A")]

"""Many scores at once, and many writers at once; what the ledger has of them."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from openhouse.access.viewer import System
from openhouse.common.scope import scope
from openhouse.courses.models import Placement, SectionTeacher
from openhouse.grades.models import Assignment, PostedMark, Score
from openhouse.ledger.models import Change
from tests.cast import TODAY, Cast
from tests.grades.test_gradebook import cell, enter, score
from tests.grades.test_posting import form, posted, url
from tests.threads import at_once

pytestmark = pytest.mark.django_db
Clients = Callable[..., Any]


def house(cast: Cast) -> Any:
    return scope(district=cast.id, students="all", hat="system")


def lines(cast: Cast, work: str) -> list[tuple[Any, ...]]:
    """What the ledger has of ben's and cai's scores for a piece of work, oldest first."""
    with house(cast):
        found = Change.objects.filter(
            kind__startswith="score.", about_id=cast.rows[f"work_{work}"].pk
        )
        wanted = found.exclude(pk=cast.rows["line_score_plain"].pk).order_by("id")
        return list(wanted.values_list("kind", "student_id", "actor_id", "before", "after"))


def entered_at_once(client: Any, cast: Cast, *entries: Sequence[list[Any]]) -> list[int]:
    """Send each entry at the same moment; the answers' statuses, in order of size."""
    return at_once(*(partial(enter, client, cast, *cells) for cells in entries))


@pytest.mark.django_db(transaction=True)
def test_of_two_who_write_one_cell_at_once_one_is_kept_and_the_other_told(
    north: Cast, client_of: Clients
) -> None:
    client = client_of(north.teacher)
    empty = [[cell(north, "cai", "late", points, "")] for points in ("3", "4")]
    assert entered_at_once(client, north, *empty) == [200, 409]
    ((_kind, _student, _actor, _before, after),) = lines(north, "late")
    assert score(north, "cai", "late")[0] == after["points"]
    full = [[cell(north, "ben", "plain", points, "9")] for points in ("3", "4")]
    assert entered_at_once(client, north, *full) == [200, 409]
    assert len(lines(north, "plain")) == 1


@pytest.mark.django_db(transaction=True)
def test_two_blocks_of_the_same_cells_in_another_order_never_wait_for_each_other(
    north: Cast, client_of: Clients
) -> None:
    works = ("plain", "late", "test", "practice", "undated")
    saw = {"plain": "9", "late": "7L", "test": "39", "practice": "5", "undated": ""}
    block = [cell(north, "ben", work, "1", saw[work]) for work in works]
    saw_cai = {"plain": "10", "test": "48"}
    block += [cell(north, "cai", work, "1", saw_cai.get(work, "")) for work in works]
    other = [[*said[:2], "2", *said[3:]] for said in reversed(block)]
    assert entered_at_once(client_of(north.teacher), north, block, other) == [200, 409]
    kept = {score(north, who, work)[0] for who in ("ben", "cai") for work in works}
    assert kept in ({1}, {2})


def test_5000_scores_are_pasted_at_once_in_as_few_statements_as_one(
    north: Cast, client_of: Clients
) -> None:
    with house(north):
        works = Assignment.objects.bulk_create(
            Assignment(section_id=north.rows["algebra"].pk, name=f"Work {n}", points=10)
            for n in range(2500)
        )
    students = (north.ben.id, north.cai.id)
    cells = [[who, work.pk, "7", "", None] for who in students for work in works]
    client = client_of(north.teacher)
    with CaptureQueriesContext(connection) as asked:
        answer = enter(client, north, *cells)
    assert (answer.status_code, len(answer.json()["cells"])) == (200, 5000)
    assert len(asked) <= 18
    with house(north):
        numbers = [work.pk for work in works]
        kept = Score.objects.visible_to(System()).filter(assignment_id__in=numbers, points=7)
        assert kept.count() == 5000
        assert Change.objects.filter(kind="score.entered", about_id__in=numbers).count() == 5000


def test_one_bad_cell_among_5000_is_named_and_nothing_is_kept(
    north: Cast, client_of: Clients
) -> None:
    work = north.rows["work_late"].pk
    cells = [[north.cai.id, work + 10**9 + n, "7", "", None] for n in range(4999)]
    bad = cell(north, "cai", "late", "8,5", "")
    answer = enter(client_of(north.teacher), north, *cells, bad)
    assert answer.status_code == 400
    assert bad[:2] in [said[:2] for said in answer.json()["refused"]]
    assert score(north, "cai", "late") is None


def test_more_cells_than_a_grid_has_are_refused_in_a_sentence(
    north: Cast, client_of: Clients
) -> None:
    one = cell(north, "cai", "late", "7", "")
    answer = enter(client_of(north.teacher), north, *[one] * 20_001)
    assert answer.status_code == 400
    assert "too many scores at once" in answer.json()["words"]
    assert score(north, "cai", "late") is None


def test_each_typed_score_is_a_line_of_the_ledger_and_what_stays_is_none(
    north: Cast, client_of: Clients
) -> None:
    client, teacher = client_of(north.teacher), north.teacher.id
    enter(client, north, cell(north, "ben", "plain", "8L", "9"))
    enter(client, north, cell(north, "ben", "plain", "8L", "8L"))
    enter(client, north, cell(north, "cai", "late", "5", ""))
    ((kind, student, actor, before, after),) = lines(north, "plain")
    assert (kind, student, actor) == ("score.changed", north.ben.id, teacher)
    assert (before["points"], before.get("flag", "")) == (9, "")
    assert (after["points"], after["flag"]) == (8, "late")
    ((kind, student, actor, before, after),) = lines(north, "late")
    assert (kind, student, actor, before) == ("score.entered", north.cai.id, teacher, None)


def test_who_lost_the_section_this_morning_posts_nothing(north: Cast, client_of: Clients) -> None:
    client, before = client_of(north.teacher), posted(north)
    with house(north):
        SectionTeacher.objects.filter(
            person_id=north.teacher.id, section_id=north.rows["algebra"].pk
        ).update(ends_on=TODAY - timedelta(1))
    said = form(north, letter_ben="A", percent_ben="99", post="yes")
    assert client.post(url(north), said).status_code == 404
    assert posted(north) == before


def test_no_mark_is_posted_for_who_left_yesterday(north: Cast, client_of: Clients) -> None:
    before = posted(north)
    with house(north):
        Placement.objects.visible_to(System()).filter(
            student_id=north.ben.id, section_id=north.rows["algebra"].pk
        ).update(ends_on=TODAY - timedelta(1))
    said = form(north, letter_ben="A", percent_ben="99", post="yes")
    client_of(north.teacher).post(url(north), said)
    assert posted(north) == before
    with house(north):
        marks = PostedMark.objects.visible_to(System()).filter(letter="A")
        assert not marks.filter(student_id=north.ben.id).exists()

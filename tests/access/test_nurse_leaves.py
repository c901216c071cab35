"""Health records close when a nurse's post or a student's enrollment ends: each lock by itself."""

from datetime import date
from typing import Any

import pytest
from django.db.models import QuerySet

from openhouse.access.enter import Address, enter
from openhouse.access.viewer import System, viewer_from
from openhouse.courses.models import SectionTeacher
from openhouse.immunizations.models import CardUpload, Dose
from openhouse.papers.models import Paper
from openhouse.people.models import Enrollment, StaffPost
from tests.cast import Cast, in_all
from tests.house_client import HouseClient, words_of

pytestmark = pytest.mark.django_db
BEFORE = date(2026, 10, 5)


def teaches_too(cast: Cast) -> None:
    """The nurse teaches algebra as well, so she keeps seeing ben himself whatever else ends."""
    with in_all(cast):
        StaffPost.objects.create(person_id=cast.nurse.id, role="teacher", school=cast.rows["high"])
        SectionTeacher.objects.create(section=cast.rows["algebra"], person_id=cast.nurse.id)


def sees(cast: Cast, name: str = "nurse") -> tuple[set[int], set[int]]:
    """Whose doses, cards and papers of health the wall alone shows her, and the second lock."""
    entry = enter(Address(cast.slug, "staff"), cast.persons[name].account)
    assert entry is not None
    viewer: Any = viewer_from(entry, "staff")
    alone = {
        row.student_id
        for model in (Dose, CardUpload, Paper)
        for row in QuerySet(model).only("pk", "student_id")
    }
    second = {row.student_id for row in Dose.objects.visible_to(viewer)}
    return alone, second


def test_a_post_that_ended_opens_nothing_even_to_the_teacher_she_still_is(north: Cast) -> None:
    teaches_too(north)
    assert all(north.ben.id in seen for seen in sees(north))
    with in_all(north):
        StaffPost.objects.filter(person_id=north.nurse.id, role="nurse").update(ends_on=BEFORE)
    assert sees(north) == (set(), set())


def test_a_student_who_left_the_school_is_not_its_nurses_any_more(north: Cast) -> None:
    teaches_too(north)
    desk = "/north/staff/immunizations/"
    first = north.ben.name
    assert first in words_of(HouseClient.signed_in(north.nurse).get(desk))
    with in_all(north):
        rows = Enrollment.objects.visible_to(System()).filter(student_id=north.ben.id)
        rows.update(ends_on=BEFORE)
    assert not any(north.ben.id in seen for seen in sees(north))
    for who in (north.nurse, north.admin):
        assert first not in words_of(HouseClient.signed_in(who).get(desk))


def test_the_day_of_the_wall_is_the_day_of_the_request(
    north: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert north.ben.id in sees(north)[0]
    monkeypatch.setenv("OPENHOUSE_TODAY", "2027-06-15")  # the school year is over
    assert sees(north)[0] == set()

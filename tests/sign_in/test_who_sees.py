"""What the district opens to families: its schools, and the records of adult students."""

import pytest

from openhouse.districts.models import District, School
from openhouse.ledger.models import Change
from tests.cast import Cast
from tests.house_client import HouseClient, words_of
from tests.sign_in.test_desk import house

pytestmark = pytest.mark.django_db
PLACE = "/north/office/rules/who-sees/"


def schools(cast: Cast) -> list[int]:
    with house(cast):
        return list(School.objects.order_by("pk").values_list("pk", flat=True))


def test_a_school_that_is_closed_shows_families_nothing_and_opens_again(
    north: Cast, south: Cast
) -> None:
    admin, mother = (HouseClient.signed_in(each) for each in (north.admin, north.long_parent))
    place = f"/north/family/{north.max.id}/grades/"
    assert mother.get(place).status_code == 200
    others = [each for each in schools(north) if each != north.rows["high"].pk]
    assert admin.post(PLACE, {"schools": others}).status_code == 302
    assert mother.get(place).status_code == 404
    page = words_of(admin.get(f"/north/office/people/{north.long_parent.id}/"))
    assert "The school has closed its portal." in page
    with house(south):
        assert not School.objects.filter(portal_open=False).exists()
    assert admin.post(PLACE, {"schools": schools(north)}).status_code == 302
    assert mother.get(place).status_code == 200
    with house(north):
        lines = Change.objects.filter(kind="account.rules_changed", subject="schools")
        assert [line.actor_id for line in lines] == [north.admin.id] * 2


def test_the_district_holds_adult_students_for_dependents(north: Cast, south: Cast) -> None:
    admin = HouseClient.signed_in(north.admin)
    place = f"/north/office/people/{north.adult_mother.id}/"
    assert "The student is 18." in words_of(admin.get(place))
    admin.post(PLACE, {"schools": schools(north), "dependents": "on"})
    assert "The student is 18." not in words_of(admin.get(place))
    assert not District.objects.get(pk=south.id).adult_students_are_dependents
    admin.post(PLACE, {"schools": schools(north)})
    assert "The student is 18." in words_of(admin.get(place))


def test_a_school_of_another_district_is_no_choice(north: Cast, south: Cast) -> None:
    admin = HouseClient.signed_in(north.admin)
    page = words_of(admin.post(PLACE, {"schools": [*schools(north), south.rows["high"].pk]}))
    assert "Not saved yet" in page


def test_only_the_district_decides(north: Cast) -> None:
    before = schools(north)
    clerk = HouseClient.signed_in(north.clerk)
    assert clerk.post(PLACE, {"schools": before[:1]}).status_code == 403
    with house(north):
        assert not School.objects.filter(pk__in=before[1:], portal_open=False).exists()

"""At which school a student is at home: each part of the house says the same."""

from datetime import date

import pytest

from openhouse.access.enter import Address, enter
from openhouse.access.viewer import System, viewer_from
from openhouse.attendance.notes.queries import schools_on
from openhouse.documents.transcript.pupils import pupil_of
from openhouse.immunizations.queries import health_file
from openhouse.people.models import Enrollment
from openhouse.people.queries import home_first
from tests.cast import TODAY, Cast, in_all

pytestmark = pytest.mark.django_db
#: What is said of ben at the high school, and of the middle school where he is enrolled beside.
EARLY, LATE = date(2026, 8, 17), date(2026, 9, 14)
OVER, NEXT = date(2026, 9, 30), date(2026, 10, 1)
SUMMER, NEXT_YEAR = date(2027, 5, 28), date(2027, 8, 16)
CASES = (
    ({"primary": True}, {"primary": False, "starts_on": LATE}, "high"),
    ({"primary": False}, {"primary": True, "starts_on": None}, "middle"),
    ({"primary": True, "ends_on": OVER}, {"primary": False}, "middle"),
    ({"primary": True, "ends_on": OVER}, {"primary": True, "starts_on": NEXT}, "middle"),
    ({"primary": False}, {"primary": False, "starts_on": LATE}, "middle"),
    ({"primary": False, "starts_on": LATE}, {"primary": False, "starts_on": None}, "high"),
    ({"primary": True, "ends_on": SUMMER}, {"primary": True, "starts_on": NEXT_YEAR}, "high"),
)


@pytest.mark.parametrize(("high", "middle", "home"), CASES)
def test_everybody_says_the_same_home_school(
    high: dict[str, object], middle: dict[str, object], home: str, north: Cast
) -> None:
    ben, school = north.ben.id, north.rows["middle"]
    said = {"student_id": ben, "starts_on": EARLY, "ends_on": None}
    with in_all(north):
        mine = Enrollment.objects.visible_to(System()).filter(student_id=ben)
        mine.update(**{"starts_on": EARLY, "ends_on": None} | high)
        year = north.rows["middle_year"]
        Enrollment(school=school, school_year=year, grade_level="10", **said | middle).save()
        first = mine.order_by(*home_first(TODAY)).first()
        pupil = pupil_of(System(), ben, TODAY)
        told = schools_on(System(), ben, TODAY, TODAY)[0]
        health = health_file(System(), ben, TODAY)
    entry = enter(Address(north.slug, "family"), north.mother.account)
    assert entry and first and pupil and health
    child = viewer_from(entry, "family").child(ben)
    assert child
    found = {first.school_id, pupil.school, told, health.school, child.home_school.school}
    assert found == {north.rows[home].pk}

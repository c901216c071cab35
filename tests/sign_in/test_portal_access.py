"""Portal access is ticked where the desk says that it is missing, by who may and with a reason."""

from collections.abc import Callable

import pytest

from openhouse.access.viewer import System
from openhouse.common.scope import scope
from openhouse.ledger.models import Change
from openhouse.people.models import Guardianship
from tests.cast import Cast, Somebody
from tests.house_client import HouseClient, words_of

pytestmark = pytest.mark.django_db
Sign = Callable[[Somebody], HouseClient]


def page(cast: Cast, guardian: str, student: Somebody) -> str:
    return f"/{cast.slug}/office/people/{cast.persons[guardian].id}/children/{student.id}/"


def tie(cast: Cast, guardian: str) -> Guardianship:
    with scope(district=cast.id, students="all", hat="system"):
        found = Guardianship.objects.visible_to(System())
        return found.get(person_id=cast.persons[guardian].id)


def student_of(cast: Cast, guardian: str) -> Somebody:
    student = tie(cast, guardian).student_id
    return next(one for one in cast.persons.values() if one.id == student)


def lines(cast: Cast) -> list[Change]:
    with scope(district=cast.id, students="all", hat="system"):
        return list(Change.objects.filter(kind__startswith="account.child_").order_by("id"))


def test_the_desk_leads_to_the_tick_and_the_guardian_sees_the_child(
    client_of: Sign, north: Cast
) -> None:
    clerk, child = client_of(north.clerk), student_of(north, "no_portal")
    url = page(north, "no_portal", child)
    desk = clerk.get(f"/north/office/people/{north.no_portal.id}/")
    assert "Portal access is not ticked for this child." in words_of(desk)
    assert f'href="{url}"' in desk.content.decode()
    family = f"/north/family/{child.id}/grades/"
    assert client_of(north.no_portal).get(family).status_code == 404
    answer = clerk.post(url, {"reason": "The form came in", "tick": "yes"})
    assert answer.status_code == 302
    assert client_of(north.no_portal).get(family).status_code == 200
    (line,) = lines(north)
    said = (line.kind, line.actor_id, line.person_id, line.reason)
    assert said == (
        "account.child_opened", north.clerk.id, north.no_portal.id, "The form came in"
    )  # fmt: skip


def test_what_is_ticked_can_be_taken_away_and_twice_is_one_line(
    client_of: Sign, north: Cast
) -> None:
    clerk, child = client_of(north.clerk), student_of(north, "long_parent")
    url = page(north, "long_parent", child)
    assert "Take portal access away" in words_of(clerk.get(url))
    for _ in range(2):
        assert clerk.post(url, {"reason": "She asked for it"}).status_code == 302
    assert client_of(north.long_parent).get(f"/north/family/{child.id}/").status_code == 404
    assert [line.kind for line in lines(north)] == ["account.child_closed"]


def test_nothing_is_ticked_without_a_reason(client_of: Sign, north: Cast) -> None:
    child = student_of(north, "no_portal")
    answer = client_of(north.clerk).post(page(north, "no_portal", child), {"tick": "yes"})
    assert answer.status_code == 200
    assert not tie(north, "no_portal").portal_access


def test_a_court_order_keeps_a_child_closed_whatever_is_ticked(
    client_of: Sign, north: Cast
) -> None:
    child = student_of(north, "barred")
    admin = client_of(north.admin)
    url = page(north, "barred", child)
    admin.post(url, {"reason": "Off"})
    admin.post(url, {"reason": "On", "tick": "yes"})
    assert tie(north, "barred").portal_access
    assert client_of(north.barred).get(f"/north/family/{child.id}/").status_code == 404


def test_nobody_opens_a_child_to_herself_or_a_colleague(client_of: Sign, north: Cast) -> None:
    clerk, child = client_of(north.clerk), student_of(north, "long_parent")
    with scope(district=north.id, students="all", hat="system"):
        for person in (north.clerk.id, north.teacher.id):
            Guardianship(student_id=child.id, person_id=person).save()
    for name in ("clerk", "teacher"):
        answer = clerk.post(page(north, name, child), {"reason": "Mine", "tick": "yes"})
        assert answer.status_code in (403, 404)
    assert lines(north) == []


@pytest.mark.parametrize("name", ["mother", "teacher", "no_portal"])
def test_who_keeps_no_office_ticks_nothing(client_of: Sign, north: Cast, name: str) -> None:
    url = page(north, "no_portal", student_of(north, "no_portal"))
    answer = client_of(north.persons[name]).post(url, {"reason": "Please", "tick": "yes"})
    assert answer.status_code == 403
    assert not tie(north, "no_portal").portal_access


def test_a_child_of_another_school_or_district_is_not_there(
    client_of: Sign, north: Cast, south: Cast
) -> None:
    clerk = client_of(north.clerk)
    for student in (south.ben, north.ana, north.mia):
        url = page(north, "no_portal", student)
        assert clerk.post(url, {"reason": "Why not", "tick": "yes"}).status_code == 404

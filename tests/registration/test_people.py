"""An office says who the people of an application are; nothing is linked by itself."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from openhouse.access.viewer import System
from openhouse.common.scope import ALL, scope
from openhouse.ledger.models import Change
from openhouse.people.models import ContactPoint, Household, HouseholdMember, Person, Student
from openhouse.registration.matching.queries import candidates_for
from openhouse.registration.models import Candidate, Part
from openhouse.registration.models_matching import SameChild
from tests.cast import Cast
from tests.registration.applications import adult, child, home

pytestmark = pytest.mark.django_db
ClientOf = Callable[[Any], Any]


@pytest.fixture
def lucia(north: Cast) -> Person:
    """A student of the middle school, whom the high school's office does not see."""
    with scope(district=north.id, students=ALL, hat="system"):
        her = Person.objects.create(
            given_name="Lucía", family_name="Peña", born_on=date(2012, 5, 12), sex="female"
        )
        Student.objects.visible_to(System()).create(person=her)
        ContactPoint.objects.create(person=her, kind="phone", value="(505) 555-4471")
        place = Household.objects.create(street="77 Quail Run", city="Hillside")
        HouseholdMember.objects.create(household=place, person=her)
    return her


def _part(cast: Cast, candidate: Candidate) -> Part:
    with scope(district=cast.id, students=ALL, hat="system"):
        return (
            Part.objects.visible_to(System())
            .select_related("application__version")
            .get(candidate=candidate)
        )


def _state(cast: Cast, candidate: Candidate) -> tuple[int | None, int | None, bool]:
    part = _part(cast, candidate)
    with scope(district=cast.id, students=ALL, hat="system"):
        candidate.refresh_from_db()
    return candidate.student_id, part.person_id, part.matched_at is not None


def _lines(cast: Cast, kind: str) -> list[Change]:
    with scope(district=cast.id, students=ALL, hat="system"):
        return list(Change.objects.filter(kind=kind).order_by("pk"))


def _page(north: Cast, client: Any, candidate: Candidate) -> str:
    answer = client.get(f"/north/office/registration/{candidate.pk}/people/")
    assert answer.status_code == 200
    return str(answer.content.decode())


def _say(client: Any, candidate: Candidate, part: int, choice: str) -> str:
    answer = client.post(
        f"/north/office/registration/{candidate.pk}/people/",
        {"part": part, "choice": choice}, follow=True,
    )  # fmt: skip
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_a_child_of_another_school_is_proposed_with_what_agrees_and_no_more(
    north: Cast, client_of: ClientOf, lucia: Person
) -> None:
    one = child(north, home(north, "M001-AAAA", street="77 Quail Run Apt 2", phone="5055554471"),
                given="Lucia", family="Pena", born="2012-05-12")  # fmt: skip
    page = _page(north, client_of(north.clerk), one)
    assert "Lucía Peña" in page
    assert "Almost certainly the same" in page
    assert "same birth date" in page
    assert "phone ends 4471" in page
    assert "555-4471" not in page
    assert "Take it back" not in page
    assert _state(north, one) == (None, None, False)


@pytest.mark.parametrize("written", ["F", "Female", "f"])
def test_a_sex_is_the_same_however_the_student_system_writes_it(
    north: Cast, client_of: ClientOf, lucia: Person, written: str
) -> None:
    with scope(district=north.id, students=ALL, hat="system"):
        Person.objects.filter(pk=lucia.pk).update(sex=written)
    one = child(north, home(north, "M001-AAAA", street="77 Quail Run"), given="Lucia",
                family="Pena", born="2012-05-12", sex="female")  # fmt: skip
    page = _page(north, client_of(north.clerk), one)
    assert "Almost certainly the same" in page
    assert "same sex" in page
    assert "another sex" not in page


def test_linking_says_who_the_child_is_and_is_taken_back(
    north: Cast, client_of: ClientOf, lucia: Person
) -> None:
    one = child(north, home(north, "M001-AAAA"), given="Lucia", family="Peña", born="2012-05-12")
    client, part = client_of(north.clerk), _part(north, one).pk
    page = _say(client, one, part, f"person-{lucia.pk}")
    assert "Linked to Lucía Peña of the records." in page
    assert _state(north, one) == (lucia.pk, lucia.pk, True)
    (line,) = _lines(north, "registration.linked")
    assert (line.student_id, line.actor_id, line.subject) == (lucia.pk, north.clerk.id, "M001-AAAA")
    assert "born.same" in line.after["agrees"]

    again = _say(client, one, part, "new")
    assert "Somebody has decided this already" in again
    _say(client, one, part, "undo")
    assert _state(north, one) == (None, None, False)
    assert _lines(north, "registration.link_undone")[0].student_id == lucia.pk
    assert "nobody has decided this here" in _say(client, one, part, "undo")


def test_nobody_is_linked_who_is_not_proposed(
    north: Cast, client_of: ClientOf, lucia: Person
) -> None:
    one = child(north, home(north, "M001-AAAA"), given="Otto", family="Krause", born="2011-01-30")
    client, part = client_of(north.clerk), _part(north, one).pk
    for choice in (f"person-{lucia.pk}", f"person-{north.ana.id}", "person-0", "candidate-0"):
        assert "not proposed any more" in _say(client, one, part, choice)
    for choice in ("", "person-x", "nothing"):
        page = _say(client, one, part, choice)
        assert "Choose one of the people" in page or "not proposed" in page
    assert _state(north, one) == (None, None, False)
    assert "Somebody new." in _say(client, one, part, "new")
    assert _state(north, one) == (None, None, True)
    assert len(_lines(north, "registration.new_person")) == 1


def test_an_adult_is_found_by_her_phone_and_is_no_childs_student(
    north: Cast, client_of: ClientOf
) -> None:
    with scope(district=north.id, students=ALL, hat="system"):
        his = Person.objects.create(given_name="José", family_name="Ibarra")
        ContactPoint.objects.create(person=his, kind="phone", value="505-555-0177")
        ContactPoint.objects.create(person=his, kind="email", value="pepe@example.org")
    application = home(north, "M001-AAAA")
    one = child(north, application, given="Nora", family="Ibarra", born="2012-05-12")
    part = adult(north, application, given="Pepe", family="Ibarra", cell="+15055550177",
                 email="Pepe@example.org")  # fmt: skip
    page = _page(north, client_of(north.clerk), one)
    assert "José Ibarra" in page
    assert "first name is a nickname of the other" in page
    _say(client_of(north.clerk), one, part.pk, f"person-{his.pk}")
    with scope(district=north.id, students=ALL, hat="system"):
        part.refresh_from_db()
        assert part.person_id == his.pk
    assert _lines(north, "registration.linked")[0].person_id == his.pk
    second = adult(north, application, "contact", given="José", family="Ibarra",
                   cell="+15055550177")  # fmt: skip
    said = _say(client_of(north.clerk), one, second.pk, f"person-{his.pk}")
    assert "not proposed any more" in said


def test_twins_are_called_twins(north: Cast, client_of: ClientOf, lucia: Person) -> None:
    one = child(north, home(north, "M001-AAAA", street="77 Quail Run", phone="5055554471"),
                given="Elena", family="Peña", born="2012-05-12")  # fmt: skip
    page = _page(north, client_of(north.clerk), one)
    assert "Perhaps a twin" in page
    child_card = page.split("Perhaps a twin", 1)[1].split("Somebody new", 1)[0]
    assert "the same</" not in child_card


def test_the_child_of_two_homes_is_proposed_to_each_and_follows_whoever_is_first(
    north: Cast, client_of: ClientOf, lucia: Person
) -> None:
    first = child(north, home(north, "M001-AAAA"), given="Iker", family="Soto", born="2012-08-01")
    second = child(north, home(north, "M002-BBBB"), given="Iker", family="Soto Ruiz",
                   born="2012-01-08")  # fmt: skip
    client = client_of(north.clerk)
    assert "Application M002-BBBB" in _page(north, client, first)
    assert "Application M001-AAAA" in _page(north, client, second)
    page = _say(client, second, _part(north, second).pk, f"candidate-{first.pk}")
    assert "The same new child as in application M001-AAAA." in page
    with scope(district=north.id, students=ALL, hat="system"):
        # whoever is posted first makes the student
        Part.objects.visible_to(System()).filter(candidate=first).update(person=lucia)
        Candidate.objects.visible_to(System()).filter(pk=first.pk).update(student=lucia.pk)
    assert _state(north, second)[:2] == (lucia.pk, lucia.pk)
    with scope(district=north.id, students=ALL, hat="system"):
        # and it is undone with it
        Candidate.objects.visible_to(System()).filter(pk=first.pk).update(student=None)
    assert _state(north, second)[:2] == (None, None)
    _say(client, second, _part(north, second).pk, "undo")
    with scope(district=north.id, students=ALL, hat="system"):
        assert not SameChild.objects.exists()


def test_another_schools_office_and_what_is_not_sent_is_not_found(
    north: Cast, south: Cast, client_of: ClientOf
) -> None:
    away = child(north, home(north, "M001-AAAA"), "elementary", given="A", family="B")
    draft = child(north, home(north, "M002-BBBB"), given="A", family="B", sent_at=None)
    mine = child(north, home(north, "M003-CCCC"), given="A", family="B")
    client = client_of(north.clerk)
    for candidate in (away, draft):
        address = f"/north/office/registration/{candidate.pk}/people/"
        assert client.get(address).status_code == 404
        assert client.post(address, {"part": 1, "choice": "new"}).status_code == 404
    other = _part(north, away).pk
    assert "taken this person out" in _say(client, mine, other, "new")
    assert _state(north, away) == (None, None, False)
    for who in (north.teacher, north.mother, north.nurse):
        answer = client_of(who).get(f"/north/office/registration/{mine.pk}/people/")
        assert answer.status_code == 403


def test_what_is_posted_or_withdrawn_is_not_decided_any_more(
    north: Cast, client_of: ClientOf, lucia: Person
) -> None:
    one = child(north, home(north, "M001-AAAA"), given="Lucia", family="Peña", born="2012-05-12")
    client, part = client_of(north.clerk), _part(north, one).pk
    _say(client, one, part, f"person-{lucia.pk}")
    with scope(district=north.id, students=ALL, hat="system"):
        Candidate.objects.visible_to(System()).filter(pk=one.pk).update(state="posted")
    assert "written into the records already" in _say(client, one, part, "undo")
    assert _state(north, one)[0] == lucia.pk
    gone = child(north, home(north, "M002-BBBB"), given="Lucia", family="Peña", born="2012-05-12")
    with scope(district=north.id, students=ALL, hat="system"):
        Candidate.objects.visible_to(System()).filter(pk=gone.pk).update(state="withdrawn")
    people = f"/north/office/registration/{gone.pk}/people/"
    sent = {"part": _part(north, gone).pk, "choice": f"person-{lucia.pk}"}
    assert (client.get(people).status_code, client.post(people, sent).status_code) == (404, 404)
    assert _state(north, gone)[0] is None


def test_proposals_cost_a_dozen_statements_however_many_people(
    north: Cast, lucia: Person, django_assert_max_num_queries: Any
) -> None:
    application = home(north, "M001-AAAA", street="77 Quail Run", phone="5055554471")
    one = child(north, application, given="Lucia", family="Peña", born="2012-05-12")
    for name in ("Ana", "Berta", "Carla", "Delia"):
        adult(north, application, given=name, family="Rivera", cell="5055550123")
    part = _part(north, one)
    with (
        scope(district=north.id, students=ALL, hat="system"),
        django_assert_max_num_queries(26),
    ):
        assert candidates_for(part)[0].person == lucia.pk

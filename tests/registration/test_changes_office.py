"""An office decides a family's change: once for the home, field by field, and can take it back."""

from datetime import timedelta
from typing import Any

import pytest
from django.db.models import QuerySet

from openhouse.access.viewer import System
from openhouse.common import clock
from openhouse.ledger.models import Change
from openhouse.people.models import (
    Enrollment,
    Guardianship,
    Household,
    HouseholdMember,
    Person,
    StaffPost,
)
from openhouse.registration.models import Application, Candidate, Part
from openhouse.registration.models_answers import Answer
from openhouse.registration.models_office import FieldDecision, OpenItem, Posting
from tests.cast import Cast, in_all
from tests.house_client import HouseClient, words_of
from tests.registration.applying import ADDRESS, Applied
from tests.registration.changing import (
    adds,
    begun,
    child_at,
    children,
    chooses,
    moved,
    says,
    sends,
    turn_on,
)
from tests.registration.test_family import HOME, page_of, parts
from tests.sign_in.mails import mails

pytestmark = pytest.mark.django_db
DESK = "/north/office/registration/"
TODAY = "/north/family/"
ALL = System()


@pytest.fixture(autouse=True)
def on(north: Cast) -> None:
    turn_on(north)


@pytest.fixture
def clerk(north: Cast) -> HouseClient:
    return HouseClient.signed_in(north.clerk)


def elementary_clerk(cast: Cast) -> HouseClient:
    """The clerk, who by now keeps the office of the other school and no more of her own."""
    with in_all(cast):
        posts = StaffPost.objects.filter(person_id=cast.clerk.id, role="office")
        posts.update(school=cast.rows["elementary"])
    return HouseClient.signed_in(cast.clerk)


def does(client: HouseClient, cast: Cast, candidate: Candidate, act: str, **sent: Any) -> str:
    """What the clerk reads after one step, with the revision that she has before her."""
    with in_all(cast):
        revision = Candidate.objects.visible_to(ALL).get(pk=candidate.pk).revision
    return does_with(client, candidate, revision, act, **sent)


def does_with(
    client: HouseClient, candidate: Candidate, revision: int, act: str, **sent: Any
) -> str:
    answer = client.post(f"{DESK}{candidate.pk}/decide/", {"act": act, "revision": revision} | sent)
    assert answer.status_code == 302, answer.content
    return words_of(client.get(answer.headers["Location"]))


def home_of(cast: Cast, key: str = "first_home") -> Household:
    with in_all(cast):
        return Household.objects.get(pk=cast.rows[key].pk)


def see_papers(cast: Cast, application: Application) -> None:
    """The school has seen what was to be seen."""
    with in_all(cast):
        OpenItem.objects.visible_to(ALL).filter(application=application).update(state="accepted")


def states(cast: Cast, application: Application) -> set[str]:
    return {one.state for one in children(cast, application)}


def test_a_change_stands_once_in_the_queue_among_the_changes(
    north: Cast, client_of: Any, clerk: HouseClient
) -> None:
    moved(north, client_of(north.mother))
    page = words_of(clerk.get(DESK, {"what": "changes"}))
    assert page.count("A change for the home of") == 1
    assert "A change for the home of" in words_of(clerk.get(DESK))
    assert "A change for the home of" not in words_of(clerk.get(DESK, {"what": "registrations"}))
    everywhere = words_of(HouseClient.signed_in(north.admin).get(DESK, {"what": "changes"}))
    assert everywhere.count("A change for the home of") == 1


def test_old_stands_beside_new_and_it_is_written_once_for_the_home(
    north: Cast, client_of: Any, clerk: HouseClient
) -> None:
    application = moved(north, client_of(north.mother))
    see_papers(north, application)
    ben = child_at(north, application, "high")
    page = words_of(clerk.get(f"{DESK}{ben.pk}/"))
    assert "12 Invented Street" in page and "4 Hill Road" in page
    _, silent = page.split("As before")
    assert (
        "Parent or guardian" in silent
        and "Ben" in silent
        and "Where does your family" not in silent
    )
    assert "Accept the child" not in page
    done = does(clerk, north, ben, "take", everything="yes")
    assert "Written into the records" in done and "In the records" in done
    assert home_of(north).street == "4 Hill Road"
    assert home_of(north, "second_home").street.startswith("12 Invented")
    assert states(north, application) == {"posted"}
    with in_all(north):
        held = Enrollment.objects.visible_to(ALL).filter(student_id=north.persons["ben"].id)
        assert held.count() == 1, "nobody is enrolled by a change"
        assert Change.objects.filter(kind="registration.posted").count() == 2
    mine = [m for m in mails(north, "notice.registration") if "is in the records" in m.subject]
    assert len(mine) == 1, "the home is told once, not once a child"
    family = client_of(north.mother).get(f"{HOME}{application.pk}/").content.decode()
    assert "The school has changed its records" in family


def test_the_other_schools_office_sees_that_it_is_done_and_may_take_it_back(
    north: Cast, client_of: Any, clerk: HouseClient
) -> None:
    application = moved(north, client_of(north.mother))
    see_papers(north, application)
    ben, ana = child_at(north, application, "high"), child_at(north, application, "elementary")
    assert clerk.get(f"{DESK}{ana.pk}/").status_code == 404
    does(clerk, north, ben, "take", everything="yes")
    other = elementary_clerk(north)
    page = words_of(other.get(f"{DESK}{ana.pk}/"))
    assert "for the whole home" in page and "In the records" in page
    assert "Somebody has changed" in does_with(other, ana, 0, "take", everything="yes")
    assert "as they were before" in does(other, north, ana, "undo")
    assert home_of(north).street.startswith("12 Invented")
    assert states(north, application) == {"sent"}


def test_within_a_day_every_row_is_as_it_was(
    north: Cast, client_of: Any, clerk: HouseClient
) -> None:
    client = client_of(north.mother)
    number = begun(client)
    chooses(client, north, number, "joined", "contact")
    adult = adds(client, north, number, "guardian")
    says(
        client, page_of(number, adult, "guardians"), adult, guardian_given_name="Nils",
        guardian_family_name="Berg", guardian_relation="Stepfather", legal_guardian="no",
        cell_phone="573 555 0101", guardian_language="en", receives_mail="yes",
    )  # fmt: skip
    assert sends(client, number).status_code == 302
    with in_all(north):
        before = _rows()
        Part.objects.visible_to(ALL).filter(pk=adult.pk).update(matched_at=clock.now())
    ben = child_at(north, number, "high")
    does(clerk, north, ben, "take", everything="yes")
    with in_all(north):
        nils = Person.objects.get(given_name="Nils")
        ties = Guardianship.objects.visible_to(ALL).filter(person=nils)
        assert {tie.student_id for tie in ties} == {
            north.persons["ana"].id, north.persons["ben"].id,
        }  # fmt: skip
        assert not any(tie.legal_guardian or tie.portal_access for tie in ties)
        assert HouseholdMember.objects.filter(person=nils, household=north.rows["first_home"])
        assert _rows() != before
    does(clerk, north, ben, "undo")
    with in_all(north):
        assert _rows() == before


def _rows() -> list[Any]:
    """People, homes and ties, column by column."""
    tables = (Person, Household, HouseholdMember, Guardianship, Enrollment)
    return [sorted(QuerySet(table).values_list(), key=str) for table in tables]


def test_a_clerk_keeps_takes_and_asks_field_by_field(
    north: Cast, client_of: Any, clerk: HouseClient
) -> None:
    client = client_of(north.mother)
    number = begun(client)
    home = chooses(client, north, number, "moved", "home_phone")
    said = {"street": "4 Hill Road", "city": "Columbia", "state": "MO", "postal_code": "65201"}
    says(client, page_of(number, home, "home"), home, home_phone="573 555 0123",
         **{f"address-{key}": value for key, value in said.items()})  # fmt: skip
    assert sends(client, number).status_code == 302
    with in_all(north):
        application = Application.objects.visible_to(ALL).get(pk=number)
    see_papers(north, application)
    ben = child_at(north, application, "high")
    answer = {"part": str(home.pk), "key": "address"}
    does(clerk, north, ben, "field", says="keep", **answer)
    assert "Say first" in does(clerk, north, ben, "take")
    does(clerk, north, ben, "field", part=str(home.pk), key="home_phone", says="ask",
         question="Is it this one?")  # fmt: skip
    assert "is not answered yet" in does(clerk, north, ben, "take", everything="yes")
    does(clerk, north, ben, "send back")
    assert states(north, application) == {"asked"}
    family = client_of(north.mother)
    page = family.get(f"{HOME}{number}/").content.decode()
    assert "Is it this one?" in page and "It has arrived" not in page
    assert f"{HOME}{number}/" in family.get(TODAY).content.decode()
    assert "What you sent" not in client_of(north.father).get(TODAY).content.decode()
    with in_all(north):
        asked = FieldDecision.objects.visible_to(ALL).get(application=number, says="ask")
    family.post(f"{HOME}{number}/asked/{asked.pk}/", {f"{home.pk}-home_phone": "573 555 0124"})
    assert states(north, application) == {"sent"}
    assert "What you sent" not in family.get(TODAY).content.decode()
    does(clerk, north, ben, "field", part=str(home.pk), key="home_phone", says="take")
    does(clerk, north, ben, "take")
    now = home_of(north)
    assert now.street.startswith("12 Invented") and "0124" in now.phone


def test_what_a_family_took_back_is_not_written(
    north: Cast, client_of: Any, clerk: HouseClient
) -> None:
    client = client_of(north.mother)
    application = moved(north, client)
    see_papers(north, application)
    ben = child_at(north, application, "high")
    client.post(f"{HOME}{application.pk}/drop/")
    told = does_with(clerk, ben, ben.revision, "take", everything="yes")
    assert "taken this registration back" in told
    assert home_of(north).street.startswith("12 Invented")


def test_what_is_in_the_records_is_not_taken_back_by_the_family(
    north: Cast, client_of: Any, clerk: HouseClient
) -> None:
    client = client_of(north.mother)
    application = moved(north, client)
    see_papers(north, application)
    does(clerk, north, child_at(north, application, "high"), "take", everything="yes")
    client.post(f"{HOME}{application.pk}/drop/")
    assert states(north, application) == {"posted"}


def test_two_clerks_at_once_write_it_once(north: Cast, client_of: Any, clerk: HouseClient) -> None:
    application = moved(north, client_of(north.mother))
    see_papers(north, application)
    ben = child_at(north, application, "high")
    does_with(clerk, ben, ben.revision, "take", everything="yes")
    told = does_with(clerk, ben, ben.revision, "take", everything="yes")
    assert "Somebody has changed" in told
    with in_all(north):
        written = Posting.objects.visible_to(ALL).filter(application=application)
        assert sum(bool(one.written) for one in written) == 1


def test_an_address_waits_for_its_proof(north: Cast, client_of: Any, clerk: HouseClient) -> None:
    application = moved(north, client_of(north.mother))
    ben = child_at(north, application, "high")
    assert "Papers are still to be seen" in does(clerk, north, ben, "take", everything="yes")
    with in_all(north):
        item = OpenItem.objects.visible_to(ALL).get(candidate=ben)
    does(clerk, north, ben, "item", item=str(item.pk), state="waived", reason="We know the house.")
    with in_all(north):
        left = OpenItem.objects.visible_to(ALL).filter(application=application, state="missing")
        assert not left.exists(), "the home's paper is seen once"
    does(clerk, north, ben, "take", everything="yes")
    assert home_of(north).street == "4 Hill Road"


def test_a_child_who_left_meanwhile_is_in_it_no_more(
    north: Cast, client_of: Any, clerk: HouseClient
) -> None:
    application = moved(north, client_of(north.mother))
    see_papers(north, application)
    ben, ana = child_at(north, application, "high"), child_at(north, application, "elementary")
    yesterday = clock.today() - timedelta(days=1)
    with in_all(north):
        enrolled = Enrollment.objects.visible_to(ALL)
        enrolled.filter(student_id=ana.student_id).update(ends_on=yesterday)
    does(clerk, north, ben, "take", everything="yes")
    assert {one.pk: one.state for one in children(north, application)} == {
        ben.pk: "posted", ana.pk: "declined",
    }  # fmt: skip


def test_of_whom_every_child_left_her_school_a_clerk_decides_nothing(
    north: Cast, client_of: Any, clerk: HouseClient
) -> None:
    application = moved(north, client_of(north.mother))
    see_papers(north, application)
    ben = child_at(north, application, "high")
    with in_all(north):
        Enrollment.objects.visible_to(ALL).filter(student_id=ben.student_id).update(
            ends_on=clock.today() - timedelta(days=1)
        )
    assert "not at your school any more" in does(clerk, north, ben, "take", everything="yes")
    assert home_of(north).street.startswith("12 Invented")


def test_a_new_address_is_not_written_where_whom_a_court_keeps_away_reads_it(
    north: Cast, client_of: Any, clerk: HouseClient
) -> None:
    application = moved(north, client_of(north.mother))
    see_papers(north, application)
    with in_all(north):
        HouseholdMember.objects.create(
            household=north.rows["first_home"], person_id=north.father.id
        )
        Guardianship.objects.visible_to(ALL).filter(person_id=north.father.id).update(barred=True)
    ben = child_at(north, application, "high")
    assert "Take this person out of the home" in does(clerk, north, ben, "take", everything="yes")
    assert home_of(north).street.startswith("12 Invented")


def test_who_left_the_home_lives_there_no_more_and_stays_a_guardian(
    north: Cast, client_of: Any, clerk: HouseClient
) -> None:
    with in_all(north):
        aunt = north.persons["no_portal"].id
        HouseholdMember.objects.create(household=north.rows["first_home"], person_id=aunt)
        Guardianship.objects.visible_to(ALL).filter(person_id=aunt).update(
            portal_access=True, lives_with=True
        )
    client = client_of(north.mother)
    number = begun(client)
    chooses(client, north, number, "left")
    for part in parts(north, number, "guardian"):
        stays = "no" if part.person_id == aunt else "yes"
        says(client, page_of(number, part, "guardians"), part, lives_here=stays)
    for part in parts(north, number, "student"):
        says(client, page_of(number, part, "child"), part, child_lives_here="yes")
    assert sends(client, number).status_code == 302
    admin = HouseClient.signed_in(north.admin)
    ben = child_at(north, number, "high")
    does(admin, north, ben, "take", everything="yes")
    with in_all(north):
        there = HouseholdMember.objects.filter(household=north.rows["first_home"])
        assert aunt not in set(there.values_list("person_id", flat=True))
        tie = Guardianship.objects.visible_to(ALL).get(person_id=aunt)
        assert (tie.lives_with, tie.legal_guardian) == (False, True)


def test_nobody_becomes_a_guardian_of_a_child_by_a_change_of_the_home(
    north: Cast, client_of: Any, clerk: HouseClient
) -> None:
    with in_all(north):
        aunt = north.persons["no_portal"].id
        HouseholdMember.objects.create(household=north.rows["first_home"], person_id=aunt)
        Guardianship.objects.visible_to(ALL).filter(person_id=aunt).update(portal_access=True)
    application = moved(north, client_of(north.mother))
    see_papers(north, application)
    does(clerk, north, child_at(north, application, "high"), "take", everything="yes")
    with in_all(north):
        ties = Guardianship.objects.visible_to(ALL).filter(person_id=aunt)
        assert [tie.student_id for tie in ties] == [north.persons["ben"].id]


def test_what_a_court_decided_of_a_child_is_for_her_own_school(
    north: Cast, client_of: Any, clerk: HouseClient
) -> None:
    client = client_of(north.mother)
    number = begun(client)
    chooses(client, north, number, "court", "home_phone")
    (home,) = parts(north, number, "household")
    says(client, page_of(number, home, "home"), home, home_phone="573 555 0123")
    ana_id = north.persons["ana"].id
    for part in parts(north, number, "student"):
        words = "Custody is mine alone." if part.person_id == ana_id else ""
        says(client, page_of(number, part, "child"), part, court_says=words or "nothing")
    assert sends(client, number).status_code == 302
    ben, ana = child_at(north, number, "high"), child_at(north, number, "elementary")
    assert "Custody is mine" not in words_of(clerk.get(f"{DESK}{ben.pk}/"))
    does(clerk, north, ben, "take", everything="yes")
    assert "0123" in home_of(north).phone
    found = {one.pk: one.state for one in children(north, number)}
    assert found == {ben.pk: "posted", ana.pk: "sent"}
    other = elementary_clerk(north)
    assert "Custody is mine" in words_of(other.get(f"{DESK}{ana.pk}/"))
    does(other, north, ana, "take")
    assert states(north, number) == {"posted"}  # type: ignore[arg-type]


def test_a_registration_that_was_sent_before_does_not_bring_the_old_address_back(
    north: Cast, client_of: Any, clerk: HouseClient
) -> None:
    applied = Applied(north, "mother", home="first_home")
    old = {"street": "12 Invented Street", "city": "Openfield", "state": "MO",
           "postal_code": "00000"}  # fmt: skip
    applied.says(applied.home, address=old)
    ben_next = applied.child("ben", given_name="Ben", family_name="Rivera")
    application = moved(north, client_of(north.mother))
    see_papers(north, application)
    ben = child_at(north, application, "high")
    does(clerk, north, ben, "take", everything="yes")
    does(clerk, north, ben_next, "accept", everything="yes")
    does(clerk, north, ben_next, "post")
    assert home_of(north).street == "4 Hill Road"


def test_undone_it_holds_for_no_registration_any_more(
    north: Cast, client_of: Any, clerk: HouseClient
) -> None:
    applied = Applied(north, "mother", home="first_home")
    applied.says(applied.home, address=ADDRESS)
    applied.child("ben", given_name="Ben", family_name="Rivera")
    application = moved(north, client_of(north.mother))
    see_papers(north, application)
    ben = child_at(north, application, "high")
    does(clerk, north, ben, "take", everything="yes")
    with in_all(north):
        held = FieldDecision.objects.visible_to(ALL).filter(application=applied.application)
        assert held.count() == 1
    does(clerk, north, ben, "undo")
    with in_all(north):
        held = FieldDecision.objects.visible_to(ALL).filter(application=applied.application)
        assert not held.exists()


def test_a_registration_that_is_begun_shows_what_the_school_has_changed(
    north: Cast, client_of: Any, clerk: HouseClient
) -> None:
    client = client_of(north.grandmother)
    begun_at = client.post(f"{HOME}begin/", {"window": north.rows["window"].pk})
    registration = int(begun_at.headers["Location"].rstrip("/").split("/")[-1])
    (home,) = parts(north, registration, "household")
    client.post(page_of(registration, home, "home"), {"do": "unchanged"})
    with in_all(north):
        assert Answer.objects.visible_to(ALL).filter(part=home, key="address").exists()
    assert "shows the change as soon as" in client.get(f"{HOME}change/").content.decode()
    application = moved(north, client, "Hana Tanaka")
    see_papers(north, application)
    does(clerk, north, child_at(north, application, "high"), "take", everything="yes")
    page = client.get(page_of(registration, home, "home")).content.decode()
    assert "4 Hill Road" in page and "12 Invented" not in page


def test_declined_the_family_reads_why_and_it_can_be_decided_again(
    north: Cast, client_of: Any, clerk: HouseClient
) -> None:
    client = client_of(north.mother)
    application = moved(north, client)
    see_papers(north, application)
    ben = child_at(north, application, "high")
    assert "Write a few words" in does(clerk, north, ben, "decline", reason=" ")
    does(clerk, north, ben, "decline", reason="No such street.")
    assert "No such street." in client.get(f"{HOME}{application.pk}/").content.decode()
    does(clerk, north, ben, "anew")
    assert states(north, application) == {"sent"}
    does(clerk, north, ben, "decline", reason="No such street.")
    assert begun(client) != application.pk
    moved(north, client)
    assert "told another change since" in does(clerk, north, ben, "anew")


def test_what_only_a_registration_knows_is_not_done_with_a_change(
    north: Cast, client_of: Any, clerk: HouseClient
) -> None:
    application = moved(north, client_of(north.mother))
    ben = child_at(north, application, "high")
    for act in ("accept", "post", "wait"):
        sent = {"act": act, "revision": ben.revision, "everything": "yes", "reason": "x"}
        assert clerk.post(f"{DESK}{ben.pk}/decide/", sent).status_code == 404
    assert states(north, application) == {"sent"}

"""A family tells a change between registrations: only what has changed is asked, one at a time."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext

from openhouse.access.viewer import System
from openhouse.common import clock
from openhouse.contact.models import ContactRules
from openhouse.people.models import Enrollment, Guardianship, Household
from openhouse.registration.models import (
    Application,
    ApplicationMember,
    Candidate,
    FormVersion,
)
from openhouse.registration.models_answers import Signature
from tests.cast import Cast, in_all
from tests.registration.changing import (
    NEW_ADDRESS,
    PAGE,
    adds,
    begun,
    child_at,
    children,
    chooses,
    moved,
    moves,
    says,
    sends,
    turn_on,
)
from tests.registration.test_family import HOME, page_of, parts
from tests.sign_in.mails import mails

pytestmark = pytest.mark.django_db
ALL = System()


@pytest.fixture(autouse=True)
def on(north: Cast) -> None:
    turn_on(north)


def test_a_parent_finds_it_where_she_looks_and_begins_with_what_has_changed(
    north: Cast, client_of: Any
) -> None:
    client = client_of(north.mother)
    assert "Tell the school about a change" in client.get(HOME).content.decode()
    page = client.get(PAGE).content.decode()
    assert "/north/account/contact/" in page and "Begin" in page
    answer = client.post(f"{PAGE}begin/")
    first = client.get(answer.headers["Location"]).content.decode()
    assert "What has changed?" in first and "We have moved" in first
    number = begun(client)
    schools = {north.rows["elementary"].pk, north.rows["high"].pk}
    assert {one.school_id for one in children(north, number)} == schools


def test_only_what_has_changed_is_asked(north: Cast, client_of: Any) -> None:
    client = client_of(north.mother)
    number = begun(client)
    overview = f"{HOME}{number}/"
    assert "0 of 1 answered" in client.get(overview).content.decode()
    home = chooses(client, north, number, "moved")
    page = client.get(overview).content.decode()
    assert "1 of 2 answered" in page
    assert "Parents and guardians" in page and "First name" not in page
    inside = client.get(page_of(number, home, "home")).content.decode()
    assert "Where does your family live now?" in inside
    assert "Phone at home" not in inside
    moves(client, north, number)
    assert "Ready to be sent" in client.get(overview).content.decode()


def test_the_review_shows_what_changes_and_nothing_else_and_it_is_signed_and_sent(
    north: Cast, client_of: Any
) -> None:
    client = client_of(north.mother)
    number = begun(client)
    moves(client, north, number)
    review = client.get(f"{HOME}{number}/review/").content.decode()
    assert "12 Invented Street" in review and "4 Hill Road" in review
    assert "As before: see it" not in review
    assert "<script>" not in client.post(
        f"{HOME}{number}/review/", {"agree": "on", "typed": "<script>alert(1)</script>"}
    ).content.decode().replace("<script type", "")
    assert sends(client, number).status_code == 302
    page = client.get(f"{HOME}{number}/").content.decode()
    assert "It has arrived" in page and "With the school" in page
    assert client.get(f"{HOME}{number}/copy/").content.startswith(b"%PDF")
    with in_all(north):
        (signature,) = Signature.objects.visible_to(ALL).filter(application=number)
    assert signature.typed == "Marta Rivera"
    assert any(
        "Your change has arrived" in mail.subject for mail in mails(north, "notice.registration")
    )


def test_where_the_district_asks_no_signature_it_is_sent_by_a_tap(
    north: Cast, client_of: Any
) -> None:
    turn_on(north, signed=False)
    client = client_of(north.mother)
    number = begun(client)
    moves(client, north, number)
    review = client.get(f"{HOME}{number}/review/").content.decode()
    assert "Type your full name" not in review and "Send it" in review
    assert client.post(f"{HOME}{number}/review/").status_code == 302
    assert "It has arrived" in client.get(f"{HOME}{number}/").content.decode()
    assert client.get(f"{HOME}{number}/copy/").content.startswith(b"%PDF")


def test_a_change_that_changes_nothing_is_not_sent(north: Cast, client_of: Any) -> None:
    client = client_of(north.mother)
    number = begun(client)
    chooses(client, north, number, "contact")
    assert "Nothing differs yet" in client.get(f"{HOME}{number}/").content.decode()
    assert "Nothing differs yet" in client.get(f"{HOME}{number}/review/").content.decode()
    answer = sends(client, number)
    assert "Nothing in it differs" in answer.content.decode()
    assert children(north, number)[0].state == "draft"


def test_what_was_chosen_and_not_said_yet_is_named_until_it_is(north: Cast, client_of: Any) -> None:
    client = client_of(north.mother)
    number = begun(client)
    home = chooses(client, north, number, "moved", "contact")
    named = {f"address-{key}": value for key, value in NEW_ADDRESS.items()}
    says(client, page_of(number, home, "home"), home, **named)
    overview = client.get(f"{HOME}{number}/").content.decode()
    assert "Ready to be sent" in overview
    more = overview.partition("Is there more to say?")[2].partition("</ul>")[0]
    assert "Whom to call in an emergency" in more and "We have moved" not in more
    contact = adds(client, north, number, "contact")
    says(
        client, page_of(number, contact, "contacts"), contact, contact_given_name="Rosa",
        contact_family_name="Vela", contact_relation="Aunt", contact_phone="573 555 0199",
        may_pick_up="yes",
    )  # fmt: skip
    assert "Is there more to say?" not in client.get(f"{HOME}{number}/").content.decode()


def test_of_who_is_new_the_review_shows_no_empty_before(north: Cast, client_of: Any) -> None:
    client = client_of(north.mother)
    number = begun(client)
    home = chooses(client, north, number, "moved")
    named = {f"address-{key}": value for key, value in NEW_ADDRESS.items()}
    says(client, page_of(number, home, "home"), home, **named)
    review = client.get(f"{HOME}{number}/review/").content.decode()
    chosen, _, address = review.partition("Where does your family live now?")
    assert "We have moved" in chosen and "Changed" not in chosen
    assert "12 Invented Street" in address and "Changed" in address


def test_of_a_new_contact_all_is_asked_that_the_school_needs(north: Cast, client_of: Any) -> None:
    client = client_of(north.mother)
    number = begun(client)
    chooses(client, north, number, "contact")
    contact = adds(client, north, number, "contact")
    assert "answered" in client.get(f"{HOME}{number}/").content.decode()
    assert "Something is still to be answered" in sends(client, number).content.decode()
    kept = says(
        client, page_of(number, contact, "contacts"), contact, contact_given_name="Rosa",
        contact_family_name="Vela", contact_relation="Aunt", contact_phone="573 555 0199",
        may_pick_up="yes",
    )  # fmt: skip
    assert kept.status_code == 302, kept.content
    assert sends(client, number).status_code == 302


def test_a_home_tells_one_change_at_a_time(north: Cast, client_of: Any) -> None:
    client = client_of(north.mother)
    number = begun(client)
    assert begun(client) == number
    moves(client, north, number)
    sends(client, number)
    assert begun(client) == number
    page = client.get(PAGE).content.decode()
    assert "The school decides this one first" in page and "Begin" not in page
    assert client.post(f"{HOME}{number}/drop/").status_code == 302
    assert {one.state for one in children(north, number)} == {"withdrawn"}
    assert begun(client) != number
    assert any(
        "Your change was taken back" in mail.subject for mail in mails(north, "notice.registration")
    )


def test_a_draft_is_thrown_away(north: Cast, client_of: Any) -> None:
    client = client_of(north.mother)
    number = begun(client)
    client.post(f"{HOME}{number}/drop/")
    with in_all(north):
        assert Application.objects.visible_to(ALL).get(pk=number).withdrawn_at
    assert "Begin" in client.get(PAGE).content.decode()
    assert sends(client, number).status_code == 302
    assert children(north, number)[0].state == "withdrawn"


def test_neither_home_of_a_child_reads_what_the_other_tells(north: Cast, client_of: Any) -> None:
    number = moved(north, client_of(north.mother)).pk
    father = client_of(north.father)
    for page in ("", "review/", "copy/"):
        assert father.get(f"{HOME}{number}/{page}").status_code == 404
    assert father.post(f"{HOME}{number}/drop/").status_code == 404
    own = begun(father)
    assert own != number
    (home,) = parts(north, own, "household")
    assert home.household_id == north.rows["second_home"].pk
    text = father.get(PAGE).content.decode()
    assert str(number) not in text.replace(str(own), "")


def test_a_student_and_who_has_no_child_here_tell_none(north: Cast, client_of: Any) -> None:
    student = client_of(north.ben)
    assert "A parent or guardian tells it" in student.get(PAGE).content.decode()
    assert student.post(f"{PAGE}begin/").status_code == 404
    with in_all(north):
        Enrollment.objects.visible_to(ALL).filter(
            student_id__in=[north.persons["ana"].id, north.persons["ben"].id]
        ).update(ends_on=clock.today() - timedelta(days=1))
    mother = client_of(north.mother)
    page = mother.get(PAGE).content.decode()
    assert "no child at a school" in page and "Begin" not in page
    assert mother.post(f"{PAGE}begin/").headers["Location"].endswith("/change/")


def test_who_left_the_school_before_it_is_sent_is_in_it_no_more(
    north: Cast, client_of: Any
) -> None:
    client = client_of(north.mother)
    number = begun(client)
    moves(client, north, number)
    with in_all(north):
        Enrollment.objects.visible_to(ALL).filter(student_id=north.persons["ana"].id).update(
            ends_on=clock.today() - timedelta(days=1)
        )
    assert sends(client, number).status_code == 302
    states = {one.student_id: one.state for one in children(north, number)}
    assert states == {north.persons["ana"].id: "withdrawn", north.persons["ben"].id: "sent"}


def test_whom_a_court_keeps_from_a_child_of_the_home_shares_none_of_it(
    north: Cast, client_of: Any
) -> None:
    number = moved(north, client_of(north.mother)).pk
    with in_all(north):
        north_home = north.rows["first_home"]
        from openhouse.people.models import HouseholdMember

        HouseholdMember.objects.create(household=north_home, person_id=north.father.id)
        Guardianship.objects.visible_to(ALL).filter(
            person_id=north.father.id, student_id=north.persons["ana"].id
        ).update(barred=True)
        Guardianship.objects.visible_to(ALL).create(
            person_id=north.father.id, student_id=north.persons["ben"].id, portal_access=True,
            starts_on=date(2020, 8, 1),
        )  # fmt: skip
    father = client_of(north.father)
    assert father.get(f"{HOME}{number}/").status_code == 404
    assert "4 Hill Road" not in father.get(PAGE).content.decode()
    own = begun(father)
    assert own != number
    assert parts(north, own, "household")[0].household_id != north.rows["first_home"].pk


def test_the_other_parent_of_the_home_goes_on_with_it_and_both_are_shown(
    north: Cast, client_of: Any
) -> None:
    mother, number = client_of(north.mother), begun(client_of(north.mother))
    with in_all(north):
        from openhouse.people.models import HouseholdMember

        HouseholdMember.objects.create(
            household=north.rows["first_home"], person_id=north.persons["no_portal"].id
        )
        Guardianship.objects.visible_to(ALL).filter(person_id=north.persons["no_portal"].id).update(
            portal_access=True
        )
    aunt = client_of(north.no_portal)
    assert begun(aunt) == number
    home = chooses(mother, north, number, "moved")
    url = page_of(number, home, "home")
    first = {f"address-{k}": v for k, v in {"street": "1 A St", "city": "X", "state": "MO",
                                            "postal_code": "65201"}.items()}  # fmt: skip
    page = aunt.get(url).content.decode()
    says(mother, url, home, **first)
    import html
    import re

    showed = html.unescape(re.search(r'name="showed" value="([^"]*)"', page)[1])  # type: ignore[index]
    second = {f"{home.pk}-{k}": v.replace("1 A St", "2 B St") for k, v in first.items()}
    answer = aunt.post(url, {"showed": showed, "do": "next", **second}).content.decode()
    assert "1 A St" in answer and "2 B St" in answer
    # she sees ben alone, so she neither sends nor takes back what is ana's too
    with in_all(north):
        Household.objects.filter(pk=north.rows["first_home"].pk).first()
    assert "Another adult of your home" in sends(aunt, number, "Rosa Rivera").content.decode()


def test_turned_off_nothing_new_is_told_and_the_address_changes_as_before(
    north: Cast, client_of: Any
) -> None:
    client = client_of(north.mother)
    number = begun(client)
    moves(client, north, number)
    home = f"/north/account/contact/homes/{north.rows['first_home'].pk}/"
    with in_all(north):
        ContactRules.objects.update(changes=False)
    assert "Please call the school" in client.get(PAGE).content.decode()
    assert "Tell the school about a change" not in client.get(HOME).content.decode()
    assert "takes no changes here at the moment" in sends(client, number).content.decode()
    assert "/change/" not in str(client.get(home).headers.get("Location"))
    client.post(f"{HOME}{number}/drop/")
    assert client.post(f"{PAGE}begin/").headers["Location"].endswith("/change/")


def test_an_address_is_told_in_one_way_alone(north: Cast, client_of: Any) -> None:
    home = f"/north/account/contact/homes/{north.rows['first_home'].pk}/"
    with in_all(north):
        ContactRules.objects.update(home="at once")
    client = client_of(north.mother)
    assert client.get(home).headers["Location"].endswith("/registration/change/")
    before = Household.objects
    answer = client.post(home, {"street": "9 Way", "city": "X", "state": "MO",
                                "postal_code": "65201", "moved": "together"})  # fmt: skip
    assert answer.headers["Location"].endswith("/registration/change/")
    with in_all(north):
        assert before.get(pk=north.rows["first_home"].pk).street.startswith("12 Invented")


def test_the_district_turns_it_on_and_the_form_that_ships_is_published(
    north: Cast, client_of: Any
) -> None:
    with in_all(north):
        QuerySet(FormVersion).filter(purpose="change").delete()
        ContactRules.objects.update(changes=False)
    admin, url = client_of(north.admin), "/north/office/registration/changes/"
    assert "Families tell changes" in admin.get(url).content.decode()
    assert admin.post(url, {"changes": "on", "changes_signed": "on"}).status_code == 302
    with in_all(north):
        version = FormVersion.objects.get(purpose="change")
        assert version.published_at and ContactRules.objects.get().changes
    assert "Begin" in client_of(north.mother).get(PAGE).content.decode()
    assert admin.post(url, {}).status_code == 302
    with in_all(north):
        assert not ContactRules.objects.get().changes
    assert client_of(north.clerk).get(url).status_code in (403, 404)


def test_the_child_stands_at_the_school_where_she_is_today(north: Cast, client_of: Any) -> None:
    application = moved(north, client_of(north.grandmother), "Hana Tanaka")
    with in_all(north):
        dee = next(
            one for one in children(north, application)
            if one.student_id == north.persons["dee"].id
        )  # fmt: skip
    assert dee.school_id == north.rows["west"].pk
    assert child_at(north, application, "high").student_id == north.persons["cai"].id


def test_the_page_costs_the_same_however_many_changes_were_told(
    north: Cast, client_of: Any, django_assert_max_num_queries: Any
) -> None:
    client = client_of(north.mother)
    told = moved(north, client)
    (child, *_) = children(north, told)
    with CaptureQueriesContext(connection) as few:
        client.get(PAGE)
    with in_all(north):
        for number in range(12):
            earlier = Application(
                number=f"TOLD-{number}", version=told.version, person=told.person,
                household=told.household, begun_at=told.begun_at - timedelta(days=number + 1),
                sent_at=told.sent_at,
            )  # fmt: skip
            earlier.save()
            ApplicationMember(application=earlier, person_id=north.mother.id).save()
            Candidate(
                application=earlier, student_id=child.student_id, school=child.school,
                state=Candidate.State.POSTED, sent_at=told.sent_at,
            ).save()  # fmt: skip
    with django_assert_max_num_queries(len(few)):
        page = client.get(PAGE).content.decode()
    assert page.count("Change TOLD-") == 9 and page.count("In the records") == 9
    assert f"Change {told.number}" in page and "TOLD-9" not in page

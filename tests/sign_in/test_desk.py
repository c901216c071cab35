"""The help desk: why a parent does not see a child, and the fix beside it."""

from datetime import date
from typing import Any

import pytest
from lxml import html

from openhouse.access.viewer import System
from openhouse.common.scope import scope
from openhouse.ledger.models import Change
from openhouse.people.models import Account, Guardianship, Person, StaffPost
from openhouse.sign_in.models import AccountRequest, ActivationCode
from openhouse.sign_in.rules import is_named
from tests.cast import Cast
from tests.house_client import HouseClient, words_of
from tests.sign_in.mails import mails

pytestmark = pytest.mark.django_db


def house(cast: Cast) -> Any:
    return scope(district=cast.id, students="all", hat="system")


def desk(cast: Cast, path: str, name: str = "admin") -> str:
    return words_of(HouseClient.signed_in(cast.persons[name]).get(f"/{cast.slug}/office/{path}"))


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("no_portal", "Portal access is not ticked for this child."),
        ("ended", "The guardianship ended on Monday, Aug 31."),
        ("barred", "A court order bars this adult."),
        ("adult_mother", "The student is 18."),
        ("mother", "Open"),
        ("barred_before", "Open"),
    ],
)
def test_it_says_why_a_parent_does_not_see_a_child(name: str, words: str, north: Cast) -> None:
    assert words in desk(north, f"people/{north.persons[name].id}/")


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("no_portal", "/north/office/people/{no_portal}/children/{ben}/"),
        ("ended", "/north/staff/imports/"),
        ("adult_mother", "/north/office/rules/who-sees/"),
    ],
)
def test_the_district_goes_from_the_reason_to_where_it_is_mended(
    name: str, place: str, north: Cast
) -> None:
    admin = HouseClient.signed_in(north.admin)
    place = place.format_map({key: one.id for key, one in north.persons.items()})
    for page in ("people", "counter"):
        answer = admin.get(f"/north/office/{page}/{north.persons[name].id}/")
        (link,) = html.document_fromstring(answer.content.decode()).xpath(
            "//small[@class='why-closed']/a"
        )
        assert link.get("href") == place
        assert admin.get(place).status_code == 200


def test_a_clerk_gets_no_link_that_is_not_for_her(north: Cast) -> None:
    with house(north):
        Guardianship.objects.visible_to(System()).filter(person_id=north.long_parent.id).update(
            portal_access=False
        )
    clerk = HouseClient.signed_in(north.clerk)
    page = clerk.get(f"/north/office/people/{north.long_parent.id}/").content.decode()
    assert "Portal access is not ticked for this child." in page
    assert "/staff/imports/" not in page


def test_a_students_page_leads_to_the_guardians(north: Cast) -> None:
    page = HouseClient.signed_in(north.clerk).get(f"/north/office/people/{north.max.id}/")
    assert north.long_parent.name in words_of(page)
    assert f'href="/north/office/people/{north.long_parent.id}/"' in page.content.decode()


def test_what_an_adult_is_to_a_child_is_said_in_the_readers_language(north: Cast) -> None:
    with house(north):
        Guardianship.objects.visible_to(System()).filter(person_id=north.long_parent.id).update(
            relation="Grandmother"
        )
    clerk = HouseClient.signed_in(north.clerk)
    clerk.cookies["openhouse_language"] = "es"
    assert "Abuela" in words_of(clerk.get(f"/north/office/people/{north.long_parent.id}/"))


def test_a_clerk_finds_guardians_by_their_childs_name_and_their_address(north: Cast) -> None:
    family = north.long_parent.name.split()[0]
    child = north.max.name.split()[0]
    for text in (family, child):
        assert north.long_parent.name in desk(north, f"?q={text}", "clerk")
    assert north.father.name not in desk(north, f"?q={north.father.name.split()[0]}", "clerk")
    assert "Nobody found" in desk(north, "?q=Zzyzx")


def test_a_letter_shows_its_code_once_and_the_desk_only_that_it_is_there(north: Cast) -> None:
    clerk = HouseClient.signed_in(north.clerk)
    person = north.long_parent.id
    page = clerk.post(f"/north/office/people/{person}/way-in/", {"email": "letter"})
    code = html.document_fromstring(page.content.decode()).xpath("//*[@class='letter-code']/b")
    (shown,) = [str(each.text_content()) for each in code]
    assert len(shown) == 36
    after = desk(north, f"people/{person}/", "clerk")
    assert shown not in after
    assert "unused" in after or "Not used yet" in after
    phone = HouseClient()
    assert phone.post("/north/open/", {"code": shown}).status_code == 302


@pytest.mark.parametrize(
    ("role", "school", "more"),
    [("office", "elementary", {"ends_on": date(2026, 9, 1)}), ("teacher", "middle", {})],
)
def test_a_desk_has_what_is_asked_of_its_own_office_and_no_other(
    role: str, school: str, more: dict[str, Any], north: Cast
) -> None:
    """The office she left, and the school where she only teaches, are not her desk."""
    with house(north):
        StaffPost.objects.create(
            person_id=north.clerk.id, role=role, school=north.rows[school], **more
        )
        asked = AccountRequest.objects.create(
            source="form", name="A Visitor", email="v@else.example", school=north.rows[school]
        )
    assert "A Visitor" not in desk(north, "", "clerk")
    clerk = HouseClient.signed_in(north.clerk)
    assert clerk.get(f"/north/office/requests/{asked.pk}/").status_code == 404
    assert clerk.post(f"/north/office/requests/{asked.pk}/decide/").status_code == 404
    assert "A Visitor" in desk(north, "", "admin")


def test_a_clerk_never_holds_the_code_of_a_colleagues_account(north: Cast) -> None:
    """Whoever holds it can be her: a clerk would be the district's administrator."""
    with house(north):
        tie = Guardianship(person_id=north.admin.id, student_id=north.ben.id, portal_access=True)
        tie.save_base(force_insert=True)
    place = f"/north/office/people/{north.admin.id}/"
    clerk, admin = (HouseClient.signed_in(each) for each in (north.clerk, north.admin))
    assert "On a letter to print" not in words_of(clerk.get(place))
    answer = clerk.post(f"{place}way-in/", {"email": "letter"})
    assert "letter-code" not in answer.content.decode()
    with house(north):
        assert not ActivationCode.objects.filter(person_id=north.admin.id).exists()
    filed = words_of(clerk.get(place)).partition("By e-mail to ")[2].split()[0]
    assert clerk.post(f"{place}way-in/", {"email": filed}).status_code == 302
    assert "letter-code" in admin.post(f"{place}way-in/", {"email": "letter"}).content.decode()


@pytest.mark.parametrize(
    ("way", "words"),
    [("code", "Con este código usted abre"), ("password", "Con esto entra por primera vez")],
)
def test_a_letter_is_in_the_language_of_who_reads_it(way: str, words: str, north: Cast) -> None:
    with house(north):
        Person.objects.filter(pk=north.long_parent.id).update(language="es")
        Account.objects.filter(person_id=north.long_parent.id).update(last_login=None)
    clerk = HouseClient.signed_in(north.clerk)
    place = f"/north/office/people/{north.long_parent.id}/way-in/"
    page = words_of(clerk.post(place, {"email": "letter", "way": way}))
    assert words in page
    assert "Print it now" in page, "what the clerk does stands in the clerk's language"


def test_a_way_in_goes_only_to_an_address_on_file(north: Cast) -> None:
    clerk = HouseClient.signed_in(north.clerk)
    place = f"/north/office/people/{north.long_parent.id}/way-in/"
    refused = clerk.post(place, {"email": "stranger@else.example"})
    assert refused.status_code == 200
    assert mails(north, "account.way_in") == []
    with house(north):
        from openhouse.people.models import ContactPoint

        filed = ContactPoint.objects.get(person_id=north.long_parent.id, kind="email").value
    assert clerk.post(place, {"email": filed}).status_code == 302
    (mail,) = mails(north, "account.way_in")
    assert mail.to == filed


def test_a_clerk_withdraws_a_code_of_her_school_and_no_other(north: Cast) -> None:
    clerk = HouseClient.signed_in(north.clerk)
    codes = {}
    for name in ("long_parent", "father"):
        codes[name] = north.rows[f"code_{name}"].pk
    hers = f"/north/office/people/{north.long_parent.id}/codes/"
    assert clerk.post(f"{hers}{codes['long_parent']}/withdraw/").status_code == 302
    assert clerk.post(f"{hers}{codes['father']}/withdraw/").status_code == 404
    theirs = f"/north/office/people/{north.father.id}/codes/{codes['father']}/withdraw/"
    assert clerk.post(theirs).status_code == 404
    with house(north):
        assert ActivationCode.objects.get(pk=codes["long_parent"]).withdrawn_at
        assert ActivationCode.objects.get(pk=codes["father"]).withdrawn_at is None


def test_two_clerks_who_decide_one_request_decide_once(north: Cast) -> None:
    number = north.rows["request_high"].pk
    first, second = (HouseClient.signed_in(north.persons[who]) for who in ("clerk", "admin"))
    place = f"/north/office/requests/{number}/decide/"
    first.post(place, {"person": str(north.long_parent.id), "note": "Seen"})
    second.post(place, {"note": "No"})
    with house(north):
        request = AccountRequest.objects.get(pk=number)
        assert (request.state, request.person_id) == ("answered", north.long_parent.id)
        assert request.decided_by_id == north.clerk.id
        lines = Change.objects.filter(kind__startswith="account.request_")
        assert [line.kind for line in lines] == ["account.request_answered"]


def test_a_clerk_answers_no_request_with_a_person_of_another_school(north: Cast) -> None:
    clerk = HouseClient.signed_in(north.clerk)
    place = f"/north/office/requests/{north.rows['request_high'].pk}/decide/"
    assert clerk.post(place, {"person": str(north.father.id)}).status_code == 404
    west = f"/north/office/requests/{north.rows['request_west'].pk}/decide/"
    assert clerk.post(west, {"note": "No"}).status_code == 404


def test_what_the_desk_does_stands_in_the_ledger(north: Cast) -> None:
    clerk = HouseClient.signed_in(north.clerk)
    clerk.post(f"/north/office/people/{north.long_parent.id}/way-in/", {"email": "letter"})
    with house(north):
        line = Change.objects.filter(kind="account.code_made").latest("pk")
    assert (line.actor_id, line.person_id) == (north.clerk.id, north.long_parent.id)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("Ana María Núñez Ortiz", True),
        ("nunez-ortiz, ana", True),
        ("ANITA NÚÑEZ ORTIZ", True),
        ("Ana Núñez", False),
        ("Núñez Ortiz", False),
        ("Ana Núñez Ortiz Smith", False),
        ("", False),
        ("🦉", False),
    ],
)
def test_a_name_means_a_person_when_nothing_is_strange(said: str, expected: bool) -> None:
    assert is_named(said, "Ana", "María", "Anita", "Núñez Ortiz") == expected


def test_a_guardianship_that_begins_tomorrow_is_named(north: Cast) -> None:
    with house(north):
        Guardianship.objects.visible_to(System()).filter(
            person_id=north.mother.id, student_id=north.ben.id
        ).update(starts_on=date(2026, 10, 7))
    assert "The guardianship begins on Wednesday, Oct 7." in desk(
        north, f"people/{north.mother.id}/"
    )


def test_who_has_no_address_on_file_is_offered_no_link_by_mail(north: Cast) -> None:
    from openhouse.people.models import ContactPoint

    clerk = HouseClient.signed_in(north.clerk)
    place = f"/north/office/people/{north.long_parent.id}/"
    with house(north):
        Account.objects.filter(person_id=north.long_parent.id).update(last_login=None)
    link = '<input type="radio" name="way" value="link"'
    assert link in clerk.get(place).content.decode()
    with house(north):
        ContactPoint.objects.filter(person_id=north.long_parent.id, kind="email").delete()
    assert link not in clerk.get(place).content.decode()
    assert "letter-code" in clerk.post(f"{place}way-in/", {"email": "letter"}).content.decode()

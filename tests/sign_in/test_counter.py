"""The counter: photo ID, what the clerk compares and corrects, and the code there and then."""

from typing import Any

import pytest
from django.utils import timezone
from lxml import html

from openhouse.common.scope import scope
from openhouse.ledger.models import Change
from openhouse.people.models import (
    Account,
    ContactPoint,
    Household,
    HouseholdMember,
    Person,
    StaffPost,
)
from openhouse.sign_in.models import AccountRequest, AccountRules, ActivationCode, IdentityCheck
from tests.cast import Cast
from tests.house_client import HouseClient, words_of
from tests.sign_in.mails import mails

pytestmark = pytest.mark.django_db
STRANGE = 'Zoë "O\'Brien" <b> 🦉 \u202eמִרְיָם'


def house(cast: Cast) -> Any:
    return scope(district=cast.id, students="all", hat="system")


def place(cast: Cast, name: str, end: str = "") -> str:
    return f"/{cast.slug}/office/counter/{cast.persons[name].id}/{end}"


def fields(cast: Cast, name: str, who: str = "clerk") -> dict[str, str]:
    """The contact form as the page fills it in."""
    page = HouseClient.signed_in(cast.persons[who]).get(place(cast, name))
    tree = html.document_fromstring(page.content.decode())
    (form,) = tree.xpath("//form[.//*[@name='home_city']]")
    typed = form.xpath(".//input[@name][not(@type='radio')]")
    return {each.get("name"): each.get("value") or "" for each in typed}


def test_the_clerk_sees_flags_orders_siblings_and_other_adults(north: Cast) -> None:
    page = words_of(HouseClient.signed_in(north.admin).get(place(north, "mother")))
    assert "Legal guardian · Lives with the child · Portal access ticked" in page
    assert f"Brothers and sisters: {north.ben.name}" in page
    assert north.father.name in page
    barred = words_of(HouseClient.signed_in(north.admin).get(place(north, "teacher_mother")))
    assert "Barred by a court order:" in barred
    assert north.barred.name in barred
    assert north.barred_before.name not in barred.split("Barred by a court order:")[1][:200]


def test_who_would_see_no_child_is_told_why_beside_what_mends_it(north: Cast) -> None:
    admin = HouseClient.signed_in(north.admin)
    page = words_of(admin.get(place(north, "barred")))
    assert f"A court order keeps this adult from {north.leo.name}." in page
    assert "A code opens the account, but shows no child" in page
    page = words_of(admin.get(place(north, "no_portal")))
    assert "Portal access is not ticked for this child. An office ticks it" in page
    assert "shows no child" not in words_of(admin.get(place(north, "mother")))


def test_the_code_is_given_there_and_then_and_the_id_is_in_the_ledger(north: Cast) -> None:
    clerk = HouseClient.signed_in(north.clerk)
    there = place(north, "long_parent", "give/")
    page = clerk.post(there, {"email": "letter"})
    assert page.status_code == 200
    with house(north):
        assert not ActivationCode.objects.filter(made_by_id=north.clerk.id).exists(), "no ID seen"
    page = clerk.post(there, {"kind": "passport", "email": "letter"})
    (code,) = html.document_fromstring(page.content.decode()).xpath("//*[@class='letter-code']/b")
    assert HouseClient().post("/north/open/", {"code": code.text_content()}).status_code == 302
    with house(north):
        seen = IdentityCheck.objects.get(seen_by_id=north.clerk.id)
        assert (seen.person_id, seen.kind) == (north.long_parent.id, "passport")
        hers = Change.objects.filter(actor_id=north.clerk.id, kind__startswith="account.")
        lines = hers.order_by("pk")
        assert [line.kind for line in lines] == ["account.identity_seen", "account.code_made"]
    assert north.clerk.name in words_of(clerk.get(place(north, "long_parent")))


def test_contact_data_is_corrected_with_what_stood_there_before(north: Cast) -> None:
    clerk = HouseClient.signed_in(north.clerk)
    said = fields(north, "long_parent")
    (email,) = [name for name, value in said.items() if "@" in value]
    old = said[email]
    said |= {email: "new@home.example", "home_street": "7 Other Street", "given_name": STRANGE}
    said["home_moved"] = "together"
    said["new_phone"] = "555-0177"
    answer = clerk.post(place(north, "long_parent", "contact/"), said)
    assert answer.status_code == 302
    with house(north):
        person = Person.objects.get(pk=north.long_parent.id)
        assert person.given_name == STRANGE
        found = ContactPoint.objects.filter(person=person).values_list("value", flat=True)
        assert {"new@home.example", "555-0177"} < set(found)
        assert old not in found
        assert Household.objects.get(members__person=person).street == "7 Other Street"
        lines = Change.objects.filter(kind="account.contact_corrected").order_by("pk")
        changes = {(line.subject, line.before["value"], line.after["value"]) for line in lines}
    assert ("email", old, "new@home.example") in changes
    assert len(changes) == 4
    (mail,) = mails(north, "account.filed_changed")
    assert mail.to == old
    page = words_of(clerk.get(place(north, "long_parent")))
    assert "By e-mail to new@home.example" in page


def homes(cast: Cast, name: str) -> list[str]:
    with house(cast):
        lived_in = Household.objects.filter(members__person_id=cast.persons[name].id)
        return list(lived_in.order_by("pk").values_list("street", flat=True))


def test_who_moves_out_takes_nobody_along_and_shows_nobody_where_to(north: Cast) -> None:
    clerk = HouseClient.signed_in(north.clerk)
    (before,) = homes(north, "max")
    said = fields(north, "long_parent") | {"home_street": "1 Far Away"}
    page = words_of(clerk.post(place(north, "long_parent", "contact/"), said))
    assert "Ask who lives at the new address." in page
    assert homes(north, "long_parent") == [before]
    said["home_moved"] = "alone"
    assert clerk.post(place(north, "long_parent", "contact/"), said).status_code == 302
    assert homes(north, "long_parent") == ["1 Far Away"]
    assert homes(north, "max") == [before]


def test_the_second_of_two_homes_is_corrected_and_left_by_itself(north: Cast) -> None:
    (first,) = homes(north, "long_parent")
    with house(north):
        second = Household.objects.create(street="8 Lake Road", city="Openfield")
        for name in ("long_parent", "max"):
            HouseholdMember.objects.create(household=second, person_id=north.persons[name].id)
    clerk, begins = HouseClient.signed_in(north.clerk), f"home{second.pk}"
    assert "8 Lake Road" in words_of(clerk.get(place(north, "long_parent")))
    said = fields(north, "long_parent")
    assert said[f"{begins}_street"] == "8 Lake Road"
    said[f"{begins}_street"] = "9 Lake Road"
    page = words_of(clerk.post(place(north, "long_parent", "contact/"), said))
    assert "Home 2: If the address changed: who lives there now?" in page
    assert "Ask who lives at the new address." in page
    together = said | {f"{begins}_moved": "together"}
    assert clerk.post(place(north, "long_parent", "contact/"), together).status_code == 302
    assert homes(north, "long_parent") == [first, "9 Lake Road"]
    assert homes(north, "max") == [first, "9 Lake Road"]
    alone = said | {f"{begins}_street": "1 Far Away", f"{begins}_moved": "alone"}
    assert clerk.post(place(north, "long_parent", "contact/"), alone).status_code == 302
    assert homes(north, "long_parent") == [first, "1 Far Away"]
    assert homes(north, "max") == [first, "9 Lake Road"]


def test_a_guardian_without_a_home_on_file_gets_one(north: Cast) -> None:
    with house(north):
        HouseholdMember.objects.filter(person_id=north.long_parent.id).delete()
    clerk = HouseClient.signed_in(north.clerk)
    said = fields(north, "long_parent") | {"home_street": "2 New Road", "home_city": "Openfield"}
    assert clerk.post(place(north, "long_parent", "contact/"), said).status_code == 302
    assert homes(north, "long_parent") == ["2 New Road"]


def test_what_is_too_long_or_no_address_changes_nothing(north: Cast) -> None:
    clerk = HouseClient.signed_in(north.clerk)
    said = fields(north, "long_parent")
    for wrong in ({"new_email": "no address"}, {"given_name": "x" * 300}, {"given_name": ""},
                  {"new_email": "a@b.example\nBcc: c@d.example"}):  # fmt: skip
        assert clerk.post(place(north, "long_parent", "contact/"), said | wrong).status_code == 200
    with house(north):
        assert not Change.objects.filter(kind="account.contact_corrected").exists()


def test_nobody_but_the_district_serves_who_works_here(north: Cast) -> None:
    """Or a clerk would open the account of an administrator who is also a parent."""
    with house(north):
        StaffPost.objects.create(person_id=north.long_parent.id, role="district")
    clerk, admin = (HouseClient.signed_in(north.persons[who]) for who in ("clerk", "admin"))
    page = words_of(clerk.get(place(north, "long_parent")))
    assert "This person works for the district" in page
    give = {"kind": "passport", "email": "letter"}
    assert clerk.post(place(north, "long_parent", "give/"), give).status_code == 403
    assert clerk.post(place(north, "long_parent", "contact/"), {}).status_code == 403
    assert admin.post(place(north, "long_parent", "give/"), give).status_code == 200


def test_another_schools_family_is_not_there(north: Cast, south: Cast) -> None:
    clerk = HouseClient.signed_in(north.clerk)
    for number in (north.father.id, south.long_parent.id, north.ben.id, north.teacher.id):
        there = f"/north/office/counter/{number}/"
        assert clerk.get(there).status_code == 404
        give = {"kind": "passport", "email": "letter"}
        assert clerk.post(f"{there}give/", give).status_code == 404
        assert clerk.post(f"{there}contact/", {"given_name": "X"}).status_code == 404


def form_of(cast: Cast, **more: str) -> dict[str, str]:
    said = {
        "name": cast.long_parent.name, "street": "9 New Road", "city": "Openfield",
        "work_phone": "555-0144", "email": "new@home.example", "child1": cast.max.name,
        "school1": str(cast.rows["high"].pk), "relation1": "Father", "grade1": "09",
        "lives1": "on", "legal": "on", "agree": "on",
    }  # fmt: skip
    return said | more


def test_the_form_filled_in_on_line_waits_at_the_counter(north: Cast) -> None:
    answer = HouseClient().post("/north/ask/form/", form_of(north))
    assert answer.status_code == 302
    with house(north):
        asked = AccountRequest.objects.get(source="counter")
        assert (asked.state, asked.school_id) == ("waiting", north.rows["high"].pk)
        assert asked.children[0]["lives_with"]
    clerk = HouseClient.signed_in(north.clerk)
    request = words_of(clerk.get(f"/north/office/requests/{asked.pk}/"))
    assert "Father · 9th grade · lives with this adult" in request
    there = place(north, "long_parent")
    page = clerk.get(f"{there}?request={asked.pk}")
    assert "9 New Road" in words_of(page)
    tree = html.document_fromstring(page.content.decode())
    assert tree.xpath("//input[@name='home_street']/@value") == ["9 New Road"]
    assert tree.xpath("//input[@name='new_email']/@value") == ["new@home.example"]
    give = {"kind": "state", "email": "letter"}
    assert clerk.post(f"{there}give/?request={asked.pk}", give).status_code == 200
    with house(north):
        asked.refresh_from_db()
        assert (asked.state, asked.person_id) == ("answered", north.long_parent.id)


def test_the_form_is_never_answered_by_itself(north: Cast) -> None:
    """All of it may be right: whoever filled it in has shown no photo ID yet."""
    with house(north):
        filed = ContactPoint.objects.get(person_id=north.long_parent.id, kind="email").value
    HouseClient().post("/north/ask/form/", form_of(north, email=filed))
    assert mails(north, "account.way_in") == []


def test_a_district_that_takes_no_requests_still_has_the_paper(north: Cast) -> None:
    with house(north):
        AccountRules.objects.update(takes_requests=False)
    page = HouseClient().get("/north/ask/form/")
    assert "Send to the school" not in words_of(page)
    assert "Photo ID seen by" in words_of(page)
    assert HouseClient().post("/north/ask/form/", form_of(north)).status_code == 404


def test_the_form_says_what_is_missing(north: Cast) -> None:
    page = words_of(HouseClient().post("/north/ask/form/", form_of(north, legal="", city="")))
    assert "Please fill this in." in page and "Please tick this box." in page


def test_two_clerks_who_serve_one_form_give_one_way_in(north: Cast) -> None:
    HouseClient().post("/north/ask/form/", form_of(north))
    with house(north):
        asked = AccountRequest.objects.get(source="counter")
    there = f"{place(north, 'long_parent', 'give/')}?request={asked.pk}"
    give = {"kind": "state", "email": "letter"}
    first, second = (HouseClient.signed_in(north.persons[who]) for who in ("clerk", "admin"))
    assert first.post(there, give).status_code == 200
    answer = second.post(there, give)
    assert answer.headers["Location"] == f"/north/office/requests/{asked.pk}/"
    with house(north):
        made = ActivationCode.objects.filter(person_id=north.long_parent.id, withdrawn_at=None)
        assert [code.made_by_id for code in made] == [north.clerk.id]
        assert IdentityCheck.objects.filter(seen_by_id=north.admin.id).count() == 0


def test_who_has_used_the_account_gets_it_by_a_reset_whose_reason_is_the_photo_id(
    north: Cast,
) -> None:
    with house(north):
        Account.objects.filter(person_id=north.long_parent.id).update(last_login=timezone.now())
    before = HouseClient.signed_in(north.long_parent)
    clerk = HouseClient.signed_in(north.clerk)
    give = {"kind": "passport", "email": "letter"}
    assert clerk.post(place(north, "long_parent", "give/"), give).status_code == 200
    assert before.get("/north/family/").status_code == 302, "signed out"
    with house(north):
        line = Change.objects.get(kind="account.reset_by_staff")
    assert line.reason == "Photo ID seen at the counter: Passport"

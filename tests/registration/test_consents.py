"""A consent of each guardian: asked for in person, kept to the byte, read by nobody at home."""

import hashlib
import json
import re
from typing import Any

import pytest
from django.db import transaction
from django.db.models import QuerySet
from django.db.utils import IntegrityError

from openhouse.notifications.models import Delivery
from openhouse.people.models import Account, Guardianship
from openhouse.registration.models_consents import Consent
from tests.cast import Cast, in_all
from tests.house_client import words_of
from tests.registration.consenting import ASKED, MEDIA, consents, open_year, publish, sent
from tests.registration.test_family import HOME

pytestmark = pytest.mark.django_db


def mails(cast: Cast, who: str) -> list[Delivery]:
    with in_all(cast):
        found = QuerySet(Delivery).filter(person=cast.persons[who].id, way="mail")
        return list(found.filter(subject__contains="consent").order_by("pk"))


def waits_for(client: Any, number: int) -> str:
    """What a home reads of whose word is still to come."""
    page = client.get(f"{HOME}{number}/").content.decode()
    return str(page.partition("Waits for the consent")[2].partition("</div>")[0])


def give(client: Any, row: Consent, answer: str, typed: str = "Hugo Santos") -> Any:
    return client.post(ASKED, {f"c{row.pk}": answer, "typed": typed})


def test_the_other_parent_is_asked_and_answers_by_herself(north: Cast, client_of: Any) -> None:
    window = open_year(north)
    mother, father = client_of(north.mother), client_of(north.father)
    number = sent(north, mother, window, "Marta Rivera")
    rows = consents(north, number)
    assert set(rows) == {"mother", "father"}
    assert (rows["mother"].agreed, rows["mother"].via) == (True, "sent")
    assert rows["father"].answered_at is None
    (letter,) = mails(north, "father")
    assert "/north/family/registration/consents/" in letter.text
    assert "Ana" not in letter.text and "Rivera" not in letter.text
    assert "Ana" in waits_for(mother, number)
    assert "asks for your consent" in father.get("/north/family/").content.decode()
    assert "asks for your consent" in father.get(HOME).content.decode()
    page = father.get(ASKED).content.decode()
    assert MEDIA["en"] in page and "Ana" in page and "Ben" not in page
    assert give(father, rows["father"], "yes").status_code == 302
    kept = consents(north, number)["father"]
    facts = json.loads(bytes(kept.content or b""))
    assert (facts["statement"], facts["agreed"], facts["typed"]) == (
        MEDIA["en"],
        True,
        "Hugo Santos",
    )
    assert kept.sha256 == hashlib.sha256(bytes(kept.content or b"")).hexdigest()
    assert "Ana" not in waits_for(mother, number)
    assert "asks for your consent" not in father.get("/north/family/").content.decode()
    page = father.get(ASKED).content.decode()
    assert "Sign and send" not in page and "What you have said" in page


def test_what_was_answered_stays_as_it_was(north: Cast, client_of: Any) -> None:
    number = sent(north, client_of(north.mother), open_year(north), "Marta Rivera")
    father, row = client_of(north.father), consents(north, number)["father"]
    give(father, row, "no")
    give(father, row, "yes")
    kept = consents(north, number)["father"]
    assert kept.agreed is False
    with in_all(north), pytest.raises(IntegrityError), transaction.atomic():
        QuerySet(Consent).filter(pk=kept.pk).update(agreed=True)


def test_a_no_is_an_answer_that_the_office_reads_and_neither_home(
    north: Cast, client_of: Any
) -> None:
    number = sent(north, client_of(north.mother), open_year(north), "Marta Rivera")
    give(client_of(north.father), consents(north, number)["father"], "no")
    home = client_of(north.mother).get(f"{HOME}{number}/").content.decode()
    assert "Hugo" not in home and "not agree" not in home
    row = consents(north, number)["father"]
    office = client_of(north.admin).get(f"/north/office/registration/{row.candidate_id}/")
    page = words_of(office)
    assert "They do not agree: not given" in page
    assert "Hugo Santos, Tuesday, Oct 6, 2026, " in page


def test_where_the_signer_says_no_nobody_else_is_asked(north: Cast, client_of: Any) -> None:
    number = sent(north, client_of(north.mother), open_year(north), "Marta Rivera", agrees=False)
    assert set(consents(north, number)) == {"mother"}
    assert mails(north, "father") == []


def test_whom_a_court_keeps_out_is_not_asked(north: Cast, client_of: Any) -> None:
    window = open_year(north)
    with in_all(north):
        tie = QuerySet(Guardianship).filter(person=north.father.id, student=north.ana.id)
        tie.update(barred=True)
    number = sent(north, client_of(north.mother), window, "Marta Rivera")
    assert set(consents(north, number)) == {"mother"}


def test_who_is_kept_out_later_answers_no_more_and_holds_nothing_up(
    north: Cast, client_of: Any
) -> None:
    mother, father = client_of(north.mother), client_of(north.father)
    number = sent(north, mother, open_year(north), "Marta Rivera")
    row = consents(north, number)["father"]
    with in_all(north):
        tie = QuerySet(Guardianship).filter(person=north.father.id, student=row.student_id)
        tie.update(barred=True)
    assert give(father, row, "yes").status_code in (200, 404)
    assert consents(north, number)["father"].answered_at is None
    assert "Ana" not in waits_for(mother, number)


def test_nobody_answers_for_another(north: Cast, client_of: Any) -> None:
    number = sent(north, client_of(north.mother), open_year(north), "Marta Rivera")
    row = consents(north, number)["father"]
    for person in (north.mother, north.grandmother, north.ben):
        client = client_of(person)
        assert MEDIA["en"] not in client.get(ASKED).content.decode()
        give(client, row, "yes")
    assert consents(north, number)["father"].answered_at is None


def link_of(cast: Cast, who: str) -> str:
    (letter,) = mails(cast, who)
    return str(re.search(r"https?://\S+/register/consents/\S+", letter.text)[0])  # type: ignore[index]


@pytest.fixture
def linked(north: Cast, client_of: Any) -> tuple[int, str]:
    """The father has no account: the application, and the path of his link."""
    with in_all(north):
        QuerySet(Account).filter(person=north.father.id).update(is_active=False)
    number = sent(north, client_of(north.mother), open_year(north), "Marta Rivera")
    return number, "/" + link_of(north, "father").split("/", 3)[3]


def test_without_an_account_a_link_is_enough(
    north: Cast, linked: tuple[int, str], client: Any
) -> None:
    number, url = linked
    page = client.get(url).content.decode()
    assert MEDIA["en"] in page and "Ana" in page and "Rivera" not in page
    row = consents(north, number)["father"]
    assert row.answered_at is None
    assert "Choose yes or no first" in client.post(url, {"typed": "Hugo"}).content.decode()
    sent_ = client.post(url, {f"c{row.pk}": "yes", "typed": "Hugo Santos"})
    assert sent_.status_code == 302
    kept = consents(north, number)["father"]
    assert (kept.agreed, kept.via) == (True, "link")
    assert "Nothing waits" in client.get(url).content.decode()


def test_a_guardian_who_sees_nothing_of_the_child_is_asked_by_a_link(
    north: Cast, client_of: Any
) -> None:
    sent(north, client_of(north.mother), open_year(north), "Marta Rivera")
    (letter,) = mails(north, "no_portal")
    assert "/register/consents/" in letter.text and "Ben" not in letter.text
    assert mails(north, "ended") == []


def test_a_link_ends_with_the_address_that_it_went_to(
    north: Cast, linked: tuple[int, str], client: Any
) -> None:
    from openhouse.people.models import ContactPoint

    _number, url = linked
    with in_all(north):
        QuerySet(ContactPoint).filter(person=north.father.id, kind="email").delete()
    assert "Nothing waits" in client.get(url).content.decode()


def test_a_link_of_another_district_or_one_that_was_changed_opens_nothing(
    linked: tuple[int, str], client: Any
) -> None:
    _number, url = linked
    for other in (url.replace("/north/", "/south/"), url.rstrip("/")[:-3] + "abc/"):
        assert MEDIA["en"] not in client.get(other).content.decode()


def test_a_child_that_was_taken_back_needs_no_consent(north: Cast, client_of: Any) -> None:
    mother, father = client_of(north.mother), client_of(north.father)
    number = sent(north, mother, open_year(north), "Marta Rivera")
    row = consents(north, number)["father"]
    mother.post(f"{HOME}{number}/withdraw/", {"child": row.candidate_id})
    assert "Nothing waits" in father.get(ASKED).content.decode()
    give(father, row, "yes")
    assert consents(north, number)["father"].answered_at is None


def test_the_other_homes_own_registration_answers_it(north: Cast, client_of: Any) -> None:
    window = open_year(north)
    first = sent(north, client_of(north.mother), window, "Marta Rivera")
    second = sent(north, client_of(north.father), window, "Hugo Santos", agrees=False)
    assert consents(north, first)["father"].agreed is False
    assert set(consents(north, second)) == {"father"}


def test_who_has_said_it_already_is_not_asked_again(north: Cast, client_of: Any) -> None:
    window = open_year(north)
    sent(north, client_of(north.father), window, "Hugo Santos")
    give(client_of(north.mother), _first(north), "yes", "Marta Rivera")
    number = sent(north, client_of(north.mother), window, "Marta Rivera")
    assert consents(north, number)["father"].agreed is True
    assert mails(north, "father") == []


def _first(cast: Cast) -> Consent:
    with in_all(cast):
        return QuerySet(Consent).filter(person=cast.mother.id, answered_at=None).get()


def test_other_words_in_a_newer_form_are_asked_anew(north: Cast, client_of: Any) -> None:
    window = open_year(north)
    sent(north, client_of(north.father), window, "Hugo Santos")
    publish(north, 3, {"en": "The school may sell photos of the child."})
    number = sent(north, client_of(north.mother), window, "Marta Rivera")
    assert consents(north, number)["father"].answered_at is None
    assert len(mails(north, "father")) == 1


@pytest.mark.parametrize(("rule", "goes"), [("show", True), ("reason", False), ("wait", False)])
def test_the_districts_rule_says_if_the_school_goes_on(
    rule: str, goes: bool, north: Cast, client_of: Any
) -> None:
    number = sent(north, client_of(north.mother), open_year(north, consents=rule), "Marta Rivera")
    row = consents(north, number)["father"]
    office = client_of(north.admin)
    url = f"/north/office/registration/{row.candidate_id}/"

    def act(**more: Any) -> str:
        with in_all(north):
            revision = QuerySet(type(row.candidate)).get(pk=row.candidate_id).revision
        sent_ = {"revision": revision, "everything": "yes", **more}
        return str(office.post(f"{url}decide/", sent_, follow=True).content.decode())

    assert ("Accepted" in act(act="accept")) is goes
    if rule == "reason":
        assert "Write why" in act(act="consents", reason=" ")
        assert "goes on without" in act(act="consents", reason="He cannot be reached.")
        assert "Accepted" in act(act="accept")
        assert "He cannot be reached." in office.get(url).content.decode()
        # his word still counts when it comes
        give(client_of(north.father), row, "no")
        assert consents(north, number)["father"].agreed is False
    if rule == "wait":
        assert "waits for each" in act(act="consents", reason="He cannot be reached.")
        give(client_of(north.father), row, "no")
        assert "Accepted" in act(act="accept")

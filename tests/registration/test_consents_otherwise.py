"""A consent is taken back, or given after all: by its giver alone, and nothing is written over."""

import json
from typing import Any

import pytest
from django.db.models import QuerySet
from django.db.utils import IntegrityError

from openhouse.access.district import as_current
from openhouse.access.enter import Address, enter
from openhouse.access.viewer import viewer_from
from openhouse.common.scope import as_the_house
from openhouse.districts.models import District
from openhouse.ledger.models import Change
from openhouse.notifications.models import Delivery
from openhouse.people.models import Guardianship
from openhouse.registration.consents.given import given_of
from openhouse.registration.consents.otherwise import say_otherwise
from openhouse.registration.consents.waiting import waiting_children
from openhouse.registration.links import hand_over
from openhouse.registration.models import Candidate, Part, RegistrationWindow
from openhouse.registration.models_consents import Consent
from openhouse.registration.models_office import FieldDecision
from openhouse.registration.office.consents import must_not_wait
from tests.cast import Cast, in_all
from tests.house_client import words_of
from tests.registration.applying import Applied
from tests.registration.consenting import ASKED, MEDIA, consents, open_year, sent
from tests.registration.test_consents import give, mails
from tests.registration.test_family import HOME

pytestmark = pytest.mark.django_db


def otherwise(client: Any, row: Consent, typed: str = "Hugo Santos") -> str:
    """Say the other thing to *row*; the words of the page that follows."""
    return words_of(client.post(f"{ASKED}{row.pk}/", {"typed": typed}, follow=True))


def office(cast: Cast, client_of: Any, row: Consent) -> str:
    url = f"/north/office/registration/{row.candidate_id}/"
    return words_of(client_of(cast.admin).get(url))


def changed(cast: Cast, who: str) -> list[Delivery]:
    with in_all(cast):
        mine = QuerySet(Delivery).filter(person=cast.persons[who].id, way="mail")
        return list(mine.filter(subject="Your consent was changed"))


@pytest.fixture
def given(north: Cast, client_of: Any) -> int:
    """Both parents have said yes; the application's id."""
    number = sent(north, client_of(north.mother), open_year(north), "Marta Rivera")
    give(client_of(north.father), consents(north, number)["father"], "yes")
    return number


def test_what_was_given_is_taken_back_and_both_stay(
    north: Cast, client_of: Any, given: int
) -> None:
    father, first = client_of(north.father), consents(north, given)["father"]
    assert "Given by each" in office(north, client_of, first)
    page = words_of(father.get(f"{ASKED}{first.pk}/"))
    assert MEDIA["en"] in page and "Take it back" in page and "Jun 30, 2029" in page
    assert "taken back. The school reads it" in otherwise(father, first)
    now = consents(north, given)["father"]
    assert (now.agreed, now.replaces_id, now.via) == (False, first.pk, "account")
    facts = json.loads(bytes(now.content or b""))
    assert (facts["statement"], facts["agreed"], facts["typed"], facts["child"][:3]) == (
        MEDIA["en"], False, "Hugo Santos", "Ana",
    )  # fmt: skip
    with in_all(north):
        kept = QuerySet(Consent).get(pk=first.pk)
        assert (kept.agreed, kept.content, kept.sha256) == (True, first.content, first.sha256)
        (line,) = QuerySet(Change).filter(kind="registration.consent_changed")
    assert (line.before, line.after, line.student_id) == ({"agreed": True}, {"agreed": False}, None)
    page = office(north, client_of, first)
    assert "They do not agree: not given" in page and "Taken back Hugo Santos" in page
    assert "Before: Agrees: Hugo Santos" in page and "Not so any more" in page
    (letter,) = changed(north, "father")
    assert "Photos" in letter.text and "Ana" not in letter.text
    assert changed(north, "mother") == []


def test_it_is_given_again_and_counts_from_then(north: Cast, client_of: Any, given: int) -> None:
    father, first = client_of(north.father), consents(north, given)["father"]
    otherwise(father, first)
    assert "Taken back" in words_of(father.get(ASKED))
    second = consents(north, given)["father"]
    assert "The school has your consent now" in otherwise(father, second)
    third = consents(north, given)["father"]
    assert (third.agreed, third.replaces_id) == (True, second.pk)
    page = office(north, client_of, first)
    assert "Given by each" in page and "Before: Taken back: Hugo Santos" in page
    page = words_of(father.get(f"{ASKED}{third.pk}/"))
    assert "Counts now" in page and page.count("Hugo Santos, ") == 3


def test_taken_back_twice_it_is_taken_back_once(north: Cast, client_of: Any, given: int) -> None:
    father, first = client_of(north.father), consents(north, given)["father"]
    otherwise(father, first)
    assert "Nothing was changed. Look at what counts now." in otherwise(father, first)
    assert consents(north, given)["father"].agreed is False
    assert len(changed(north, "father")) == 1
    with in_all(north), pytest.raises(IntegrityError):
        QuerySet(Consent).filter(pk=consents_of(north, first)).update(replaces=first.pk)


def consents_of(cast: Cast, first: Consent) -> int:
    return int(QuerySet(Consent).exclude(pk=first.pk).filter(answered_at__isnull=False)[0].pk)


def test_what_was_refused_is_given_after_all_and_then_the_other_is_asked(
    north: Cast, client_of: Any
) -> None:
    mother = client_of(north.mother)
    number = sent(north, mother, open_year(north), "Marta Rivera", agrees=False)
    row = consents(north, number)["mother"]
    assert mails(north, "father") == []
    assert "Give it after all" in words_of(mother.get(f"{ASKED}{row.pk}/"))
    otherwise(mother, row, "Marta Rivera")
    rows = consents(north, number)
    assert (rows["mother"].agreed, rows["father"].answered_at) == (True, None)
    assert len(mails(north, "father")) == 1
    assert "Not complete yet" in office(north, client_of, row)
    otherwise(mother, rows["mother"], "Marta Rivera")
    otherwise(mother, consents(north, number)["mother"], "Marta Rivera")
    assert len(mails(north, "father")) == 1, "who is asked is not asked again"


def test_who_is_asked_stays_asked_and_nobody_waits_for_her_once_it_is_taken_back(
    north: Cast, client_of: Any
) -> None:
    mother, father = client_of(north.mother), client_of(north.father)
    window = open_year(north, consents="wait")
    number = sent(north, mother, window, "Marta Rivera")
    row = consents(north, number)["mother"]
    asked = words_of(father.get(ASKED))
    assert "It is given only while each who is asked says yes." in asked
    assert "Not complete yet" in office(north, client_of, row)
    otherwise(mother, row, "Marta Rivera")
    assert words_of(father.get(ASKED)) == asked, "he learns nothing"
    page = office(north, client_of, row)
    assert "Photos Not given" in page and "Has not answered" in page
    with in_all(north):
        assert waiting_children([row.candidate_id]) == set()
        with as_the_house():
            must_not_wait(row.candidate)
    assert len(mails(north, "father")) == 1
    give(father, consents(north, number)["father"], "yes")
    otherwise(mother, consents(north, number)["mother"], "Marta Rivera")
    assert "Given by each" in office(north, client_of, row)


@pytest.mark.parametrize("agreed", [True, False])
def test_the_mail_about_a_consent_of_the_nurses_names_none(
    agreed: bool, north: Cast, client_of: Any
) -> None:
    mother = client_of(north.mother)
    number = sent(north, mother, open_year(north), "Marta Rivera", agrees=not agreed)
    row = consents(north, number)["mother"]
    with in_all(north):
        QuerySet(Consent).filter(pk=row.pk).update(desk="nurse")
    otherwise(mother, row, "Marta Rivera")
    (letter,) = changed(north, "mother")
    assert "Photos" not in letter.subject + letter.text and "The page says which." in letter.text


def test_of_another_homes_application_nothing_is_read_when_she_says_yes(
    north: Cast, client_of: Any
) -> None:
    number = sent(north, client_of(north.father), open_year(north), "Hugo Santos")
    mother, row = client_of(north.mother), consents(north, number)["mother"]
    give(mother, row, "no", "Marta Rivera")
    with in_all(north):
        QuerySet(Guardianship).filter(
            person=north.emergency.id, student=north.ana.id
        ).update(legal_guardian=True)  # fmt: skip
        entry = enter(Address("north", "family"), north.mother.account)
        assert entry
        viewer = viewer_from(entry, "family")
        district = as_current(District.objects.get(slug="north"))
    # as if the wall stood open: the second lock has to hold by itself
    with in_all(north), as_the_house():
        given = given_of(viewer, consents(north, number)["mother"].pk)
        assert say_otherwise(viewer, given, "Marta Rivera", "Ana", district)
    assert set(consents(north, number)) == {"father", "mother"}


def test_a_consent_of_one_is_hers_to_take_back_and_asks_nobody(north: Cast, client_of: Any) -> None:
    mother = client_of(north.mother)
    number = sent(north, mother, open_year(north, of="one"), "Marta Rivera")
    rows = consents(north, number)
    assert set(rows) == {"mother"}
    assert "Photos Given" not in office(north, client_of, rows["mother"])
    otherwise(mother, rows["mother"], "Marta Rivera")
    assert "Photos Not given" in office(north, client_of, rows["mother"])
    assert "Photos" not in words_of(client_of(north.father).get(ASKED))


def test_it_counts_in_the_applications_of_both_homes(north: Cast, client_of: Any) -> None:
    window = open_year(north)
    first = sent(north, client_of(north.mother), window, "Marta Rivera")
    second = sent(north, client_of(north.father), window, "Hugo Santos")
    father = client_of(north.father)
    assert words_of(father.get(ASKED)).count("Photos") == 1
    otherwise(father, consents(north, second)["father"])
    for number in (first, second):
        assert consents(north, number)["father"].agreed is False
    assert len(changed(north, "father")) == 1


def test_nobody_says_otherwise_for_another(north: Cast, client_of: Any, given: int) -> None:
    row = consents(north, given)["father"]
    for person in (north.mother, north.grandmother, north.ben):
        client = client_of(person)
        assert client.get(f"{ASKED}{row.pk}/").status_code in (302, 404)
        assert client.post(f"{ASKED}{row.pk}/", {"typed": "Hugo Santos"}).status_code in (302, 404)
    assert client_of(north.father).get(f"{ASKED}{2**62}/").status_code == 404
    assert consents(north, given)["father"].pk == row.pk


def test_half_a_name_takes_nothing_back(north: Cast, client_of: Any, given: int) -> None:
    row = consents(north, given)["father"]
    for typed, words in {
        "hugo": "Sign with your first and last name.",
        "": "Type your name to sign.",
        "Marta Rivera": "Sign with your first and last name.",
        "<script>": "Please sign with your full name, in letters.",
    }.items():
        page = otherwise(client_of(north.father), row, typed)
        assert "Take it back" in page and words in page
    assert consents(north, given)["father"].pk == row.pk


def test_whom_a_court_keeps_out_says_nothing_otherwise(
    north: Cast, client_of: Any, given: int
) -> None:
    father, row = client_of(north.father), consents(north, given)["father"]
    with in_all(north):
        QuerySet(Guardianship).filter(person=north.father.id).update(barred=True)
    assert father.post(f"{ASKED}{row.pk}/", {"typed": "Hugo Santos"}).status_code == 404
    assert "Photos" not in words_of(father.get(ASKED))
    assert consents(north, given)["father"].pk == row.pk


def test_after_the_school_year_it_is_read_and_no_more_changed(
    north: Cast, client_of: Any, given: int
) -> None:
    father, row = client_of(north.father), consents(north, given)["father"]
    with in_all(north):
        QuerySet(RegistrationWindow).filter(ends_in=2029).update(ends_in=2025)
    page = otherwise(father, row)
    assert "Nothing was changed" in page and "The school year ended on" in page
    assert consents(north, given)["father"].pk == row.pk


@pytest.mark.parametrize(("state", "may"), [("posted", True), ("declined", False)])
def test_it_is_changed_of_a_child_that_the_school_has(
    state: str, may: bool, north: Cast, client_of: Any, given: int
) -> None:
    row = consents(north, given)["father"]
    with in_all(north):
        QuerySet(Candidate).filter(pk=row.candidate_id).update(state=state, reason="Full.")
    client_of(north.father).post(f"{ASKED}{row.pk}/", {"typed": "Hugo Santos"})
    assert (consents(north, given)["father"].agreed is False) is may


def test_what_is_no_consent_stays_and_the_page_says_whom_to_call(
    north: Cast, client_of: Any
) -> None:
    row = north.rows["given_rivera0"]
    page = otherwise(client_of(north.mother), row, "Marta Rivera")
    assert "This is not changed here" in page and north.rows["high"].name in page
    with in_all(north):
        assert not QuerySet(Consent).filter(replaces=row.pk).exists()


def test_what_was_signed_by_a_link_is_taken_back_in_the_account(
    north: Cast, client_of: Any
) -> None:
    email = north.rows["mother_email"].value
    applied = Applied(north, email=email)
    applied.adult("mother", adult_email=email)
    child = applied.child("ben", given_name="Ben", family_name="Rivera")
    with in_all(north):
        part = QuerySet(type(child.part)).get(application=applied.application, kind="guardian")
        QuerySet(Consent).filter(pk=north.rows["given_rivera0"].pk).delete()
        row = Consent(
            application=applied.application, candidate=child, part=part, key="photos",
            name="Marta Rivera", asked_at=child.sent_at, agreed=True, via="sent", content=b"{}",
            typed="Marta Rivera", answered_at=child.sent_at,
        )  # fmt: skip
        row.save(force_insert=True)
    mother = client_of(north.mother)
    assert mother.get(f"{ASKED}{row.pk}/").status_code == 404
    with in_all(north):
        assert hand_over(applied.application)
    assert mother.get(f"{ASKED}{row.pk}/").status_code == 200


def test_what_a_school_asks_back_about_a_consent_counts_as_it_is_answered(
    north: Cast, client_of: Any
) -> None:
    mother = client_of(north.mother)
    number = sent(north, mother, open_year(north), "Marta Rivera", agrees=False)
    row = consents(north, number)["mother"]
    with in_all(north):
        part = QuerySet(Part).get(candidate=row.candidate_id)
        asked = FieldDecision(
            application_id=number, part=part, candidate_id=row.candidate_id, key="media",
            says="ask", question="Really not?", at=row.asked_at, told_at=row.asked_at, revision=1,
        )  # fmt: skip
        asked.save(force_insert=True)
        QuerySet(Candidate).filter(pk=row.candidate_id).update(state="asked")
    answer = {f"{part.pk}-media-agreed": "yes", f"{part.pk}-media-initials": "MR"}
    assert mother.post(f"{HOME}{number}/asked/{asked.pk}/", answer).status_code == 302
    rows = consents(north, number)
    assert (rows["mother"].agreed, rows["mother"].replaces_id) == (True, row.pk)
    assert rows["mother"].typed == "MR" and rows["father"].answered_at is None
    assert len(mails(north, "father")) == 1

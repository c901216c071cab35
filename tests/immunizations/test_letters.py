"""The nurse's letters: each home its own, in its language; the family's copy has no address."""

import re
from collections.abc import Callable
from typing import Any

import pytest

from openhouse.access.viewer import System
from openhouse.immunizations.models import Dose
from openhouse.ledger.models import Change
from openhouse.papers.models import Paper, PrintRun
from openhouse.people.models import Guardianship, Household, HouseholdMember, Person
from tests.cast import TODAY, Cast, in_all
from tests.house_client import HouseClient, words_of
from tests.jobs import work_off
from tests.pdf_words import words_of_pages

pytestmark = pytest.mark.django_db
ClientOf = Callable[..., HouseClient]
LETTERS = "/north/staff/immunizations/letters/"


@pytest.fixture
def mailed(north: Cast) -> Cast:
    """Cai has two homes, one of which reads Spanish; a barred man and one without mail have own.
    Max's mother reads Spanish, too."""
    with in_all(north):
        Guardianship.objects.visible_to(System()).update(receives_mail=True)
        for place, home in enumerate(("fourth_home", "second_home", "sixth_home", "third_home")):
            Household.objects.filter(pk=north.rows[home].pk).update(
                street=f"{place + 1} Own Street", postal_code=f"6500{9 - place}"
            )
        for who, more in (
            ("father", {}),
            ("barred", {"barred": True}),
            ("teacher_mother", {"receives_mail": False}),
        ):
            values = {"receives_mail": True, "relation": "Kin", **more}
            tie = Guardianship(student_id=north.cai.id, person_id=north.persons[who].id, **values)
            tie.save(force_insert=True)
        Person.objects.filter(pk=north.persons["father"].id).update(language="es")
        alone = Household(name="Alone", street="9 Barred Street", postal_code="65001")
        alone.save(force_insert=True)
        HouseholdMember(household=alone, person_id=north.persons["barred"].id).save(
            force_insert=True
        )
    return north


def texts(content: bytes) -> list[str]:
    """What stands on each page."""
    return [" ".join(page.split()) for page in words_of_pages(content)]


def made(client: HouseClient, query: str = "?grade=11") -> bytes:
    """The letters asked for, made by a worker, and saved."""
    answer = client.post(LETTERS + query, {"print": "x"})
    assert answer.status_code == 302
    work_off()
    here = answer.headers["Location"]
    assert "It is kept until" in words_of(client.get(here))
    file: Any = client.get(f"{here}&save=1")
    return b"".join(file.streaming_content)


def letters(cast: Cast) -> list[Paper]:
    with in_all(cast):
        rows = Paper.objects.visible_to(System()).filter(kind="health letter")
        return list(rows.order_by("language"))


def test_each_home_gets_its_own_letter_in_its_language(mailed: Cast) -> None:
    client = HouseClient.signed_in(mailed.nurse)
    assert "Letters" in words_of(client.get("/north/staff/immunizations/?grade=11"))
    pages = texts(made(client, "?grade=11&on=2026-10-30"))
    assert len(pages) == 2
    spanish, english = pages  # by ZIP code: 65008, then 65009
    assert "2 Own Street" in spanish
    assert "1 Own Street" in english
    assert not any("1 Own Street" in spanish and "2 Own Street" in page for page in pages)
    assert not any("Barred Street" in page or "4 Own Street" in page for page in pages)
    assert "Vacunas que necesita" in spanish
    text = " ".join(english.split())
    assert "bring the vaccination card of" in text
    assert "One dose of Tdap. Then 2 more doses of Tdap or Td" in text
    assert "The next dose of each can be given now." in text
    assert "DTaP" not in text
    for page in pages:
        assert "Friday, Oct 30" in page
        assert "HPV" not in page
        assert "Vaccines that" in page
    assert "Vacunas" not in english


def test_pressed_twice_there_is_no_second_paper_until_something_changes(
    mailed: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = HouseClient.signed_in(mailed.nurse)
    made(client)
    first = letters(mailed)
    assert [paper.language for paper in first] == ["en", "es"]
    client.post(f"{LETTERS}?grade=11", {"print": "x"})
    assert work_off() == 0
    with in_all(mailed):
        PrintRun.objects.filter(task="immunizations.print_letters").delete()
    monkeypatch.setenv("OPENHOUSE_TODAY", "2026-10-07T10:05")
    made(HouseClient.signed_in(mailed.nurse))
    assert letters(mailed) == first
    with in_all(mailed):
        Dose(student_id=mailed.cai.id, cvx="115", given_on=TODAY).save(force_insert=True)
    made(HouseClient.signed_in(mailed.nurse))
    assert len(letters(mailed)) == 4


def test_the_family_keeps_it_signed_and_without_address_and_no_office_reads_it(
    mailed: Cast,
) -> None:
    made(HouseClient.signed_in(mailed.nurse))
    english, _spanish = letters(mailed)
    (page,) = texts(bytes(english.content))
    assert english.title == "Letter from the nurse"
    assert not re.search(r"Own Street|6500\d|Hugo", page)
    assert english.release is None
    papers = f"/north/family/{mailed.cai.id}/documents/"
    family = HouseClient.signed_in(mailed.persons["grandmother"])
    assert "Letter from the nurse" in words_of(family.get(papers))
    assert "issued a paper with this code" in words_of(family.get(f"/verify/{english.code}"))
    for who in ("clerk", "teacher"):
        client = HouseClient.signed_in(mailed.persons[who])
        assert client.get(LETTERS).status_code == 403
        shown = client.get(f"/north/office/changes/?student={mailed.cai.id}").content.decode()
        assert "Letter from the nurse" not in shown


def test_the_ledger_has_who_asked_for_letters_once_and_issues_them_in_her_name(
    mailed: Cast,
) -> None:
    client = HouseClient.signed_in(mailed.nurse)
    made(client)
    client.post(f"{LETTERS}?grade=11", {"print": "x"})
    with in_all(mailed):
        (asked,) = Change.objects.filter(kind="health.letters_asked")
        issued = Change.objects.filter(kind="health.issued", student_id=mailed.cai.id)
        assert {line.actor_id for line in issued} == {asked.actor_id} == {mailed.nurse.id}
    assert asked.after == {"school": mailed.rows["high"].pk, "letters": 2, "students": 1}
    assert "11th grade" in asked.subject
    assert {paper.issued_by_id for paper in letters(mailed)} == {mailed.nurse.id}


def test_who_has_no_address_is_shown_and_gets_none(mailed: Cast) -> None:
    with in_all(mailed):
        Household.objects.update(street="")
    client = HouseClient.signed_in(mailed.nurse)
    words = words_of(client.get(f"{LETTERS}?grade=11"))
    assert "Without an address" in words
    assert mailed.cai.name in words
    client.post(f"{LETTERS}?grade=11", {"print": "x"})
    assert (work_off(), letters(mailed)) == (0, [])

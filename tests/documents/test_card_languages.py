"""A child with two homes that read different languages: each gets the card in its own."""

import io
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

import pikepdf
import pypdfium2
import pytest

from openhouse.access.viewer import System
from openhouse.documents.models_cards import CardRelease, CardTemplate
from openhouse.grades.models import PostedMark
from openhouse.ledger.models import Change
from openhouse.papers.models import Paper, PaperOpened
from openhouse.people.models import Account, Guardianship, Household
from tests.access.walk import address
from tests.cast import Cast, in_all
from tests.house_client import HouseClient, found_in, words_of
from tests.jobs import work_off

pytestmark = pytest.mark.django_db
ClientOf = Callable[..., HouseClient]


@pytest.fixture
def released(north: Cast, client_of: ClientOf) -> Cast:
    """Ana's father has chosen Spanish; her mother reads English. Their cards are out."""
    with in_all(north):
        CardTemplate.objects.update(languages=["en", "es"])
        Account.objects.filter(person_id=north.father.id).update(language="es")
        Account.objects.filter(person_id=north.mother.id).update(language="en")
    post(north, client_of, "card-release", {"step": "release-now"})
    return north


def post(cast: Cast, client_of: ClientOf, page: str, said: dict[str, str], *more: int) -> None:
    url = address("north", page, cast.rows["release_elementary"].pk, *more)
    client_of(cast.admin).post(url, said)
    work_off()


def anas(cast: Cast) -> list[Paper]:
    with in_all(cast):
        found = Paper.objects.visible_to(System()).filter(
            release=cast.rows["release_elementary"].pk, student_id=cast.ana.id
        )
        return list(found.order_by("edition", "is_twin"))


def read_by(client: HouseClient, cast: Cast, paper: Paper) -> tuple[str, str]:
    """Her page of the paper, and the language of the file that it opens."""
    page = client.get(address("north", "paper", cast.ana.id, paper.pk))
    link = found_in(page, "//p[@class='buttons']/a[1]/@href")[0]
    answer: Any = client.get(link)
    with pikepdf.open(io.BytesIO(answer.content)) as pdf:
        return words_of(page), str(pdf.Root.Lang)


def test_each_home_reads_its_own_and_finds_the_other(released: Cast, client_of: ClientOf) -> None:
    english, spanish = anas(released)
    assert (english.language, spanish.language) == ("en", "es")
    assert spanish.facts["words"]["marks"] == "Calificaciones"
    page, language = read_by(client_of(released.mother), released, english)
    assert language == "en" and "In Spanish" in page
    father = client_of(released.father)
    page, language = read_by(father, released, english)
    assert language == "es" and "En inglés" in page
    listed = father.get(address("north", "documents", released.ana.id)).content.decode()
    assert listed.count(f"/papers/{english.pk}/") == 1
    assert f"/papers/{spanish.pk}/" not in listed
    with in_all(released):
        opened = PaperOpened.objects.visible_to(System()).filter(person_id=released.father.id)
        assert [one.paper_id for one in opened] == [english.pk], "read in whichever language"
        lines = Change.objects.filter(kind="paper.issued", student_id=released.ana.id)
        assert lines.filter(about_id__in=[english.pk, spanish.pk]).count() == 1
        release = CardRelease.objects.get(pk=released.rows["release_elementary"].pk)
        assert release.made == release.students == 2, "cards are counted by students"


def test_each_home_gets_its_own_by_post(released: Cast, client_of: ClientOf) -> None:
    with in_all(released):
        Guardianship.objects.visible_to(System()).update(receives_mail=True)
        for key, home in (("English", "first_home"), ("Spanish", "second_home")):
            Household.objects.filter(pk=released.rows[home].pk).update(street=f"1 {key} Street")
    url = address("north", "card-print", released.rows["release_elementary"].pk)
    answer: Any = client_of(released.admin).get(f"{url}?what=student&number={released.ana.id}")
    with pypdfium2.PdfDocument(answer.content) as pdf:
        pages = [page.get_textpage().get_text_range() for page in pdf]
    by_home = {pages[at].split("Street")[0].split()[-1]: pages[at + 1] for at in (0, 2)}
    assert "Attendance" in by_home["English"] and "Asistencia" in by_home["Spanish"]


def test_a_correction_is_in_both_and_the_older_code_says_so(
    released: Cast, client_of: ClientOf
) -> None:
    with in_all(released):
        posted = PostedMark.objects.visible_to(System()).filter(student_id=released.ana.id)
        posted.update(letter="A")
    post(released, client_of, "card-student", {}, released.ana.id)
    _english, spanish, second, second_spanish = anas(released)
    assert [second.language, second_spanish.language] == ["en", "es"]
    assert second_spanish.edition == 2
    assert second_spanish.facts["replaces"].startswith("Edición corregida 2")
    assert read_by(client_of(released.father), released, second)[1] == "es"
    said = words_of(HouseClient().get(f"/verify/{spanish.code}"))
    assert "corrected" in said.lower()
    assert "corrected" not in words_of(HouseClient().get(f"/verify/{second_spanish.code}")).lower()


def test_both_are_taken_back_together_and_lead_to_the_corrected_one(
    released: Cast, client_of: ClientOf
) -> None:
    why = {"because": "wrong quarter", "because_es": "otro trimestre"}
    post(released, client_of, "card-student-withdraw", why, released.ana.id)
    english, spanish = anas(released)
    assert english.withdrawn_at == spanish.withdrawn_at is not None
    father, kept = client_of(released.father), address("north", "documents", released.ana.id)
    assert father.get(kept).content.decode().count("otro trimestre") == 1
    post(released, client_of, "card-student", {}, released.ana.id)
    new = anas(released)[2]
    for old in (english, spanish):
        answer = father.get(address("north", "paper-file", released.ana.id, old.pk))
        assert answer.status_code == HTTPStatus.GONE
        assert address("north", "paper", released.ana.id, new.pk) in answer.content.decode()
        said = words_of(HouseClient().get(f"/verify/{old.code}"))
        assert "is not valid" in said and "corrected edition since" in said

"""No paper of a child holds a word of another family's: what stands in the PDFs themselves."""

import io
from collections.abc import Callable, Iterator

import pikepdf
import pypdfium2
import pytest

from openhouse.access.viewer import System
from openhouse.papers.models import Paper
from openhouse.people.models import Guardianship, Household
from tests.access.walk import address, words_in
from tests.cast import CANARIES, SEES, Canary, Cast, in_all
from tests.house_client import HouseClient
from tests.jobs import work_off

pytestmark = pytest.mark.django_db
ClientOf = Callable[..., HouseClient]


def text_of(content: bytes) -> str:
    """What stands on all pages; without blanks too, so that no word is missed at a line's end."""
    with pypdfium2.PdfDocument(content) as pdf:
        text = "\n".join(page.get_textpage().get_text_bounded() for page in pdf)
    return text + "".join(text.split())


def not_hers(text: str, child: str) -> Iterator[Canary]:
    """The words in *text* that are another student's, another family's or of another district."""
    family = {name for name, seen in SEES.items() if child in seen} | {child}
    for word in words_in(text):
        of_another = word.student not in ("", child)
        person = word.table == "people_person" and word.key not in family
        if word.district != "north" or of_another or (person and word.key in SEES):
            yield word


def issue_everything(north: Cast, client_of: ClientOf) -> dict[tuple[str, int], list[bytes]]:
    """Each kind of paper of the children of the high school, by kind and child."""
    with in_all(north):
        # those of the cast are no real PDFs
        before = list(Paper.objects.visible_to(System()).values_list("pk", flat=True))
        Guardianship.objects.visible_to(System()).update(receives_mail=True)
        Household.objects.update(street="1 Own Street", postal_code="65001")
    client_of(north.nurse).post("/north/staff/immunizations/letters/", {"print": "x"})
    release = address("north", "card-release", north.rows["release_high"].pk)
    clerk = client_of(north.clerk)
    clerk.post(release, {"step": "release-now", "at": ""}, follow=True)
    work_off()
    for who, child in (("mother", "ben"), ("mother", "mia"), ("grandmother", "cai")):
        number = north.persons[child].id
        for page in ("immunizations/paper/", "transcript/"):
            client_of(north.persons[who]).post(f"/north/family/{number}/{page}")
    found = dict[tuple[str, int], list[bytes]]()
    with in_all(north):
        for paper in Paper.objects.visible_to(System()).exclude(pk__in=before):
            found.setdefault((paper.kind, paper.student_id), []).append(bytes(paper.content))
    return found


def test_the_papers_of_a_child_are_hers_alone_and_letters_are_tagged(
    north: Cast, client_of: ClientOf
) -> None:
    found = issue_everything(north, client_of)
    names = {person.id: key for key, person in north.persons.items()}
    kinds = {kind for kind, _child in found}
    assert {"transcript", "immunizations", "health letter", "report card"} <= kinds
    for (kind, number), papers in found.items():
        child = names[number]
        for content in papers:
            text = text_of(content)
            assert [word for word in words_in(text) if word.key == child], (kind, child)
            assert not list(not_hers(text, child)), (kind, child)
            if kind == "health letter":
                is_said_to_all(content)


def test_the_check_finds_a_word_that_is_not_hers(north: Cast) -> None:
    ben = next(word for word in CANARIES.values() if (word.district, word.key) == ("north", "ben"))
    assert list(not_hers(f"… {ben.word[:4]}\n{ben.word[4:]} {ben.word}", "cai"))
    assert not list(not_hers(ben.word, "ben"))


def is_said_to_all(content: bytes) -> None:
    """A letter is tagged, and says its title and its language, as PDF/UA asks."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        root = pdf.Root
        assert root.MarkInfo.Marked and "/StructTreeRoot" in root
        assert root.ViewerPreferences.DisplayDocTitle
        spanish = "Vacunas que" in text_of(content)
        assert str(root.Lang) == ("es" if spanish else "en")
        with pdf.open_metadata() as about:
            assert about["pdfuaid:part"] == "1"
            title = "Carta de enfermería" if spanish else "Letter from the nurse"
            assert about["dc:title"] == title
        roles = {str(each.S) for each in tags(root.StructTreeRoot)}
        assert {"/H1", "/P"} <= roles


def tags(node: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """Every tag under *node*."""
    kids = node.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            yield from tags(kid)

"""A paper is what was issued, byte for byte, and its code says so to anyone."""

import io
import re
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pikepdf
import pypdfium2
import pytest
import zxingcpp
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from openhouse.access.viewer import System
from openhouse.common.addresses import whole
from openhouse.common.scope import scope
from openhouse.papers.actions import issue
from openhouse.papers.codes import LENGTH, SIGNS, new_code, read, shown
from openhouse.papers.drafts import Draft
from openhouse.papers.models import Paper, SigningKey
from openhouse.papers.signing import new_signer
from openhouse.papers.typesetting import LayoutFault, typeset
from tests.cast import Cast
from tests.house_client import HouseClient

pytestmark = pytest.mark.django_db
#: The headline of a code by itself: no more is known than this.
ISSUED = "The school issued a paper with this code"
NAMES = ("Müller", "Иванов", "Αθηνά", "محمد", "山田太郎", "김민수", "王小明")


def draft(cast: Cast, **other: Any) -> Draft:
    facts = {
        "district": "North",
        "to": list(NAMES),
        "on": "October 6, 2026",
        "paragraphs": ["To the family of " + ", ".join(NAMES)],
    }
    about = {"student": cast.ben.id, "kind": "letter", "title": "A letter", "language": "en"}
    return Draft(layout="papers/layouts/letter.typ", facts=facts, **(about | other))


@pytest.fixture
def paper(north: Cast) -> Paper:
    with scope(district=north.id, students="all", hat="system"):
        return issue(draft(north), by=None)


def checked(client: HouseClient, code: str, file: bytes | None = None) -> str:
    sent = {"file": SimpleUploadedFile("card.pdf", file)} if file is not None else {}
    answer = client.post(f"/verify/{code}", sent) if sent else client.get(f"/verify/{code}")
    return answer.content.decode()


def test_a_code_is_read_as_people_type_it() -> None:
    code = new_code()
    assert len(code) == 12
    assert set(code) <= set(SIGNS)
    assert read(shown(code)) == read(f" {shown(code).lower()} ") == code
    assert read("oIl0-0000-0000") == "011000000000"
    assert read("7KQ2") == read("7KQ2-M9XD-4TRU") == read("") == ""


def test_the_pdf_is_tagged_and_says_what_it_is(paper: Paper) -> None:
    with pikepdf.open(io.BytesIO(paper.content)) as pdf:
        root = pdf.Root
        assert root.MarkInfo.Marked
        assert str(root.Lang) == "en"
        assert root.ViewerPreferences.DisplayDocTitle
        assert "/StructTreeRoot" in root
        assert len(pdf.pages) == paper.pages == 1
        with pdf.open_metadata() as about:
            assert about["pdfuaid:part"] == "1"
            assert about["dc:title"] == "A letter"
        fonts = [
            font.DescendantFonts[0] for page in pdf.pages for font in page.Resources.Font.values()
        ]
        for one in fonts:
            assert {"/FontFile2", "/FontFile3"} & set(one.FontDescriptor.keys())
        families = {str(font.BaseFont).partition("+")[2].partition("-")[0] for font in fonts}
        assert {"NotoSans", "NotoSansArabic", "NotoSansCJKjp"} <= families


def test_the_same_facts_make_the_same_bytes(north: Cast) -> None:
    at = datetime(2026, 10, 6, 12, tzinfo=UTC)
    facts = draft(north).facts | {
        "paper": {
            "title": "T",
            "language": "en",
            "code": "0",
            "link": "l",
            "qr": "<svg xmlns='http://www.w3.org/2000/svg' width='1' height='1'/>",
        }
    }
    one, two = (typeset("papers/layouts/letter.typ", facts, made_at=at) for _ in range(2))
    assert one == two


def test_a_layout_that_lacks_a_fact_says_so(north: Cast) -> None:
    with pytest.raises(LayoutFault, match="district"):
        typeset("papers/layouts/letter.typ", {}, made_at=datetime(2026, 10, 6, tzinfo=UTC))


def test_anyone_with_the_code_learns_that_it_was_issued_and_nothing_else(
    paper: Paper, north: Cast
) -> None:
    page = checked(HouseClient(), shown(paper.code).lower())
    assert ISSUED in page
    assert "North" in page
    for secret in (north.rows["ben"].given_name, north.rows["ben"].family_name, "A letter"):
        assert secret not in page


def test_the_file_is_compared_byte_for_byte(paper: Paper) -> None:
    def heading(content: bytes | None = None) -> str:
        return re.findall("<h1>(.+)</h1>", checked(HouseClient(), paper.code, content))[0]

    assert heading() == ISSUED
    assert heading(paper.content) == "This file is genuine and unchanged"
    assert heading(paper.content + b" ") == "This file is not the one the school issued"


def test_it_is_proven_after_a_change_of_key(paper: Paper, north: Cast, settings: Any) -> None:
    settings.SECRET_KEY = "another"
    with scope(district=north.id, students="all", hat="system"):
        new_signer()
        assert SigningKey.objects.count() > 1
        later = issue(draft(north), by=None)
    assert later.key_id != paper.key_id
    for one in (paper, later):
        assert ISSUED in checked(HouseClient(), one.code)


@pytest.mark.parametrize(
    "change", ["content = content || ' '::bytea", "signature = decode(repeat('00', 64), 'hex')"]
)
def test_what_was_changed_in_the_database_is_not_confirmed(
    paper: Paper, north: Cast, change: str
) -> None:
    with scope(district=north.id, students="all", hat="system"), connection.cursor() as cursor:
        cursor.execute(f"UPDATE papers_paper SET {change} WHERE id = %s", [paper.pk])
    assert "cannot be confirmed" in checked(HouseClient(), paper.code)


def test_a_paper_that_waits_for_its_release_is_not_known(north: Cast) -> None:
    code = north.rows["paper_ben_waits"].code
    assert HouseClient().get(f"/verify/{code}").status_code == 404


def test_a_corrected_paper_says_so(paper: Paper, north: Cast) -> None:
    with scope(district=north.id, students="all", hat="system"):
        second = issue(draft(north, corrects=paper), by=None)
    assert second.edition == 2
    assert "corrected edition" in checked(HouseClient(), paper.code)
    assert "corrected edition" not in checked(HouseClient(), second.code)


def test_an_older_one_that_says_something_else_says_that_there_is_a_newer_one(
    north: Cast,
) -> None:
    def made(**facts: Any) -> Paper:
        about = draft(north, kind="transcript")
        return issue(replace(about, facts={**about.facts, **facts}), by=None)

    with scope(district=north.id, students="all", hat="system"):
        first, same, other = made(), made(on="October 7, 2026"), made(paragraphs=["Another mark"])
    assert "There is a newer one" in checked(HouseClient(), first.code)
    assert "There is a newer one" in checked(HouseClient(), same.code)
    assert "There is a newer one" not in checked(HouseClient(), other.code)


def test_guessing_codes_is_stopped(paper: Paper) -> None:
    client = HouseClient()
    answers = [client.get(f"/verify/{new_code()}").status_code for _ in range(30)]
    assert answers[0] == 404
    assert answers[-1] == 429
    assert client.get(f"/verify/{paper.code}").status_code == 200, "a right one is answered"
    answers = [client.get(f"/verify/{paper.code}").status_code for _ in range(40)]
    assert answers[-1] == 429


def test_of_a_genuine_paper_it_is_never_said_that_it_is_none(paper: Paper) -> None:
    """A whole admissions office asks from one address: it is told to wait, and no more."""
    client = HouseClient()
    answers = [client.get(f"/verify/{paper.code}").status_code for _ in range(70)]
    assert set(answers) == {200, 429}


def test_who_guesses_from_many_addresses_finds_nothing_and_locks_nobody_out(paper: Paper) -> None:
    """No limit over all addresses: sixty bits make guessing hopeless (``papers/codes.py``)."""
    codes, papers, a_year = len(SIGNS) ** LENGTH, 10**7, 365 * 400
    assert 10**6 * papers / codes < 1 / 100_000
    assert 100_000 * a_year * papers / codes < 0.13
    client = HouseClient()
    for at in range(60):
        guess = client.get(f"/verify/{new_code()}", REMOTE_ADDR=f"10.0.{at % 3}.1")
        assert guess.status_code == 404
    assert client.get(f"/verify/{new_code()}", REMOTE_ADDR="10.0.0.1").status_code == 429
    assert client.get(f"/verify/{paper.code}", REMOTE_ADDR="10.0.9.9").status_code == 200


def test_typing_the_code_leads_to_its_page(paper: Paper) -> None:
    client = HouseClient()
    assert (
        client.post("/verify/", {"code": shown(paper.code)}).headers["Location"]
        == f"/verify/{paper.code}"
    )
    assert "twelve letters and digits" in client.post("/verify/", {"code": "7KQ2"}).content.decode()


def test_the_frozen_file_cannot_be_read_under_another_district(paper: Paper, south: Cast) -> None:
    with scope(district=south.id, students="all", hat="system"):
        assert not Paper.objects.visible_to(System()).filter(pk=paper.pk).exists()


def test_another_reader_finds_the_words_and_scans_the_code(paper: Paper) -> None:
    with pypdfium2.PdfDocument(bytes(paper.content)) as pdf:
        page = pdf[0]
        words = page.get_textpage().get_text_range()
        picture = page.render(scale=3).to_pil()
    # Arabic comes out in the shapes that it is written in, the others as they are
    assert all(name in words for name in NAMES if name != "محمد")
    (found,) = zxingcpp.read_barcodes(picture)
    assert found.text == whole(f"/verify/{paper.code}")


def test_a_file_that_is_too_large_is_not_read(paper: Paper) -> None:
    client = HouseClient()
    huge = client.post(f"/verify/{paper.code}", CONTENT_LENGTH=str(12 * 1024 * 1024))
    assert huge.status_code == 413
    assert "larger than 10 MB" in checked(client, paper.code, b"%PDF" + bytes(10 * 1024 * 1024))


def test_an_issued_paper_is_changed_by_nobody_who_looks(paper: Paper, north: Cast) -> None:
    for hat in ("family", "staff", "office"):
        with scope(district=north.id, students="all", person=north.admin.id, hat=hat):
            rows = Paper.objects.visible_to(System()).filter(pk=paper.pk)
            assert (rows.update(title="Another"), rows.count()) == (0, 1)

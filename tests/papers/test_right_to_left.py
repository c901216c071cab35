"""What leaves the house in a language from right to left: papers, e-mails and pushes."""

import json
import re
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from django.conf import settings as house
from django.utils.translation import override

from openhouse.access.viewer import System
from openhouse.documents.models_cards import CardTemplate
from openhouse.notifications.letters import Letter, Push, Sender, as_html, as_payload, as_text
from openhouse.papers.models import Paper
from scripts.words import pseudo
from tests.access.walk import address
from tests.cast import Cast, in_all
from tests.house_client import HouseClient
from tests.jobs import work_off

pytestmark = pytest.mark.django_db
LANGUAGE = "ar-xb"
SENDER = Sender("North", 200, "help@north.example", "(573) 555-0199", "https://north.example/")
#: Points: the white at the sides of a paper, 18 mm.
WHITE = 51


@pytest.fixture(scope="module")
def words(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pseudo")
    pseudo(folder)
    return folder


@pytest.fixture(autouse=True)
def turned(settings: Any, words: Path) -> None:
    """The house speaks a language that nobody speaks, see ``scripts/words.py``."""
    settings.LANGUAGES = [*settings.LANGUAGES, (LANGUAGE, LANGUAGE)]
    settings.LOCALE_PATHS = [words, *settings.LOCALE_PATHS]


def reader(cast: Cast, who: str = "mother") -> HouseClient:
    client = HouseClient.signed_in(cast.persons[who])
    client.cookies[house.LANGUAGE_COOKIE_NAME] = LANGUAGE
    return client


def is_turned(content: bytes) -> bool:
    """If more words of the first page touch its right margin than its left, and it says why."""
    with pikepdf.open(BytesIO(content)) as pdf:
        said = str(pdf.Root.Lang)
    with pypdfium2.PdfDocument(content) as pdf:
        page, text = pdf[0], pdf[0].get_textpage()
        boxes = [text.get_rect(at) for at in range(text.count_rects())]
        at_left = sum(box[0] < WHITE + 4 for box in boxes)
        at_right = sum(box[2] > page.get_width() - WHITE - 4 for box in boxes)
    return said == "ar-XB" and at_right > 2 * at_left


def test_each_paper_begins_at_the_right(north: Cast) -> None:
    client = reader(north)
    for path in ("immunizations/paper/", "transcript/"):
        answer = client.post(f"/north/family/{north.ben.id}/{path}")
        assert is_turned(client.get(answer.headers["Location"]).content), path


def test_a_report_card_begins_at_the_right(north: Cast) -> None:
    with in_all(north):
        CardTemplate.objects.update(languages=[LANGUAGE])
    release = north.rows["release_elementary"].pk
    url = address("north", "card-release", release)
    HouseClient.signed_in(north.admin).post(url, {"step": "release-now"})
    work_off()
    with in_all(north):
        cards = Paper.objects.visible_to(System()).filter(release=release, language=LANGUAGE)
        assert [is_turned(card.content) for card in cards] == [True, True]


def test_a_mail_turns_and_what_is_not_translated_keeps_its_order() -> None:
    link = "https://north.example/north/a/"
    letter = Letter("News", ("Bring a lamp.",), code="ABC-123", link=("Open", link))
    with override(LANGUAGE):
        html, text = as_html(letter, SENDER), as_text(letter, SENDER)
    assert f'<html lang="{LANGUAGE}" dir="rtl">' in html
    assert re.search(r'<p dir="auto"[^>]*>Bring a lamp.</p>', html)
    assert re.search(r'<p dir="ltr"[^>]*>ABC-123</p>', html)
    assert "\u2068(573) 555-0199\u2069" in html
    assert f":\n{link}\n" in text, "an address stays as it is, to be tapped on"
    with override("es"):
        assert "\u2068" not in as_text(letter, SENDER)


def test_a_push_says_its_language_and_side() -> None:
    for language, side in ((LANGUAGE, "rtl"), ("es", "ltr"), ("ps", "rtl")):
        with override(language):
            said = json.loads(as_payload(Push("News", "Bring a lamp.", "/", "a")))
        assert (said["lang"], said["dir"]) == (language, side)

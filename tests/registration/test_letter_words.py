"""The district's own paragraph beneath the letters about registration (OLR-11)."""

from typing import Any

import pytest
from django.utils.translation import override

from openhouse.common.scope import as_the_house
from openhouse.ledger.models import Change
from openhouse.notifications.models import Delivery
from openhouse.registration.models_office import LetterWords
from openhouse.registration.office import letters
from openhouse.registration.own_words import with_own_words
from tests.cast import Cast, in_all
from tests.house_client import HouseClient, words_of
from tests.registration.test_family import HOME, begun_and_filled

pytestmark = pytest.mark.django_db
PAGE = "/north/office/registration/letters/"


def send(client: HouseClient, number: int) -> None:
    client.post(f"{HOME}{number}/review/", {"agree": "on", "typed": "Hana Tanaka"})


def arrived(cast: Cast) -> Delivery:
    with in_all(cast):
        found = Delivery.objects.filter(kind="notice.registration", way="mail").order_by("-pk")
        return found[0]


def test_it_stands_beneath_ours_in_the_mail_and_is_no_html(north: Cast, client_of: Any) -> None:
    admin = client_of(north.admin)
    said = {"text_en": "Bring the proof to Main Street 5.\nWe are open until 6 <b>PM</b>."}
    assert "Saved." in words_of(admin.post(f"{PAGE}received/", said, follow=True))
    client = client_of(north.grandmother)
    send(client, begun_and_filled(client, north))
    mail = arrived(north)
    ours, own = mail.text.index("Thank you. The school has"), mail.text.index("Bring the proof")
    assert ours < own
    assert "&lt;b&gt;PM&lt;/b&gt;" in mail.html
    assert "<b>PM" not in mail.html


@pytest.mark.parametrize(
    ("language", "words"), [("es", "Traiga el papel."), ("en", "Bring it."), ("so", "Bring it.")]
)
def test_each_family_reads_it_in_its_language_or_in_english(
    north: Cast, language: str, words: str
) -> None:
    with in_all(north):
        LetterWords.objects.create(kind="waiting", language="en", text="Bring it.")
        LetterWords.objects.create(kind="waiting", language="es", text="Traiga el papel.")
        said = with_own_words("waiting", letters.waits("", "North High", ""))
        other = with_own_words("declined", letters.declined("", "North High", ""))
        with override(language):
            assert said("").paragraphs[-1] == words
            assert len(other("").paragraphs) == 2, "of another kind there is none"


def test_the_page_shows_the_letter_before_it_is_kept(north: Cast, client_of: Any) -> None:
    admin, url = client_of(north.admin), f"{PAGE}accepted/"
    shown = words_of(admin.post(url, {"text_en": "See you on August 17.", "preview": "yes"}))
    assert "Good news about your registration See" not in shown
    assert "We write to you once more when the registration is complete. See you on" in shown
    with in_all(north):
        assert not LetterWords.objects.filter(kind="accepted").exists()
    admin.post(url, {"text_en": "See you on August 17.", "text_es": "Nos vemos."})
    assert "English, Spanish" in words_of(admin.get(PAGE))
    admin.post(url, {"text_en": "", "text_es": "Nos vemos."})
    with in_all(north):
        kept = list(LetterWords.objects.filter(kind="accepted").values_list("language", "text"))
        lines = Change.objects.filter(kind="registration.letter").order_by("pk")
        said = [(line.subject, line.before, line.after) for line in lines]
    assert kept == [("es", "Nos vemos.")]
    both = {"en": "See you on August 17.", "es": "Nos vemos."}
    assert said == [("accepted", {}, both), ("accepted", both, {"es": "Nos vemos."})]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Dear {first_name}", "Leave out the curly brackets: families would read them"),
        ("a" * 601, "at most 600 characters"),
    ],
)
def test_fields_and_a_long_text_are_refused_and_nothing_typed_is_lost(
    north: Cast, client_of: Any, text: str, words: str
) -> None:
    answer = client_of(north.admin).post(f"{PAGE}reminder/", {"text_en": text})
    assert answer.status_code == 400
    page = answer.content.decode()
    assert words in page
    assert text in page
    with in_all(north), as_the_house():
        assert not LetterWords.objects.filter(kind="reminder").exists()

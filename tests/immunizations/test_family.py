"""A child's immunizations for her family: the card, what is missing, the reminder, what is sent."""

from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pikepdf
import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from icalendar import Calendar
from PIL import Image

from openhouse.immunizations.models import CardUpload
from tests.cast import Cast, in_all
from tests.house_client import HouseClient, words_of
from tests.pdf_words import words_of_pages

pytestmark = pytest.mark.django_db


def page(cast: Cast, who: str, child: str, more: str = "") -> str:
    return f"/{cast.slug}/family/{cast.persons[child].id}/immunizations/{more}"


def a_photo() -> bytes:
    picture, into = Image.new("RGB", (40, 30), "white"), BytesIO()
    exif = Image.Exif()
    exif[0x8825] = {1: "N", 2: (38.0, 56.0, 24.0), 3: "W", 4: (92.0, 19.0, 48.0)}
    exif[0x010E] = "Kitchen table"
    picture.save(into, "JPEG", exif=exif)
    return into.getvalue()


def a_pdf(pages: int) -> bytes:
    into = BytesIO()
    with pikepdf.new() as pdf:
        for _ in range(pages):
            pdf.add_blank_page()
        pdf.save(into)
    return into.getvalue()


def a_zip() -> bytes:
    into = BytesIO()
    with ZipFile(into, "w") as archive:
        archive.writestr("a.txt", "a")
    return into.getvalue()


def send(cast: Cast, who: str, child: str, name: str, content: bytes):
    client = HouseClient.signed_in(cast.persons[who])
    sent = {"card": SimpleUploadedFile(name, content)}
    return client.post(page(cast, who, child, "card/"), sent, follow=True)


def kept(cast: Cast, child: str) -> CardUpload:
    from openhouse.access.viewer import System

    with in_all(cast):
        rows = CardUpload.objects.visible_to(System()).filter(student_id=cast.persons[child].id)
        return rows.latest("pk")


def test_the_card_shows_every_dose_and_what_the_school_misses(north: Cast) -> None:
    text = words_of(HouseClient.signed_in(north.mother).get(page(north, "mother", "ben")))
    assert "May 4, 2011" in text
    assert "One dose of Tdap now" in text
    assert "It can be given now." in text
    assert "In progress" in text
    assert "Appointment on Oct 20, 2026" in text
    assert "Missouri" in text


def test_what_the_next_grade_asks_for_is_said_beforehand(north: Cast) -> None:
    client = HouseClient.signed_in(north.barred_before)
    text = words_of(client.get(page(north, "barred_before", "leo")))
    assert "For the next grade" in text
    assert "before 8th grade starts" in text


def test_a_child_without_a_dose_and_one_without_a_birthday_have_a_page(north: Cast) -> None:
    empty = HouseClient.signed_in(north.empty_parent).get(page(north, "empty_parent", "gus"))
    assert "bring the vaccination card of" in words_of(empty)
    unknown = HouseClient.signed_in(north.long_parent).get(page(north, "long_parent", "max"))
    assert unknown.status_code == 200


def test_an_office_that_looks_sees_no_dose(north: Cast) -> None:
    client = HouseClient.signed_in(north.clerk)
    client.post(
        f"/north/office/people/{north.mother.id}/look/", {"reason": "She asked on the phone"}
    )
    answer = client.get(page(north, "clerk", "ben"))
    assert "May 4, 2011" not in answer.content.decode()
    assert client.get(page(north, "clerk", "ben", "reminder.ics")).status_code == 404


def test_the_reminder_is_one_event_with_what_is_missing(north: Cast) -> None:
    mother, here = HouseClient.signed_in(north.mother), page(north, "mother", "ben", "reminder.ics")
    answer = mother.get(here, headers={"host": "127.0.0.1:9999"})
    assert answer.headers["Content-Type"].startswith("text/calendar")
    events = Calendar.from_ical(answer.content).walk("VEVENT")
    assert len(events) == 1
    told = str(events[0]["description"])
    assert "Tdap" in told
    assert "to the nurse of" in told
    # the portal's own address, whatever the request says its host is
    url = f"{settings.PUBLIC_URL}{page(north, 'mother', 'ben')}"
    assert url in told and events[0]["url"] == url
    assert "High School" in str(events[0]["summary"])
    assert events[0]["dtstart"].dt == date(2026, 10, 7)  # overdue on Tuesday: Wednesday
    assert "Rivera" not in answer.content.decode()


def test_a_photo_is_kept_without_the_place_where_it_was_taken(north: Cast) -> None:
    photo = a_photo()
    assert Image.open(BytesIO(photo)).getexif().get_ifd(0x8825)
    answer = send(north, "mother", "ben", "IMG_0001.JPG", photo)
    assert "Sent." in answer.content.decode()
    card = kept(north, "ben")
    assert not dict(Image.open(BytesIO(card.content)).getexif())
    assert b"Kitchen" not in bytes(card.content)
    assert (card.kind, card.state, card.person_id) == ("image/jpeg", "waiting", north.mother.id)


def test_forty_pages_called_pdf_exe_are_a_pdf(north: Cast) -> None:
    send(north, "mother", "ben", "scan.pdf.exe", a_pdf(40))
    card = kept(north, "ben")
    assert (card.name, card.pages) == ("scan.pdf", 40)
    client = HouseClient.signed_in(north.mother)
    answer = client.get(page(north, "mother", "ben", f"card/{card.pk}/"))
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("card.pdf", b"MZ\x90\x00 a program", "This is a program"),
        ("card.pdf", a_pdf(1) + a_zip(), "two kinds of file at once"),
        (
            "card.svg",
            b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
            "SVG",
        ),
        ("card.jpg", a_photo()[:60], "This picture is broken"),
        ("card.pdf", b"", "empty"),
    ],
)
def test_what_is_no_card_is_refused_in_words(north: Cast, name, content, words) -> None:
    before = kept(north, "ben").pk
    assert words in send(north, "mother", "ben", name, content).content.decode()
    assert kept(north, "ben").pk == before


def test_a_card_is_taken_back_while_it_waits(north: Cast) -> None:
    card = north.rows["card_ben"]
    client = HouseClient.signed_in(north.mother)
    client.post(page(north, "mother", "ben", f"card/{card.pk}/withdraw/"))
    assert kept(north, "ben").state == "withdrawn"
    again = client.post(page(north, "mother", "ben", f"card/{card.pk}/withdraw/"), follow=True)
    assert "looked at it already" in again.content.decode()


def test_a_student_under_eighteen_sends_nothing(north: Cast) -> None:
    answer = send(north, "ben", "ben", "card.pdf", a_pdf(1))
    assert "Not from here" in answer.content.decode()
    assert kept(north, "ben").person_id == north.mother.id


def test_the_record_is_a_pdf_with_a_code_that_proves_it(north: Cast) -> None:
    client = HouseClient.signed_in(north.mother)
    answer = client.post(page(north, "mother", "ben", "paper/"))
    paper = client.get(answer.headers["Location"])
    assert paper.headers["Content-Type"] == "application/pdf"
    words = " ".join(words_of_pages(paper.content))
    assert "May 4, 2011" in words
    assert "One dose of Tdap now" in words
    code = words.partition("/verify/")[2][:12]
    answer_to_code = client.get(f"/verify/{code}").content.decode()
    assert "The school issued a paper with this code" in answer_to_code
    again = client.post(page(north, "mother", "ben", "paper/"))
    assert again.headers["Location"] == answer.headers["Location"]


def test_the_record_speaks_the_readers_language(north: Cast) -> None:
    client = HouseClient.signed_in(north.mother)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "es"
    answer = client.post(page(north, "mother", "ben", "paper/"))
    with pikepdf.open(BytesIO(client.get(answer.headers["Location"]).content)) as pdf:
        assert str(pdf.Root.Lang) == "es"


def test_the_sixth_card_waits_until_one_was_looked_at_or_taken_back(north: Cast) -> None:
    for _ in range(4):  # one of the cast waits already
        assert "Sent." in send(north, "mother", "ben", "card.pdf", a_pdf(1)).content.decode()
    last = kept(north, "ben").pk
    answer = send(north, "mother", "ben", "card.pdf", a_pdf(1))
    assert "Five of your cards wait for the nurse" in answer.content.decode()
    assert kept(north, "ben").pk == last
    client = HouseClient.signed_in(north.mother)
    client.post(page(north, "mother", "ben", f"card/{last}/withdraw/"))
    assert "Sent." in send(north, "mother", "ben", "card.pdf", a_pdf(1)).content.decode()


def test_taking_back_gives_no_more_than_ten_a_day(north: Cast) -> None:
    client = HouseClient.signed_in(north.mother)
    for _ in range(10):
        send(north, "mother", "ben", "card.pdf", a_pdf(1))
        last = kept(north, "ben").pk
        client.post(page(north, "mother", "ben", f"card/{last}/withdraw/"))
    answer = send(north, "mother", "ben", "card.pdf", a_pdf(1))
    assert "Send the next one tomorrow" in answer.content.decode()
    assert kept(north, "ben").pk == last


def test_hpv_stands_apart_from_what_the_school_asks_for(north: Cast) -> None:
    client = HouseClient.signed_in(north.mother)
    url = page(north, "mother", "ben")
    for words in (words_of(client.get(url)), paper_of(client, north)):
        asked, _, advised = words.partition("Recommended, not required by the school")
        assert "HPV" in advised and "HPV" not in asked
        assert "Measles" in asked and "Measles" not in advised
    nurse = HouseClient.signed_in(north.nurse)
    seen = words_of(nurse.get(f"/north/staff/immunizations/{north.ben.id}/"))
    assert "HPV" in seen.partition("Recommended, not required by the school")[2]
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "es"
    assert "Recomendadas; la escuela no las exige" in words_of(client.get(url))


def paper_of(client: HouseClient, cast: Cast) -> str:
    answer = client.post(page(cast, "mother", "ben", "paper/"))
    return " ".join(words_of_pages(client.get(answer.headers["Location"]).content))

"""Announcements: written, changed and taken back by staff; read by families in their language."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from openhouse.ledger.models import Change
from openhouse.messages.models import Announcement
from tests.access.test_wall import step_in
from tests.cast import Cast, in_all
from tests.house_client import HouseClient, found_in, words_of

pytestmark = pytest.mark.django_db
Clients = Callable[..., Any]
NEW = "/north/office/announcements/new/"
TODAY = "/north/family/"


def said(**more: Any) -> dict[str, Any]:
    return {
        "title_en": "Owl night",
        "body_en": "Bring a lamp.\nSee https://owls.example <script>alert(1)</script>",
        "starts_on": "2026-10-06",
        "ends_on": "2026-10-09",
        "school": "all",
    } | more


def announce(client: HouseClient, cast: Cast, school: str = "high", **more: Any) -> Any:
    key = str(cast.rows[school].pk) if school != "all" else "all"
    return client.post(NEW, said(school=key, **more), follow=True)


def kinds(cast: Cast) -> list[str]:
    with in_all(cast):
        lines = Change.objects.filter(kind__startswith="announcement.").order_by("pk")
        return list(lines.values_list("kind", flat=True))


def newest(cast: Cast) -> Announcement:
    with in_all(cast):
        return Announcement.objects.latest("pk")


def test_an_office_announces_to_its_school_and_the_words_stay_words(
    north: Cast, client_of: Clients
) -> None:
    page = announce(client_of(north.clerk), north)
    assert "Announced." in words_of(page)
    assert "Owl night" in words_of(page)
    for url in (TODAY, "/north/family/messages/"):
        shown = client_of(north.mother).get(url)
        assert "Owl night" in words_of(shown)
        text = shown.content.decode()
        assert 'href="https://owls.example"' in text
        assert "Bring a lamp.<br>" in text
        assert "<script>alert" not in text and "&lt;script&gt;alert" in text
    assert "Owl night" not in words_of(client_of(north.father).get(TODAY))
    assert kinds(north) == ["announcement.made"]


def test_each_reads_her_own_language_and_the_original_of_what_a_machine_made(
    north: Cast, client_of: Clients
) -> None:
    spanish = {"title_es": "Noche del búho", "body_es": "Traiga una lámpara."}
    announce(client_of(north.clerk), north, **spanish, machine_es="on")
    reader = client_of(north.long_parent)
    page = reader.get(TODAY, headers={"accept-language": "es"})
    words = words_of(page)
    assert "Noche del búho" in words
    assert "Traducido por una máquina" in words
    assert found_in(page, "//details//*[@lang='en'][contains(., 'Owl night')]")
    english = client_of(north.mother).get(TODAY)
    assert "Noche" not in words_of(english) and "machine" not in words_of(english)
    one = newest(north)
    announce_url = f"/north/office/announcements/{one.pk}/"
    kept = said(school=str(one.school_id), **spanish)
    client_of(north.clerk).post(announce_url, kept)
    page = reader.get(TODAY, headers={"accept-language": "es"})
    assert found_in(page, "//li[contains(., 'Noche del búho')]")
    assert not found_in(page, "//li[contains(., 'Noche del búho')]//details")
    assert kinds(north) == ["announcement.made", "announcement.changed"]


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"title_en": "", "body_en": ""}, "Write it in one language at least."),
        ({"body_en": ""}, "Headline and text belong together."),
        ({"machine_en": "on"}, "must be written by a human"),
        ({"ends_on": "2026-10-05"}, "The last day lies before the first."),
        ({"title_es": "Hola", "body_es": ""}, "Headline and text belong together."),
    ],
)
def test_what_is_not_whole_is_said_and_the_rest_stays(
    more: dict[str, Any], words: str, north: Cast, client_of: Clients
) -> None:
    page = announce(client_of(north.clerk), north, **more)
    assert words in words_of(page)
    assert kinds(north) == []


def test_an_emergency_stands_above_everything_for_its_grade_alone(
    north: Cast, client_of: Clients
) -> None:
    announce(client_of(north.clerk), north, emergency="on", grades=["09"])
    page = client_of(north.long_parent).get(TODAY)
    (alarm,) = found_in(page, "//div[@role='alert'][contains(., 'Owl night')]")
    assert "Emergencia: Owl night" in alarm
    assert "Owl night" not in words_of(client_of(north.mother).get(TODAY))


def test_who_speaks_for_whom(north: Cast, client_of: Clients) -> None:
    """The clerk only for her school; a teacher only for her class, and never of an emergency."""
    for school in ("all", "west"):
        announce(client_of(north.clerk), north, school)
    assert kinds(north) == []
    announce(client_of(north.admin), north, "all")
    assert "Owl night" in words_of(client_of(north.empty_parent).get(TODAY))
    algebra = f"/north/staff/sections/{north.rows['algebra'].pk}/announcements/new/"
    client_of(north.teacher).post(algebra, said(title_en="Bring a ruler", emergency="on"))
    one = newest(north)
    assert (one.section_id, one.emergency) == (north.rows["algebra"].pk, False)
    assert "Bring a ruler" in words_of(client_of(north.mother).get(TODAY))
    assert "Bring a ruler" not in words_of(client_of(north.long_parent).get(TODAY))
    step_in(north, "teacher", "staff")
    for column in ("emergency = true, section_id = NULL", f"section_id = {one.section_id + 1}"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                f"UPDATE school_messages_announcement SET {column} WHERE id = %s", [one.pk]
            )


def test_what_comes_is_not_there_yet_and_what_is_withdrawn_is_gone(
    north: Cast, client_of: Clients
) -> None:
    clerk, mother = client_of(north.clerk), client_of(north.mother)
    announce(clerk, north, starts_on="2026-10-07")
    one = newest(north)
    assert "Owl night" not in words_of(mother.get("/north/family/messages/"))
    url = f"/north/office/announcements/{one.pk}/"
    clerk.post(url, said(school=str(one.school_id), starts_on="2026-10-05"))
    first = mother.get(TODAY)
    assert "Owl night" in words_of(first)
    again = {"headers": {"if-none-match": first.headers["ETag"]}}
    assert mother.get(TODAY, **again).status_code == 304
    assert "Withdrawn" in words_of(clerk.post(f"{url}withdraw/", follow=True))
    gone = mother.get(TODAY, **again)
    assert gone.status_code == 200
    for page in (gone, mother.get("/north/family/messages/")):
        assert "Owl night" not in words_of(page)
    clerk.post(url, said(school=str(one.school_id)))
    assert newest(north).withdrawn_at
    assert kinds(north)[-1] == "announcement.withdrawn"


def test_a_new_one_is_shown_for_a_week_and_says_that_no_phone_rings(
    north: Cast, client_of: Clients
) -> None:
    page = client_of(north.clerk).get(NEW)
    assert found_in(page, "//input[@name='ends_on']/@value") == ["2026-10-13"]
    assert "but no phone rings" in words_of(page)
    assert "/north/office/messages/new/" in found_in(page, "//main//a/@href")

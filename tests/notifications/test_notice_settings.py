"""What somebody hears, and when, is hers to say; until which hour, the district's."""

from collections.abc import Callable
from datetime import time
from decimal import Decimal
from typing import Any

import pytest

from openhouse.ledger.models import Change
from openhouse.notifications.models_notices import NoticeChoice, NoticeRules, NoticeTimes
from openhouse.people.models import ContactPoint
from tests.cast import Cast, in_all
from tests.house_client import words_of

pytestmark = pytest.mark.django_db
Client = Callable[..., Any]
PAGE, RULES = "/north/account/notices/", "/north/office/rules/notices/"
SAID = {
    "pace": "weekly", "below": "70", "safe": "1", "hour": "18:30", "weekday": "6",
    "quiet_from": "", "quiet_until": "",
}  # fmt: skip


def test_a_mother_says_what_she_hears_and_finds_it_again(north: Cast, client_of: Client) -> None:
    mother = client_of(north.mother)
    assert "Of what we tell you" in words_of(mother.get("/north/account/"))
    ben, ana = north.ben.id, north.ana.id
    said = SAID | {
        f"ways-{ben}-score": "push mail", f"below-{ben}-score": "60",
        f"ways-{ana}-document": "off", f"ways-{north.leo.id}-score": "mail",
    }  # fmt: skip
    assert mother.post(PAGE, said).status_code == 302
    with in_all(north):
        times = NoticeTimes.objects.get(person_id=north.mother.id)
        assert (times.pace, times.below, times.safe) == ("weekly", Decimal(70), True)
        assert (times.hour, times.weekday, times.quiet_from) == (time(18, 30), 6, None)
        assert not times.weekly_word
        found = NoticeChoice.objects.filter(person_id=north.mother.id)
        kept = {(one.student_id, one.kind): (one.ways, one.below) for one in found}
        assert kept == {
            (ben, "score"): (["push", "mail"], Decimal(60)),
            (ana, "document"): ([], None),
        }
        assert Change.objects.filter(kind="account.notices_chosen").count() == 1
    page = mother.get(PAGE).content.decode()
    assert '<option value="push mail" selected>' in page
    assert 'value="18:30"' in page
    mother.post(PAGE, SAID | {f"ways-{ben}-score": "pigeon", f"below-{ben}-score": "3"})
    with in_all(north):
        assert not NoticeChoice.objects.filter(person_id=north.mother.id).exists()


def test_half_of_quiet_hours_is_none(north: Cast, client_of: Client) -> None:
    mother = client_of(north.mother)
    answer = mother.post(PAGE, SAID | {"quiet_from": "20:00"})
    assert "Give both times, or none." in words_of(answer)
    with in_all(north):
        assert not NoticeTimes.objects.filter(person_id=north.mother.id).exists()


def test_who_has_no_student_has_nothing_to_choose(north: Cast, client_of: Client) -> None:
    assert "There is nothing to tell you" in words_of(client_of(north.clerk).get(PAGE))


def test_the_district_says_its_hours(north: Cast, client_of: Client) -> None:
    admin = client_of(north.admin)
    said = {
        "earliest": "06:30", "latest": "20:00", "hold_from": "", "hold_until": "",
        "head_start": "4", "fold": "15", "emergency_again": "2", "attendance_again": "0",
    }  # fmt: skip
    assert admin.post(RULES, said).status_code == 302
    with in_all(north):
        kept = NoticeRules.objects.get()
        assert (kept.latest, kept.hold_from, kept.head_start) == (time(20), None, 4)
        assert (kept.emergency_again, kept.attendance_again) == (2, 0)
        line = Change.objects.get(kind="rules.notices")
        assert line.after["latest"] == "20:00:00"
    far = {"latest": "06:00", "head_start": "99", "attendance_again": "49"}
    wrong = words_of(admin.post(RULES, said | far))
    assert "later than the first hour" in wrong
    assert wrong.count("Two days are the most") == 2


def test_who_has_no_way_reads_that_nothing_reaches_her(north: Cast, client_of: Client) -> None:
    with in_all(north):
        ContactPoint.objects.filter(person_id=north.mother.id).delete()
    assert "Nothing reaches you yet" in words_of(client_of(north.mother).get(PAGE))

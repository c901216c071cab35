"""The weekly word: once a week, what is missing and due, which marks moved, which days missed."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection

from openhouse.home.heard.facts import Moved
from openhouse.home.heard.jobs import weekly_words
from openhouse.home.heard.short import IN_A_TEXT, as_text
from openhouse.home.heard.weekly import BATCH, from_to
from openhouse.notifications.models import Delivery
from openhouse.notifications.models_contact import ContactChoice, PhoneProof
from openhouse.notifications.models_notices import Notice, NoticeTimes
from openhouse.people.models import ContactPoint
from tests.cast import Cast, in_all
from tests.home.many import families

pytestmark = pytest.mark.django_db
At = Callable[[str], dict[str, str]]
PHONE = "+15735550142"


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch, north: Cast) -> At:
    """Let the job run at a time; all weekly words that were ever written, by who gets them."""
    names = {person.id: key for key, person in north.persons.items()}

    def go(when: str) -> dict[str, str]:
        monkeypatch.setenv("OPENHOUSE_TODAY", when)
        weekly_words(district=north.id)
        with in_all(north):
            every = list(Delivery.objects.filter(kind="weekly").order_by("pk"))
        found = {names[one.person_id or 0]: one.text for one in every}
        assert len(found) == len(every)
        return found

    return go


def test_on_friday_a_family_has_the_word_of_its_week_once(north: Cast, at: At) -> None:
    assert at("2026-10-09T16:59") == {}
    told = at("2026-10-09T17:00")
    assert {"mother", "grandmother", "ben"} <= set(told)
    assert not {"barred", "no_portal", "ended", "adult_mother", "emergency", "clerk"} & set(told)
    mother = told["mother"]
    assert "Ben" in mother
    assert "Missing: " in mother
    assert "/unsubscribe/" in mother
    assert "Ben" not in told["grandmother"]
    assert at("2026-10-09T17:15") == told
    assert at("2026-10-10T09:00") == told
    assert len(at("2026-10-10T19:00")) == len(told)


def test_it_comes_on_the_day_that_she_has_chosen_or_not_at_all(north: Cast, at: At) -> None:
    with in_all(north):
        NoticeTimes.objects.create(person_id=north.mother.id, weekday=1)
        NoticeTimes.objects.create(person_id=north.father.id, weekly_word=False)
        NoticeTimes.objects.create(person_id=north.grandmother.id, weekday=5)
    tuesday = at("2026-10-06T17:00")
    assert set(tuesday) == {"mother"}
    assert "\nDue " in tuesday["mother"]
    friday = at("2026-10-09T17:00")
    assert "ben" in friday
    assert not {"father", "grandmother"} & set(friday)
    assert "grandmother" in at("2026-10-10T17:00")


def test_who_hears_all_else_once_a_week_has_the_bundle_or_the_word(north: Cast, at: At) -> None:
    with in_all(north):
        for who in ("mother", "grandmother", "ben"):
            NoticeTimes.objects.create(person_id=north.persons[who].id, pace="weekly")
        Notice.objects.all().delete()
        for who, state in (("mother", "held"), ("grandmother", "none")):
            Notice.objects.create(
                person_id=north.persons[who].id, student_id=north.ben.id, kind="score",
                matter="score:1", made_of=[1], at="2026-10-08T12:00Z",
                due_at="2026-10-09T22:00Z", state=state,
            )  # fmt: skip
    friday = at("2026-10-09T17:00")
    assert "mother" not in friday
    assert {"grandmother", "ben"} <= set(friday)
    with in_all(north):
        Notice.objects.filter(state="held").update(state="out")
    assert "mother" not in at("2026-10-09T17:15")
    with in_all(north):
        Notice.objects.filter(state="out").update(state="none")
    assert "mother" in at("2026-10-09T17:30")


def test_it_is_in_the_language_of_its_reader(north: Cast, at: At) -> None:
    with in_all(north), connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE people_account SET language = 'es' WHERE person_id = {north.mother.id}"
        )
    assert "Falta: " in at("2026-10-09T17:00")["mother"]


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (("B", 84), ("B−", 80), "from B to B−"),
        (("B", 84), ("F", 0), "from B to F"),
        (("", None), ("A", 95), "A"),
        (("", 84), ("", 79), "from 84\xa0% to 79\xa0%"),
        (("", 84), ("", 0), "from 84\xa0% to 0\xa0%"),
        (("", 84), ("", None), "from 84\xa0% to –"),
        (("B", 84), ("B", 86), None),
        (("", 84), ("", Decimal("84.001")), None),
        (("", None), ("", None), None),
    ],
)
def test_a_mark_that_moved_is_said_with_where_it_stands(
    before: tuple[str, Any], after: tuple[str, Any], said: str | None
) -> None:
    """By its letter; where a class has none by its percent. Nothing is 0 % and no dash."""
    was, now = (None if n is None else Decimal(n) for n in (before[1], after[1]))
    moved = Moved(was, now, before[0], after[0])
    assert (from_to(moved) if moved.is_moved else None) == said


def test_a_text_has_room_for_each_child() -> None:
    long = ["Missing: " + ", ".join(f"Piece {n} (Math)" for n in range(60))]
    said = [("Ana", long), ("Ben", long), ("Cai", ["Nothing is missing, and nothing is due."])]
    link = "https://portal.example.org/north/account/notices/"
    text = as_text(said, "North", link)
    assert len(text) <= IN_A_TEXT and text.startswith("North: Ana: Missing: Piece 0")
    assert "… Ben: Missing" in text and text.endswith(
        f"Cai: Nothing is missing, and nothing is due. To end this: {link}"
    )


def test_a_text_says_where_it_is_ended(north: Cast, at: At) -> None:
    """No gateway is asked what she answers: her settings are the way, a page of this portal."""
    with in_all(north):
        ContactPoint.objects.filter(person_id=north.mother.id).delete()
        ContactPoint.objects.create(person_id=north.mother.id, kind="phone", value=PHONE)
        PhoneProof.objects.create(
            person_id=north.mother.id, number=PHONE, proved_at="2026-09-01T12:00Z"
        )
        ContactChoice.objects.create(
            person_id=north.mother.id, way="text", to=PHONE, kind="weekly", on=True,
            changed_at="2026-09-01T12:00Z",
        )  # fmt: skip
    text = at("2026-10-09T17:00")["mother"]
    with in_all(north):
        one = Delivery.objects.get(kind="weekly", person_id=north.mother.id)
    assert (one.way, one.to) == ("text", PHONE)
    assert text.endswith("/north/account/notices/")
    assert "To end this: http" in text


def test_of_a_large_district_everybody_is_asked_for_once_not_with_each_part(
    north: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENHOUSE_TODAY", "2026-10-09T17:00")
    with in_all(north):
        families(north, BATCH + 20)
    of_everybody = []

    def count(execute: Any, sql: str, params: Any, *more: Any) -> Any:
        if 'FROM "notifications_noticetimes"' in sql and "person_id" in sql:
            of_everybody.append(len(params) > 2 * BATCH)
        return execute(sql, params, *more)

    with connection.execute_wrapper(count):
        weekly_words(district=north.id)
    with in_all(north):
        told = Delivery.objects.filter(kind="weekly").values_list("person_id", flat=True)
        assert len(told) == len(set(told)) > 2 * BATCH
    assert of_everybody.count(True) == 1 and len(of_everybody) > 2

"""Where sections and questions of a form stand: moved by a step, or to any place at once."""

from collections.abc import Callable
from typing import Any

import pytest
from lxml import html

from openhouse.registration.models import FormVersion
from openhouse.registration.rules.editing import print_of, question_of, section_of
from tests.cast import Cast
from tests.house_client import HouseClient
from tests.registration.making import a_draft, now_of, page, piece, sends, typed_on

pytestmark = pytest.mark.django_db
ClientOf = Callable[..., HouseClient]


@pytest.fixture
def draft(north: Cast) -> FormVersion:
    return a_draft(north)


def order(cast: Cast, version: FormVersion, section: str) -> list[str]:
    found = section_of(now_of(cast, version), section)
    assert found is not None
    return [each["key"] for each in found["questions"]]


def test_a_question_moves_up_and_down_and_stops_at_the_end(
    north: Cast, client_of: ClientOf, draft: FormVersion
) -> None:
    admin, url = client_of(north.admin), page("registration-form-move", draft.pk)
    answer = admin.post(url, {"move": "up:q:address"})
    assert answer["Location"].endswith("#q-address")
    home = section_of(now_of(north, draft), "home")
    assert home is not None
    assert [each["key"] for each in home["questions"][:2]] == ["address", "change_from"]
    for sent in ("up:q:address", "up:q:nobody", "down:s:adults", "sideways"):
        admin.post(url, {"move": sent})
    assert section_of(now_of(north, draft), "home") == home
    admin.post(url, {"move": "down:s:home"})
    assert [each["key"] for each in now_of(north, draft)["sections"]][:2] == ["guardians", "home"]


def test_a_question_moves_to_another_section_about_the_same(
    north: Cast, client_of: ClientOf, draft: FormVersion
) -> None:
    admin = client_of(north.admin)
    sent = {"title_en": "Mail", "per": "household", "desk": "office", "levels": [], "least": "0"}
    admin.post(page("registration-section-new", draft.pk), sent)
    phone = piece(north, draft, "home_phone")
    url = page("registration-question", draft.pk, "home_phone")
    admin.post(url, sends(phone, place="mail:", fills="household.phone"))
    found = question_of(now_of(north, draft), "home_phone")
    assert found is not None
    assert found[0]["key"] == "mail"


def test_a_question_is_put_in_any_place_at_once(
    north: Cast, client_of: ClientOf, draft: FormVersion
) -> None:
    admin, before = client_of(north.admin), order(north, draft, "guardians")
    url = page("registration-question", draft.pk, before[-1])
    shown = admin.get(url).content.decode()
    assert f"Where it is now: Parents and guardians, {len(before)} of {len(before)}" in shown
    for wanted, place in (("guardians:", 0), (f"guardians:{before[0]}", 1)):
        sent = typed_on(admin.get(url).content.decode()) | {"place": wanted}
        answer = admin.post(url, sent)
        assert answer["Location"].endswith(f"#q-{before[-1]}")
        now = order(north, draft, "guardians")
        assert now.index(before[-1]) == place
        assert [key for key in now if key != before[-1]] == before[:-1]
    admin.post(url, typed_on(admin.get(url).content.decode()))
    assert order(north, draft, "guardians") == now


def test_a_new_question_stands_where_she_puts_it(
    north: Cast, client_of: ClientOf, draft: FormVersion
) -> None:
    admin, before = client_of(north.admin), order(north, draft, "home")
    url = page("registration-question-new", draft.pk, "home") + "?kind=text"
    admin.post(url, sends(place=f"home:{before[0]}"))
    assert order(north, draft, "home") == [before[0], "pets", *before[1:]]


def test_a_section_is_put_in_any_place_at_once(
    north: Cast, client_of: ClientOf, draft: FormVersion
) -> None:
    admin = client_of(north.admin)
    before = [each["key"] for each in now_of(north, draft)["sections"]]
    url = page("registration-section", draft.pk, before[0])
    sent: dict[str, Any] = typed_on(admin.get(url).content.decode())
    answer = admin.post(url, sent | {"place": f":{before[-1]}"})
    assert answer["Location"].endswith(f"#s-{before[0]}")
    assert [each["key"] for each in now_of(north, draft)["sections"]] == [*before[1:], before[0]]
    sent = typed_on(admin.get(url).content.decode())
    wrong = admin.post(url, sent | {"place": ":nowhere"})
    assert wrong.status_code == 400
    admin.post(url, sent | {"place": ":"})
    assert [each["key"] for each in now_of(north, draft)["sections"]] == before


def test_of_two_who_move_one_form_neither_takes_back_what_the_other_did(
    north: Cast, client_of: ClientOf, draft: FormVersion
) -> None:
    admin, before = client_of(north.admin), order(north, draft, "guardians")
    first = page("registration-question", draft.pk, before[0])
    last = page("registration-question", draft.pk, before[-1])
    opened = typed_on(admin.get(first).content.decode())
    admin.post(page("registration-form-move", draft.pk), {"move": f"down:q:{before[0]}"})
    moved = order(north, draft, "guardians")
    admin.post(first, opened)
    assert order(north, draft, "guardians") == moved
    wants = typed_on(admin.get(last).content.decode()) | {"place": f"guardians:{before[1]}"}
    gone = {"remove": "yes", "seen": print_of(piece(north, draft, before[1]))}
    admin.post(page("registration-question", draft.pk, before[1]), gone)
    late = admin.post(last, wants)
    assert late.status_code == 400
    assert "Please choose one of those offered." in late.content.decode()
    assert order(north, draft, "guardians") == [key for key in moved if key != before[1]]


def test_of_two_who_move_one_question_the_second_is_told_and_nothing_is_lost(
    north: Cast, client_of: ClientOf, draft: FormVersion
) -> None:
    admin, before = client_of(north.admin), order(north, draft, "guardians")
    url, key = page("registration-question", draft.pk, before[0]), before[0]
    late = typed_on(admin.get(url).content.decode()) | {"place": f"guardians:{before[2]}"}
    admin.post(url, typed_on(admin.get(url).content.decode()) | {"place": f"guardians:{before[1]}"})
    first = order(north, draft, "guardians")
    answer = admin.post(url, late | {"label_en": "Said better"})
    assert answer.status_code == 409
    text = answer.content.decode()
    assert "Not saved: somebody else has changed this meanwhile" in text
    assert "Said better</textarea>" in text, "what she typed is there"
    assert order(north, draft, "guardians") == first
    admin.post(url, typed_on(text))
    assert order(north, draft, "guardians").index(key) == 2
    assert piece(north, draft, key)["label"]["en"] == "Said better"


@pytest.mark.parametrize("what", ["q", "s"])
def test_of_two_who_press_one_arrow_the_second_is_told_where_it_stands_now(
    north: Cast, client_of: ClientOf, draft: FormVersion, what: str
) -> None:
    admin, form = client_of(north.admin), page("registration-form", draft.pk)
    key = order(north, draft, "guardians")[-1] if what == "q" else "guardians"
    move = page("registration-form-move", draft.pk)
    seen = html.fromstring(admin.get(form).content)
    (pressed,) = seen.xpath(f"//button[starts-with(@value, 'up:{what}:{key}:')]/@value")
    admin.post(move, {"move": pressed})
    once = now_of(north, draft)
    told = admin.post(move, {"move": pressed}, follow=True)
    assert "Somebody else has moved this meanwhile." in told.content.decode()
    assert now_of(north, draft) == once
    (again,) = html.fromstring(told.content).xpath(
        f"//button[starts-with(@value, 'down:{what}:{key}:')]/@value"
    )
    admin.post(move, {"move": again})
    assert now_of(north, draft) != once


def test_what_a_move_makes_wrong_is_said_at_the_question_that_is_wrong(
    north: Cast, client_of: ClientOf, draft: FormVersion
) -> None:
    admin = client_of(north.admin)
    last = order(north, draft, "home")[-1]
    url = page("registration-question", draft.pk, "moved")
    sent = typed_on(admin.get(url).content.decode()) | {"place": f"home:{last}"}
    shown = admin.post(url, sent, follow=True).content.decode()
    row = shown.partition('id="q-proof_of_address"')[2].partition("</li>")[0]
    words = "Its condition asks about a question that comes later. Move that one up."
    assert words in row
    opened = admin.get(page("registration-question", draft.pk, "proof_of_address"))
    assert words in opened.content.decode()


def test_whoever_removes_what_another_has_changed_is_told_and_sees_it_as_it_is_now(
    north: Cast, client_of: ClientOf, draft: FormVersion
) -> None:
    admin, url = client_of(north.admin), page("registration-question", draft.pk, "employer")
    seen = print_of(piece(north, draft, "employer"))
    admin.post(url, sends(piece(north, draft, "employer"), label_en="Works at"))
    late = admin.post(url, {"remove": "yes", "seen": seen})
    assert late.status_code == 409
    text = late.content.decode()
    assert "Not removed: somebody else has changed this meanwhile" in text
    assert "Works at</textarea>" in text
    assert piece(north, draft, "employer")["label"]["en"] == "Works at"

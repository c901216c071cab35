"""Accepting looks at the seats: the last one goes to one child, and who finds none waits."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier
from typing import Any

import pytest
from django.db import connections

from openhouse.access.viewer import System
from openhouse.districts.models import SchoolYear
from openhouse.ledger.models import Change
from openhouse.people.models import Enrollment, Guardianship
from openhouse.registration.models import Application, Candidate, RegistrationWindow
from openhouse.registration.models_matching import SameChild
from openhouse.registration.models_office import AddressRange, Seats
from tests.cast import Cast, in_all
from tests.house_client import HouseClient, words_of
from tests.registration.applying import ADDRESS, SENT, Applied, again, new_family
from tests.registration.test_office import does
from tests.sign_in.mails import mails

pytestmark = pytest.mark.django_db
DESK = "/north/office/registration/"
ALL = System()


def seats(cast: Cast, number: int | None, grade: str = "11") -> None:
    """So many seats of a grade at the clerk's school."""
    with in_all(cast):
        Seats.objects.update_or_create(
            school=cast.rows["high"], ends_in=2028, grade_level=grade, defaults={"seats": number}
        )


def rules(cast: Cast, **rules: Any) -> None:
    with in_all(cast):
        RegistrationWindow.objects.update(**rules)


def family(cast: Cast, name: str, *, hours: int = 0, **child: Any) -> Candidate:
    """A new home with one child, who was sent so many hours after the first."""
    applied = Applied(cast, email=f"{name.lower()}@family.example")
    made = applied.child(given_name=name, family_name="Soto", **child)
    with in_all(cast):
        Candidate.objects.visible_to(ALL).filter(pk=made.pk).update(
            sent_at=SENT + timedelta(hours=hours)
        )
    return made


def state(cast: Cast, candidate: Candidate) -> str:
    return again(cast, candidate).state


def test_who_finds_no_seat_is_not_accepted_and_the_page_says_how_many_are_taken(
    north: Cast,
) -> None:
    seats(north, 1)
    first, second = family(north, "Abel"), family(north, "Bea")
    clerk = HouseClient.signed_in(north.clerk)
    page = words_of(clerk.get(f"{DESK}{first.pk}/"))
    assert "1 of 1 seat free in 11th grade" in page
    assert "Accepted." in does(clerk, first, north, "accept", everything="yes")
    page = words_of(clerk.get(f"{DESK}{second.pk}/"))
    assert "No seat is left: 0 of 1 seat free in 11th grade." in page
    assert "Accept the child" not in page
    assert "Accept all the same" not in page
    said = does(clerk, second, north, "accept", everything="yes")
    assert "Put the child on the waiting list." in said
    assert state(north, second) == "sent"
    assert len(mails(north, "notice.registration")) == 1
    does(clerk, second, north, "wait", reason="")
    assert state(north, second) == "waiting list"


def test_a_grade_that_the_school_does_not_have_is_said(north: Cast) -> None:
    seats(north, 5, "10")
    there, elsewhere = family(north, "Abel", grade="10"), family(north, "Bea", grade="03")
    clerk = HouseClient.signed_in(north.clerk)
    words = "The school does not offer"
    assert words not in words_of(clerk.get(f"{DESK}{there.pk}/"))
    assert f"{words} 3rd grade" in words_of(clerk.get(f"{DESK}{elsewhere.pk}/"))


def test_a_reason_alone_does_not_take_an_office_over_the_seats(north: Cast) -> None:
    seats(north, 0)
    child = family(north, "Abel")
    clerk = HouseClient.signed_in(north.clerk)
    said = does(clerk, child, north, "accept", everything="yes", over="His mother teaches here.")
    assert "No seat is left" in said
    assert state(north, child) == "sent"


def test_an_office_that_may_goes_over_the_seats_with_a_reason_for_the_ledger(
    north: Cast,
) -> None:
    seats(north, 0)
    rules(north, offices_go_over=True)
    child = family(north, "Abel")
    clerk = HouseClient.signed_in(north.clerk)
    assert "Accept all the same" in words_of(clerk.get(f"{DESK}{child.pk}/"))
    assert "and say why" in does(clerk, child, north, "accept", everything="yes", over="  ")
    assert state(north, child) == "sent"
    does(clerk, child, north, "accept", everything="yes", over="The board has decided so.")
    assert state(north, child) == "accepted"
    with in_all(north):
        (line,) = Change.objects.filter(kind="registration.over_seats")
    assert (line.actor_id, line.reason) == (north.clerk.id, "The board has decided so.")
    assert line.after == {"seats": 0, "taken": 1}
    (mail,) = mails(north, "notice.registration")
    assert "board" not in mail.text


def test_the_district_goes_over_the_seats_whatever_it_lets_offices_do(north: Cast) -> None:
    seats(north, 0)
    child = family(north, "Abel")
    admin = HouseClient.signed_in(north.admin)
    does(admin, child, north, "accept", everything="yes", over="A mistake of ours.")
    assert state(north, child) == "accepted"


def test_a_grade_without_a_limit_takes_everybody(north: Cast) -> None:
    seats(north, None)
    clerk = HouseClient.signed_in(north.clerk)
    for name in ("Abel", "Bea"):
        child = family(north, name)
        assert "seats free" not in words_of(clerk.get(f"{DESK}{child.pk}/"))
        does(clerk, child, north, "accept", everything="yes")
        assert state(north, child) == "accepted"


def test_a_child_of_two_homes_takes_one_seat(north: Cast) -> None:
    seats(north, 2)
    one = Applied(north, "mother", home="first_home").child("ben")
    other = Applied(north, "father", home="second_home").child("ben")
    clerk = HouseClient.signed_in(north.clerk)
    for child in (one, other):
        does(clerk, child, north, "accept", everything="yes")
        assert state(north, child) == "accepted"
    third = family(north, "Abel")
    assert "1 of 2 seats free" in words_of(clerk.get(f"{DESK}{third.pk}/"))
    fourth, fifth = family(north, "Bea"), family(north, "Bea")
    with in_all(north):
        SameChild.objects.create(one=fourth, other=fifth, at=SENT)
    for child in (fourth, fifth):
        does(clerk, child, north, "accept", everything="yes")
        assert state(north, child) == "accepted"
    assert "0 of 2 seats free" in words_of(clerk.get(f"{DESK}{third.pk}/"))


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 0, 1), (1, 2, 0)])
def test_a_child_of_three_homes_takes_one_seat(north: Cast, order: tuple[int, int, int]) -> None:
    seats(north, 2)
    homes = [family(north, "Bea") for _ in range(3)]
    first, middle, last = (homes[n] for n in order)
    with in_all(north):
        for pair in ((first, middle), (middle, last)):
            one, other = sorted(pair, key=lambda each: each.pk)
            SameChild.objects.create(one=one, other=other, at=SENT)
        Candidate.objects.visible_to(ALL).filter(pk__in=[each.pk for each in homes]).update(
            state="accepted"
        )
    clerk = HouseClient.signed_in(north.clerk)
    third = family(north, "Abel")
    assert "1 of 2 seats free" in words_of(clerk.get(f"{DESK}{third.pk}/"))
    with in_all(north):
        Candidate.objects.visible_to(ALL).filter(pk=middle.pk).update(state="sent")
    assert "1 of 2 seats free" in words_of(clerk.get(f"{DESK}{third.pk}/"))


def test_who_is_enrolled_for_the_year_without_a_registration_has_a_seat(north: Cast) -> None:
    seats(north, 2)
    with in_all(north):
        year = SchoolYear.objects.create(
            school=north.rows["high"], ends_in=2028, name="2027-28",
            starts_on=date(2027, 8, 16), ends_on=date(2028, 5, 26),
        )  # fmt: skip
        Enrollment(
            student_id=north.ben.id, school=north.rows["high"], school_year=year, grade_level="11",
            starts_on=year.starts_on,
        ).save(force_insert=True)  # fmt: skip
    clerk, abel = HouseClient.signed_in(north.clerk), family(north, "Abel")
    page = words_of(clerk.get(f"{DESK}{abel.pk}/"))
    assert "1 of 2 seats free in 11th grade" in page
    assert "11th grade 2 1 1" in words_of(clerk.get(f"{DESK}places/")), "two seats, one is taken"
    hers = Applied(north, "mother", home="first_home").child("ben", state="posted")
    assert "1 of 2 seats free" in words_of(clerk.get(f"{DESK}{abel.pk}/")), "he is one child"
    does(clerk, abel, north, "accept", everything="yes")
    with in_all(north):
        Candidate.objects.visible_to(ALL).filter(pk=hers.pk).update(state="sent")
    assert "No seat is left" not in words_of(clerk.get(f"{DESK}{hers.pk}/")), "one is hers"


def test_a_child_waits_while_a_seat_is_free_only_where_a_clerk_says_so_twice(north: Cast) -> None:
    seats(north, 2)
    first, second = family(north, "Abel"), family(north, "Bea")
    clerk = HouseClient.signed_in(north.clerk)
    page = words_of(clerk.get(f"{DESK}{first.pk}/"))
    assert "The child waits all the same, though there is room: 2 of 2 seats free" in page
    assert "A seat is free that nobody waits for" in does(clerk, first, north, "wait", reason="")
    assert state(north, first) == "sent"
    does(clerk, first, north, "wait", reason="", though_free="yes")
    assert state(north, first) == "waiting list"
    seats(north, 1)
    page = words_of(clerk.get(f"{DESK}{second.pk}/"))
    assert "The child waits all the same" not in page, "the one seat has somebody who waits for it"
    does(clerk, second, north, "wait", reason="")
    assert state(north, second) == "waiting list"


def test_how_many_seats_are_left_is_told_after_a_child_is_accepted(north: Cast) -> None:
    seats(north, 3)
    child = family(north, "Abel")
    clerk = HouseClient.signed_in(north.clerk)
    assert "2 of 3 seats free in 11th grade" in does(
        clerk, child, north, "accept", everything="yes"
    )


@pytest.mark.parametrize("act", ["decline", "anew", "withdraw"])
def test_a_seat_that_becomes_free_is_said_in_the_queue(north: Cast, act: str) -> None:
    seats(north, 1)
    first, second = family(north, "Abel"), family(north, "Bea")
    clerk = HouseClient.signed_in(north.clerk)
    does(clerk, first, north, "accept", everything="yes")
    does(clerk, second, north, "wait", reason="You are on our list.")
    assert "A seat is free" not in words_of(clerk.get(DESK))
    if act == "withdraw":
        with in_all(north):
            Candidate.objects.visible_to(ALL).filter(pk=first.pk).update(state="withdrawn")
    else:
        does(clerk, first, north, act, reason="He is at another school.")
    page = words_of(clerk.get(DESK))
    assert "There are seats for children who wait" in page
    assert "1 seat free, 1 child waits" in page


def test_undoing_what_was_written_keeps_the_seat(north: Cast) -> None:
    seats(north, 1)
    _, (child,) = new_family(north)
    other = family(north, "Bea")
    clerk = HouseClient.signed_in(north.clerk)
    does(clerk, child, north, "accept", everything="yes")
    does(clerk, child, north, "post")
    assert state(north, child) == "posted"
    does(clerk, child, north, "undo")
    assert state(north, child) == "accepted"
    assert "No seat is left" in does(clerk, other, north, "accept", everything="yes")


@pytest.mark.django_db(transaction=True)
def test_of_two_clerks_who_take_the_last_seat_at_once_one_gets_it(north: Cast) -> None:
    seats(north, 1)
    children = [family(north, "Abel"), family(north, "Bea")]
    clerks = [HouseClient.signed_in(north.persons[who]) for who in ("clerk", "admin")]
    start = Barrier(2)

    def accepts(number: int) -> str:
        try:
            start.wait(30)
            place = f"{DESK}{children[number].pk}/decide/"
            sent = {"act": "accept", "revision": 0, "everything": "yes"}
            answer = clerks[number].post(place, sent)
            return words_of(clerks[number].get(answer.headers["Location"]))
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        read = list(pool.map(accepts, (0, 1)))
    assert sum("Accepted. The family is told." in page for page in read) == 1
    assert sum("No seat is left" in page for page in read) == 1
    assert sorted(state(north, child) for child in children) == ["accepted", "sent"]


def ranked(cast: Cast, client: HouseClient) -> list[str]:
    """The names on the waiting list of the page, in order."""
    page = words_of(client.get(f"{DESK}places/waiting/"))
    names = ("Ben", "Far", "Near", "Late")
    return sorted((each for each in names if f"{each} " in page), key=lambda n: page.index(f"{n} "))


@pytest.mark.parametrize(
    ("order", "names"),
    [
        ("siblings boundary", ["Ben", "Near", "Far", "Late"]),
        ("boundary siblings", ["Near", "Ben", "Far", "Late"]),
        ("", ["Far", "Near", "Ben", "Late"]),
    ],
)
def test_a_waiting_list_stands_in_the_order_that_the_district_says(
    north: Cast, order: str, names: list[str]
) -> None:
    seats(north, 0)
    rules(north, line_order=order)
    with in_all(north):
        AddressRange.objects.create(
            school=north.rows["high"], street="oak st", low=1, high=99, side="both"
        )
        AddressRange.objects.create(
            school=north.rows["elementary"], street="elm st", low=1, high=99, side="both"
        )
    waiting = {}
    for hours, name in enumerate(("Late", "Far", "Near", "Ben")):
        applied = Applied(north, email=f"{name.lower()}@family.example")
        street = {"Near": "77 Oak Street", "Late": "77 Oak Street"}.get(name, "7 Elm St")
        applied.says(applied.home, address=ADDRESS | {"street": street})
        if name in ("Ben", "Late"):
            applied.adult("mother")
        waiting[name] = applied.child(given_name=name, family_name="Soto", state="waiting list")
        with in_all(north):
            Candidate.objects.visible_to(ALL).filter(pk=waiting[name].pk).update(
                sent_at=SENT + timedelta(hours=hours)
            )
            Application.objects.visible_to(ALL).filter(pk=applied.application.pk).update(
                late=name == "Late"
            )
    clerk = HouseClient.signed_in(north.clerk)
    with in_all(north):
        assert Guardianship.objects.visible_to(ALL).filter(person=north.mother.id).exists()
    assert ranked(north, clerk) == names
    far = words_of(clerk.get(f"{DESK}{waiting['Far'].pk}/"))
    assert "Lives outside the school’s streets" in far
    near = words_of(clerk.get(f"{DESK}{waiting['Near'].pk}/"))
    assert "Lives in the school’s streets" in near
    assert "Brother or sister at the school" not in near
    assert "Brother or sister at the school" in words_of(clerk.get(f"{DESK}{waiting['Ben'].pk}/"))


def test_a_family_reads_its_place_in_line_only_where_the_district_shows_it(north: Cast) -> None:
    seats(north, 0)
    first = family(north, "Abel", state="waiting list")
    applied = Applied(north, "mother", home="first_home")
    applied.child("ben", state="waiting list")
    with in_all(north):
        Candidate.objects.visible_to(ALL).filter(pk=first.pk).update(
            sent_at=SENT - timedelta(hours=1)
        )
    rules(north, line_order="")
    mother = HouseClient.signed_in(north.mother)
    page = f"/north/family/registration/{applied.application.pk}/"
    assert "There is no free place yet." in words_of(mother.get(page))
    assert "place 2" not in words_of(mother.get(page))
    rules(north, shows_place=True)
    assert "At place 2 of the waiting list today." in words_of(mother.get(page))


def test_accepting_all_takes_as_many_as_fit_in_order_and_says_whom_not(north: Cast) -> None:
    seats(north, 2)
    rules(north, line_order="")
    asked, late = family(north, "Asked", hours=0), family(north, "Last", hours=3)
    first, second = family(north, "Abel", hours=1), family(north, "Bea", hours=2)
    with in_all(north):
        part = again(north, asked).part
    clerk = HouseClient.signed_in(north.clerk)
    ask = {"part": part.pk, "key": "family_name", "says": "ask", "question": "Soto?"}
    does(clerk, asked, north, "field", **ask)
    page = clerk.get(f"{DESK}accept/", {"state": "sent", "grade": "11"})
    words = words_of(page)
    assert words.index("Abel Soto") < words.index("Bea Soto") < words.index("Last Soto")
    sent = {
        f"child-{each.pk}": again(north, each).revision for each in (asked, first, second, late)
    }
    answer = clerk.post(f"{DESK}accept/", sent)
    said = words_of(clerk.get(answer.headers["Location"]))
    assert "2 children are accepted." in said
    assert "Asked Soto: A question to the family is not answered yet." in said
    assert "Last Soto: No seat is left" in said
    assert [state(north, each) for each in (asked, first, second, late)] == [
        "sent", "accepted", "accepted", "sent",
    ]  # fmt: skip
    assert len(mails(north, "notice.registration")) == 2


def test_who_was_taken_back_meanwhile_is_not_accepted_with_the_others(north: Cast) -> None:
    gone, there = family(north, "Gone"), family(north, "There")
    clerk = HouseClient.signed_in(north.clerk)
    clerk.get(f"{DESK}accept/", {"state": "sent"})
    with in_all(north):
        Candidate.objects.visible_to(ALL).filter(pk=gone.pk).update(state="withdrawn")
    answer = clerk.post(f"{DESK}accept/", {f"child-{gone.pk}": 0, f"child-{there.pk}": 0})
    said = words_of(clerk.get(answer.headers["Location"]))
    assert "1 child is accepted." in said
    assert "Gone Soto: The family has just taken this registration back." in said
    assert state(north, gone) == "withdrawn"


def test_nobody_accepts_a_child_of_another_school_with_the_others(north: Cast) -> None:
    away = family(north, "Away", school="elementary", grade="04")
    clerk = HouseClient.signed_in(north.clerk)
    for sent in ({f"child-{away.pk}": 0}, {"child-x": 0, "child-5": "y", "child-": 0}, {}):
        answer = clerk.post(f"{DESK}accept/", sent)
        assert "Nobody was chosen." in words_of(clerk.get(answer.headers["Location"]))
    assert state(north, away) == "sent"


@pytest.mark.django_db(transaction=True)
def test_two_clerks_who_accept_all_at_once_give_each_seat_away_once(north: Cast) -> None:
    seats(north, 3)
    children = [family(north, f"Child{n}", hours=n) for n in range(6)]
    clerks = [HouseClient.signed_in(north.persons[who]) for who in ("clerk", "admin")]
    start = Barrier(2)

    def accepts(number: int) -> int:
        try:
            chosen = children if number else children[::-1]
            start.wait(30)
            sent = {f"child-{each.pk}": 0 for each in chosen}
            return clerks[number].post(f"{DESK}accept/", sent).status_code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(accepts, (0, 1))) == [302, 302]
    assert [state(north, each) for each in children] == ["accepted"] * 3 + ["sent"] * 3


def test_the_district_says_the_rules_of_waiting_lists_and_a_school_reads_them(north: Cast) -> None:
    seats(north, 1)
    place = f"{DESK}places/"
    said = {"step": "rules", "line_order": "boundary", "shows_place": "on"}
    clerk, admin = HouseClient.signed_in(north.clerk), HouseClient.signed_in(north.admin)
    assert clerk.post(place, said).status_code == 403
    assert admin.post(place, said).status_code == 302
    with in_all(north):
        window = RegistrationWindow.objects.get()
        assert (window.line_order, window.shows_place) == ("boundary", True)
        assert not window.offices_go_over
        assert Change.objects.filter(kind="registration.line").count() == 1
    admin.post(place, said)
    with in_all(north):
        assert Change.objects.filter(kind="registration.line").count() == 1, "nothing has changed"
    wrong = admin.post(place, said | {"line_order": "my friends"})
    assert b'aria-invalid="true"' in wrong.content
    assert "then who lives in the school’s streets," in words_of(clerk.get(f"{place}waiting/"))

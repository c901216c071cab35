"""Seats and waiting lists, and the streets of each school."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st

from openhouse.access.viewer import System
from openhouse.common.scope import ALL, scope
from openhouse.ledger.models import Change
from openhouse.registration.models import Candidate
from openhouse.registration.models_office import AddressRange, Seats
from openhouse.registration.places.queries import schools_for
from openhouse.registration.rules.seats import Waits, free_seats, in_line
from openhouse.registration.rules.zone_file import Flaw, read_ranges
from openhouse.registration.rules.zones import Range
from tests.cast import Cast
from tests.registration.applications import child, home, window

ClientOf = Callable[[Any], Any]
PAGE = "/north/office/registration/places/"
NOON = datetime(2026, 10, 5, 12, tzinfo=UTC)


def test_who_was_in_time_comes_before_who_was_late_and_then_who_sent_first() -> None:
    line = [
        Waits(1, NOON, late=True),
        Waits(2, NOON + timedelta(hours=1)),
        Waits(4, NOON),
        Waits(3, NOON),
    ]
    found = in_line(line, 2)
    assert [(each.waits.id, each.position, each.may_have_seat) for each in found] == [
        (3, 1, True), (4, 2, True), (2, 3, False), (1, 4, False),
    ]  # fmt: skip
    assert all(each.may_have_seat for each in in_line(line, None))


@pytest.mark.parametrize(
    ("seats", "taken", "free"), [(None, 9, None), (20, 3, 17), (20, 20, 0), (20, 25, 0), (0, 0, 0)]
)
def test_seats_that_are_left(seats: int | None, taken: int, free: int | None) -> None:
    assert free_seats(seats, taken) == free


SCHOOLS = {"101": {1}, "cedar school": {1}, "102": {2}, "oak school": {2, 3}}
HEAD = "school,street,low,high,side,zip\n"


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("101,N. Elm Street,100,298,even,87001", Range(1, "n elm st", 100, 298, "even", "87001")),
        ("Cedar School,Elm St,1,99,,", Range(1, "elm st", 1, 99, "both", "")),
        ('102,"Ávila Way",5,5,ODD,87001-1234', Range(2, "avila way", 5, 5, "odd", "87001")),
        ("Oak School,Elm,1,2,,", Flaw.TWO_SCHOOLS),
        ("Pine School,Elm,1,2,,", Flaw.SCHOOL),
        ("101,,1,2,,", Flaw.STREET),
        ("101,Elm,one,2,,", Flaw.NUMBER),
        ("101,Elm,-1,2,,", Flaw.NUMBER),
        ("101,Elm,1,1000000,,", Flaw.NUMBER),
        ("101,Elm,9,2,,", Flaw.ORDER),
        ("101,Elm,1,2,left,", Flaw.SIDE),
        ("101,Elm,1,2,,123", Flaw.ZIP),
        ("101,Elm", Flaw.SHORT),
    ],
)
def test_a_line_of_the_file_is_a_range_or_says_what_is_wrong(
    line: str, found: Range | Flaw
) -> None:
    ranges, bad = read_ranges((HEAD + line + "\n").encode("utf-8-sig"), SCHOOLS)
    if isinstance(found, Range):
        assert (ranges, bad) == ([found], [])
    else:
        assert (ranges, [(each.line, each.fault) for each in bad]) == ([], [(2, found)])


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", Flaw.COLUMNS),
        (b"street,low\nElm,1\n", Flaw.COLUMNS),
        (HEAD.encode(), Flaw.EMPTY),
        (b"\xff\xfe\x00s", Flaw.TEXT),
        (b"school,street,low,high\n1,a\0b,1,2\n", Flaw.TEXT),
        (HEAD.encode() + b"101,Elm,1,2,,\n" * 2, Flaw.TWICE),
    ],
)
def test_a_file_that_is_none_is_refused_whole(content: bytes, fault: Flaw) -> None:
    _ranges, bad = read_ranges(content, SCHOOLS)
    assert [each.fault for each in bad] == [fault]


def test_a_line_says_all_that_is_wrong_with_it() -> None:
    ranges, bad = read_ranges(
        f"{HEAD}Pine School,Elm,9,2,left,123\n101,Elm,a,b,,\n".encode(), SCHOOLS
    )
    assert ranges == []
    assert [(each.line, each.fault) for each in bad] == [
        (2, Flaw.SCHOOL), (2, Flaw.ORDER), (2, Flaw.SIDE), (2, Flaw.ZIP),
        (3, Flaw.NUMBER), (3, Flaw.NUMBER),
    ]  # fmt: skip


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=200))
def test_whatever_is_sent_is_answered(content: bytes) -> None:
    ranges, bad = read_ranges(HEAD.encode() + content, SCHOOLS)
    assert ranges or bad


def _seats(cast: Cast) -> dict[tuple[int, str], int | None]:
    with scope(district=cast.id, students=ALL, hat="system"):
        rows = Seats.objects.filter(ends_in=2031)
        return {(each.school_id, each.grade_level): each.seats for each in rows}


@pytest.fixture
def year(north: Cast, db: None) -> int:
    """Registration for 2030-31 is open."""
    with scope(district=north.id, students=ALL, hat="system"):
        window()
    return 2031


def test_the_district_says_seats_and_a_school_reads_its_own(
    north: Cast, client_of: ClientOf, year: int
) -> None:
    admin, high = client_of(north.admin), north.rows["high"].pk
    for school, grade in ((high, "09"), (north.rows["elementary"].pk, "KG")):
        admin.post(PAGE, {"step": "add", "school": school, "grade": grade})
    assert _seats(north) == {(high, "09"): None, (north.rows["elementary"].pk, "KG"): None}
    said = admin.post(PAGE, {"step": "add", "school": high, "grade": "09"}, follow=True)
    assert "offers this grade already" in said.content.decode()
    admin.post(PAGE, {"step": "seats", f"seats-{high}-09": "1"})
    assert _seats(north)[high, "09"] == 1
    wrong = admin.post(PAGE, {"step": "seats", f"seats-{high}-09": "many"})
    assert "Write a whole number of seats" in wrong.content.decode()
    assert _seats(north)[high, "09"] == 1
    with scope(district=north.id, students=ALL, hat="system"):
        assert Change.objects.filter(kind="registration.seats").count() == 3

    page = client_of(north.clerk).get(PAGE).content.decode()
    assert "9th grade" in page
    assert "Kindergarten" not in page
    assert "Offer no more" not in page
    data = {"step": "seats", f"seats-{high}-09": "500"}
    assert client_of(north.clerk).post(PAGE, data).status_code == 403
    assert client_of(north.teacher).get(PAGE).status_code == 403
    admin.post(PAGE, {"step": "seats", f"gone-seats-{high}-09": "on"})
    assert (high, "09") not in _seats(north)


def test_who_waits_stands_in_order_with_the_reason_and_a_free_seat(
    north: Cast, client_of: ClientOf, year: int
) -> None:
    high = north.rows["high"]
    with scope(district=north.id, students=ALL, hat="system"):
        Seats.objects.create(school=high, ends_in=2031, grade_level="09", seats=2)
    names = ("Taken", "Second", "First", "Late")
    made = {}
    for number, name in enumerate(names):
        application = home(north, f"W00{number}-AAAA")
        sent = NOON + timedelta(hours=-number)
        made[name] = child(north, application, given=name, family="Soto", sent_at=sent)
        with scope(district=north.id, students=ALL, hat="system"):
            state = "accepted" if name == "Taken" else "waiting list"
            rows = Candidate.objects.visible_to(System()).filter(pk=made[name].pk)
            rows.update(state=state, reason=f"Because {name}.")
            if name == "Late":
                type(application).objects.visible_to(System()).filter(pk=application.pk).update(
                    late=True
                )
    page = client_of(north.clerk).get(f"{PAGE}waiting/").content.decode()
    places = [page.index(f"{name} Soto") for name in ("First", "Second", "Late")]
    assert places == sorted(places)
    assert "Taken Soto" not in page
    assert "Because First." in page
    assert "1 seat free" in page
    assert page.count("A seat is free") == 1


def _upload(text: str) -> SimpleUploadedFile:
    return SimpleUploadedFile("ranges.csv", text.encode(), "text/csv")


@pytest.mark.django_db
def test_ranges_are_looked_at_and_then_replaced_whole(north: Cast, client_of: ClientOf) -> None:
    admin, high = client_of(north.admin), north.rows["high"].name
    streets = f"{PAGE}streets/"
    saved = admin.get(f"{streets}file/")
    assert saved.headers["Content-Type"] == "text/csv"
    before = saved.content.decode("utf-8-sig")
    bad = admin.post(streets, {"file": _upload(f"{HEAD}Nowhere,Elm St,1,9,,\n")}).content.decode()
    assert "Line 2" in bad
    assert "No school has this number or name" in bad
    assert "Replace all ranges" not in bad

    text = f'{HEAD}"{high}",N. Quail Run,100,298,even,\n"{high}",Elm St,1,999,,\n'
    looked = admin.post(streets, {"step": "look", "file": _upload(text)}).content.decode()
    assert "N. Quail Run 100–298, even numbers" in looked
    assert admin.get(f"{streets}file/").content.decode("utf-8-sig") == before
    hidden = looked.split('name="file" value="', 1)[1].split('"', 1)[0]
    assert (
        client_of(north.clerk).post(streets, {"step": "replace", "file": hidden}).status_code == 403
    )
    admin.post(streets, {"step": "replace", "file": hidden})
    with scope(district=north.id, students=ALL, hat="system"):
        assert AddressRange.objects.count() == 2
        line = Change.objects.get(kind="registration.ranges")
        assert line.after == {"ranges": 2}
    forged = admin.post(streets, {"step": "replace", "file": "forged"}, follow=True)
    assert "Send it again" in forged.content.decode()
    # what was saved can be taken in again
    again = admin.get(f"{streets}file/").content.decode("utf-8-sig")
    same = admin.post(streets, {"file": _upload(again)}).content.decode()
    assert "0 new, 0 gone, 2 as before." in same

    clerk = client_of(north.clerk)
    asked = clerk.get(streets, {"street": "120 North Quail Run Apt 4"}).content.decode()
    assert high in asked
    assert "N. Quail Run" in again, "a street is saved as it was written"
    asked = clerk.get(streets, {"street": "121 N Quail Run"}).content.decode()
    assert "No range has this address" in asked
    asked = clerk.get(streets, {"street": "Quail Run"}).content.decode()
    assert "No house number" in asked
    assert clerk.get(f"{streets}file/").status_code == 403


@pytest.mark.django_db
def test_an_address_among_many_ranges_is_found_by_an_index(north: Cast) -> None:
    with scope(district=north.id, students=ALL, hat="system"):
        AddressRange.objects.bulk_create(
            AddressRange(school_id=north.rows["high"].pk, street=f"quail {n} st", low=1, high=99)
            for n in range(20_000)
        )
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE registration_addressrange")
            query = AddressRange.objects.filter(street="quail 77 st")
            assert "addressrange_street" in query.explain()
        assert schools_for("9 Quail 77 Street", "", "", None) == [north.rows["high"].pk]

"""A school's details are its clerks' and the district's, and nobody's beside them."""

import pytest
from django.db import Error, transaction

from openhouse.access.enter import Address, enter
from openhouse.districts.models import GradeHours, School, SchoolLogo
from tests.access import matrix
from tests.access.walk import Visitor, address, outcome
from tests.cast import ACCOUNTS, Cast, in_all

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", ["nobody", *ACCOUNTS])
def test_a_school_is_its_clerks(name: str, north: Cast, south: Cast) -> None:
    client, wrong = Visitor.of(north, name), []
    closed = "in" if name == "nobody" else "404" if name in matrix.SCHOOLS_OF else "403"
    mine = {north.rows[key].pk: key for key in matrix.SCHOOLS_OF.get(name, ())}
    known = [north.rows[key].pk for key in matrix.SCHOOLS_OF["admin"]]
    for number in (*known, south.rows["high"].pk, 2**62):
        for page in matrix.OF_A_SCHOOL:
            there = page != "school-logo" or mine.get(number) in matrix.WITH_A_LOGO
            expected = ("200" if there else "404") if number in mine else closed
            url = address("north", page, number)
            if (got := outcome(client.get(url), "north", url)) != expected:
                wrong.append(f"{url}: {got}, not {expected}")
        if number not in mine:
            url = address("north", "school-details", number)
            for step in ("details", "logo", "remove"):
                posted = outcome(client.post(url, {"step": step, "phone": "5550123"}), "north", url)
                wrong += [f"{url} posted: {posted}"] if posted != closed else []
            url = address("north", "school-grades", number)
            sent = {"closed_to": "everybody", "by_bell": "bell"}
            posted = outcome(client.post(url, sent), "north", url)
            wrong += [f"{url} posted: {posted}"] if posted != closed else []
    assert wrong == []
    with in_all(south):
        assert School.objects.exclude(phone__startswith="555-0101 ZQ").count() == 0
        assert not GradeHours.objects.exclude(closed_to="nobody").exists()


@pytest.mark.parametrize(
    ("name", "hat", "writes"),
    [
        ("clerk", "office", {"high"}),
        ("clerk", "staff", set()),
        ("admin", "office", {"high", "west"}),
        ("teacher", "staff", set()),
        ("mother", "family", set()),
    ],
)
def test_the_wall_lets_a_schools_office_write_its_logo(
    name: str, hat: str, writes: set[str], north: Cast
) -> None:
    enter(Address("north", hat), north.persons[name].account)  # type: ignore[arg-type]
    for key in ("high", "west"):
        hours = GradeHours.objects.filter(pk=north.rows[key].pk)
        assert hours.update(closed_to="nobody") == (key in writes)
        mine = SchoolLogo.objects.filter(pk=north.rows[key].pk)
        assert mine.update(name="another.png") == (key in writes)
        assert mine.count() == 1
    if "west" not in writes:
        new = SchoolLogo(school=north.rows["middle"], name="a", width=1, height=1, content=b"")
        new.sha256, new.added_at = "", north.rows["logo_high"].added_at
        with pytest.raises(Error, match="row-level security"), transaction.atomic():
            new.save(force_insert=True)

"""Several students at once, and what the district decides about attendance."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.utils.translation import override

from openhouse.access.viewer import System
from openhouse.attendance.codes import code_for
from openhouse.attendance.models import AbsenceReason, AttendanceCode, AttendanceMark
from openhouse.attendance.models_district import AttendanceRules
from openhouse.ledger.models import Change
from tests.cast import Cast, in_all
from tests.house_client import HouseClient, words_of

pytestmark = pytest.mark.django_db
ClientOf = Callable[..., HouseClient]
BATCH = "/north/office/attendance/batch/"
RULES = "/north/office/attendance/rules/"


def written(cast: Cast, first: date, last: date) -> set[tuple[str, int]]:
    names = {person.id: key for key, person in cast.persons.items()}
    with in_all(cast):
        found = AttendanceMark.objects.visible_to(System()).filter(
            on__range=(first, last), section=None, taken_by="office"
        )
        return {(names[mark.student_id], mark.on.day) for mark in found}


def batch(cast: Cast, *students: str, **more: Any) -> dict[str, Any]:
    return {
        "student": [cast.persons[key].id for key in students],
        "first": "2026-10-09",
        "last": "2026-10-13",
        "code": cast.rows["code_absent_exempt"].pk,
        "comment": "Band trip",
    } | more


def test_a_batch_is_looked_at_in_words_before_anything_is_written(
    north: Cast, client_of: ClientOf
) -> None:
    clerk = client_of(north.clerk)
    assert "Ben" in words_of(clerk.get(f"{BATCH}?q=ben"))
    # Leo is of another school: he is left out of it.
    said = words_of(clerk.post(BATCH, batch(north, "ben", "mia", "leo", step="look")))
    assert "2 students" in said and "4 marks of the office are written" in said
    assert "No school, so nothing: Monday, Oct 12" in said
    assert written(north, date(2026, 10, 9), date(2026, 10, 13)) == set()
    clerk.post(BATCH, batch(north, "ben", "mia", "leo", step="keep"))
    assert written(north, date(2026, 10, 9), date(2026, 10, 13)) == {
        (name, day) for name in ("ben", "mia") for day in (9, 13)
    }
    again = words_of(clerk.post(BATCH, batch(north, "ben", "cai", step="look")))
    assert "2 days stay as the office has them already" in again


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"student": []}, "at least one student"),
        ({"student": ["x", "-1"]}, "at least one student"),
        ({"student": [str(n) for n in range(1, 600)]}, "more than 500"),
        ({"first": "2026-10-14"}, "in this order"),
        ({"first": "tomorrow"}, "in this order"),
        ({"last": "2027-02-01"}, "more than 60 days"),
        ({"code": "0"}, "Choose a code"),
    ],
)
def test_a_batch_that_cannot_be_says_why(
    more: dict[str, Any], words: str, north: Cast, client_of: ClientOf
) -> None:
    said = words_of(client_of(north.clerk).post(BATCH, batch(north, "ben", step="keep") | more))
    assert words in said and "Nothing was written" in said


def test_the_district_sets_its_rules(north: Cast, client_of: ClientOf) -> None:
    form = {"closes": "class", "minutes": "20", "whole_day": "minutes", "share": "60"}
    admin = client_of(north.admin)
    assert "Saved." in words_of(admin.post(RULES, form, follow=True))
    with in_all(north):
        (rules,) = AttendanceRules.objects.all()
    assert (rules.closes, rules.minutes, rules.whole_day, rules.share) == (
        *("class", 20),
        *("minutes", 60),
    )
    for wrong in ({"share": "0"}, {"share": "101"}, {"minutes": "-1"}, {"closes": "never"}):
        assert "Saved." not in words_of(admin.post(RULES, form | wrong, follow=True)), wrong


def told(cast: Cast, kind: str) -> list[tuple[Any, ...]]:
    with in_all(cast):
        found = Change.objects.filter(kind=kind).order_by("pk")
        return list(found.values_list("actor_id", "subject", "before", "after"))


def test_what_the_district_decides_is_a_line_of_the_ledger(
    north: Cast, client_of: ClientOf
) -> None:
    admin, by = client_of(north.admin), north.admin.id
    form = {"closes": "day", "minutes": "15", "whole_day": "minutes", "share": "50"}
    admin.post(RULES, form)
    admin.post(RULES, form)  # nothing is otherwise now
    assert told(north, "rules.attendance") == [
        (by, "", {"whole_day": "periods"}, {"whole_day": "minutes"})
    ]
    code = {"code": "Q", "name": "Quarantine", "status": "absent", "excuse": "exempt"}
    admin.post("/north/office/attendance/codes/0/", code)
    with in_all(north):
        made = AttendanceCode.objects.get(code="Q")
    admin.post(f"/north/office/attendance/codes/{made.pk}/", {"delete": "1"})
    lines = told(north, "rules.code")
    assert [(line[1], line[2] is None, line[3] is None) for line in lines] == [
        ("Quarantine", True, False),
        ("Quarantine", False, True),
    ]


def test_a_reason_is_read_in_the_readers_language(north: Cast, client_of: ClientOf) -> None:
    reason = north.rows["reason_ill"].pk
    client_of(north.admin).post(
        f"/north/office/attendance/reasons/{reason}/",
        {"code": "ILL", "name": "Illness", "name_es": "Enfermedad", "position": "1",
         "excuse": "excused", "active": "on"},
    )  # fmt: skip
    (line,) = told(north, "rules.reason")
    assert line[3]["name_es"] == "Enfermedad"
    form = "/north/family/{}/attendance/notes/new/".format
    assert "Illness" in words_of(client_of(north.mother).get(form(north.ben.id)))
    spanish = words_of(client_of(north.long_parent).get(form(north.max.id)))
    assert "Enfermedad" in spanish and "Illness" not in spanish
    assert "Doctor" in spanish  # has no Spanish name


def test_a_code_is_read_in_the_readers_language(north: Cast, client_of: ClientOf) -> None:
    code, on = north.rows["code_absent_unexcused"].pk, north.rows["ben_absent_unexcused"].on
    client_of(north.admin).post(
        f"/north/office/attendance/codes/{code}/",
        {"code": "AU", "name": "Skipped class", "name_es": "Faltó a clase"},
    )
    assert told(north, "rules.code")[-1][3]["name_es"] == "Faltó a clase"
    days = f"/north/family/{north.ben.id}/attendance/?month={on:%Y-%m}"
    day = f"/north/office/attendance/students/{north.ben.id}/?on={on}"
    for who, url in ((north.mother, days), (north.clerk, day), (north.admin, RULES)):
        client = client_of(who)
        words = words_of(client.get(url))
        assert "Skipped class" in words and "Faltó" not in words
        client.cookies["openhouse_language"] = "es"
        words = words_of(client.get(url))
        assert "Faltó a clase" in words and "Skipped" not in words
        without = north.rows["code_absent_excused"]  # has no Spanish name
        assert who is north.mother or without.name in words


def test_a_code_that_the_house_makes_has_a_name_in_both_languages(north: Cast) -> None:
    with in_all(north):
        AttendanceMark.objects.visible_to(System()).filter(code__excuse="exempt").delete()
        AttendanceCode.objects.filter(excuse="exempt").delete()
        with override("es"):
            made = code_for("tardy", "exempt")
    assert (made.name, made.name_es) == ("Late (school activity)", "Tarde (actividad escolar)")


def test_a_code_that_was_used_stays_and_keeps_its_meaning(north: Cast, client_of: ClientOf) -> None:
    admin, code = client_of(north.admin), north.rows["code_absent_excused"].pk
    url = f"/north/office/attendance/codes/{code}/"
    assert "cannot be deleted" in words_of(admin.post(url, {"delete": "1"}, follow=True))
    admin.post(url, {"code": "AE", "name": "Away", "status": "present", "excuse": "exempt"})
    with in_all(north):
        kept = AttendanceCode.objects.get(pk=code)
    assert (kept.name, kept.status, kept.excuse) == ("Away", "absent", "excused")


def test_a_new_code_can_go_again_and_none_is_there_twice(north: Cast, client_of: ClientOf) -> None:
    admin, new = client_of(north.admin), "/north/office/attendance/codes/0/"
    form = {"code": "Q", "name": "Quarantine", "status": "absent", "excuse": "exempt"}
    admin.post(new, form)
    with in_all(north):
        made = AttendanceCode.objects.get(code="Q")
    assert "Another one has this code" in words_of(admin.post(new, form))
    admin.post(f"/north/office/attendance/codes/{made.pk}/", {"delete": "1"})
    with in_all(north):
        assert not AttendanceCode.objects.filter(code="Q").exists()


@pytest.mark.parametrize(("of", "title"), [("codes", "New code"), ("reasons", "New reason")])
def test_a_new_one_says_what_it_is(of: str, title: str, north: Cast, client_of: ClientOf) -> None:
    page = client_of(north.admin).get(f"/north/office/attendance/{of}/0/")
    assert f"<h1>{title}</h1>" in page.content.decode()
    assert of == "reasons" or "Please choose" in words_of(page)


def test_a_reason_in_use_is_put_out_of_use_instead(north: Cast, client_of: ClientOf) -> None:
    admin, reason = client_of(north.admin), north.rows["reason_ill"].pk
    url = f"/north/office/attendance/reasons/{reason}/"
    assert "cannot be deleted" in words_of(admin.post(url, {"delete": "1"}, follow=True))
    admin.post(url, {"code": "ILL", "name": "Illness", "position": "1", "excuse": "excused"})
    with in_all(north):
        assert not AbsenceReason.objects.get(pk=reason).active

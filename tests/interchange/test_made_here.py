# ruff: noqa: E501  rows of files stand as the other system writes them
"""A child who was registered here comes once, when the student system brings her too."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from openhouse.access.viewer import System
from openhouse.common.scope import scope
from openhouse.districts.models import School
from openhouse.people.models import Account, ContactPoint, Guardianship, Person, Student
from openhouse.registration.posting.enrolling import enroll, next_number, plan_of
from tests.interchange.deliveries import FILES, write
from tests.interchange.juniper import YESTERDAY, Juniper, juniper

__all__ = ["juniper"]
TODAY = YESTERDAY + timedelta(days=1)
NEXT = FILES["academicSessions"] + (
    "sy2,active,,2027-2028,schoolYear,2027-08-16,2028-06-09,,2028\n"
    "s2,active,,Semester 1,semester,2027-08-16,2028-01-14,sy2,2028\n"
)
NOOR = "u9,active,,true,o1,student,noor,,Noor,{family},,{number},,,,,09,\n"
BORN = FILES["demographics"] + "u9,active,,{born},female\n"
PLACES = "SELECT t.school_year_id IS NOT NULL, t.source_id <> '', t.starts_on, t.ends_on FROM people_enrollment t JOIN people_person p ON p.id = t.student_id WHERE p.given_name = '{}' ORDER BY t.starts_on NULLS FIRST"


def registered(juniper: Juniper, given: str = "Noor") -> str:
    """A child of the school is written onto next year's roster as a posting does; her number."""
    with scope(district=juniper.district.pk, students="all", hat="system"):
        school = School.objects.get(number="77")
        person = Person.objects.filter(given_name=given).first()
        if person is None:
            person = Person.objects.create(
                given_name=given, family_name="Sayed", born_on=date(2013, 2, 3)
            )
            Student(person=person, number=next_number()).save(force_insert=True)
        student = Student.objects.visible_to(System()).get(pk=person.pk)
        plan = plan_of(student.pk, school, 2028, TODAY)
        assert plan is not None
        enroll(plan, student, "10")
    return str(student.number)


def places(juniper: Juniper, given: str) -> list[tuple[Any, ...]]:
    return juniper.rows(PLACES.format(given))


def count(juniper: Juniper, given: str) -> int:
    return int(juniper.one(f"SELECT count(*) FROM people_person WHERE given_name = '{given}'"))


def test_a_delivery_that_does_not_know_her_yet_ends_nothing_that_was_made_here(
    juniper: Juniper, tmp_path: Path
) -> None:
    juniper.taken(write(tmp_path / "d"))
    registered(juniper)
    registered(juniper, "Ivy")
    before = places(juniper, "Noor"), places(juniper, "Ivy")[-1]
    juniper.taken(write(tmp_path / "e", users=FILES["users"].replace("Joe,Alder", "Joel,Alder")))
    assert count(juniper, "Joel") == 1
    assert (places(juniper, "Noor"), places(juniper, "Ivy")[-1]) == before
    assert before[0][0][2] == date(2027, 8, 14), "next year, moved by weeks"


def test_a_new_child_whom_the_student_system_brings_later_is_found_by_her_number(
    juniper: Juniper, tmp_path: Path
) -> None:
    juniper.taken(write(tmp_path / "d"))
    number = registered(juniper)
    users = FILES["users"] + NOOR.format(family="Sayed", number=number)
    enrollments = FILES["enrollments"] + "e9,active,,k1,o1,u9,student,,2026-10-01,2027-01-15\n"
    folder = write(
        tmp_path / "e", users=users, enrollments=enrollments,
        demographics=BORN.format(born="2013-02-03"),
    )  # fmt: skip
    for status in ("imported", "unchanged"):
        report = juniper.take(folder)
        assert report.status == status
        assert report.rejected == []
        assert count(juniper, "Noor") == 1
    assert juniper.one("SELECT source_id FROM people_person WHERE given_name = 'Noor'") == "u9"


@pytest.mark.parametrize(
    ("family", "born", "number"),
    [("Other", "2012-01-01", ""), ("Sayed", "2012-01-01", ""), ("Sayed", "2013-02-03", "7777")],
)
def test_whoever_is_not_surely_she_comes_as_somebody_of_her_own(
    juniper: Juniper, tmp_path: Path, family: str, born: str, number: str
) -> None:
    juniper.taken(write(tmp_path / "d"))
    hers = registered(juniper)
    before = places(juniper, "Noor")
    users = FILES["users"] + NOOR.format(family=family, number=number or hers)
    juniper.take(write(tmp_path / "e", users=users, demographics=BORN.format(born=born)))
    assert count(juniper, "Noor") == 2
    assert before[0] in places(juniper, "Noor"), "what was made here stays"


def test_an_enrollment_that_the_student_system_brings_takes_the_place_of_ours(
    juniper: Juniper, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    juniper.taken(write(tmp_path / "d"))
    registered(juniper, "Ivy")
    monkeypatch.setenv("OPENHOUSE_TODAY", "2027-08-20T09:00")
    assert len(places(juniper, "Ivy")) == 2
    classes = FILES["classes"].replace(",s1,Math", ",s2,Math")
    enrollments = FILES["enrollments"].replace("2026-08-15,2027-01-15", "2027-08-16,2028-01-14")
    folder = write(tmp_path / "e", academicSessions=NEXT, classes=classes, enrollments=enrollments)
    report = juniper.take(folder, allow_ending=True)
    assert report.status == "imported", (report.message, report.rejected)
    found = places(juniper, "Ivy")
    running = [each for each in found if each[3] is None or each[3] > date(2027, 8, 16)]
    assert [each[1] for each in running] == [True], "the student system's alone"
    assert report.rejected == []


def mother(juniper: Juniper, *, email: str = "zoe@example.org", phone: str = "") -> int:
    """A mother of Ivy whom a registration has made, with an account."""
    with scope(district=juniper.district.pk, students="all", hat="system"):
        made = Person.objects.create(given_name="Zoé", family_name="Alder")
        for kind, value in (("email", email), ("phone", phone)):
            if value:
                ContactPoint.objects.create(person=made, kind=kind, value=value)
        Account.objects.create(person=made, username="zoe.alder")
        ivy = Person.objects.get(given_name="Ivy")
        Guardianship(person=made, student_id=ivy.pk, relation="Mother", portal_access=True).save(
            force_insert=True
        )
    return int(made.pk)


ZOE = "p3,active,,true,o1,parent,zoe,,Zoe,{family},,,{email},,{phone},,,\n"


def delivered(folder: Path, family: str, email: str, phone: str, *, also: str = "u1") -> Path:
    """The student system has her too, as an adult of Ivy's, and of *also*."""
    users = FILES["users"].replace('"p1,p2"', '"p1,p2,p3"')
    if also == "u2":
        users = users.replace(",,p1,10", ',,"p1,p3",10')
    more = ZOE.format(family=family, email=email, phone=phone)
    return write(folder, users=users + more)


@pytest.mark.parametrize(
    ("email", "phone", "on_file"),
    [("ZOE@example.org", "", ""), ("", "(573) 555-0177", "+15735550177")],
)
def test_an_adult_who_was_made_here_is_taken_over_with_her_account(
    juniper: Juniper, tmp_path: Path, email: str, phone: str, on_file: str
) -> None:
    juniper.taken(write(tmp_path / "d"))
    made = mother(juniper, phone=on_file)
    folder = delivered(tmp_path / "e", "Alder", email, phone)
    for status in ("imported", "unchanged"):
        report = juniper.take(folder)
        assert (report.status, report.rejected) == (status, [])
    found = juniper.rows(
        "SELECT id, source_id FROM people_person WHERE openhouse_plain(given_name) = 'zoe'"
    )
    assert found == [(made, "p3")]
    ties = "SELECT count(*), bool_and(portal_access) FROM people_guardianship WHERE person_id = "
    assert juniper.rows(f"{ties}{made}") == [(1, True)]
    assert juniper.one("SELECT person_id FROM people_account WHERE username = 'zoe.alder'") == made


@pytest.mark.parametrize(
    ("family", "email", "also"),
    [
        ("Alder", "other@example.org", "u1"),
        ("Birch", "zoe@example.org", "u1"),
        # her account would open a child whom nobody here has tied to her
        ("Alder", "zoe@example.org", "u2"),
    ],
)
def test_an_adult_who_is_not_surely_the_same_stays_two_until_a_person_says_so(
    juniper: Juniper, tmp_path: Path, family: str, email: str, also: str
) -> None:
    juniper.taken(write(tmp_path / "d"))
    made = mother(juniper)
    juniper.taken(delivered(tmp_path / "e", family, email, "", also=also))
    found = juniper.rows(
        "SELECT id, source_id FROM people_person WHERE openhouse_plain(given_name) = 'zoe'"
        " ORDER BY id"
    )
    assert len(found) == 2 and found[0] == (made, "")


def test_of_two_who_are_alike_none_is_taken_over(juniper: Juniper, tmp_path: Path) -> None:
    juniper.taken(write(tmp_path / "d"))
    mother(juniper)
    folder = delivered(tmp_path / "e", "Alder", "zoe@example.org", "")
    users = (folder / "users.csv").read_text(encoding="utf-8").replace("p1,p2,p3", "p1,p2,p3,p4")
    twin = ZOE.format(family="Alder", email="zoe@example.org", phone="")
    users += twin.replace("p3", "p4").replace(",zoe,", ",zoe2,")
    juniper.take(write(tmp_path / "f", users=users))
    assert juniper.one("SELECT count(*) FROM people_person WHERE source_id IN ('p3', 'p4')") == 2
    assert juniper.one("SELECT count(*) FROM people_person WHERE source_id = ''") == 1

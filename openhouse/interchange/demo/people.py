"""Persons and what hangs on them become rows."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from openhouse.interchange.demo.copying import copy_rows, number
from openhouse.interchange.demo.names import ORIGINS, TOWN, WEIGHTS, ZIP, phone
from openhouse.interchange.demo.town import GRADES, Human, Post, School, Town

OFFICE = (
    ("office", "Secretary"),
    ("office", "Attendance clerk"),
    ("counselor", "Counselor"),
    ("nurse", "Nurse"),
    ("other", "Principal"),
)


PLANS_BUSES = "Bus coordinator"


def who_plans_the_buses() -> Human:
    """Of all schools."""
    return Human("Walter", "Brandt", "M", title="Mr.")


def hire_office(town: Town) -> None:
    """Fill ``town.posts``: the office of each school and of the district."""
    dice = town.dice("office")

    def human() -> Human:
        origin = dice.choices(ORIGINS, WEIGHTS)[0]
        sex = dice.choice("FFM")
        given = dice.choice(origin.female if sex == "F" else origin.male)
        return Human(given, dice.choice(origin.family), sex, title="Ms." if sex == "F" else "Mr.")

    for school in town.schools:
        town.posts += [Post(human(), role, school, title) for role, title in OFFICE]
    town.posts += [
        Post(human(), "district", None, "Data administrator"),
        Post(human(), "district", None, "Superintendent"),
    ]
    clerk = next(post for post in town.posts if post.school is town.of_level("middle")[0])
    clerk.human = Human("Ruth", "Calloway", "F", title="Ms.")
    nurse = next(p for p in town.posts if p.role == "nurse" and p.school is clerk.school)
    nurse.human = Human("Carla", "Espinoza", "F", title="Ms.")
    administrator = next(post for post in town.posts if post.school is None)
    administrator.human = Human("Helen", "Marshfield", "F", title="Ms.")
    buses = who_plans_the_buses()
    town.posts += [Post(buses, "transport", each, PLANS_BUSES) for each in town.schools]


def write_people(town: Town) -> None:
    """Persons, students, homes, guardianships, contact points, enrollments and posts."""
    kids = [kid.human for kid in town.kids]
    adults = [tie.adult for family in town.families for tie in family.ties]
    staff = {id(teacher.human): teacher.human for teacher in town.teachers}
    staff |= {id(post.human): post.human for post in town.posts}
    known = {id(human) for human in adults}
    hired = [human for key, human in staff.items() if key not in known]
    everybody = kids + adults + hired
    number("people_person", everybody)
    columns = "id given_name middle_name family_name preferred_name title born_on sex language"
    copy_rows("people_person", columns, map(_person, everybody))
    copy_rows(
        "people_student",
        "student_id number state_id",
        ((kid.id, str(100_000 + at), f"{7_000_000_000 + 37 * at}") for at, kid in enumerate(kids)),
    )
    _write_homes(town, [*kids, *adults])
    copy_rows(
        "people_guardianship",
        "student_id person_id relation lives_with legal_guardian portal_access receives_mail"
        " call_order barred barred_until",
        _guardianships(town),
    )
    copy_rows(
        "people_contactpoint",
        "person_id kind label value",
        _contacts(town, adults, hired),
    )
    copy_rows(
        "people_enrollment",
        "student_id school_id school_year_id grade_level starts_on ends_on primary",
        _enrollments(town),
    )
    copy_rows("people_staffpost", "person_id role school_id title starts_on", _posts(town))


def _enrollments(town: Town) -> Iterator[tuple[Any, ...]]:
    """Each student at her school; a few at another one, too."""
    for kid in town.kids:
        for school in filter(None, (kid.school, kid.also)):
            first = school is kid.school
            yield kid.id, school.id, school.year_id, GRADES[kid.grade], kid.starts_on, None, first


def _person(human: Human) -> tuple[Any, ...]:
    return (
        human.id,
        human.given,
        human.middle,
        human.family,
        human.short,
        human.title,
        human.born_on,
        human.sex,
        human.language,
    )


def _write_homes(town: Town, members: list[Human]) -> None:
    number("people_household", town.homes)
    copy_rows(
        "people_household",
        "id name street city state postal_code phone",
        ((home.id, home.name, home.street, TOWN, "MO", ZIP, home.phone) for home in town.homes),
    )
    copy_rows(
        "people_householdmember",
        "household_id person_id",
        ((town.homes[home].id, human.id) for human in members for home in human.homes),
    )


def _guardianships(town: Town) -> Iterator[tuple[Any, ...]]:
    for family in town.families:
        for kid in family.kids:
            for tie in family.ties:
                yield (
                    kid.id, tie.adult.id, tie.relation, tie.lives_with, tie.legal, tie.portal,
                    tie.mail, tie.order, tie.barred, tie.barred_until,
                )  # fmt: skip


def address_of(human: Human, place: int) -> str:
    """An e-mail address that cannot exist: the domain is reserved for examples."""
    plain = f"{human.given}.{human.family}".lower()
    letters = "".join(
        letter for letter in plain if letter.isascii() and (letter.isalnum() or letter == ".")
    )
    return f"{letters}.{place}@example.org"


def _contacts(town: Town, adults: list[Human], hired: list[Human]) -> Iterator[tuple[Any, ...]]:
    dice = town.dice("contacts")
    for place, human in enumerate(adults):
        yield human.id, "phone", "Mobile", phone(dice)
        if dice.random() < 0.9:
            yield human.id, "email", "Home", address_of(human, place)
    for place, human in enumerate(hired, len(adults)):
        yield human.id, "email", "Work", address_of(human, place)


def _posts(town: Town) -> Iterator[tuple[Any, ...]]:
    start = date(town.year.start, 7, 1)  # before the students: there is a house to be opened

    def row(human: Human, role: str, school: School | None, title: str) -> tuple[Any, ...]:
        return human.id, role, school.id if school else None, title, start

    for teacher in town.teachers:
        yield row(teacher.human, "teacher", teacher.school, f"{teacher.subject} teacher")
    for post in town.posts:
        yield row(post.human, post.role, post.school, post.title)

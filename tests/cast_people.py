"""The persons of the cast: homes, guardianships, enrollments, posts."""

from datetime import UTC, date, datetime
from typing import Any

from openhouse.people.models import (
    Account,
    ContactPoint,
    Enrollment,
    Guardianship,
    Household,
    HouseholdMember,
    Person,
    StaffPost,
    Student,
)
from tests.cast import FIRST_DAY, LAST_DAY, PERSONS, STUDENTS, Somebody, hashed_password
from tests.cast_rows import Maker

#: Who lives in which household; ana lives in two.
HOMES = {
    "first_home": ("mother", "ana", "ben"),
    "second_home": ("father", "ana"),
    "third_home": ("teacher_mother", "leo"),
    "fourth_home": ("grandmother", "cai", "dee", "eli", "fay"),
    "fifth_home": ("adult_mother", "mia"),
    "sixth_home": ("long_parent", "max"),
}
#: person, student, relation, what else the row says
TIES: tuple[tuple[str, str, str, dict[str, Any]], ...] = (
    ("mother", "ana", "Mother", {"lives_with": True, "call_order": 1}),
    ("mother", "ben", "Mother", {"lives_with": True, "call_order": 1}),
    ("father", "ana", "Father", {"lives_with": True, "call_order": 2}),
    ("barred", "leo", "Father", {"barred": True}),
    ("barred_before", "leo", "Stepfather", {"barred": True, "barred_until": date(2026, 9, 1)}),
    ("no_portal", "ben", "Aunt", {"portal_access": False}),
    ("ended", "ben", "Stepfather", {"ends_on": date(2026, 8, 31)}),
    ("emergency", "ana", "Emergency contact", {"portal_access": False, "call_order": 3}),
    ("adult_mother", "mia", "Mother", {"lives_with": True, "call_order": 1}),
    ("teacher_mother", "leo", "Mother", {"lives_with": True, "call_order": 1}),
    ("grandmother", "cai", "Grandmother", {"lives_with": True}),
    ("grandmother", "dee", "Grandmother", {"lives_with": True}),
    ("grandmother", "eli", "Grandmother", {"lives_with": True}),
    ("grandmother", "fay", "Grandmother", {"lives_with": True}),
    ("empty_parent", "gus", "Mother", {"lives_with": True}),
    ("long_parent", "max", "Padre", {"lives_with": True}),
)
#: student, school, grade, what else the row says
ENROLLED: tuple[tuple[str, str, str, dict[str, Any]], ...] = (
    ("ana", "elementary", "03", {}),
    ("ben", "high", "10", {}),
    ("mia", "high", "12", {}),
    ("leo", "middle", "07", {}),
    ("cai", "high", "11", {}),
    ("cai", "career", "11", {"primary": False}),
    ("dee", "elementary", "03", {"ends_on": date(2026, 9, 18)}),
    ("dee", "west", "03", {"starts_on": date(2026, 9, 21)}),
    ("eli", "elementary", "03", {}),
    ("fay", "middle", "08", {}),
    ("gus", "middle", "06", {}),
    ("max", "high", "09", {}),
)
POSTS = (
    ("teacher", "teacher", "high"),
    ("teacher_mother", "teacher", "high"),
    ("second_teacher", "teacher", "elementary"),
    ("clerk", "office", "high"),
    ("admin", "district", ""),
    ("nurse", "nurse", "high"),
)


def make_people(make: Maker) -> None:
    """Persons, students, accounts, and what ties them to each other and to schools."""
    for key, given, family, born_on, has_account in PERSONS:
        make_person(make, key, given, family, born_on, has_account)
    for home, members in HOMES.items():
        make_home(make, home, members)
    make_ties(make)


def make_home(make: Maker, home: str, members: tuple[str, ...]) -> None:
    """A home and who lives there."""
    household = make.row(
        Household,
        home,
        readers_too=members,
        name=home.replace("_", " ").capitalize(),
        street="12 Invented Street",
        city="Openfield",
        postal_code="00000",
        state="MO",
        phone="555-0110",
    )
    for member in members:
        make.row(
            HouseholdMember,
            f"{home}_{member}",
            readers_too=(member,),
            household=household,
            person=make.cast.rows[member],
        )


def make_ties(make: Maker) -> None:
    """Guardianships, enrollments and posts."""
    rows = make.cast.rows
    for person, student, relation, more in TIES:
        values = {"portal_access": True, "legal_guardian": True, "starts_on": date(2020, 8, 1)}
        make.row(
            Guardianship,
            f"{person}_of_{student}",
            student=student,
            readers_too=(person,),
            relation=relation,
            person=rows[person],
            student_id=rows[student].id,
            **values | more,
        )
    for student, school, grade, more in ENROLLED:
        dates = {"starts_on": FIRST_DAY, "ends_on": LAST_DAY}
        make.row(
            Enrollment,
            f"{student}_at_{school}",
            student=student,
            student_id=rows[student].id,
            school=rows[school],
            school_year=rows[f"{school}_year"],
            grade_level=grade,
            **dates | more,
        )
    for person, role, school in POSTS:
        make.row(
            StaffPost,
            f"{person}_post",
            person=rows[person],
            role=role,
            school=rows[school] if school else None,
        )


def make_person(
    make: Maker, key: str, given: str, family: str, born_on: date | None, has_account: bool
) -> None:
    """One person with her phone, e-mail, student row and account."""
    student = key if key in STUDENTS else ""
    staff = key in {post[0] for post in POSTS}
    person = make.row(
        Person,
        key,
        student=student,
        readers_too=(key,),
        given_name=given,
        family_name=family,
        title="Ms." if staff else "",
        born_on=born_on,
        language="es" if key == "long_parent" else "",
    )
    if student:
        make.row(
            Student,
            f"student_{key}",
            student=student,
            person=person,
            number=f"{person.id}",
            state_id="MO",
        )
    account = make_reached(make, key, person, has_account)
    make.cast.persons[key] = Somebody(
        make.cast.slug,
        make.cast.id,
        person.id,
        key,
        f"{person.given_name} {person.family_name}",
        account.id if account else None,
    )


def make_reached(make: Maker, key: str, person: Person, has_account: bool) -> Account | None:
    """Her phone and e-mail; her account, if she has one."""
    for kind, value in (("phone", "555-0123"), ("email", "mail@openhouse.example")):
        make.row(
            ContactPoint,
            f"{key}_{kind}",
            readers_too=(key,),
            person=person,
            kind=kind,
            value=value,
            label="home",
        )
    if not has_account:
        return None
    account: Account = make.row(
        Account,
        f"account_{key}",
        person=person,
        username=key,
        password=hashed_password(),
        is_active=True,
        settled_at=datetime(2026, 8, 1, tzinfo=UTC),
    )
    return account

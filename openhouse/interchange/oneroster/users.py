"""users.csv, demographics.csv, relationships.csv: people, students, guardians, staff.

Passwords are not read: the column is dropped before a record is made (``table.SECRETS``).
"""

import re
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256

from django.utils.translation import gettext_noop as _

from openhouse.interchange.oneroster.delivery import Delivery
from openhouse.interchange.oneroster.orgs import Orgs
from openhouse.interchange.oneroster.roles import (
    FAMILY,
    NOT_FAMILY,
    POSTS,
    STUDENT,
    RoleAt,
    Roles,
    is_disabled,
    staff_posts,
)
from openhouse.interchange.oneroster.sessions import Sessions
from openhouse.interchange.oneroster.table import Record, Table, day, is_gone, listed
from openhouse.interchange.rows import Items, NotTaken, Reject, Row, Words

#: Characters of an address or a number (``people_contactpoint.value``).
LONGEST = 254


@dataclass(slots=True)
class Users:
    """What later files need of the users. Numbers are hashes of ids, to save memory."""

    orgs: Orgs
    roles: Roles
    sessions: Sessions
    today: date
    #: Names of those who may teach, as families read them.
    teachers: dict[str, str] = field(default_factory=dict)
    #: (student, school) that an enrollment was made for.
    enrolled: set[int] = field(default_factory=set)
    #: Grades of students whose own rows name no school.
    without_school: dict[str, str] = field(default_factory=dict)
    ties: set[int] = field(default_factory=set)


def read_users(delivery: Delivery, users: Users) -> Items:
    """users.csv and relationships.csv: people, students, ties, posts, enrollments, addresses.

    Needs the schools, the sessions and the roles. A tie stands once, whoever's row names it.
    A delivery without manifest ends what it lacks only within the persons that it names.
    """
    table = delivery.table("users")
    if table is None:
        return
    for line, record in table:
        if is_gone(record):
            yield Row("people", {"source_id": record["sourcedid"]}, table.file, line, gone=True)
            continue
        yield from _person(record, line, table.file, users)
    yield from table.take_rejects("people")
    yield from _relationships(delivery, users)
    source = delivery.table("roles") if users.roles.from_file else table
    agents = delivery.table("relationships") or table
    yield from delivery.complete(source, "staff", within="person")
    if agents.has("agentSourcedIds") or agents is not table:
        yield from delivery.complete(agents, "guardianships", within="student")
    yield from delivery.complete(table, "contact_points", within="person")


def _person(record: Record, line: int, file: str, users: Users) -> Items:
    person = record["sourcedid"]
    values = {
        "source_id": person,
        "given_name": record["givenname"],
        "middle_name": record.get("middlename"),
        "family_name": record["familyname"],
        "preferred_name": record.get("preferredgivenname", record.get("preferredfirstname")),
        "disabled": "true" if is_disabled(record) else None,
    }
    yield Row("people", values, file, line)
    roles = users.roles.of(record, line, file)
    names = {each.role for each in roles}
    if STUDENT in names:
        yield from _student(record, roles, line, file, users)
    for post, school, at in staff_posts(roles, users.orgs):
        if is_disabled(record):
            yield NotTaken("staff_posts")
            continue
        post_values = {
            "source_id": f"{person}:{post}:{school}",
            "person": person,
            "role": post,
            "school": school,
            "starts_on": at.starts_on,
            "ends_on": at.ends_on,
        }
        yield Row("staff", post_values, at.file, at.line)
    if names & POSTS.keys():
        users.teachers[person] = f"{record['givenname']} {record['familyname']}"
    yield from _contact_points(record, person, line, file)
    family = [each for each in names if each in FAMILY]
    if family and STUDENT not in names:
        for student in listed(record.get("agentsourcedids", "")):
            if users.roles.of_agent(student) in ("", STUDENT):
                yield from _tie(users, person, student, users.roles.of_agent(person), line, file)


def _student(record: Record, roles: list[RoleAt], line: int, file: str, users: Users) -> Items:
    student = record["sourcedid"]
    values = {
        "person": student,
        "number": record.get("identifier", ""),
        "state_id": _state_id(record.get("userids", "")),
    }
    yield Row("students", values, file, line)
    grade = grade_level(record.get("grades", ""))
    schools = [each for each in roles if each.role == STUDENT and each.org]
    schools = [each for each in schools if users.orgs.is_school(each.org)]
    if not schools:
        users.without_school[student] = grade
    for each in schools:
        level = grade_level(each.grade) or grade
        first = each is schools[0]
        yield enrollment(users, student, each.org, level, each, first=first)
    for agent in listed(record.get("agentsourcedids", "")):
        role = users.roles.of_agent(agent)
        if role in NOT_FAMILY and agent != student:
            yield NotTaken("other_ties")
        else:
            yield from _tie(users, agent, student, role, line, file)


def enrollment(
    users: Users, student: str, school: str, grade: str, at: RoleAt, *, first: bool
) -> Row:
    """A student's enrollment at a school in the running year.

    The sender says where a student is, seldom since when: then it is the days of the year.
    """
    users.enrolled.add(hash((student, school)))
    year = users.sessions.current(school, users.today)
    values = {
        "source_id": f"{student}:{school}:{year.ends_in if year else ''}",
        "student": student,
        "school": school,
        "school_year": f"{year.id}:{school}" if year else None,
        "grade_level": grade or None,
        "starts_on": at.starts_on or (year.starts_on.isoformat() if year else None),
        "ends_on": at.ends_on or (year.ends_on.isoformat() if year else None),
        "primary": "true" if first else "false",
    }
    return Row("enrollments", values, at.file, at.line)


def _tie(users: Users, person: str, student: str, role: str, line: int, file: str) -> Items:
    """A guardianship, once, whichever of the two rows names the other."""
    tie = hash((person, student))
    if tie in users.ties:
        return
    users.ties.add(tie)
    known = FAMILY.get(role)
    values = {
        "source_id": f"{person}:{student}",
        "person": person,
        "student": student,
        "relation": role.capitalize() if role and role != "agent" else None,
        "portal_access": None if known is None else str(known).lower(),
        # the sender lets this adult use no system; nothing opens by itself when it does again
        "restricted": "true" if hash(person) in users.roles.disabled else None,
        "ends_on": "",
    }
    yield Row("guardianships", values, file, line)


def _contact_points(record: Record, person: str, line: int, file: str) -> Items:
    """Each address and number once. One that is too long is listed under its own column."""
    seen: set[tuple[str, str]] = set()
    for column, kind, label in (
        ("email", "email", ""),
        ("phone", "phone", ""),
        ("sms", "phone", "mobile"),
    ):
        value = record.get(column, "")
        if len(value) > LONGEST:
            expected = Words(_("at most %(count)s characters"), count=LONGEST)
            yield Reject(file, line, column, value, expected, "contact_points")
        elif value and (kind, value) not in seen:
            seen.add((kind, value))
            values = {
                "source_id": f"{person}:{kind}:{sha256(value.encode()).hexdigest()[:16]}",
                "person": person,
                "kind": kind,
                "label": label,
                "value": value,
            }
            yield Row("contact_points", values, file, line)


def _relationships(delivery: Delivery, users: Users) -> Items:
    table = delivery.table("relationships")
    if table is None:
        return
    for line, record in table:
        if is_gone(record):
            continue
        person, student = record["relationshipusersourcedid"], record["usersourcedid"]
        role = record["relationshiprole"].lower()
        if role in FAMILY or role not in POSTS:
            yield from _tie(users, person, student, role, line, table.file)
    yield from table.take_rejects("guardianships")


def read_demographics(delivery: Delivery) -> Items:
    """Birthday and sex, joined to the person of the same id."""
    table: Table | None = delivery.table("demographics")
    if table is None:
        return
    for line, record in table:
        if is_gone(record):
            continue
        born_on, sex = day(record.get("birthdate", "")), record.get("sex", "").lower()
        values = {"source_id": record["sourcedid"], "born_on": born_on, "sex": sex}
        yield Row("people", values, table.file, line, partial=True)
    yield from table.take_rejects("people")


def grade_level(value: str) -> str:
    """The first of the grades, as the standard writes it: KG, 01 … 12."""
    grade = (listed(value) or [""])[0].upper()
    if grade.isdecimal():
        return grade.zfill(2)
    return "KG" if grade == "K" else grade


def _state_id(value: str) -> str:
    """The state's id among ``{type:id}`` pairs."""
    for kind, number in re.findall(r"\{([^:{}]+):([^{}]+)\}", value):
        if "state" in kind.lower() or "sasid" in kind.lower():
            return str(number).strip()
    return ""

"""Who is what: the ``role`` of users.csv (1.1), roles.csv (1.2) and relationships.csv (SDS)."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from openhouse.interchange.oneroster.delivery import Delivery
from openhouse.interchange.oneroster.orgs import Orgs
from openhouse.interchange.oneroster.table import Record, day, is_gone, listed
from openhouse.interchange.rows import Items

STUDENT = "student"
#: Adults of a family, and whether the role by itself opens the portal: a relative's does not.
FAMILY = {
    "parent": True,
    "guardian": True,
    "mother": True,
    "father": True,
    "relative": False,
    "aide": False,
    "agent": False,
    "other": False,
}
#: The staff post of a role; None follows from the organization. A school's administrator sees her
#: school; a whole district is opened only by the role that says so.
POSTS = {
    "teacher": "teacher",
    "professor": "teacher",
    "faculty": "teacher",
    "administrator": "office",
    "siteadministrator": "office",
    "principal": "office",
    "districtadministrator": "district",
    "counselor": "counselor",
    "aide": "other",
    "proctor": "other",
    "systemadministrator": "other",
    "staff": "other",
}
NOT_FAMILY = frozenset({STUDENT, *POSTS}) - {"aide"}


class RoleAt(NamedTuple):
    """What a person is, where, and from when to when; dates are text, empty if open."""

    role: str
    org: str
    first: bool
    starts_on: str
    ends_on: str
    grade: str
    line: int
    file: str


@dataclass(slots=True)
class Roles:
    """The roles of a delivery. ``by_user`` is filled from roles.csv alone."""

    by_user: dict[str, list[RoleAt]] = field(default_factory=dict)
    #: The role under which somebody may be a student's agent, by the hash of her id: a number
    #: is a quarter of the memory, and a large district has a million users.
    kin: dict[int, str] = field(default_factory=dict)
    #: Hashes of the ids of users whom the sender lets use no system (``enabledUser`` false).
    disabled: set[int] = field(default_factory=set)
    from_file: bool = False

    def of(self, record: Record, line: int, file: str) -> list[RoleAt]:
        """The roles of a user: from roles.csv where there is one, else from her own row."""
        if self.from_file:
            found = self.by_user.get(record["sourcedid"], [])
            primary = record.get("primaryorgsourcedid", "")
            return sorted(found, key=lambda each: (each.org != primary, not each.first))
        orgs = listed(record.get("orgsourcedids", "")) or [""]
        role = record.get("role", "").lower()
        grade = record.get("grades", "")
        return [
            RoleAt(role, org, number == 0, "", "", grade, line, file)
            for number, org in enumerate(orgs)
        ]

    def of_agent(self, user: str) -> str:
        """What a student's agent is, in small letters; empty if the delivery does not say."""
        return self.kin.get(hash(user), "")


def read_roles(delivery: Delivery, roles: Roles) -> Items:
    """roles.csv into *roles*; without it, what students' rows need of the rows of users.csv.

    Yields only the records that are too long or too short.
    """
    table = delivery.table("roles")
    _note_disabled(delivery, roles)
    if table is None:
        _note_kin(delivery, roles)
        return
    roles.from_file = True
    for line, record in table:
        if is_gone(record):
            continue
        role = record["role"].lower()
        first = (record.get("isprimary") or record.get("roletype") or "").lower()
        roles.by_user.setdefault(record["usersourcedid"], []).append(
            RoleAt(
                role,
                record["orgsourcedid"],
                first in ("true", "primary", "1"),
                day(record.get("begindate", "")),
                day(record.get("enddate", "")),
                record.get("grades", ""),
                line,
                table.file,
            )
        )
        _note(roles, record["usersourcedid"], role)
    yield from table.take_rejects("roles")


def is_disabled(record: Record) -> bool:
    """If the user may use no system: ``enabledUser`` is false (OneRoster 1.1 and 1.2, users)."""
    return record.get("enableduser", "").lower() in ("false", "0")


def _note_disabled(delivery: Delivery, roles: Roles) -> None:
    """Read users.csv ahead: a student's row may stand before those of her parents."""
    table = delivery.table("users")
    if table is None or not table.has("enabledUser"):
        return
    for _line, record in table:
        if is_disabled(record) and not is_gone(record):
            roles.disabled.add(hash(record["sourcedid"]))
    table.rejects.clear()


def _note_kin(delivery: Delivery, roles: Roles) -> None:
    """Read the roles of users.csv ahead: a student's row may stand before her parents' rows."""
    table = delivery.table("users")
    if table is None or not table.has("agentSourcedIds"):
        return
    for _line, record in table:
        if not is_gone(record):
            _note(roles, record["sourcedid"], record.get("role", "").lower())
    table.rejects.clear()


def _note(roles: Roles, user: str, role: str) -> None:
    """Keep the role that says most about a family: a teacher who is a mother is a mother."""
    known = roles.kin.get(hash(user))
    if known is None or (role in FAMILY and known not in FAMILY):
        roles.kin[hash(user)] = role


def staff_posts(roles: list[RoleAt], orgs: Orgs) -> Iterator[tuple[str, str, RoleAt]]:
    """The posts of a person: role, school ("" is the whole district) and where it is from."""
    seen: set[tuple[str, str]] = set()
    for each in roles:
        post = POSTS.get(each.role)
        if post is None:
            continue
        school = each.org if each.org and orgs.is_school(each.org) else ""
        if post == "office" and not school:
            post = "other"
        if post == "district":
            school = ""
        if (post, school) not in seen:
            seen.add((post, school))
            yield post, school, each

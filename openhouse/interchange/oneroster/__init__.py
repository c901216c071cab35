"""OneRoster CSV 1.0 to 1.2, and Microsoft's School Data Sync 2.1, which grew out of it.

The files are read in the order in which they lean on each other; only what later files need of
earlier ones is kept, and results.csv, the largest, not at all.
"""

from datetime import date

from openhouse.interchange.oneroster.classes import Classes, read_classes, read_courses
from openhouse.interchange.oneroster.delivery import FILES, Delivery
from openhouse.interchange.oneroster.enrollments import read_enrollments
from openhouse.interchange.oneroster.gradebook import read_gradebook
from openhouse.interchange.oneroster.orgs import Orgs, read_orgs
from openhouse.interchange.oneroster.results import read_results
from openhouse.interchange.oneroster.roles import Roles, read_roles
from openhouse.interchange.oneroster.sessions import Sessions, read_sessions
from openhouse.interchange.oneroster.users import Users, read_demographics, read_users
from openhouse.interchange.rows import Items
from openhouse.interchange.source import Source

#: The files' own names of the columns, for the report.
COLUMNS: dict[str, dict[str, str]] = {
    "schools": {"source_id": "sourcedId", "number": "identifier"},
    "school_years": {"source_id": "sourcedId", "starts_on": "startDate", "ends_on": "endDate"},
    "terms": {
        "source_id": "sourcedId",
        "name": "title",
        "starts_on": "startDate",
        "ends_on": "endDate",
    },
    "periods": {"name": "periods"},
    "bell_schedules": {"school": "schoolSourcedId"},
    "meetings": {"section": "sourcedId", "period": "periods"},
    "people": {
        "source_id": "sourcedId",
        "given_name": "givenName",
        "middle_name": "middleName",
        "family_name": "familyName",
        "preferred_name": "preferredGivenName",
        "born_on": "birthDate",
    },
    "students": {"person": "sourcedId", "number": "identifier", "state_id": "userIds"},
    "guardianships": {
        "source_id": "sourcedId",
        "person": "agentSourcedIds",
        "student": "agentSourcedIds",
        "relation": "role",
    },
    "contact_points": {"source_id": "sourcedId", "person": "sourcedId", "value": "email"},
    "staff": {
        "person": "sourcedId",
        "school": "orgSourcedIds",
        "starts_on": "beginDate",
        "ends_on": "endDate",
    },
    "enrollments": {
        "student": "sourcedId",
        "school": "orgSourcedIds",
        "grade_level": "grades",
        "starts_on": "beginDate",
        "ends_on": "endDate",
    },
    "courses": {
        "source_id": "sourcedId",
        "school": "orgSourcedId",
        "number": "courseCode",
        "name": "title",
        "subject": "subjects",
    },
    "sections": {
        "source_id": "sourcedId",
        "course": "courseSourcedId",
        "school": "schoolSourcedId",
        "term": "termSourcedIds",
        "number": "classCode",
        "name": "title",
        "room": "location",
    },
    "section_teachers": {
        "source_id": "sourcedId",
        "section": "classSourcedId",
        "person": "userSourcedId",
        "starts_on": "beginDate",
        "ends_on": "endDate",
    },
    "placements": {
        "source_id": "sourcedId",
        "student": "userSourcedId",
        "section": "classSourcedId",
        "starts_on": "beginDate",
        "ends_on": "endDate",
    },
    "scales": {"source_id": "sourcedId", "name": "title", "steps": "scoreScaleValue"},
    "gradebooks": {"section": "classSourcedId"},
    "categories": {"source_id": "sourcedId", "name": "title"},
    "assignments": {
        "source_id": "sourcedId",
        "section": "classSourcedId",
        "category": "categorySourcedId",
        "term": "academicSessionSourcedId",
        "name": "title",
        "assigned_on": "assignDate",
        "due_on": "dueDate",
        "points": "resultValueMax",
    },
    "scores": {
        "student": "studentSourcedId",
        "assignment": "lineItemSourcedId",
        "points": "score",
        "text": "textScore",
        "scored_on": "scoreDate",
    },
}


#: The same where another file than the usual one holds the kind.
BY_FILE: dict[str, dict[str, dict[str, str]]] = {
    "roles": {
        "staff": {"person": "userSourcedId", "school": "orgSourcedId"},
        "enrollments": {"student": "userSourcedId", "school": "orgSourcedId"},
    },
    "enrollments": {
        "enrollments": {"student": "userSourcedId", "school": "schoolSourcedId"},
        "sections": {"source_id": "classSourcedId"},
    },
    "relationships": {
        "guardianships": {
            "person": "relationshipUserSourcedId",
            "student": "userSourcedId",
            "relation": "relationshipRole",
        }
    },
}


def recognizes(source: Source) -> bool:
    """If the delivery has a file that OneRoster or School Data Sync names."""
    known = {f"{name}.csv".lower() for name in (*FILES, "manifest")}
    return any(name.rsplit("/", 1)[-1].lower() in known for name in source.names)


def read(source: Source, today: date) -> Items:
    """The rows of the delivery; raises Broken where a file cannot be read."""
    delivery = Delivery(source)
    orgs, sessions, roles, classes = Orgs({}), Sessions(), Roles(), Classes()
    users = Users(orgs, roles, sessions, today)
    yield from read_orgs(delivery, orgs)
    yield from read_sessions(delivery, sessions, orgs)
    yield from read_courses(delivery, classes, orgs)
    yield from read_classes(delivery, classes, sessions)
    yield from read_roles(delivery, roles)
    yield from read_users(delivery, users)
    yield from read_demographics(delivery)
    yield from read_enrollments(delivery, users, classes)
    yield from read_gradebook(delivery, classes)
    yield from read_results(delivery)
    yield from delivery.untaken()

"""Very many families of the high school, invented in SQL."""

from django.db import connection

from openhouse.access.viewer import System
from openhouse.messages.models import Message
from tests.cast import Cast, in_all

FIRST = 700_000
EACH = "FROM generate_series(1, %(many)s) n"
#: What the form of a message says.
SAID = {"title_en": "Owl night", "body_en": "Bring a lamp.", "kind": "message.general"}
#: By how many there are and how many have no way.
PEOPLE = (
    "INSERT INTO people_person (id, given_name, family_name)"
    f" SELECT {FIRST} + n, 'Kid' || n, 'Many' {EACH}",
    "INSERT INTO people_person (id, given_name, family_name)"
    f" SELECT {FIRST} + %(many)s + n, 'Adult' || n, 'Many' {EACH}",
    f"INSERT INTO people_student (student_id) SELECT {FIRST} + n {EACH}",
    "INSERT INTO people_enrollment (student_id, school_id, grade_level, starts_on)"
    f" SELECT {FIRST} + n, %(school)s, '10', '2026-08-17' {EACH}",
    "INSERT INTO people_guardianship (person_id, student_id, relation, portal_access)"
    f" SELECT {FIRST} + %(many)s + n, {FIRST} + n, 'Mother', true"
    f" {EACH}",
    "INSERT INTO people_contactpoint (person_id, kind, value)"
    f" SELECT {FIRST} + %(many)s + n, 'email', 'adult' || n || '@home.example'"
    f" {EACH} WHERE n > %(no_way)s",
    "INSERT INTO people_account (person_id, username, password, is_active, settled_at,"
    f" created_at) SELECT {FIRST} + n, 'many' || n, '!', true, '2026-09-01', now() {EACH}",
)


def fill(cast: Cast, many: int, no_way: int) -> None:
    """So many students with an account, each with one adult; the first *no_way* adults have no
    address."""
    said = {"school": cast.rows["high"].pk, "many": many, "no_way": no_way}
    with in_all(cast), connection.cursor() as cursor:
        for statement in PEOPLE:
            cursor.execute(statement, said)


def newest(cast: Cast) -> int:
    """The id of the message that was written last."""
    with in_all(cast):
        return int(Message.objects.visible_to(System()).latest("pk").pk)

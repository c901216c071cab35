"""Many accounts at once by hand (ADM-04): closed, opened again, made to choose a new password.

There is nothing that deletes. Accounts of who works here are left to the district's own way.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from openhouse.access.viewer import Viewer
from openhouse.common.scope import Sees
from openhouse.people.models import Account, Guardianship, StaffPost, Student
from openhouse.sign_in.many.batch import write_lines
from openhouse.sign_in.many.pupils import enrolled
from openhouse.sign_in.safety.devices import end_sessions_of

#: Accounts on one page, and in one go.
MOST = 200
CLOSE, OPEN, CHANGE = "close", "open", "change"
STUDENTS, GUARDIANS = "students", "guardians"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which accounts are listed. ``state`` is "", "open", "closed" or "never"."""

    who: str
    school: int | None
    grade: str
    state: str


def accounts(viewer: Sees, wanted: Wanted, today: date) -> QuerySet[Account]:
    """The accounts in reach that *wanted* names, by user name; none of who works here."""
    works = StaffPost.objects.filter(person_id=OuterRef("person_id"))
    rows = enrolled(viewer, today)
    if wanted.school:
        rows = rows.filter(school_id=wanted.school)
    if wanted.grade:
        rows = rows.filter(grade_level=wanted.grade)
    students = Student.objects.visible_to(viewer)
    if wanted.school or wanted.grade:
        students = students.filter(pk__in=rows.values("student_id"))
    people = Q(person_id__in=students.values("pk"))
    if wanted.who == GUARDIANS:
        ties = Guardianship.objects.visible_to(viewer)
        ties = ties.filter(student_id__in=students.values("pk"))
        people = Q(person_id__in=ties.values("person_id"))
    found = Account.objects.filter(~Exists(works)).filter(people)
    return found.filter(_state(wanted.state)).select_related("person").order_by("username", "pk")


def _state(state: str) -> Q:
    return {
        "open": Q(is_active=True),
        "closed": Q(is_active=False),
        "never": Q(last_login=None, is_active=True),
    }.get(state, Q())


def change(
    viewer: Viewer, what: str, numbers: Iterable[int], wanted: Wanted, today: date, *, reason: str
) -> int:
    """Do *what* to those of the accounts *numbers* that are in reach of *wanted*; how many.

    An account that is closed by hand stays closed, whatever the enrollment says; "open" opens it.
    Closed or made to change, it is signed out everywhere: who sits at a computer that was left
    signed in would be the one to choose the new password, or would be in again when it is opened.
    """
    with_number = accounts(viewer, wanted, today).filter(pk__in=list(numbers)[:MOST])
    now = {
        CLOSE: ({"is_active": False, "left_on": None}, "account.closed", Q(is_active=True)),
        OPEN: ({"is_active": True, "left_on": None}, "account.opened_again", Q(is_active=False)),
        CHANGE: (
            {"must_change_password": True, "settled_at": None},
            "account.must_change",
            Q(is_active=True),
        ),
    }.get(what)
    if now is None:
        return 0
    values, kind, state = now
    found = list(with_number.filter(state).values_list("pk", "person_id", "username"))
    Account.objects.filter(pk__in=[pk for pk, _, _ in found]).update(**values)
    if what != OPEN:
        end_sessions_of([pk for pk, _, _ in found])
    write_lines(
        kind, [(person, name) for _, person, name in found], by=viewer.person_id, reason=reason
    )
    return len(found)

"""Whose account is to be made, closed or opened: students by their enrollments (ACC-08)."""

from datetime import date

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from openhouse.access.rules import AROUND
from openhouse.common.models import running
from openhouse.common.scope import Sees
from openhouse.people.models import Account, Enrollment, Guardianship, StaffPost, Student
from openhouse.people.queries import home_first
from openhouse.sign_in.many.naming import Named

GRADES = tuple(f"{grade:02}" for grade in range(6, 13))


def enrolled(viewer: Sees, today: date) -> QuerySet[Enrollment]:
    """Enrollments that run today, or begin within 90 days: slips are printed before school is."""
    return Enrollment.objects.visible_to(viewer).filter(running(today, today + AROUND))


def newcomers(viewer: Sees, today: date, school: int | None = None) -> list[tuple[int, Named]]:
    """Students in grades 6 to 12 who have no account, with what their user name is made of."""
    rows = enrolled(viewer, today).filter(grade_level__in=GRADES)
    if school:
        rows = rows.filter(school_id=school)
    has_account = Account.objects.filter(person_id=OuterRef("student_id"))
    found = rows.exclude(Exists(has_account)).order_by("student_id", *home_first(today))
    named = found.distinct("student_id").values_list(
        "student_id",
        "student__person__given_name",
        "student__person__preferred_name",
        "student__person__family_name",
        "student__number",
        "grade_level",
    )
    return [
        (student, Named(preferred or given, family, number, grade))
        for student, given, preferred, family, number, grade in named
    ]


def leavers(viewer: Sees, today: date, school: int | None = None) -> QuerySet[Account]:
    """Open accounts of students who were enrolled and are no more.

    Who leaves within the year loses it at once. The end of a year is not leaving: for 90 days
    after it the account stays, as what it shows does (``openhouse_enter``). Who works here, or has
    a child here, keeps hers.
    """
    mine = Enrollment.objects.visible_to(viewer).filter(student_id=OuterRef("person_id"))
    whole = Q(school_year=None) | Q(ends_on__gte=F("school_year__ends_on"))
    stays = Q(ends_on=None) | Q(ends_on__gte=today) | (Q(ends_on__gte=today - AROUND) & whole)
    was = mine.filter(school_id=school) if school else mine
    works = StaffPost.objects.filter(person_id=OuterRef("person_id")).exclude(ends_on__lt=today)
    ties = Guardianship.objects.visible_to(viewer).filter(person_id=OuterRef("person_id"))
    return Account.objects.filter(
        Exists(was),
        ~Exists(mine.filter(stays)),
        ~Exists(works),
        ~Exists(ties),
        person_id__in=Student.objects.visible_to(viewer).values("pk"),
        is_active=True,
    )


def returners(viewer: Sees, today: date, school: int | None = None) -> QuerySet[Account]:
    """Accounts that the house closed when their student left, of those who are back."""
    back = enrolled(viewer, today).filter(student_id=OuterRef("person_id"))
    if school:
        back = back.filter(school_id=school)
    return Account.objects.filter(Exists(back), is_active=False).exclude(left_on=None)

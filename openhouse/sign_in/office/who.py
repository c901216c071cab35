"""Who is who among people that a search found: guardian of whom, student where."""

from collections import defaultdict

from django.db.models import Q

from openhouse.common import clock
from openhouse.common.scope import Sees
from openhouse.people.models import Account, Enrollment, Guardianship, Person
from openhouse.people.queries import home_first
from openhouse.people.words import grade_words
from openhouse.sign_in.words import guardian_words, student_words, username_words


def guardians_of(viewer: Sees, student: int) -> list[tuple[Person, str]]:
    """The adults of a student whom the desk reaches, with the relation of each, by their names."""
    ties = Guardianship.objects.visible_to(viewer).filter(student_id=student)
    found = ties.select_related("person").order_by("person__family_name", "person__given_name")
    return [(tie.person, tie.relation) for tie in found]


def who_is_who(
    viewer: Sees, found: list[Person], *, with_account: bool = True
) -> dict[int, list[str]]:
    """What the records say of each person, in words, by her id: as far as the desk reaches."""
    said: dict[int, list[str]] = defaultdict(list)
    ids, today = [person.pk for person in found], clock.today()
    enrolled = Enrollment.objects.visible_to(viewer).filter(
        Q(ends_on=None) | Q(ends_on__gte=today), student_id__in=ids
    )
    for each in enrolled.select_related("school").order_by(*home_first(today)):
        grade = grade_words(each.grade_level)
        said[each.student_id].append(student_words(each.school.name, grade))
    ties = Guardianship.objects.visible_to(viewer).filter(person_id__in=ids)
    for tie in ties.select_related("student__person").order_by("student__person__given_name"):
        said[tie.person_id].append(guardian_words(tie.relation, str(tie.student.person)))
    for account in Account.objects.filter(person_id__in=ids if with_account else ()):
        said[account.person_id].append(username_words(account.username))
    return said

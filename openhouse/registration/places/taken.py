"""How many seats of a grade are taken: each child once, however many homes register it and whoever
enrolled it.

By the house: an office counts the children of its school, whichever application they are in. A
child who is in the records for that year counts where it is enrolled, by a registration, an import
or by hand; one whom a school has accepted since counts there alone, for its enrollment follows.
"""

from collections import Counter, defaultdict
from collections.abc import Collection

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from openhouse.access.viewer import System
from openhouse.common import clock
from openhouse.common.scope import as_the_house
from openhouse.people.models import Enrollment
from openhouse.registration.models import Candidate
from openhouse.registration.models_matching import SameChild
from openhouse.registration.rules.seats import counted_twice

#: A school and a grade there.
Where = tuple[int, str]
State = Candidate.State


def taken(ends_in: int, schools: Collection[int]) -> Counter[Where]:
    """How many children have a seat, by school and grade; four statements for any number."""
    with as_the_house():
        seated = _seated(ends_in)
        enrolled = enrolled_for(ends_in)
        is_there = Exists(enrolled.filter(student=OuterRef("student")))
        accepted = seated.filter(state=State.ACCEPTED, student=OuterRef("student"))
        found: Counter[Where] = Counter()
        by_word = seated.filter(school__in=schools).exclude(Q(state=State.POSTED) & is_there)
        child = Coalesce(F("student_id"), -F("pk"))
        for rows, one in (
            (by_word, child),
            (enrolled.filter(school__in=schools).exclude(Exists(accepted)), F("student_id")),
        ):
            counted = rows.values_list("school_id", "grade_level").annotate(
                n=Count(one, distinct=True)
            )
            for school, grade, number in counted.order_by():
                found[school, grade] += number
        found.subtract(_twice(ends_in, schools))
    return found


def enrolled_for(ends_in: int) -> QuerySet[Enrollment]:
    """The enrollments for the school year that ends in *ends_in* which have not ended. Read by the
    house."""
    rows = Enrollment.objects.visible_to(System()).filter(
        school_year__ends_in=ends_in, primary=True
    )
    return rows.exclude(ends_on__lt=clock.today())


def _seated(ends_in: int) -> QuerySet[Candidate]:
    return Candidate.objects.visible_to(System()).filter(
        application__window__ends_in=ends_in, state__in=Candidate.SEATED
    )


def _twice(ends_in: int, schools: Collection[int]) -> Counter[Where]:
    """By how many the others count too many: one new child whom several homes register."""
    pairs = list(
        SameChild.objects.filter(one__application__window__ends_in=ends_in).values_list(
            "one", "other"
        )
    )
    if not pairs:
        return Counter()
    both = {each for pair in pairs for each in pair}
    rows = _seated(ends_in).filter(pk__in=both, school__in=schools)
    there: dict[Where, dict[int, int]] = defaultdict(dict)
    for pk, student, school, grade in rows.values_list("pk", "student", "school", "grade_level"):
        there[school or 0, grade][pk] = student or -pk
    return Counter({where: counted_twice(pairs, keys) for where, keys in there.items()})

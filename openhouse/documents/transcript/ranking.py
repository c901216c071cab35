"""Class ranks, saved as of a day: they do not move with each mark (features.md section 2.5)."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.db.models import Q

from openhouse.access.viewer import Viewer
from openhouse.common.locks import alone
from openhouse.common.models import running
from openhouse.documents.models_transcript import AcademicRecord, TranscriptLine
from openhouse.documents.transcript.queries import decided_now, year_of
from openhouse.documents.transcript.rules import Line, Sums, ranks_of, rounded, sums_of
from openhouse.ledger.actions import record
from openhouse.people.models import Enrollment

#: What the rules reckon with, in the order of the fields of ``Line``.
_LINE = (
    *("mark", "credits_attempted", "credits_earned", "level", "value", "weighted_value"),
    *("weight", "counts", "area_id"),
)


def save_ranks(actor: Viewer, school: int, today: date) -> int:
    """Rank each grade of a school by the weighted average of today; how many have a rank.

    They stand for the school year of *today*: saved again, they take the place of those before.
    """
    grades = _grades(actor, school, today)
    sums = _sums(actor, [student for students in grades.values() for student in students])
    rows = [
        _record(student, school, sums[student], place, len(ranks), today)
        for students in grades.values()
        for ranks in [_ranks(students, sums)]
        for student, place in ranks.items()
    ]
    with transaction.atomic():
        alone("ranks", school)
        saved = AcademicRecord.objects.visible_to(actor).filter(source_id="", term_name="")
        saved.filter(school_id=school, ends_in=year_of(today)).delete()
        saved.bulk_create(rows)
        record("rules.ranks", actor=actor.person_id, after={"school": school, "ranks": len(rows)})
    return len(rows)


def _grades(viewer: Viewer, school: int, today: date) -> dict[str, list[int]]:
    """The students of the grades that lead to a diploma, who are at home at *school* today."""
    found: dict[str, list[int]] = defaultdict(list)
    stays = Enrollment.objects.visible_to(viewer).filter(
        running(today), Q(grade_level__in=["09", "10", "11", "12"]), school_id=school, primary=True
    )
    for student, grade in stays.values_list("student_id", "grade_level").distinct():
        found[grade].append(student)
    return found


def _sums(viewer: Viewer, students: Iterable[int]) -> dict[int, Sums]:
    scale, lines = decided_now().scale, defaultdict[int, list[Line]](list)
    rows = TranscriptLine.objects.visible_to(viewer).filter(struck_at=None)
    rows = rows.filter(student_id__in=list(students))
    for student, *said in rows.values_list("student_id", *_LINE):
        lines[student].append(Line(*said))
    return {student: sums_of(some, scale) for student, some in lines.items()}


def _ranks(students: Iterable[int], sums: dict[int, Sums]) -> dict[int, int]:
    """The place of each who has an average, equals as pages show them sharing one."""
    averages: dict[int, Decimal] = {}
    for student in students:
        average = rounded(sums[student].weighted) if student in sums else None
        if average is not None:
            averages[student] = average
    return ranks_of(averages)


def _record(
    student: int, school: int, sums: Sums, place: int, of: int, today: date
) -> AcademicRecord:
    return AcademicRecord(
        student_id=student,
        ends_in=year_of(today),
        ended_on=today,
        school_id=school,
        credits_attempted=sums.attempted,
        credits_earned=sums.earned,
        average=rounded(sums.unweighted),
        weighted_average=rounded(sums.weighted),
        rank=place,
        rank_of=of,
        ranked_on=today,
    )

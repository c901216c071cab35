"""Who has read or signed a document and who has not: student by student, class by class."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from openhouse.access.rules import eighteen_ago
from openhouse.access.ties import open_ties
from openhouse.access.viewer import Viewer
from openhouse.common.models import running
from openhouse.common.scope import Sees
from openhouse.courses.models import Placement
from openhouse.documents.models import PublishedFile, PublishedReceipt
from openhouse.documents.published import rules
from openhouse.people.models import Enrollment, Student
from openhouse.people.words import grade_words

#: Grades that have no number, where they are sorted.
_BEFORE_THE_FIRST = {"PK": "-2", "KG": "-1"}


@dataclass(frozen=True, slots=True)
class Line:
    """One student: her class, where it stands, and what each person did."""

    student: int
    name: str
    place: str
    state: str
    receipts: tuple[PublishedReceipt, ...]


def asked_of(file: PublishedFile) -> rules.Asked:
    return rules.Asked(file.asks, file.by_student, file.due_on)


def lines_of(viewer: Viewer, file: PublishedFile, today: date) -> list[Line]:
    """Every student for whom it is, by class and name."""
    day = max(today, file.visible_from)
    ids = students_of(viewer, file, day)
    receipts: dict[int, list[PublishedReceipt]] = {}
    mine = PublishedReceipt.objects.visible_to(viewer).filter(
        published=file, edition__number=file.edition
    )
    for each in mine.order_by("pk"):
        receipts.setdefault(each.student_id, []).append(each)
    ids |= receipts.keys()
    places = _places(viewer, file, ids, day)
    nowhere = ("", "")
    readers = Counter(
        open_ties(viewer, today).filter(student_id__in=ids).values_list("student_id", flat=True)
    )
    found = Student.objects.visible_to(viewer).filter(pk__in=ids).select_related("person")
    lines = [
        _line(
            file,
            one,
            places.get(one.pk, nowhere)[1],
            receipts.get(one.pk, []),
            readers[one.pk],
            today,
        )
        for one in found.order_by("person__family_name", "person__given_name", "pk")
    ]
    return sorted(lines, key=lambda line: places.get(line.student, nowhere))


def _line(
    file: PublishedFile,
    student: Student,
    place: str,
    receipts: Sequence[PublishedReceipt],
    readers: int,
    today: date,
) -> Line:
    born = student.person.born_on
    adult = born is not None and born <= eighteen_ago(today)
    answers = [rules.Answer(one.person_id == student.pk, one.state) for one in receipts]
    state = rules.state_for_school(
        asked_of(file), answers, readers=readers + adult, adult=adult, today=today
    )
    return Line(student.pk, str(student.person), place, state, tuple(receipts))


def students_of(viewer: Sees, file: PublishedFile, day: date) -> set[int]:
    """The ids of the students for whom *file* is on a day: whoever is shown it then.

    The same as ``sql/published_to.sql`` says for the pages of families: who has left since sees it
    still, so she is counted and reminded too.
    """
    if file.student_id is not None:
        return {file.student_id}
    there = (Q(starts_on=None) | Q(starts_on__lte=day)) & (
        Q(ends_on=None) | Q(ends_on__gte=file.visible_from)
    )
    if file.section_id is not None:
        placed = Placement.objects.visible_to(viewer).filter(there, section=file.section_id)
        return set(placed.values_list("student_id", flat=True))
    enrolled = Enrollment.objects.visible_to(viewer).filter(there, school=file.school_id)
    return set(enrolled.values_list("student_id", flat=True))


def _places(
    viewer: Viewer, file: PublishedFile, students: Collection[int], day: date
) -> Mapping[int, tuple[str, str]]:
    """By what her class is sorted, and the class of each: the document's own, else her homeroom
    there, else her grade."""
    if file.section is not None:
        return dict.fromkeys(students, ("", file.section.name))
    enrolled = Enrollment.objects.visible_to(viewer).filter(
        running(day), school=file.school_id, student_id__in=students
    )
    levels = enrolled.values_list("student_id", "grade_level")
    found = {
        student: (_BEFORE_THE_FIRST.get(level, level), grade_words(level))
        for student, level in levels
    }
    rooms = Placement.objects.visible_to(viewer).filter(
        running(day), student_id__in=students, section__homeroom=True,
        section__school=file.school_id,
    )  # fmt: skip
    for student, name, teacher in rooms.values_list(
        "student_id", "section__name", "section__teacher_name"
    ):
        order = found.get(student, ("", ""))[0]
        found[student] = (order, f"{name} · {teacher}" if teacher else name)
    return found


@dataclass(frozen=True, slots=True)
class Count:
    """How it stands in one class."""

    place: str
    done: int
    declined: int
    open: int
    all: int


def counts_of(lines: Sequence[Line]) -> list[Count]:
    """Class by class."""
    found = []
    for place in dict.fromkeys(line.place for line in lines):
        here = [line.state for line in lines if line.place == place]
        done = sum(state in rules.DONE for state in here)
        declined = here.count(rules.DECLINED)
        found.append(Count(place, done, declined, len(here) - done - declined, len(here)))
    return found

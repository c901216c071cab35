"""Which documents of a school still wait for an answer, of many students at once."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from openhouse.access.rules import eighteen_ago
from openhouse.access.ties import open_ties
from openhouse.common.rows import array, rows
from openhouse.common.scope import Sees
from openhouse.documents.models import PublishedReceipt
from openhouse.documents.published import rules
from openhouse.people.guard import seen
from openhouse.people.models import Student

_ASKED = """
SELECT t.student, f.id, f.section_id, f.title, f.asks, f.by_student, f.visible_from, f.due_on,
       e.id, e.added_at
FROM openhouse_published_to(%s, %s) t CROSS JOIN LATERAL (SELECT (t.file).*) f
JOIN documents_publishededition e ON e.published_id = f.id AND e.number = f.edition
WHERE f.school_id = %s AND f.asks <> 'nothing' ORDER BY t.student, f.id"""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A document that somebody at home has not answered, ``since`` the day families see it.

    ``guardians`` and ``by_student`` say whose answer is open.
    """

    student: int
    document: int
    section: int | None
    title: str
    signs: bool
    since: date
    due_on: date | None
    guardians: bool
    by_student: bool


def waiting_of(
    viewer: Sees, students: Collection[int], school: int, today: date
) -> Iterator[Waiting]:
    """What a school waits for of each of *students*: shown today, and neither answered nor over."""
    ids = seen(viewer, students)
    found = rows(_ASKED, [array(ids), today, school])
    if not found:
        return
    whose = {row[0] for row in found}
    answers = _answers(viewer, whose, {row[8] for row in found})
    ties = open_ties(viewer, today).filter(student_id__in=whose)
    readers = Counter(ties.values_list("student_id", flat=True))
    grown = Student.objects.visible_to(viewer).filter(
        pk__in=whose, person__born_on__lte=eighteen_ago(today)
    )
    adults = set(grown.values_list("pk", flat=True))
    for student, document, section, title, asks, too, visible_from, due_on, edition, added in found:
        asked, adult = rules.Asked(asks, too, due_on), student in adults
        guardians, by_student = rules.whose_answer_is_open(
            asked, answers[student, edition], readers=readers[student], adult=adult, today=today
        )
        if guardians or by_student:
            since = max(visible_from, timezone.localtime(added).date())
            yield Waiting(
                student, document, section, title, asks == rules.SIGN, since, due_on, guardians,
                by_student,
            )  # fmt: skip


def _answers(
    viewer: Sees, students: Collection[int], editions: Collection[int]
) -> dict[tuple[int, int], list[rules.Answer]]:
    """By student and edition what each person did with it."""
    found: dict[tuple[int, int], list[rules.Answer]] = defaultdict(list)
    said = PublishedReceipt.objects.visible_to(viewer).filter(
        student_id__in=students, edition_id__in=editions
    )
    for student, edition, person, state in said.values_list(
        "student_id", "edition_id", "person_id", "state"
    ):
        found[student, edition].append(rules.Answer(person == student, state))
    return found

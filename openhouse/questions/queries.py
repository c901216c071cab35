"""Whose questions these are, who answers them, and what has been corrected since."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet

from openhouse.access.offices import offices_of
from openhouse.access.viewer import Child, Viewer
from openhouse.attendance.days import taught_days
from openhouse.common.models import running
from openhouse.courses.models import Placement, SectionTeacher
from openhouse.ledger.models import Change
from openhouse.people.models import StaffPost
from openhouse.questions.models import Question, QuestionRules
from openhouse.questions.rules import ATTENDANCE, About, changes_value, due_day, is_about

OPEN, ANSWERED, CLOSED = Question.State.OPEN, Question.State.ANSWERED, Question.State.CLOSED
#: Questions on a page, at most.
MOST = 100
#: Days that an answered question stays on the staff's page.
KEPT = timedelta(days=30)


def rules_now() -> QuestionRules:
    """The district's rules; the house's where it has decided nothing yet."""
    return QuestionRules.objects.first() or QuestionRules()


def due_on(school: int, today: date) -> date:
    """By when a question of today is to be answered."""
    days = rules_now().days
    ahead = taught_days([school], today + timedelta(1), today + timedelta(60))
    return due_day(today, [day.on for day in ahead], days)


def about(question: Question) -> About:
    """What a question is about."""
    return About(
        question.kind, question.section_id, question.about_id, question.term_id, question.on
    )


def questions_of(viewer: Viewer, child: Child) -> list[Question]:
    """What *viewer* has asked about a child, newest first; a student reads all about herself."""
    found = _asked(viewer, child).select_related("section")
    return list(found.order_by("-asked_at", "-pk")[:MOST])


def asked_about(viewer: Viewer, child: Child, about: About) -> list[Question]:
    """Those about one score, mark or day that were not taken back, newest first."""
    found = _asked(viewer, child).filter(**named(about)).exclude(state=CLOSED)
    return list(found.order_by("-written_at", "-pk")[:MOST])


def _asked(viewer: Viewer, child: Child) -> QuerySet[Question]:
    found = Question.objects.visible_to(viewer).filter(student_id=child.id)
    return found if child.id == viewer.person_id else found.filter(person_id=viewer.person_id)


def open_question(viewer: Viewer, child: Child, about: About) -> Question | None:
    """What *viewer* has asked about the same thing, and waits for still."""
    return (
        Question.objects.visible_to(viewer)
        .filter(
            *(Q(**{name: value}) for name, value in named(about).items()),
            student_id=child.id,
            person_id=viewer.person_id,
            state=OPEN,
        )
        .first()
    )


def named(about: About) -> dict[str, Any]:
    """The columns of a question that say what it is about."""
    return {
        "kind": about.kind,
        "section_id": about.section,
        "about_id": about.number,
        "term_id": about.term,
        "on": about.on,
    }


def answered_by(viewer: Viewer, today: date) -> QuerySet[Question]:
    """The questions that *viewer* answers.

    A teacher those about her sections of today. An office, or the district, those about
    attendance at its schools, and those of a section that nobody teaches any more, or that the
    student has left.
    """
    hers = SectionTeacher.objects.filter(running(today), section_id=OuterRef("section_id"))
    sits = Placement.objects.visible_to(viewer).filter(
        running(today), student_id=OuterRef("student_id"), section_id=OuterRef("section_id")
    )
    teaches = StaffPost.objects.filter(
        running(today), person_id=OuterRef("person_id"), role=StaffPost.Role.TEACHER
    )
    mine = Q(pk=None)
    if "teacher" in viewer.roles:
        mine |= Q(Exists(hers.filter(person_id=viewer.person_id))) & ~Q(kind=ATTENDANCE)
    theirs = Q(kind=ATTENDANCE) | ~Q(Exists(hers.filter(Exists(teaches)))) | ~Q(Exists(sits))
    schools = offices_of(viewer)
    mine |= theirs if schools is None else theirs & Q(school_id__in=schools)
    return Question.objects.visible_to(viewer).filter(mine)


def waiting_for(viewer: Viewer, today: date) -> tuple[int, date | None]:
    """How many open questions *viewer* is to answer, and by when the first."""
    found = answered_by(viewer, today).filter(state=OPEN)
    said = found.aggregate(many=Count("pk"), first=Min("due_on"))
    return said["many"], said["first"]


def to_answer(viewer: Viewer, today: date) -> list[Question]:
    """The open questions that *viewer* answers, the next due first."""
    found = _with_names(answered_by(viewer, today).filter(state=OPEN))
    return list(found.order_by("due_on", "asked_at", "pk")[:MOST])


def answered_lately(viewer: Viewer, today: date) -> list[Question]:
    """What was answered in the last weeks, newest first."""
    found = _with_names(answered_by(viewer, today).filter(state=ANSWERED))
    found = found.filter(answered_at__date__gte=today - KEPT)
    return list(found.order_by("-answered_at", "-pk")[:MOST])


def question_for(viewer: Viewer, number: int, today: date) -> Question | None:
    """One question that *viewer* answers, or has answered."""
    return _with_names(answered_by(viewer, today).filter(pk=number)).first()


def _with_names(found: QuerySet[Question]) -> QuerySet[Question]:
    return found.select_related("section", "student__person").exclude(state="closed")


@dataclass(frozen=True, slots=True)
class Since:
    """The newest lines about the same thing since a question: until its answer, and after it."""

    answered: Change | None = None
    later: Change | None = None

    @property
    def newest(self) -> Change:
        found = self.later or self.answered
        assert found
        return found


def corrections(questions: Sequence[Question]) -> dict[int, Since]:
    """By the question's id what has been changed of the same thing since it was asked.

    While it waits, ``answered`` is the line that an answer would go with. A line that changes a
    comment alone is none.
    """
    if not questions:
        return {}
    since = min(question.written_at for question in questions)
    students = {question.student_id for question in questions}
    lines = Change.objects.filter(student_id__in=students, at__gte=since).order_by("pk")
    found: dict[int, Since] = {}
    for line in lines.filter(kind__regex=r"^(score|mark|attendance)\."):
        for each in questions:
            if _is_since(each, line):
                before = found.get(each.pk, Since())
                waits = each.state == OPEN or line.pk == each.correction_id
                if waits or line.pk > (each.correction_id or 0):
                    side = "answered" if waits else "later"
                    found[each.pk] = replace(before, **{side: line})
    return found


def _is_since(question: Question, line: Change) -> bool:
    said = line.after or line.before or {}
    return (
        question.state != CLOSED
        and line.student_id == question.student_id
        and line.at >= question.written_at
        and is_about(about(question), line.kind, line.about_id, said)
        and changes_value(question.kind, line.before, line.after)
    )


def question_of(viewer: Viewer, child: Child, number: int) -> Question | None:
    """One question that *viewer* herself has asked about a child."""
    found = Question.objects.visible_to(viewer)
    return found.filter(pk=number, student_id=child.id, person_id=viewer.person_id).first()

"""The contexts of the pages of questions, for families and for staff."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from openhouse.access.viewer import Child, Viewer
from openhouse.common.addresses import address
from openhouse.grades.asking import mark_changes_url
from openhouse.questions import words
from openhouse.questions.models import Question
from openhouse.questions.queries import Since
from openhouse.questions.rules import ATTENDANCE
from openhouse.questions.subjects import Subject
from openhouse.ui.components.row import row
from openhouse.ui.markup import joined

OPEN = Question.State.OPEN


def asking(
    viewer: Viewer, child: Child, subject: Subject | None, waits: Question | None, form: Any
) -> dict[str, Any]:
    """The form; without a *subject* the page says where to find one."""
    return {
        "child": child,
        "subject": subject,
        "stood": words.stood_words(subject.about.kind, subject.stood) if subject else "",
        "waits": waits,
        "form": form,
        "may_ask": viewer.look is None,
        "back": address("questions", child.id),
        "grades_url": address("grades", child.id),
        "attendance_url": address("attendance", child.id),
    }


def of_family(
    viewer: Viewer,
    child: Child,
    questions: Sequence[Question],
    lines: Mapping[int, Since],
    today: date,
) -> dict[str, Any]:
    """What has been asked about a child, and what was answered."""
    return {
        "child": child,
        "questions": [_to_family(viewer, each, lines.get(each.pk), today) for each in questions],
        "new_url": address("question-new", child.id),
    }


def _to_family(
    viewer: Viewer, question: Question, since: Since | None, today: date
) -> dict[str, Any]:
    mine = question.person_id == viewer.person_id
    back = mine and question.state == OPEN
    return _said(question, since, today) | {
        "id": question.pk,
        "who": words.who_answers(question),
        "by": "" if mine else question.asked_by_name,
        "is_open": question.state == OPEN,
        "changes_url": _changes(question),
        "close_url": address("question-close", question.student_id, question.pk) if back else "",
    }


def _changes(question: Question) -> str:
    """Where a family reads who changed what it is about."""
    student = question.student_id
    if question.kind == ATTENDANCE:
        return f"{address('day-changes', student)}?on={question.on}"
    if question.kind == Question.Kind.SCORE and question.section_id and question.about_id:
        return address("score-changes", student, question.section_id, question.about_id)
    if question.section_id and question.about_id:
        return mark_changes_url(student, question.section_id, question.about_id, question.term_id)
    return address("changes-child", student)


def _said(question: Question, since: Since | None, today: date) -> dict[str, Any]:
    """What both sides read of a question."""
    word, kind, icon = words.state_tag(question, today)
    found = since or Since()
    corrected, later = (
        line if line and words.is_change(line) else None for line in (found.answered, found.later)
    )
    return {
        "title": words.title(question),
        "stood": words.stood_words(question.kind, question.stood),
        "text": question.text,
        "asked": words.day_of(question.asked_at),
        "word": word,
        "kind": kind,
        "icon": icon,
        "answer": question.answer,
        "answered_by": question.answered_by_name,
        "answered": words.day_of(question.answered_at) if question.answered_at else "",
        "corrected": words.new_value(corrected) if corrected else "",
        "corrected_on": words.day_of(corrected.at) if corrected else "",
        "later": words.new_value(later) if later else "",
        "later_on": words.day_of(later.at) if later else "",
    }


def inbox(waiting: Sequence[Question], done: Sequence[Question], today: date) -> dict[str, Any]:
    """What staff are to answer, and what they have answered."""
    return {
        "waiting": joined(_row(each, today) for each in waiting),
        "done": joined(_row(each, today) for each in done),
    }


def _row(question: Question, today: date) -> SafeString:
    word, kind, icon = words.state_tag(question, today)
    return row(
        str(question.student.person),
        small=words.title(question),
        small_right=words.day_of(question.asked_at),
        url=address("staff-question", question.pk),
        tag=word,
        kind=kind,
        icon=icon,
    )


def of_staff(
    viewer: Viewer, question: Question, since: Since | None, form: Any, today: date
) -> dict[str, Any]:
    """One question, beside what it is about, with the form of the answer."""
    return _said(question, since, today) | {
        "student": str(question.student.person),
        "by": question.asked_by_name,
        "by_herself": question.person_id == question.student_id,
        "is_open": question.state == OPEN,
        "form": form,
        "back": address("staff-questions"),
        **_place(viewer, question),
    }


def _place(viewer: Viewer, question: Question) -> dict[str, str]:
    """Where what it is about is corrected, and how the link there is called."""
    if question.kind == ATTENDANCE:
        if viewer.roles & {"office", "counselor", "district"} and question.on:
            url = address("student-day", question.student_id)
            return {
                "place_url": f"{url}?on={question.on.isoformat()}",
                "place": _("Open this day"),
            }
    elif "teacher" in viewer.roles and question.section_id and question.about_id:
        if question.kind == Question.Kind.SCORE:
            url = address("gradebook-work", question.section_id, question.about_id)
            return {
                "place_url": f"{url}#c-{question.student_id}-{question.about_id}",
                "place": _("Open in the gradebook"),
            }
        url = address("posting", question.section_id)
        return {"place_url": url, "place": _("Open the posted marks")}
    return {"place_url": "", "place": ""}


def waiting_row(many: int, first: date | None, today: date, words_of_many: str) -> SafeString:
    """The line on the staff's start; empty where nothing waits."""
    if not many or first is None:
        return SafeString("")
    word, kind = words.due_words(first, today)
    return row(words_of_many, url=address("staff-questions"), tag=word, kind=kind, icon="clock")

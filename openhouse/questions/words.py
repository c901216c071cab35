"""Questions, their answers and corrections in words."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from openhouse.attendance.models import AttendanceCode
from openhouse.attendance.rules import DayValue
from openhouse.attendance.words import excuse_words, fact_words
from openhouse.common.text import day_title, day_words, number_words
from openhouse.grades.models import Assignment, Score
from openhouse.grades.words import percent_words
from openhouse.ledger.models import Change
from openhouse.questions.models import Question
from openhouse.questions.rules import ATTENDANCE, MARK

State = Question.State


def title(question: Question) -> str:
    """ "Algebra: Chapter 4 quiz"."""
    if question.section is None:
        return day_title(question.on) if question.on else question.label
    return _("%(course)s: %(what)s") % {"course": question.section.name, "what": question.label}


def who_answers(question: Question) -> str:
    """Whom a family waits for."""
    teacher = question.section.teacher_name if question.section else ""
    if question.kind == ATTENDANCE or not teacher:
        return _("the school office")
    return teacher


def day_of(at: datetime) -> str:
    """ "Tuesday, Oct 6"."""
    return day_words(timezone.localtime(at).date())


def due_words(due: date, today: date) -> tuple[str, str]:
    """ "answer by Friday, Oct 9", and the kind of its tag."""
    if due < today:
        return _("was due %(day)s") % {"day": day_words(due)}, "warn"
    if due == today:
        return _("due today"), "warn"
    return _("answer by %(day)s") % {"day": day_words(due)}, "info"


def state_tag(question: Question, today: date) -> tuple[str, str, str]:
    """Word, kind and icon of where a question stands."""
    if question.state == State.OPEN:
        word, kind = due_words(question.due_on, today)
        return word, kind, "clock"
    label = str(State(question.state).label)
    return (label, "good", "") if question.state == State.ANSWERED else (label, "neutral", "")


def stood_words(kind: str, stood: Mapping[str, Any]) -> str:
    """What it said when she asked: "12 of 20", "Late, not explained yet"."""
    if "said" in stood:
        return str(stood["said"])
    if kind == ATTENDANCE:
        facts = [fact_words(DayValue(value), why) for value, why in stood.get("facts", ())]
        return ", ".join(dict.fromkeys(facts))
    possible = stood.get("possible")
    return _worth(kind, stood, Decimal(possible) if possible else None)


def is_change(line: Change) -> bool:
    """If the line says another value in words too: two codes may say the same."""
    words = [_worth(_kind(line), said, None) for said in (line.before, line.after)]
    return line.before is None or words[0] != words[1]


def new_value(line: Change) -> str:
    """What it says since the line: "15 of 20", "Present"."""
    return _worth(_kind(line), line.after, _possible(line))


def _kind(line: Change) -> str:
    return line.kind.partition(".")[0]


def _possible(line: Change) -> Decimal | None:
    if not line.kind.startswith("score."):
        return None
    return Assignment.objects.filter(pk=line.about_id or 0).values_list("points", flat=True).first()


def _worth(kind: str, said: Mapping[str, Any] | None, possible: Decimal | None) -> str:
    if not said:
        return _("nothing")
    if kind == ATTENDANCE:
        return _code(said.get("code_id"))
    if kind == MARK:
        percent = said.get("percent")
        shown = percent_words(Decimal(str(percent))) if percent is not None else ""
        return " · ".join(part for part in (said.get("letter", ""), shown) if part)
    points = said.get("points")
    got = str(said.get("text") or "") if points is None else number_words(Decimal(str(points)))
    if points is not None and possible:
        got = _("%(got)s of %(possible)s") % {"got": got, "possible": number_words(possible)}
    flag = said.get("flag") or ""
    label = str(Score.Flag(flag).label) if flag in Score.Flag.values and flag else ""
    return " · ".join(part for part in (got, label) if part) or _("no score")


def _code(number: int | None) -> str:
    """ "Absent, excused"; "Present"."""
    code = AttendanceCode.objects.filter(pk=number or 0).first()
    if code is None:
        return _("A mark")
    label = str(AttendanceCode.Status(code.status).label)
    if code.status == AttendanceCode.Status.PRESENT:
        return label
    return f"{label}, {excuse_words(code.excuse)}"

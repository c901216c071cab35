"""A change in words: "Algebra: Quiz 3 went from 6 to 8 of 10"."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from openhouse.access.requests import date_of
from openhouse.attendance.models import AttendanceCode
from openhouse.common.text import day_words, number_words
from openhouse.grades.models import Score
from openhouse.grades.words import mark_words, percent_words
from openhouse.home import changed_records
from openhouse.home.changes import Changed


def sentence(change: Changed) -> str:
    """What happened, and in which course."""
    said = bare(change)
    if change.course and not change.kind.startswith("placement."):
        return _("%(course)s: %(what)s") % {"course": change.course, "what": said}
    return said


def bare(change: Changed) -> str:
    """What happened, without the course."""
    kind = "paper" if change.is_paper else change.kind.partition(".")[0]
    worded = {
        "score": _score,
        "mark": _mark,
        "attendance": _attendance,
        "placement": _placement,
        "assignment": changed_records.assignment,
        "question": _question,
        "document": _document,
        "paper": changed_records.paper,
        "transcript": changed_records.transcript,
        "immunization": changed_records.immunization,
        "health": changed_records.card,
    }
    return worded[kind](change)


def many(changes: Sequence[Changed]) -> str:
    """Several of one kind: "12 absences were delivered", "Algebra: 5 scores were changed"."""
    first = changes[0]
    kind = first.kind.partition(".")[0]
    absent = all(change.status == "absent" and change.before is None for change in changes)
    said = {"many": len(changes), "course": first.course}
    what = {
        "score": _("%(course)s: %(many)s scores"),
        "mark": _("%(course)s: %(many)s posted marks"),
        "attendance": _("%(many)s absences") if absent else _("%(many)s entries of attendance"),
        "assignment": _("%(course)s: %(many)s pieces of work"),
        "placement": _("%(many)s classes"),
        "transcript": _("%(many)s courses on the transcript"),
        "immunization": _("%(many)s entries of the immunization record"),
    }.get(kind, _("%(many)s changes")) % said
    frame = _("%(what)s were entered or changed") if first.by_post else _("%(what)s were delivered")
    return frame % {"what": what}


def details(change: Changed) -> str:
    """Beside it: the teacher's comment where that is new, and why, if a reason was given."""
    comment = str(change.said.get("comment", ""))
    if comment and comment != (change.before or {}).get("comment"):
        return _("“%(comment)s”") % {"comment": comment}
    if change.is_paper:
        return changed_records.differs(change)
    if change.kind.startswith("transcript."):
        return changed_records.transcript_reason(change)
    return change.reason


def who(change: Changed) -> str:
    """Who did it, as far as a family may know: staff by name, of other families nobody."""
    if change.is_answer:
        return _("Answered by %(name)s") % {
            "name": change.by_teacher or change.by_name or _("the school office")
        }
    if change.is_document:
        name = change.by_teacher or change.by_name or _("the school office")
        return _("Published by %(name)s") % {"name": name}
    if change.kind == "paper.withdrawn":
        name = person(change) if change.by_name else _("the school office")
        return _("Taken back by %(name)s") % {"name": name}
    if change.is_paper and change.by_name:
        return _("Issued by %(name)s") % {"name": person(change)}
    if change.by_post in ("reader", "student") and not change.by_teacher and is_handed_in(change):
        hers = change.by_post == "reader"
        return _("Handed in by you") if hers else _("Handed in by the student")
    if change.by_teacher:
        return _("Changed by %(name)s") % {"name": change.by_teacher}
    if change.by_name:
        return _("Changed by %(name)s") % {"name": person(change)}
    return {
        "": _("From the school’s records"),
        "reader": _("Changed by you"),
        "student": _("Changed by the student"),
        "guardian": _("Changed by a guardian"),
        "teacher": _("Changed by a teacher"),
        "district": _("Changed by the district"),
    }.get(change.by_post, _("Changed by the school office"))


def is_handed_in(change: Changed) -> bool:
    """If a score is flagged "turned in" now, and says nothing else."""
    said = change.after or {}
    turned_in = said.get("flag") == "turned in" and said.get("points") is None
    return change.kind.startswith("score.") and turned_in


def person(change: Changed) -> str:
    """ "Ms. Calloway, school office": of who has or had a post."""
    return _("%(name)s, %(post)s") % {"name": change.by_name, "post": post_words(change.by_post)}


def post_words(role: str) -> str:
    """A post inside a sentence; an office's where it is none of the others."""
    return {
        "teacher": _("teacher"),
        "counselor": _("counselor"),
        "nurse": _("school nurse"),
        "district": _("school district"),
    }.get(role, _("school office"))


def _score(change: Changed) -> str:
    before, after = _worth(change.before), _worth(change.after)
    said = {"work": change.work, "before": before, "after": after}
    if change.after is None:
        if not before:
            return _("%(work)s has no entry any more") % said
        return _("%(work)s has no score any more; it was %(before)s") % said
    said["after"] = _of(after, change) or _("no score")
    if before == after:
        if change.before is None:
            return _("%(work)s is noted") % said
        return _("%(work)s has a new comment") % said
    if before:
        return _("%(work)s went from %(before)s to %(after)s") % said
    return _("%(work)s: %(after)s") % said


def _of(worth: str, change: Changed) -> str:
    """ "8 of 10": the points with what they are of."""
    points = (change.after or {}).get("points")
    if points is None or change.possible is None:
        return worth
    return _("%(got)s of %(possible)s") % {
        "got": worth,
        "possible": number_words(change.possible),
    }


def _worth(said: dict[str, Any] | None) -> str:
    """What an entry says: "8", "A−", "missing"."""
    if not said:
        return ""
    if said.get("points") is not None:
        return number_words(Decimal(str(said["points"])))
    return str(said.get("text") or "") or _flag(said.get("flag", ""))


def _flag(flag: str) -> str:
    return str(Score.Flag(flag).label).lower() if flag in Score.Flag.values and flag else ""


def _mark(change: Changed) -> str:
    said = {
        "task": change.work,
        "before": _posted(change.before),
        "after": _posted(change.after),
    }
    if change.after is None:
        return _("the posted mark for %(task)s was taken back; it was %(before)s") % said
    if change.before is None:
        return _("%(task)s is posted: %(after)s") % said
    if said["before"] == said["after"]:
        return _("the posted mark for %(task)s has a new comment") % said
    return _("the posted mark for %(task)s went from %(before)s to %(after)s") % said


def _posted(said: dict[str, Any] | None) -> str:
    if not said:
        return ""
    percent = said.get("percent")
    return mark_words(str(said.get("letter") or "")) or (
        percent_words(Decimal(str(percent))) if percent is not None else _("no mark")
    )


def _attendance(change: Changed) -> str:
    said = {
        "day": day_words(date.fromisoformat(change.said["on"])),
        "before": _status(change.status_before, change.excuse_before),
        "after": _status(change.status, change.excuse),
    }
    if change.after is None:
        return _("%(before)s on %(day)s was taken back") % said
    if change.before is None:
        return _("%(after)s on %(day)s") % said
    if said["before"] == said["after"]:
        return _("%(after)s on %(day)s, with something added") % said
    return _("%(after)s on %(day)s; before: %(before)s") % said


def _status(status: str, excuse: str) -> str:
    if status not in AttendanceCode.Status.values:
        return _("A mark")
    label = str(AttendanceCode.Status(status).label)
    if status == AttendanceCode.Status.PRESENT or excuse not in AttendanceCode.Excuse.values:
        return label
    words = {"status": label, "excuse": str(AttendanceCode.Excuse(excuse).label).lower()}
    return _("%(status)s (%(excuse)s)") % words


def _question(change: Changed) -> str:
    day = change.said.get("kind") == "attendance" and date_of(change.work)
    work = day_words(day) if day else change.work
    return _("your question about %(work)s is answered") % {"work": work}


def _document(change: Changed) -> str:
    """ "“Field trip” is published: please sign by Friday, Oct 9"."""
    said = {"title": change.work, "day": ""}
    if change.said.get("due_on"):
        said["day"] = day_words(date.fromisoformat(change.said["due_on"]))
    if change.said.get("asks") == "sign":
        if said["day"]:
            return _("“%(title)s” is published, to be signed by %(day)s") % said
        return _("“%(title)s” is published, to be signed") % said
    if (change.said.get("edition") or 1) > 1:
        return _("“%(title)s” has a new edition") % said
    return _("“%(title)s” is published") % said


def _placement(change: Changed) -> str:
    said = {"course": change.course}
    if change.kind.endswith("ended"):
        return _("%(course)s has ended, or ends earlier") % said
    if change.kind.endswith("began"):
        return _("%(course)s is a new class") % said
    return _("The days of %(course)s have changed") % said

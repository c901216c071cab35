"""A child's card on Today: one sentence, three facts, what is due and what is new."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from openhouse.access.viewer import Child
from openhouse.attendance.words import DayWord
from openhouse.common.addresses import address
from openhouse.common.text import hour_words, time_said, time_words
from openhouse.courses.words import period_words, room_words
from openhouse.grades.pieces import Say
from openhouse.grades.today import ROWS, Piece, Work
from openhouse.grades.words import task_words
from openhouse.home.next_year import begins_words, following_words
from openhouse.people.words import grade_words
from openhouse.schedule.queries import ClassApart
from openhouse.schedule.rules import DayOfStudent, Meeting, Moment, now_and_next
from openhouse.schedule.words import periods_words, place_words
from openhouse.ui.components.facts import fact
from openhouse.ui.components.row import row
from openhouse.ui.markup import NOTHING, joined

#: Rows of each list on a card; the rest is one tap away.
ROWS_TOGETHER, ROWS_ALONE = 3, ROWS


@dataclass(frozen=True, slots=True)
class Card:
    """All that Today says of one child; lists as their drawn rows, empty where there are none."""

    name: str
    small: str
    link: str
    headline: str
    headline_small: str
    quiet: bool
    facts: SafeString
    missing: SafeString
    due: SafeString
    posted: SafeString
    scored: SafeString
    lessons: SafeString
    untimed: SafeString
    no_lessons: tuple[str, str]
    #: Of next school year, once she is enrolled for it: "From Monday, Aug 16: 10th grade, …".
    next_year: str = ""
    #: Scores and marks are held back now, so nothing is said of what is missing.
    shut: bool = False


def card_of(
    child: Child,
    day: DayOfStudent,
    mark: DayWord,
    work: Work,
    now: datetime,
    *,
    alone: bool,
    apart: Sequence[ClassApart] = (),
) -> Card:
    """The card; *alone* when the page is about this child only, so with the whole day.

    *apart* are classes that stand in no timetable.
    """
    today = now.date()
    if begins := begins_words(child, today):
        return _before(child, begins, alone=alone)
    rows = ROWS_ALONE if alone else ROWS_TOGETHER
    headline, small, quiet = sentence(day, now)
    return Card(
        name=child.first_name,
        small=" · ".join(_places(child, today)),
        link="" if alone else address("today-child", child.id),
        headline=headline,
        headline_small=small,
        quiet=quiet,
        facts=_facts(child, mark, work, day),
        missing=_lines(child, work.missing[:rows], today),
        due=_lines(child, (work.due_today + work.due_tomorrow)[: rows * 2], today),
        posted=_posted(child, work.posted, today, rows),
        scored=_lines(child, work.scored[:rows], today),
        lessons=_lessons(day, now) if alone else NOTHING,
        untimed=_untimed(day, apart) if alone else NOTHING,
        no_lessons=_no_lessons(day) or (headline, small),
        next_year=following_words(child, today),
        shut=work.shut is not None,
    )


def _before(child: Child, begins: str, *, alone: bool) -> Card:
    """The card of a child who is enrolled, and has not begun at any school here."""
    school = child.home_school
    until = _("%(name)s is enrolled. Classes, grades and attendance show here from then on.")
    return Card(
        name=child.first_name,
        small=" · ".join(filter(None, [grade_words(school.grade_level), school.school_name])),
        link="" if alone else address("today-child", child.id),
        headline=begins,
        headline_small=until % {"name": child.first_name},
        quiet=True,
        facts=NOTHING,
        missing=NOTHING,
        due=NOTHING,
        posted=NOTHING,
        scored=NOTHING,
        lessons=NOTHING,
        untimed=NOTHING,
        no_lessons=("", ""),
    )


def _places(child: Child, today: date) -> Iterable[str]:
    current = [
        school for school in child.enrollments if school.ends_on is None and school.has_begun(today)
    ] or [child.home_school]
    words = grade_words(child.home_school.grade_level)
    if words:
        yield words
    yield from dict.fromkeys(school.school_name for school in current)


def sentence(day: DayOfStudent, now: datetime) -> tuple[str, str, bool]:
    """What is on now, as headline and small line, and whether it is a quiet one."""
    found = now_and_next(day, now.time())
    after = found.next
    if found.moment is Moment.DURING and found.now is not None:
        until = time_said(found.now.ends_at) if found.now.ends_at else ""
        headline = _("%(lesson)s until %(time)s") % {"lesson": found.now.name, "time": until}
        return headline, " · ".join(_around(found.now, after)), False
    if found.moment is Moment.BEFORE and after is not None and after.starts_at:
        headline = _("School starts at %(time)s") % {"time": time_said(after.starts_at)}
        return headline, " · ".join(_around(after, None, first=True)), False
    if found.moment is Moment.BETWEEN and after is not None and after.starts_at:
        headline = _("%(lesson)s at %(time)s") % {
            "lesson": after.name,
            "time": time_said(after.starts_at),
        }
        return headline, " · ".join(_around(after, None)), False
    if found.moment is Moment.AFTER:
        return _("School is over for today"), day.bell_schedule, True
    if found.moment is Moment.UNTIMED:
        names = ", ".join(dict.fromkeys(meeting.name for meeting in day.meetings[:4]))
        return _("School day"), names, True
    if day.is_hidden:
        return _("Schedule not open yet"), _("The school shows it here once it is ready."), True
    if day.is_school_day:
        return _("School day"), day.note, True
    if day.is_unknown:
        return _("No calendar yet"), _("The school has not sent its calendar."), True
    return _("No school today"), day.note, True


def _around(lesson: Meeting, after: Meeting | None, *, first: bool = False) -> Iterable[str]:
    if first:
        yield lesson.name
    if lesson.room:
        yield room_words(lesson.room)
    if lesson.teacher:
        yield lesson.teacher
    if after is not None:
        yield _("next: %(lesson)s") % {"lesson": after.name}


def _facts(child: Child, mark: DayWord, work: Work, day: DayOfStudent) -> SafeString:
    assignments = address("assignments", child.id)
    missing, due, tomorrow = len(work.missing), len(work.due_today), len(work.due_tomorrow)
    kind = "bad" if missing else "good"
    first = fact(missing, _("missing"), f"{assignments}?show=missing", kind)
    if work.shut:  # how much is missing nobody says now
        first = fact(hour_words(work.shut), _("grades again"), address("grades", child.id))
    return joined(
        [
            first,
            fact(
                due or tomorrow,
                _("due today") if due else _("due tomorrow"),
                f"{assignments}?show=due",
            ),
            _attendance(child, mark, day),
        ]
    )


def _attendance(child: Child, mark: DayWord, day: DayOfStudent) -> SafeString:
    if not mark.word and not day.is_school_day and not day.is_unknown:
        return fact(_("Off"), _("no school"), address("schedule", child.id))
    small = mark.small or (_("today") if mark.word else _("recorded today"))
    return fact(mark.word or _("No absence"), small, address("attendance", child.id), mark.kind)


def _lines(child: Child, pieces: Iterable[Piece], today: date) -> SafeString:
    say = Say(today)
    return joined([_line(child, piece, say) for piece in pieces])


def _line(child: Child, piece: Piece, say: Say) -> SafeString:
    """A piece of work, its score and flag in the words that Grades has for them."""
    small = [piece.section_name]
    if piece.scored and piece.scored_on and piece.flag != "missing":
        small.append(say.near(piece.scored_on))
    elif due := say.due(piece, near=True):
        small.append(due)
    tag, kind, icon = say.flag(piece.flag)
    url = address("course", child.id, piece.section)
    return row(
        piece.name, say.told(piece), " · ".join(small), url=url, tag=tag, kind=kind, icon=icon
    )


def _posted(child: Child, marks: Sequence[Piece], today: date, most: int) -> SafeString:
    """Marks posted of late; more than *most* of them are one line that leads to all."""
    say = Say(today)
    if len(marks) > most:
        words = ngettext("%(many)s mark", "%(many)s marks", len(marks)) % {"many": len(marks)}
        terms = ", ".join(dict.fromkeys(task_words(mark.term, mark.name) for mark in marks))
        return row(words, small=terms, url=address("grades", child.id))
    return joined(
        [
            row(
                mark.section_name,
                mark.text or (say.percent(mark.got) if mark.got is not None else "–"),
                f"{task_words(mark.term, mark.name)} · {say.near(mark.scored_on or today)}",
                say.percent(mark.got) if mark.text and mark.got is not None else "",
                url=address("course", child.id, mark.section),
            )
            for mark in marks
        ]
    )


def _lessons(day: DayOfStudent, now: datetime) -> SafeString:
    current = now_and_next(day, now.time()).now
    return joined(
        [
            row(
                meeting.name,
                small=place_words(meeting),
                lead=time_words(meeting.starts_at) if meeting.starts_at else "",
                current=meeting is current,
            )
            for meeting in day.timed
        ]
    )


def _no_lessons(day: DayOfStudent) -> tuple[str, str] | None:
    """What stands for the classes of a school day without any; None where none are expected."""
    if not day.is_school_day or day.is_hidden:
        return None
    why = _("Classes show here once the school has placed your child in them.")
    return _("No classes listed yet"), why


def _untimed(day: DayOfStudent, apart: Sequence[ClassApart]) -> SafeString:
    """The day's classes whose time nobody has said; those of *apart* where it has no others."""
    if apart:
        said = [(one.name, one.room, one.teacher, periods_words(one.periods)) for one in apart]
    else:
        said = [(one.name, one.room, one.teacher, period_words(one.period)) for one in day.untimed]
    lines = []
    for name, room, teacher, period in said:
        place = " · ".join(word for word in (room_words(room), teacher) if word)
        lines.append(row(name, small=place, small_right=period))
    return joined(lines)

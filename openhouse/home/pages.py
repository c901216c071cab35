"""The contexts of Today, for a family and for staff."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from openhouse.access.viewer import Child
from openhouse.attendance.queries import Away
from openhouse.attendance.rules import DayMark
from openhouse.attendance.taking.queries import RollOf
from openhouse.attendance.taking.words import roll_state
from openhouse.attendance.words import day_word
from openhouse.common.addresses import address
from openhouse.common.text import day_title, day_words, time_words
from openhouse.courses.queries import Taught
from openhouse.courses.words import period_words, room_words, size_words
from openhouse.grades.today import Work
from openhouse.home import today_papers
from openhouse.home.cards import card_of
from openhouse.home.meant import on_today
from openhouse.home.queries import FamilyDay, TeacherDay
from openhouse.messages import pieces
from openhouse.messages.pages import above_all
from openhouse.people.queries import SchoolCount
from openhouse.questions.pages import waiting_row
from openhouse.schedule.queries import SectionMeeting
from openhouse.ui.components.row import row
from openhouse.ui.markup import NOTHING, joined

#: Announcements before the rest is folded away.
NEWS = 3
#: The rolls of a day by section and the name of the period; "" for a class without one.
type Rolls = Mapping[tuple[int, str], RollOf]


def family(found: FamilyDay, name: str, now: datetime) -> dict[str, Any]:
    """The context of a family's Today; *name* is who is greeted."""
    cards = [
        card_of(
            child,
            found.days[child.id],
            day_word(found.marks.get(child.id, DayMark())),
            found.work.get(child.id, Work()),
            now,
            alone=found.alone,
            apart=found.apart,
        )
        for child in found.children
    ]
    news = [pieces.line(notice) for notice in found.news if not notice.emergency]
    return {
        "greeting": _greeting(now.hour, name),
        "date": day_title(found.on),
        "cards": cards,
        "alone": found.alone,
        "emergencies": above_all(found.urgent, found.urgent_words, found.children)
        + pieces.above_all(found.news),
        "news": joined(news[:NEWS]),
        "more_news": joined(news[NEWS:]),
        "new": _new(found.unread.of(found.children)),
        "unread": found.unread,
        "meant": on_today(found),
        "papers": today_papers.papers(found),
        "answers": joined(_answer(found, child) for child in found.children),
    }


def _answer(found: FamilyDay, child: Child) -> SafeString:
    """The way to answers that are new to her; empty where there are none."""
    many = found.unread.answers.get(child.id, 0)
    if not many:
        return NOTHING
    words = ngettext("Your question is answered", "%(many)s of your questions are answered", many)
    name = "" if found.alone else child.first_name
    return row(words % {"many": many}, small=name, url=address("questions", child.id))


def _new(many: int) -> str:
    if not many:
        return ""
    words = ngettext(
        "%(many)s change that is new to you", "%(many)s changes that are new to you", many
    )
    return words % {"many": many}


def requests_words(many: int) -> str:
    """ "2 requests wait"; nothing where none does."""
    if not many:
        return ""
    return ngettext("%(many)s request waits", "%(many)s requests wait", many) % {"many": many}


def _greeting(hour: int, name: str) -> str:
    if hour < 12:
        return _("Good morning, %(name)s") % {"name": name}
    if hour < 18:
        return _("Good afternoon, %(name)s") % {"name": name}
    return _("Good evening, %(name)s") % {"name": name}


def teacher(found: TeacherDay) -> dict[str, Any]:
    """The part of a teacher's Today about her classes."""
    today = {each.section for each in found.meetings}
    said = {"taught_before": found.taught_before, "no_lessons": _no_lessons(found.day_off)}
    taken = {(each.section, each.period_name): each for each in found.rolls}
    day = _day(found.taught, found.meetings, taken)
    ended = joined(_book(each) for each in found.ended if each.students)
    books = _books(found.taught) | {"ended": ended}
    return said | day | _classes(found.taught, today, taken) | books


def _no_lessons(day_off: str | None) -> str:
    """Why none of a teacher's classes has an hour today."""
    if day_off:
        return _("No school today: %(why)s.") % {"why": day_off}
    if day_off is not None:
        return _("No school today.")
    return _("No class meets at a set time today.")


def _books(sections: Sequence[Taught]) -> dict[str, object]:
    """A row for the gradebook of each class that has begun."""
    open_now = [section for section in sections if not section.begins_on and section.students]
    return {"books": joined(_book(each) for each in open_now)}


def _book(section: Taught) -> SafeString:
    return row(section.name, size_words(section.students), url=address("gradebook", section.id))


def schools(found: Sequence[tuple[SchoolCount, Away]]) -> SafeString:
    """A row for each school: its students, and how many of them are absent or late today."""
    return joined(_school(school, away) for school, away in found)


def _school(school: SchoolCount, away: Away) -> SafeString:
    said = [
        _absent(away.absent) if away.absent or school.students else "",
        _("%(n)s late") % {"n": away.late} if away.late else "",
        _visitors(school.visitors, alone=not school.students),
    ]
    size = size_words(school.students) if school.students or not school.visitors else ""
    return row(school.name, size, " · ".join(word for word in said if word))


def _absent(count: int) -> str:
    if not count:
        return _("No absence recorded today")
    words = ngettext(
        "%(n)s student with an absence today", "%(n)s students with an absence today", count
    )
    return words % {"n": count}


def _visitors(count: int, *, alone: bool) -> str:
    """Those who come for single classes and count at another school; *alone*: nobody else does."""
    if not count:
        return ""
    if alone:
        words = ngettext(
            "%(n)s student of another school has classes here",
            "%(n)s students of other schools have classes here",
            count,
        )
        return words % {"n": count}
    words = ngettext(
        "%(n)s more comes from another school", "%(n)s more come from other schools", count
    )
    return words % {"n": count}


def _day(
    sections: Sequence[Taught], meetings: Sequence[SectionMeeting], rolls: Rolls
) -> dict[str, object]:
    """The rows of a teacher's classes of today, in order of time."""
    known = {section.id: section for section in sections}
    lines = []
    for meeting in meetings:
        section = known[meeting.section]
        said = [period_words(meeting.period), room_words(section.room)]
        times = (time_words(meeting.starts_at), time_words(meeting.ends_at))
        lines.append(
            row(
                section.name,
                size_words(section.students),
                " · ".join(word for word in said if word),
                lead=format_html("{}<small>–{}</small>", *times),
                **_roll(rolls.get((section.id, meeting.period))),
            )
        )
    return {"lessons": joined(lines)}


def _roll(roll: RollOf | None) -> dict[str, Any]:
    """The tag and the link of a class whose roll is to be taken today."""
    if roll is None:
        return {}
    word, kind, icon = roll_state(roll)
    url = address("roll", roll.section, roll.period or 0)
    return {"tag": word, "kind": kind, "icon": icon, "url": url}


def _classes(sections: Sequence[Taught], today: Collection[int], rolls: Rolls) -> dict[str, object]:
    """The rows of a teacher's classes but those of *today*; without students: folded."""
    filled = [section for section in sections if section.students]
    empty = [section for section in sections if not section.students] if filled else []
    others = [section for section in filled or sections if section.id not in today]
    return {
        "classes": joined(_row(section, rolls.get((section.id, ""))) for section in others),
        "empty_classes": joined(_row(section) for section in empty),
        "empty_words": ngettext(
            "Show %(many)s class without students",
            "Show %(many)s classes without students",
            len(empty),
        )
        % {"many": len(empty)},
    }


def _row(section: Taught, roll: RollOf | None = None) -> SafeString:
    said = [section.school_name]
    if section.begins_on:
        said.append(_("starts %(day)s") % {"day": day_words(section.begins_on)})
    # Before a section begins, its students are not the teacher's to see: none seen is not none.
    unknown = section.begins_on and not section.students
    size = "" if unknown else size_words(section.students)
    place = room_words(section.room)
    return row(section.name, size, " · ".join(said), place, **_roll(roll))


def asked(many: int, first: date | None, today: date) -> SafeString:
    """The line of the questions that wait, the oldest's day beside it; empty where none does."""
    words = ngettext("%(many)s question waits", "%(many)s questions wait", many) % {"many": many}
    return waiting_row(many, first, today, words)

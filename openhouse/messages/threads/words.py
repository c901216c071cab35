"""Threads in words: who wrote, who has read, when the school reads, who is away."""

from collections.abc import Collection, Sequence
from datetime import date, datetime

from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _

from openhouse.access.viewer import Child, Viewer
from openhouse.common.text import day_words, hour_of, hour_words, near_day
from openhouse.messages.models_threads import (
    Away,
    Post,
    Side,
    Thread,
    ThreadReader,
    ThreadReply,
    ThreadRules,
)
from openhouse.messages.threads.rules import days_of
from openhouse.messages.threads.telling import Sent
from openhouse.messages.threads.who import Addressee, AtHome
from openhouse.notifications.models import Delivery
from openhouse.people.words import relation_words

State = Delivery.State
Why = ThreadReply.Why


def addressee_words(to: Addressee) -> str:
    """ "Ms. Vega, Algebra"; "The office, Central High"."""
    if to.section is None:
        return _("The office, %(school)s") % {"school": to.school_name}
    if not to.teacher:
        return to.section_name
    return f"{to.teacher}, {to.section_name}"


def with_whom(thread: Thread) -> str:
    """The same of a thread."""
    section = thread.section
    return addressee_words(
        Addressee(
            thread.school_id,
            thread.school.name,
            section.pk if section else None,
            section.name if section else "",
            section.teacher_name if section else "",
        )
    )


def author_for_family(post: Post, viewer: Viewer, child: Child) -> str:
    """Who wrote, as a family reads it: another adult by what she is to the child, never by name."""
    if post.person_id == viewer.person_id:
        return _("You")
    if post.side == Side.SCHOOL:
        return post.name
    if post.person_id == child.id:
        return child.first_name
    return relation_words(post.relation) or _("A guardian")


def author_for_staff(post: Post, viewer: Viewer, student: int) -> str:
    """Who wrote, as the school reads it: "Marta Rivera, Mother"."""
    if post.person_id == viewer.person_id and post.side == Side.SCHOOL:
        return _("You")
    if post.side == Side.SCHOOL:
        return post.name
    what = _("Student") if post.person_id == student else relation_words(post.relation)
    return ", ".join(filter(None, (post.name, what)))


def when_words(at: datetime, today: date) -> str:
    """ "today, 8:12 AM"; "Tuesday, 8:12 AM"."""
    day = near_day(timezone.localtime(at).date(), today)
    return _("%(day)s, %(time)s") % {"day": day, "time": hour_of(at)}


def hours_words(rules: ThreadRules) -> str:
    """When the school reads messages."""
    said = {
        "days": _days(sorted(days_of(rules.days))),
        "from": hour_words(rules.from_time),
        "until": hour_words(rules.until_time),
    }
    return _("The school reads messages %(days)s, %(from)s to %(until)s.") % said


def _days(days: Sequence[int]) -> str:
    names = [str(WEEKDAYS[day - 1]) for day in days]
    if len(days) > 2 and days[-1] - days[0] == len(days) - 1:
        return _("%(first)s to %(last)s") % {"first": names[0], "last": names[-1]}
    return ", ".join(names)


def away_words(away: Collection[Away], today: date) -> str:
    """ "Ms. Vega is away until Tuesday. The office reads this."."""
    said = [
        _("%(name)s is away until %(day)s.")
        % {"name": one.name, "day": day_words(one.ends_on) if one.ends_on != today else _("today")}
        for one in away
    ]
    return " ".join([*said, _("The office reads what you write.")]) if said else ""


def read_words(reader: ThreadReader, name: str, today: date) -> str:
    """ "Read by Ms. Okafor, today, 8:12 AM"."""
    return _("Read by %(name)s, %(when)s") % {
        "name": name,
        "when": when_words(reader.read_at, today),
    }


def reader_name(reader: ThreadReader) -> str:
    """ "Marta Rivera (Mother)"; of staff the name."""
    what = relation_words(reader.relation)
    return f"{reader.name} ({what})" if what else reader.name


def home_name(one: AtHome, student: int) -> str:
    """Somebody at home who has read nothing: by what she is."""
    if one.person == student:
        return _("Student")
    return relation_words(one.relation) or _("A guardian")


def unread_words(sent: Sent | None) -> str:
    """How far it came that somebody has not read."""
    if sent is None:
        return _("Not read yet")
    if sent.state in (State.SENT, State.SHOWN):
        if sent.way == Delivery.Way.MAIL:
            return _("Delivered by e-mail, not read yet")
        return _("Delivered to the app, not read yet")
    if sent.state == State.WAITING:
        return _("Not read yet, a notice is on its way")
    return _("Not read yet, and the e-mail did not arrive")


def state_tag(thread: Thread, unread: int, today: date) -> tuple[str, str, str]:
    """Word, kind and icon of a thread in the staff's list."""
    if thread.closed_at:
        return _("Closed"), "neutral", ""
    if thread.waits_since:
        since = near_day(timezone.localtime(thread.waits_since).date(), today)
        return _("waits since %(day)s") % {"day": since}, "warn", "clock"
    return (_("New"), "info", "mail") if unread else ("", "neutral", "")


def away_days(away: Away | None) -> dict[str, date]:
    """The days of an absence, for a form."""
    return {"starts_on": away.starts_on, "ends_on": away.ends_on} if away else {}


def why_words(why: str) -> str:
    """Why an answer by e-mail is not in the thread, for her who wrote it."""
    said: dict[str, str] = {
        Why.SENDER: _("You answered from an e-mail address that the school has not on file."),
        Why.UNSURE: _("An answer came by e-mail. We could not be sure that it was from you."),
        Why.CLOSED: _("The conversation that you answered by e-mail is closed."),
        Why.ACCESS: _("You answered by e-mail. You cannot write in that conversation now."),
        Why.EMPTY: _("Your e-mail had no words above the line."),
        Why.LONG: _("Your e-mail was too long for a conversation."),
        Why.FILES: _("A file with your e-mail was not kept. We take PDF, JPEG and PNG to 10 MB."),
    }
    return said.get(why, "")

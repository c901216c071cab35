"""The contexts of the pages of threads, for families and for staff."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from openhouse.access.viewer import Child, Viewer
from openhouse.common.addresses import address
from openhouse.common.files import size_words as file_size_words
from openhouse.common.text import day_words
from openhouse.courses.queries import Taught
from openhouse.courses.words import room_words, size_words
from openhouse.messages.models_threads import (
    Away,
    Post,
    PostFile,
    Side,
    Thread,
    ThreadReader,
    ThreadRules,
)
from openhouse.messages.threads import words
from openhouse.messages.threads.families import Whom
from openhouse.messages.threads.telling import Sent
from openhouse.messages.threads.who import AtHome, MaybeAway
from openhouse.messages.wording import with_links
from openhouse.ui.components.row import row
from openhouse.ui.markup import joined

Families = ThreadRules.Families


@dataclass(frozen=True, slots=True)
class Opened:
    """A thread with all that its page shows."""

    thread: Thread
    posts: Sequence[Post]
    readers: Sequence[ThreadReader]
    #: By person of the other side how far the newest notice of it came.
    sent: Mapping[int, Sent]
    today: date
    #: Of the other side, where it is the family.
    home: Sequence[AtHome] = ()
    #: Who at school is away.
    away: Sequence[Away] = field(default_factory=tuple)
    #: Why what she answered by e-mail is not in it.
    refused: str = ""
    #: By the post's id.
    files: Mapping[int, Sequence[PostFile]] = field(default_factory=dict)


def way_to_threads(student: int | None, unread: Mapping[int, int]) -> dict[str, Any]:
    """What leads from a family's messages to its threads, and how much there is new."""
    url = address("threads", student) if student else address("threads-all")
    many = sum(unread.values())
    said = ngettext("%(many)s new", "%(many)s new", many) % {"many": many} if many else ""
    return {"threads_url": url, "threads_new": said}


def listed(
    threads: Sequence[Thread],
    last: Mapping[int, Post],
    unread: Mapping[int, int],
    today: date,
    children: Sequence[Child],
) -> SafeString:
    """A family's threads as lines, the newest first."""
    return joined(
        row(
            one.subject,
            small=_family_small(one, last.get(one.pk), children),
            small_right=words.when_words(one.last_at, today),
            url=address("thread", one.student_id, one.pk),
            tag=_("New") if unread.get(one.pk) else _("Closed") if one.closed_at else "",
            kind="info" if unread.get(one.pk) else "neutral",
            icon="mail" if unread.get(one.pk) else "",
        )
        for one in threads
    )


def _family_small(thread: Thread, last: Post | None, children: Sequence[Child]) -> str:
    whose = next((one.first_name for one in children if one.id == thread.student_id), "")
    parts = [words.with_whom(thread), _short(last.body) if last else ""]
    return " · ".join(filter(None, [whose if len(children) > 1 else "", *parts]))


def _short(body: str) -> str:
    line = " ".join(body.split())
    return line if len(line) <= 80 else f"{line[:79]}…"


def may_write(viewer: Viewer, rules: ThreadRules) -> bool:
    """If a family answers here."""
    return viewer.look is None and rules.families != Families.READ


def may_begin(viewer: Viewer, rules: ThreadRules) -> bool:
    """And begins."""
    return viewer.look is None and rules.families == Families.BEGIN


def call_words() -> str:
    """Where a family does not write here."""
    return _("Here the school writes to you. To answer, call the school.")


def beginning(child: Child, form: Any, hours: str, away: str) -> dict[str, Any]:
    """The form with which a family begins; without one the page says who does."""
    back = address("threads", child.id)
    return {"child": child, "form": form, "hours": hours, "away": away, "back": back}


def of_family(
    viewer: Viewer, child: Child, opened: Opened, rules: ThreadRules, form: Any
) -> dict[str, Any]:
    """A thread as a family reads it."""
    thread, today = opened.thread, opened.today
    mine = [one for one in opened.posts if one.side == Side.FAMILY]
    state = _state(opened, mine, Side.SCHOOL)
    return {
        "child": child,
        "thread": thread,
        "whom": words.with_whom(thread),
        "who_reads": _who_reads(thread, viewer, child),
        "posts": [
            _post(one, words.author_for_family(one, viewer, child), Side.FAMILY, today)
            | {"state": state if one in mine[-1:] else ()}
            | _files(opened, one, "thread-file", thread.student_id, thread.pk)
            for one in opened.posts
        ],
        "form": form if may_write(viewer, rules) and not thread.closed_at else None,
        "hours": words.hours_words(rules),
        "away": words.away_words(opened.away, today),
        "refused": words.why_words(opened.refused),
        "back": address("threads", child.id),
        "new_url": address("thread-new", child.id) if may_begin(viewer, rules) else "",
    }


def _who_reads(thread: Thread, viewer: Viewer, child: Child) -> str:
    if thread.kind == Thread.Kind.PRIVATE and thread.readers:
        return _("Only the adults of your home and the school read this.")
    if thread.kind == Thread.Kind.PRIVATE:
        return _("Only you and the school read this.")
    said = {"name": child.first_name}
    return _("Every adult who sees %(name)s’s records here reads this, and the school.") % said


def _post(post: Post, author: str, side: str, today: date) -> dict[str, Any]:
    return {
        "id": post.pk,
        "author": author,
        "when": words.when_words(post.at, today),
        "body": with_links(post.body),
        "ours": post.side == side,
        "by_mail": post.by_mail,
    }


def _files(opened: Opened, post: Post, page: str, *ids: int) -> dict[str, Any]:
    """Name, size and address of each file with *post*."""
    found = opened.files.get(post.pk, ())
    return {
        "files": [
            (one.name, file_size_words(one.size), address(page, *ids, one.pk)) for one in found
        ]
    }


def _state(opened: Opened, ours: Sequence[Post], other: str) -> list[str]:
    """What became of our side's last post: who of the other side has read it, or how far it is."""
    if not ours:
        return []
    last = ours[-1].pk
    readers = [one for one in opened.readers if one.side == other]
    read = {one.person_id: one for one in readers if one.read_to >= last}
    said = [words.read_words(one, words.reader_name(one), opened.today) for one in read.values()]
    if other == Side.SCHOOL:
        return said or [
            words.unread_words(min(opened.sent.values(), key=lambda one: one.place, default=None))
        ]
    known = {one.person_id: words.reader_name(one) for one in readers}
    for one in opened.home:
        if one.person not in read:
            name = known.get(one.person) or words.home_name(one, opened.thread.student_id)
            said.append(f"{name}: {words.unread_words(opened.sent.get(one.person))}")
    return said


def staff_list(
    threads: Sequence[Thread], last: Mapping[int, Post], unread: Mapping[int, int], today: date
) -> dict[str, Any]:
    """What waits for an answer, what is open, what is closed."""

    def lines(found: Sequence[Thread]) -> SafeString:
        return joined(_staff_row(one, last.get(one.pk), unread, today) for one in found)

    return {
        "waiting": lines([one for one in threads if one.waits_since and not one.closed_at]),
        "others": lines([one for one in threads if not one.waits_since and not one.closed_at]),
        "closed": lines([one for one in threads if one.closed_at]),
    }


def _staff_row(
    thread: Thread, last: Post | None, unread: Mapping[int, int], today: date
) -> SafeString:
    word, kind, icon = words.state_tag(thread, unread.get(thread.pk, 0), today)
    about = thread.section.name if thread.section else thread.school.name
    return row(
        str(thread.student.person),
        small=" · ".join(filter(None, (thread.subject, about, _short(last.body) if last else ""))),
        small_right=words.when_words(thread.last_at, today),
        url=address("staff-thread", thread.pk),
        tag=word,
        kind=kind,
        icon=icon,
    )


def of_staff(viewer: Viewer, opened: Opened, form: Any) -> dict[str, Any]:
    """A thread as the school reads it."""
    thread, today = opened.thread, opened.today
    ours = [one for one in opened.posts if one.side == Side.SCHOOL]
    state = _state(opened, ours, Side.FAMILY)
    return {
        "thread": thread,
        "student": str(thread.student.person),
        "whom": thread.section.name if thread.section else thread.school.name,
        "is_private": thread.kind == Thread.Kind.PRIVATE,
        "is_one_homes": bool(thread.readers),
        "is_handed": bool(thread.handed_at),
        "posts": [
            _post(one, words.author_for_staff(one, viewer, thread.student_id), Side.SCHOOL, today)
            | {"state": state if one in ours[-1:] else ()}
            | _files(opened, one, "staff-thread-file", thread.pk)
            for one in opened.posts
        ],
        "form": None if thread.closed_at else form,
        "refused": words.why_words(opened.refused),
        "back": address("staff-threads"),
        "close_url": address("staff-thread-close", thread.pk),
    }


def choosing(found: Sequence[Whom]) -> dict[str, Any]:
    """About whom the school writes: what a search has found."""
    url = address("staff-thread-new")
    lines = joined(row(one.words, url=f"{url}?to={one.key}") for one in found)
    return {"found": lines, "back": address("staff-threads")}


def away_until(found: Sequence[Away]) -> str:
    """To a teacher who is away: till when; empty for one who is there."""
    last = max((one.ends_on for one in found), default=None)
    return _("You are away until %(day)s") % {"day": day_words(last)} if last else ""


def classes(found: Sequence[Taught]) -> SafeString:
    """A teacher's classes, each with the way to the messages to all of it."""
    return joined(
        row(
            one.name,
            small=" · ".join(filter(None, [size_words(one.students), room_words(one.room)])),
            url=address("class-messages", one.id),
        )
        for one in found
        if one.students and not one.begins_on
    )


def colleagues(found: Sequence[tuple[int, str]]) -> SafeString:
    """The teachers whose absence an office may say."""
    return joined(row(name, url=address("staff-away", number)) for number, name in found)


def absence(form: Any, found: MaybeAway, *, is_me: bool) -> dict[str, Any]:
    """Between which days somebody is away."""
    back = address("staff-threads")
    return {"form": form, "name": found.name, "is_me": is_me, "away": found.away, "back": back}


def waiting_row(many: int) -> SafeString:
    """The line on the staff's start; empty where nobody waits."""
    if not many:
        return SafeString("")
    said = ngettext("%(many)s family waits", "%(many)s families wait", many) % {"many": many}
    return row(said, url=address("staff-threads"), icon="clock")

"""A thread with all that its page shows, read for a family or for the school."""

from datetime import date

from openhouse.access.viewer import Viewer
from openhouse.messages.models_threads import Side, Thread
from openhouse.messages.threads.addresses import refused_in
from openhouse.messages.threads.pages import Opened
from openhouse.messages.threads.queries import files_of, posts_of, readers_of
from openhouse.messages.threads.telling import deliveries_of
from openhouse.messages.threads.who import at_home, at_school


def opened(viewer: Viewer, thread: Thread, today: date) -> Opened:
    """*thread* as *viewer*'s side sees it."""
    posts = posts_of(viewer, thread, today)
    there = at_school(thread.school_id, thread.section_id, thread.student_id, today)
    by_family = viewer.hat == "family"
    home = [] if by_family else at_home(thread, today)
    others = [*there.teachers, *there.office] if by_family else [one.person for one in home]
    mine = Side.FAMILY if by_family else Side.SCHOOL
    last = next((one for one in reversed(posts) if one.side == mine), None)
    sent = deliveries_of(thread, others, last.at) if last else {}
    hers = max((one.at for one in posts if one.person_id == viewer.person_id), default=None)
    refused = refused_in(viewer, thread, hers)
    readers, files = readers_of(viewer, thread), files_of(posts)
    return Opened(thread, posts, readers, sent, today, home, there.away, refused, files)


def new_to(viewer: Viewer, opened: Opened) -> int:
    """How many of its posts *viewer* had not read before she opened it."""
    me = viewer.person_id
    to = max((one.read_to for one in opened.readers if one.person_id == me), default=0)
    return sum(one.pk > to and one.person_id != me for one in opened.posts)

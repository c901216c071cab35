"""Whose threads these are, what stands in them, and what of it is new to a reader."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from openhouse.access.audience import ACTS_ON_MANY
from openhouse.access.offices import offices_of
from openhouse.access.viewer import Viewer
from openhouse.common.models import running
from openhouse.common.rows import LARGEST_ID
from openhouse.courses.models import Placement, SectionTeacher
from openhouse.messages.models_threads import Post, PostFile, Thread, ThreadReader, ThreadRules
from openhouse.messages.threads.rules import MOST_SENT, SENT_WITHIN

ABOUT = Thread.Kind.ABOUT
#: Threads on a page, and posts of a thread, at most.
MOST, MOST_POSTS = 100, 500


def rules_now() -> ThreadRules:
    """The district's rules; the house's where it has decided nothing yet."""
    return ThreadRules.objects.first() or ThreadRules()


def threads_at_home(viewer: Viewer) -> QuerySet[Thread]:
    """Under a family's hat: her own, those that name her, and for an adult those about the child.

    A look shows none.
    """
    found = Thread.objects.visible_to(viewer)
    if viewer.look:
        return found.none()
    mine = Q(person_id=viewer.person_id) | Q(readers__contains=[viewer.person_id])
    return found.filter(mine | Q(kind=ABOUT) & ~Q(student_id=viewer.person_id))


def threads_at_school(viewer: Viewer, today: date) -> QuerySet[Thread]:
    """Those of the classes that she teaches today; an office's own and what was handed to it."""
    return Thread.objects.visible_to(viewer).filter(_taught(viewer, today) | _kept(viewer, today))


def _taught(viewer: Viewer, today: date) -> Q:
    if "teacher" not in viewer.roles:
        return Q(pk=None)
    hers = SectionTeacher.objects.filter(
        running(today), section_id=OuterRef("section_id"), person_id=viewer.person_id
    )
    return Q(Exists(hers))


def _kept(viewer: Viewer, today: date) -> Q:
    schools = offices_of(viewer)
    with_it = Q(section=None) | Q(handed_at__isnull=False) | _left_alone(viewer, today)
    return with_it if schools is None else with_it & Q(school_id__in=schools)


def _left_alone(viewer: Viewer, today: date) -> Q:
    """Of a class that nobody teaches any more, or that the student has left."""
    teachers = SectionTeacher.objects.filter(running(today), section_id=OuterRef("section_id"))
    sits = Placement.objects.visible_to(viewer).filter(
        running(today), student_id=OuterRef("student_id"), section_id=OuterRef("section_id")
    )
    return Q(section__isnull=False) & (~Q(Exists(teachers)) | ~Q(Exists(sits)))


def _mine(viewer: Viewer, today: date) -> QuerySet[Thread]:
    return threads_at_school(viewer, today) if viewer.hat == "staff" else threads_at_home(viewer)


def _posts(viewer: Viewer, today: date) -> QuerySet[Post]:
    """The posts that she reads: an office of a class's thread what was written to it."""
    found = Post.objects.visible_to(viewer).filter(thread__in=_mine(viewer, today))
    if viewer.hat != "staff":
        return found
    whole = Thread.objects.visible_to(viewer).filter(
        _taught(viewer, today) | Q(section=None) | _left_alone(viewer, today)
    )
    return found.filter(Q(to_office=True) | Q(thread__in=whole))


def thread_of(viewer: Viewer, number: int, today: date) -> Thread | None:
    """One thread that is open to *viewer*; None for any other."""
    if number > LARGEST_ID:
        return None
    found = _mine(viewer, today).filter(pk=number)
    return found.select_related("section", "school", "student__person").first()


def list_of(viewer: Viewer, today: date, students: Collection[int] | None = None) -> list[Thread]:
    """Her threads, those that wait for the school's answer first under the staff's hat."""
    found = _mine(viewer, today)
    if students is not None:
        found = found.filter(student_id__in=students)
    found = found.select_related("section", "school", "student__person")
    if viewer.hat == "staff":
        first = F("waits_since").asc(nulls_last=True)
        return list(found.order_by(F("closed_at").asc(nulls_first=True), first, "-last_at")[:MOST])
    return list(found.order_by("-last_at", "-pk")[:MOST])


def posts_of(viewer: Viewer, thread: Thread, today: date) -> list[Post]:
    """What stands in a thread, the oldest first; of a very long one the newest."""
    found = _posts(viewer, today).filter(thread_id=thread.pk).order_by("-pk")
    return list(found[:MOST_POSTS])[::-1]


def files_of(posts: Sequence[Post]) -> dict[int, list[PostFile]]:
    """The files with *posts* that somebody reads, by the post's id, without their content."""
    found: dict[int, list[PostFile]] = {}
    for one in PostFile.objects.filter(post__in=posts).defer("content").order_by("pk"):
        found.setdefault(one.post_id, []).append(one)
    return found


def file_of(viewer: Viewer, thread: Thread, number: int, today: date) -> PostFile | None:
    """One file with a post of *thread* that she reads; None for any other."""
    if number > LARGEST_ID:
        return None
    there = _posts(viewer, today).filter(thread_id=thread.pk)
    return PostFile.objects.filter(pk=number, post__in=there).first()


def room_of(viewer: Viewer, now: datetime) -> int | None:
    """How many bytes of files she may send still this week; None: staff, as many as it takes."""
    if viewer.hat != "family":
        return None
    posts = Post.objects.visible_to(viewer).filter(
        person_id=viewer.person_id, at__gt=now - SENT_WITHIN
    )
    sent = PostFile.objects.filter(post__in=posts).aggregate(sum=Sum("size"))["sum"] or 0
    return max(0, MOST_SENT - sent)


def last_posts(viewer: Viewer, threads: Sequence[Thread], today: date) -> dict[int, Post]:
    """The newest post of each thread that she reads, by the thread's id."""
    found = _posts(viewer, today).filter(thread__in=[one.pk for one in threads])
    newest = found.order_by("thread_id", "-pk").distinct("thread_id")
    return {one.thread_id: one for one in newest}


def unread_of(
    viewer: Viewer, today: date, students: Collection[int] | None = None
) -> dict[int, int]:
    """How many posts of others she has not read, by thread; one statement.

    Of all threads ``sql/enter.sql`` counts the same for the number beside Messages.
    """
    read: Any = ThreadReader.objects.visible_to(viewer).filter(
        thread_id=OuterRef("thread_id"), person_id=viewer.person_id
    )
    new = (
        _posts(viewer, today)
        .exclude(person_id=viewer.person_id)
        .filter(pk__gt=Coalesce(Subquery(read.values("read_to")[:1]), 0))
    )
    if students is not None:
        new = new.filter(student_id__in=students)
    found = new.order_by().values("thread_id").annotate(many=Count("pk"))
    return dict(found.values_list("thread_id", "many"))


def threads_waiting(viewer: Viewer, today: date) -> int:
    """How many threads wait for an answer of *viewer*'s side."""
    if not viewer.roles & {"teacher", *ACTS_ON_MANY}:
        return 0
    return (
        threads_at_school(viewer, today).filter(waits_since__isnull=False, closed_at=None).count()
    )


def waiting_of(viewer: Viewer, student: int) -> int:
    """How many conversations about *student* that *viewer* began at home wait for an answer."""
    hers = Thread.objects.visible_to(viewer).filter(student_id=student, person_id=viewer.person_id)
    return hers.filter(waits_since__isnull=False, closed_at=None).count()


def readers_of(viewer: Viewer, thread: Thread) -> list[ThreadReader]:
    """How far each has read whose reading she may see."""
    return list(
        ThreadReader.objects.visible_to(viewer)
        .filter(thread_id=thread.pk)
        .order_by("read_at", "pk")
    )

"""Beginning a thread, writing in it, reading, closing; what the district decides, who is away."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.db import IntegrityError, connection, transaction

from openhouse.access.district import CurrentDistrict
from openhouse.access.enter import overtake
from openhouse.access.viewer import System, Viewer
from openhouse.common.scope import as_the_house
from openhouse.common.uploads import Upload
from openhouse.ledger.actions import record
from openhouse.messages.models_threads import Away, Post, PostFile, Side, Thread, ThreadReader
from openhouse.messages.threads.addresses import end_addresses
from openhouse.messages.threads.queries import rules_now
from openhouse.messages.threads.telling import staff_told_at, tell
from openhouse.messages.threads.who import (
    Addressee,
    AtSchool,
    at_home,
    at_school,
    name_of,
    relation_of,
)

PRIVATE = Thread.Kind.PRIVATE


@dataclass(frozen=True, slots=True)
class Written:
    """What a form brings: the words, and the mark by which it is there once."""

    body: str
    client: str
    subject: str = ""
    private: bool = False
    by_mail: bool = False
    files: Sequence[Upload] = ()
    #: To whom alone the school writes; and who else of that home reads a private one.
    person: int | None = None
    readers: Sequence[int] = ()
    #: It has a new mark, as the one that it came with was another post's.
    is_anew: bool = False


def begin(
    viewer: Viewer,
    student: int,
    to: Addressee,
    said: Written,
    now: datetime,
    district: CurrentDistrict,
) -> int:
    """Begin a thread with its first post; the thread's id, of the one before where it was sent."""
    by_family = viewer.hat == "family"
    thread = Thread(
        student_id=student,
        person_id=viewer.person_id if by_family else said.person,
        school_id=to.school,
        section_id=to.section,
        readers=list(said.readers),
        kind=PRIVATE if said.private else Thread.Kind.ABOUT,
        subject=said.subject,
        begun_at=now,
        last_at=now,
    )
    try:
        with transaction.atomic():
            thread.save(force_insert=True)
            _told("thread.begun", viewer, thread)
            _write(viewer, thread, said, now, district)
    except IntegrityError:
        found = _sent_before(viewer, said)
        if found and _is_like(viewer, found.thread_id, thread):
            return int(found.thread_id)
        where = f"{student} {to.school} {to.section} {said.subject}"
        return begin(viewer, student, to, _anew(said, where), now, district)
    return int(thread.pk)


def write(
    viewer: Viewer, thread: Thread, said: Written, now: datetime, district: CurrentDistrict
) -> bool:
    """Write in a thread, once; False where it is closed. Sent again, nothing more happens."""
    try:
        with transaction.atomic():
            with as_the_house():  # one after the other: nobody writes into what is closed meanwhile
                found = _locked(thread)
            if found.closed_at:
                return _sent_before(viewer, said) is not None
            _told("thread.written", viewer, found)
            _write(viewer, found, said, now, district)
    except IntegrityError:
        found_post = _sent_before(viewer, said)
        if not said.by_mail and (found_post is None or found_post.thread_id != thread.pk):
            return write(viewer, thread, _anew(said, f"in {thread.pk}"), now, district)
    return True


def _locked(thread: Thread) -> Thread:
    return Thread.objects.visible_to(System()).select_for_update().get(pk=thread.pk)


def _sent_before(viewer: Viewer, said: Written) -> Post | None:
    """The same words that came before with the same mark: they were sent twice."""
    there = Post.objects.visible_to(viewer).filter(person_id=viewer.person_id, client=said.client)
    return there.filter(body=said.body).first()


def _is_like(viewer: Viewer, before: int, thread: Thread) -> bool:
    """If the thread with the id *before* is about the same, with the same school and class."""
    same = {
        name: getattr(thread, name) for name in ("student_id", "school_id", "section_id", "subject")
    }
    return Thread.objects.visible_to(viewer).filter(pk=before, **same).exists()


def _anew(said: Written, where: str) -> Written:
    """With a mark of its own: a form that Back has shown again keeps the old one, and its words
    are others. Of the same words the same, for these may be sent twice too. Raises RuntimeError
    where that was tried, for then it was not the mark."""
    if said.is_anew:
        raise RuntimeError("A post cannot be kept, whatever its mark")
    mark = sha256(f"{said.client}\n{where}\n{said.body}".encode()).hexdigest()[:32]
    return replace(said, client=mark, is_anew=True)


def _write(
    viewer: Viewer, thread: Thread, said: Written, now: datetime, district: CurrentDistrict
) -> Post:
    by_family = viewer.hat == "family"
    there = at_school(thread.school_id, thread.section_id, thread.student_id, now.date())
    post = Post(
        thread_id=thread.pk,
        student_id=thread.student_id,
        person_id=viewer.person_id,
        side=Side.FAMILY if by_family else Side.SCHOOL,
        name=name_of(viewer),
        relation=relation_of(viewer, thread.student_id) if by_family else "",
        body=said.body,
        at=now,
        client=said.client,
        # what an office writes it reads itself
        to_office=there.to_office or not (by_family or viewer.person_id in there.teachers),
        by_mail=said.by_mail,
    )
    post.save(force_insert=True)
    PostFile.objects.bulk_create(
        PostFile(
            post=post, name=one.name, kind=one.kind, size=len(one.content), content=one.content
        )
        for one in said.files
    )
    _move(thread, post, there, now)
    mark_read(viewer, thread, int(post.pk), now)
    if by_family:
        tell(thread, post, there.persons, district, staff_told_at(rules_now(), now))
    else:
        home = [one.person for one in at_home(thread, now.date())]
        tell(thread, post, home, district)
    return post


def _move(thread: Thread, post: Post, there: AtSchool, now: datetime) -> None:
    """The thread goes to the top; the office reads along from when the teacher is away."""
    waits = thread.waits_since or now
    moved: dict[str, Any] = {
        "last_at": now,
        "waits_since": waits if post.side == Side.FAMILY else None,
    }
    if there.to_office and thread.section_id and not thread.handed_at:
        moved["handed_at"] = now
    with as_the_house():
        Thread.objects.visible_to(System()).filter(pk=thread.pk).update(**moved)
    if "handed_at" in moved:
        record("thread.handed", **_whose(thread), about=thread.pk)


_READ = f"""
INSERT INTO {ThreadReader._meta.db_table} AS r
    (student_id, thread_id, person_id, side, name, relation, read_to, read_at)
VALUES (%(student)s, %(thread)s, %(person)s, %(side)s, %(name)s, %(relation)s, %(post)s, %(now)s)
ON CONFLICT (thread_id, person_id) DO UPDATE
SET read_to = excluded.read_to, read_at = excluded.read_at, name = excluded.name
WHERE r.read_to < excluded.read_to
"""


def mark_read(viewer: Viewer, thread: Thread, post: int, now: datetime) -> None:
    """*viewer* has read up to *post*. Each has her own row, and it only ever moves on."""
    if viewer.look:
        return
    by_family = viewer.hat == "family"
    values = {
        "student": thread.student_id,
        "thread": thread.pk,
        "person": viewer.person_id,
        "side": Side.FAMILY if by_family else Side.SCHOOL,
        "name": name_of(viewer),
        "relation": relation_of(viewer, thread.student_id) if by_family else "",
        "post": post,
        "now": now,
    }
    with connection.cursor() as cursor:
        cursor.execute(_READ, values)
        if cursor.rowcount:
            overtake()


def close(viewer: Viewer, thread: Thread, now: datetime) -> bool:
    """The school closes a thread; False where it is closed already."""
    with transaction.atomic():
        open_one = Thread.objects.visible_to(viewer).filter(pk=thread.pk, closed_at=None)
        done = bool(
            open_one.update(closed_at=now, closed_by_name=name_of(viewer), waits_since=None)
        )
        if done:
            _told("thread.closed", viewer, thread)
            end_addresses(thread, now)
    return done


def _told(kind: str, viewer: Viewer, thread: Thread) -> None:
    """A line without a word of it; of a private one the other parent reads none."""
    record(kind, actor=viewer.person_id, **_whose(thread), about=thread.pk)


def _whose(thread: Thread) -> dict[str, Any]:
    if thread.kind == PRIVATE or thread.person_id == thread.student_id:
        return {"person": thread.person_id}
    return {"student": thread.student_id}


def keep_rules(form: Any, by: int) -> None:
    """Keep what families may, with a line of what it was before."""
    before = {name: str(form.initial.get(name)) for name in form.changed_data}
    with transaction.atomic():
        form.save()
        if before:
            after = {name: str(form.cleaned_data[name]) for name in before}
            record("rules.threads", actor=by, before=before, after=after)


def keep_away(viewer: Viewer, person: int, name: str, said: dict[str, Any]) -> None:
    """Somebody is away between two days."""
    days = {"starts_on": said["starts_on"], "ends_on": said["ends_on"]}
    with transaction.atomic():
        Away.objects.update_or_create(person_id=person, defaults=days | {"name": name[:250]})
        after = {key: day.isoformat() for key, day in days.items()}
        record("away.kept", actor=viewer.person_id, person=person, after=after)


def end_away(viewer: Viewer, person: int) -> None:
    """She is back, or does not go."""
    with transaction.atomic():
        if Away.objects.filter(person_id=person).delete()[0]:
            record("away.ended", actor=viewer.person_id, person=person)

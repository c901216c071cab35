"""The cards of a release as one PDF for the printer: in mailing order, or class by class."""

import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pikepdf

from openhouse.access.viewer import Viewer
from openhouse.common import clock
from openhouse.documents.cards.homerooms import homerooms_of
from openhouse.documents.cards.queries import papers_of_release
from openhouse.documents.cards.setup import setup_of
from openhouse.documents.models_cards import CardRelease
from openhouse.papers.models import Paper
from openhouse.papers.typesetting import typeset
from openhouse.people.homes import Home, homes_of

COVER = "documents/cards/layouts/cover.typ"
#: Files that are read at a time.
AT_ONCE = 50


@dataclass(frozen=True, slots=True)
class Copy:
    """One copy of a card, and the home that it goes to; none for one that is handed out."""

    paper: int
    student: int
    name: str
    home: Home | None


def classes_of(viewer: Viewer, release: CardRelease) -> list[tuple[int, str, int]]:
    """The homerooms of a release by name: id, words, and how many cards."""
    students = [paper.student_id for paper in papers_of_release(viewer, release.pk)]
    on = setup_of(release, clock.today()).last_on
    found: dict[int, tuple[str, int]] = {}
    for room in homerooms_of(viewer, release.school_id, students, on).values():
        found[room.id] = (f"{room.words} · {room.name}", found.get(room.id, ("", 0))[1] + 1)
    return sorted(((key, *rest) for key, rest in found.items()), key=lambda one: one[1])


def copies_of(
    viewer: Viewer, release: CardRelease, homeroom: int | None = None, student: int | None = None
) -> list[Copy]:
    """What is printed, in order.

    A whole school goes by post: a copy for each home of a student, by ZIP code and street, and at
    the end those who have no home to send to. A class is handed out, one copy a student by name.
    One child's are all of her copies.
    """
    papers = list(papers_of_release(viewer, release.pk).order_by("pk"))
    if student is not None:
        papers = [paper for paper in papers if paper.student_id == student]
    students = [paper.student_id for paper in papers]
    if homeroom is not None:
        on = setup_of(release, clock.today()).last_on
        rooms = homerooms_of(viewer, release.school_id, students, on)
        there = {one for one, room in rooms.items() if room.id == homeroom}
        found = [_copy(paper, None) for paper in papers if paper.student_id in there]
        return sorted(found, key=lambda one: (one.name.casefold(), one.paper))
    homes = homes_of(viewer, students, clock.today())
    copies = [
        _copy(paper, home) for paper in papers for home in homes.get(paper.student_id, [None])
    ]
    return sorted(copies, key=lambda one: (one.home is None, one.home.order if one.home else ()))


def _copy(paper: Paper, home: Home | None) -> Copy:
    person = paper.student.person
    name = f"{person.family_name}, {person.given_name}"
    return Copy(int(paper.pk), int(paper.student_id), name, home)


def merged(viewer: Viewer, release: CardRelease, copies: Sequence[Copy]) -> bytes:
    """One PDF of the frozen files, each home's behind a cover with its address and no other's."""
    found = pikepdf.new()
    for part in _parts(copies):
        contents = {
            paper.pk: bytes(paper.content)
            for paper in Paper.objects.visible_to(viewer)
            .filter(pk__in={copy.paper for copy in part})
            .only("pk", "content")
        }
        covers = _covers(release, [copy for copy in part if copy.home])
        for copy in part:
            if copy.home:
                found.pages.append(next(covers))
            with pikepdf.open(io.BytesIO(contents[copy.paper])) as card:
                found.pages.extend(card.pages)
    into = io.BytesIO()
    found.save(into, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return into.getvalue()


def _parts(copies: Sequence[Copy]) -> Iterator[Sequence[Copy]]:
    for first in range(0, len(copies), AT_ONCE):
        yield copies[first : first + AT_ONCE]


def _covers(release: CardRelease, copies: Iterable[Copy]) -> Iterator[Any]:
    setup = setup_of(release, clock.today())
    covers = [
        {"lines": copy.home.lines, "about": f"{copy.name} · {setup.template.name}"}
        for copy in copies
        if copy.home
    ]
    if not covers:
        return iter(())
    facts = {
        "paper": {"title": setup.template.name, "language": "en"},
        "school": setup.school.name,
        "line": setup.district.name,
        "covers": covers,
    }
    made = pikepdf.open(io.BytesIO(typeset(COVER, facts, made_at=clock.now()).content))
    return iter(made.pages)

"""The cards of a release as one PDF for the printer: in mailing order, or class by class."""

import io
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pikepdf

from openhouse.access.viewer import System
from openhouse.common import clock
from openhouse.common.scope import Sees
from openhouse.documents.cards.homerooms import class_words, homerooms_of
from openhouse.documents.cards.queries import papers_of_release, twins_of_release
from openhouse.documents.cards.setup import setup_of
from openhouse.documents.models_cards import CardRelease
from openhouse.papers.models import Paper, PrintRun
from openhouse.papers.runs import Work, being_made, mark_of
from openhouse.papers.typesetting import typeset
from openhouse.people.homes import Home, homes_of

#: The job that prints a school.
TASK = "documents.print_cards"
COVER = "documents/cards/layouts/cover.typ"
#: Copies of a class that are printed at once; more are a worker's.
AT_ONCE = 60
type Pages = Iterable[pikepdf.Page]


@dataclass(frozen=True, slots=True)
class Copy:
    """One copy of a card, and the home that it goes to; none for one that is handed out."""

    paper: int
    student: int
    name: str
    home: Home | None


def classes_of(viewer: Sees, release: CardRelease) -> list[tuple[int, str, int]]:
    """The homerooms of a release by name: id, words, and how many cards."""
    papers = papers_of_release(viewer, release.pk).filter(withdrawn_at=None)
    students = [paper.student_id for paper in papers]
    on = setup_of(release, clock.today()).last_on
    rooms = homerooms_of(viewer, release.school_id, students, on).values()
    cards = Counter(room.id for room in rooms)
    named = class_words(rooms)
    return sorted(((key, named[key], cards[key]) for key in cards), key=lambda one: one[1])


def copies_of(
    viewer: Sees, release: CardRelease, homeroom: int | None = None, student: int | None = None
) -> list[Copy]:
    """What is printed, in order.

    A whole school goes by post: a copy for each home of a student, by ZIP code and street, and at
    the end those who have no home to send to. A class is handed out, one copy a student by name.
    One child's are all of her copies. What was taken back is not printed any more.
    """
    seen = papers_of_release(viewer, release.pk).filter(withdrawn_at=None)
    papers = list(seen.order_by("pk"))
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
    twins = twins_of_release(viewer, release.pk)
    copies = [
        _copy(paper, home, _read_there(paper, home, twins))
        for paper in papers
        for home in homes.get(paper.student_id, [None])
    ]
    return sorted(copies, key=lambda one: (one.home is None, one.home.order if one.home else ()))


def _read_there(
    paper: Paper, home: Home | None, twins: Mapping[tuple[int, int, str], int]
) -> int | None:
    """The twin of *paper* in a language of that home; None where the paper itself is read there."""
    read = [one.partition("-")[0].lower() for one in home.languages] if home else []
    if paper.language in read:
        return None
    found = (twins.get((paper.student_id, paper.edition, one)) for one in read)
    return next(filter(None, found), None)


def _copy(paper: Paper, home: Home | None, twin: int | None = None) -> Copy:
    person = paper.student.person
    name = f"{person.family_name}, {person.given_name}"
    return Copy(twin or int(paper.pk), int(paper.student_id), name, home)


def merged(viewer: Sees, release: CardRelease, copies: Sequence[Copy]) -> bytes:
    """One PDF of a few copies, for one child or one class."""
    found = pikepdf.new()
    for pages in pages_of(viewer, release, copies):
        found.pages.extend(pages)
    into = io.BytesIO()
    found.save(into, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return into.getvalue()


def pages_of(viewer: Sees, release: CardRelease, copies: Sequence[Copy]) -> Iterator[Pages]:
    """The frozen file of each copy, a home's behind a cover with its address and no other's."""
    papers = Paper.objects.visible_to(viewer).filter(pk__in={copy.paper for copy in copies})
    contents = dict(papers.values_list("pk", "content"))
    covers = _covers(release, [copy for copy in copies if copy.home])
    for copy in copies:
        if copy.home:
            yield [next(covers)]
        yield pikepdf.open(io.BytesIO(contents[copy.paper])).pages


def work_of(release: CardRelease, copies: Sequence[Copy], part: str) -> Work:
    """The printing of *copies* by a worker; "school", or "class 12"."""
    return Work(
        kind=release.template.kind,
        school=release.school_id,
        about=release.pk,
        part=part,
        students={copy.student for copy in copies},
        made_of=mark_of(
            (release.school.street, release.school.town),  # the covers have it
            *[(copy.paper, copy.name, copy.home) for copy in copies],
        ),
        copies=len(copies),
        task=TASK,
    )


def copies_of_run(run: PrintRun) -> Sequence[Copy]:
    """What a run prints, in order: of those whom the person who asked may see."""
    release = release_of_run(run)
    room = run.part.removeprefix("class ")
    found = copies_of(System(), release, int(room) if room != run.part else None)
    return [copy for copy in found if copy.student in set(run.students)]


def pages_of_run(run: PrintRun, copies: Sequence[Copy]) -> Iterator[Pages]:
    """Their pages."""
    return pages_of(System(), release_of_run(run), copies)


def being_made_of(release: CardRelease, number: int | None) -> PrintRun | None:
    """A run of this release that a worker makes just now; None for any other."""
    if number is None:
        return None
    return being_made(release.template.kind, release.school_id, release.pk, number)


def release_of_run(run: PrintRun) -> CardRelease:
    return CardRelease.objects.select_related("template", "school", "term").get(
        pk=run.about, school=run.school_id
    )


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
        "sender": setup.head.sender,
        "covers": covers,
    }
    made = pikepdf.open(io.BytesIO(typeset(COVER, facts, made_at=clock.now()).content))
    return iter(made.pages)

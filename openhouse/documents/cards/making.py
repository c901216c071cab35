"""Preparing the cards of a release: batch after batch, each in a transaction of its own.

A card that cannot be made is set aside, and the others go on; where none of the first can, the
template is at fault and the run waits.

Whoever kills a run loses the batch that it was in. The next run finds the students who have no
card of this release yet, so none is made twice and none is left out. Two runs at once take turns,
for each batch holds the release's row.
"""

import logging
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from itertools import batched, chain

import psycopg
from django.db import OperationalError, connection, transaction
from django.utils import timezone

from openhouse.access.viewer import System
from openhouse.common import clock
from openhouse.common.rows import rows
from openhouse.common.scope import ALL, scope
from openhouse.districts.models import District
from openhouse.documents.cards.editions import replacing
from openhouse.documents.cards.facts import BAD_FACTS, drafts_or_faults
from openhouse.documents.cards.setup import Setup, setup_of
from openhouse.documents.models_cards import CardRelease, SetAsideCard
from openhouse.papers.actions import keep
from openhouse.papers.drafts import Draft, paper_of
from openhouse.papers.models import Paper
from openhouse.papers.signing import signer
from openhouse.papers.typesetting import LayoutFault

log = logging.getLogger(__name__)
State = CardRelease.State
#: Cards in one transaction, and threads that set them: Typst lets go of Python while it works.
BATCH, THREADS = 400, 2
#: While these many are read or kept, the threads set the others of the batch.
PART = 40
#: Enrolled at the school on the last day, with a posted mark that the cards show.
_WITH_MARKS = """
SELECT DISTINCT m.student_id
FROM unnest(%(tasks)s::bigint[], %(terms)s::bigint[]) AS c (task, term)
JOIN grades_postedmark m ON m.task_id = c.task AND m.term_id = c.term
JOIN courses_section s ON s.id = m.section_id AND s.school_id = %(school)s
WHERE m.student_id > %(after)s AND EXISTS (
    SELECT FROM people_enrollment e
    WHERE e.student_id = m.student_id AND e.school_id = %(school)s
      AND coalesce(e.starts_on <= %(on)s, true) AND coalesce(e.ends_on >= %(on)s, true)
) AND NOT EXISTS (
    SELECT FROM papers_paper p WHERE p.release = %(release)s AND p.student_id = m.student_id
) AND NOT EXISTS (
    SELECT FROM documents_setasidecard a
    WHERE a.release_id = %(release)s AND a.student_id = m.student_id
)
ORDER BY m.student_id LIMIT %(most)s
"""


class Stopped(Exception):
    """A run could not go on; what it had kept is kept, and the next one goes on from there."""


def students_without(
    setup: Setup, release: int = 0, after: int = 0, most: int | None = None
) -> list[int]:
    """The students who are to get a card and have none of *release*, by id from *after* on."""
    values = {
        "tasks": [each.task for each in setup.columns],
        "terms": [each.term for each in setup.columns],
        "school": setup.school.pk,
        "on": setup.last_on,
        "release": release,
        "after": after,
        "most": most,
    }
    return [student for (student,) in rows(_WITH_MARKS, values)]


def prepare(district: int, release: int) -> bool:
    """Make the cards of *release* that are not made; True where all are, and it waits for its hour.

    Raises Stopped where the database refuses, with the reason kept with the release.
    """
    zone = clock.zone(District.objects.get(pk=district).time_zone)
    after: int | None = 0
    with timezone.override(zone), ThreadPoolExecutor(THREADS) as pool:
        try:
            while after is not None:
                with scope(district=district, students=ALL, hat="system"):
                    after = _batch(release, after, pool)
        except OperationalError as error:
            full = isinstance(error.__cause__, psycopg.errors.DiskFull)
            _note(district, release, "disk" if full else "database")
            raise Stopped(str(error)) from error
        except LayoutFault:
            # tried again when the run has been silent for a while: the template may be mended
            _note(district, release, "layout")
            return False
    with scope(district=district, students=ALL, hat="system"):
        return CardRelease.objects.filter(pk=release, state=State.READY).exists()


def _batch(number: int, after: int, pool: Executor) -> int | None:
    """One batch; the last student in it, or None where nobody was left."""
    held = CardRelease.objects.select_for_update(of=("self",)).select_related(
        "template", "school", "term"
    )
    release = held.filter(pk=number, state=State.PREPARING).first()
    if release is None:
        return None
    _without_waiting_for_the_disk()
    setup = setup_of(release, clock.today())
    students = students_without(setup, number, after, BATCH)
    if not students and after:
        return 0  # once more from the beginning: somebody may have been marked meanwhile
    done = tried = 0
    for part in batched(made(setup, students, number, pool), PART):
        papers = [each for each in part if isinstance(each, Paper)]
        if not (papers or release.made or tried):
            raise LayoutFault("none of the first cards can be made")
        keep(papers)
        set_aside([each for each in part if isinstance(each, SetAsideCard)])
        done += sum(not paper.is_twin for paper in papers)
        tried += len(part)
    release.made += done
    release.worked_at, release.trouble = timezone.now(), ""
    # whoever was marked while it went on has a card, too
    release.students = max(release.students, release.made)
    if not tried:
        release.state = State.READY
    release.save(update_fields=["students", "made", "worked_at", "trouble", "state"])
    return max(students) if tried else None


def _without_waiting_for_the_disk() -> None:
    """Let this batch count as kept before the disk has it, so that the threads do not wait for it.

    A database that loses its power then may lose a batch, whole: the next run makes it anew, and
    no family has seen any of it. ``let_go`` waits as every other transaction does.
    """
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL synchronous_commit = off")


def made(
    setup: Setup, students: Sequence[int], release: int, pool: Executor
) -> Iterator[Paper | SetAsideCard]:
    """The signed cards of *students*, or what is set aside; not yet kept.

    The threads never touch the database.
    """
    sign, at = signer(), clock.now()

    def aside(student: int, reason: str) -> SetAsideCard:
        return SetAsideCard(student_id=student, release_id=release, reason=reason, at=at)

    def paper(draft: Draft) -> Paper | SetAsideCard:
        try:
            found = paper_of(draft, sign, at)
            found.to_families = setup.to_families
            return found
        except LayoutFault as fault:
            log.warning("A card does not compile: student %s: %s", draft.student, fault)
            return aside(draft.student, SetAsideCard.Reason.LAYOUT)
        except BAD_FACTS:
            log.exception("A card cannot be made: student %s", draft.student)
            return aside(draft.student, SetAsideCard.Reason.FACTS)

    def part_of(part: Sequence[int]) -> Iterator[Paper | SetAsideCard]:
        drafts, bad = drafts_or_faults(System(), setup, part, release, twins=True)
        before = _taken_back(setup, part) if setup.replaces else {}
        drafts = [
            replacing(draft, before[draft.student]) if draft.student in before else draft
            for draft in drafts
        ]
        cards = pool.map(paper, drafts)
        return chain(cards, (aside(one, SetAsideCard.Reason.FACTS) for one in bad))

    # all are handed out before the first is asked for
    return chain.from_iterable([part_of(part) for part in batched(students, PART)])


def _taken_back(setup: Setup, students: Sequence[int]) -> dict[int, Paper]:
    """The last edition of each student's card in the releases that were taken back.

    What no family saw is replaced for none.
    """
    gone = CardRelease.objects.filter(
        template=setup.template, school=setup.school, term=setup.term, state=State.WITHDRAWN
    )
    found = Paper.objects.visible_to(System()).filter(
        release__in=gone.values("pk"), student_id__in=students, is_twin=False, corrected_by=None
    )
    if setup.to_families:
        found = found.filter(to_families=True)
    return {paper.student_id: paper for paper in found.defer("content", "facts")}


def set_aside(cards: Sequence[SetAsideCard]) -> None:
    """Keep what could not be made; another try that fails says why it did."""
    SetAsideCard.objects.visible_to(System()).bulk_create(
        cards,
        update_conflicts=True,
        unique_fields=["release", "student"],
        update_fields=["reason", "at", "asked_at"],
    )


def _note(district: int, release: int, trouble: str) -> None:
    """Say on the page what stopped the run, if the database takes as much as that."""
    try:
        with scope(district=district, students=ALL, hat="system"), transaction.atomic():
            stopped = CardRelease.objects.filter(pk=release, state=State.PREPARING)
            stopped.update(trouble=trouble, worked_at=timezone.now())
    except OperationalError:
        return

"""Cards that families see, taken back: a whole release, or one student's."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from openhouse.access.viewer import System, Viewer
from openhouse.common import clock
from openhouse.common.scope import as_the_house
from openhouse.documents.models_cards import CardRelease
from openhouse.ledger.actions import record
from openhouse.papers.actions import Taken
from openhouse.papers.actions import withdraw as withdraw_papers
from openhouse.papers.models import Paper
from openhouse.papers.runs import forget

State = CardRelease.State
#: The job stands above.
TELL_GONE = "documents.tell_withdrawn"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why, as families read it, in the languages that an office wrote it in."""

    because: str
    because_es: str = ""


def withdraw(
    viewer: Viewer, release: CardRelease, why: Reason, district: int, student: int | None = None
) -> str:
    """Take the cards of *release* back, or one student's; "", or why not, in a word.

    Whoever was told of a card is told of this. "waits": families do not see them yet; "gone": they
    are taken back already.
    """
    with transaction.atomic(), as_the_house():
        held = CardRelease.objects.select_for_update(of=("self",))
        found = held.select_related("template", "school", "term").get(pk=release.pk)
        if found.state != State.RELEASED:
            return "gone" if found.state == State.WITHDRAWN else "waits"
        papers = Paper.objects.visible_to(System()).filter(release=found.pk)
        if student is not None:
            papers = papers.filter(student_id=student)
        taken = Taken(why.because, why.because_es, viewer, clock.now())
        gone = withdraw_papers(papers, taken)
        if student is None:
            _withdrawn(found, taken, len({paper.student_id for paper in gone}))
        elif not gone:
            return "gone"
        first = 0 if student is None else max(one.pk for one in gone if not one.is_twin)
        app.configure_task(TELL_GONE).defer(district=district, release=found.pk, paper=first)
    return ""


def _withdrawn(release: CardRelease, taken: Taken, cards: int) -> None:
    """The release itself, with what was printed of it; a line of the ledger."""
    release.state, release.withdrawn_at = State.WITHDRAWN, taken.at
    release.told_at = None  # of this end nobody is told yet
    release.withdrawn_by_id, release.withdrawn_by_name = taken.by.person_id, taken.by.name[:250]
    release.because, release.because_es = taken.because, taken.because_es
    release.save(
        update_fields=[
            *("state", "withdrawn_at", "withdrawn_by", "withdrawn_by_name"),
            *("because", "because_es", "told_at"),
        ]
    )
    forget(release.template.kind, release.pk)
    record(
        "cards.withdrawn",
        actor=taken.by.person_id,
        about=release.pk,
        subject=f"{release.template.name}, {release.term.name}, {release.school.name}",
        after={"cards": cards},
        reason=taken.because,
    )


def why_not(reason: str) -> str:
    """A refusal in a sentence."""
    return {
        "waits": _("These cards are not released yet. Take the release back on its own page."),
        "gone": _("This is taken back already. Nothing was done twice."),
    }[reason]

"""Cards that were set aside, tried again: these alone, while the release stays as it is."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from procrastinate.contrib.django import app

from openhouse.access.viewer import System, Viewer
from openhouse.common import clock
from openhouse.common.scope import ALL, Sees, scope
from openhouse.districts.models import District
from openhouse.documents.cards.making import BATCH, THREADS, made, set_aside
from openhouse.documents.cards.setup import setup_of
from openhouse.documents.cards.telling import issued_lines
from openhouse.documents.models_cards import CardRelease, SetAsideCard
from openhouse.ledger.actions import record
from openhouse.papers.actions import keep
from openhouse.papers.models import Paper

State = CardRelease.State
#: The jobs stand above.
AGAIN, TELL_LATE = "documents.cards_again", "documents.tell_late"
#: The rest is made by now: a run of these may begin.
DONE = (State.READY, State.RELEASED)


def set_aside_of(viewer: Sees, release: int) -> QuerySet[SetAsideCard]:
    """The cards of *release* that could not be made, by name."""
    found = SetAsideCard.objects.visible_to(viewer).filter(release=release)
    return found.select_related("student__person").order_by(
        "student__person__family_name", "student__person__given_name", "pk"
    )


def forget_set_aside(release: int) -> None:
    """A release that is taken back begins anew, with every card."""
    SetAsideCard.objects.visible_to(System()).filter(release=release).delete()


def try_again(viewer: Viewer, release: CardRelease, district: int) -> bool:
    """Ask for the cards that were set aside; False where none waits for it."""
    with transaction.atomic():
        held = CardRelease.objects.select_for_update(of=("self",))
        if not held.filter(pk=release.pk, state__in=DONE).exists():
            return False
        waiting = SetAsideCard.objects.visible_to(viewer).filter(release=release, asked_at=None)
        if not (many := waiting.update(asked_at=timezone.now())):
            return False
        record(
            "cards.tried_again",
            actor=viewer.person_id,
            about=release.pk,
            subject=f"{release.template.name}, {release.term.name}, {release.school.name}",
            after={"cards": many},
        )
        app.configure_task(AGAIN).defer(district=district, release=release.pk)
    return True


def make_again(district: int, release: int) -> None:
    """Make the cards that were asked for once more, batch after batch."""
    zone = clock.zone(District.objects.get(pk=district).time_zone)
    going = True
    with timezone.override(zone), ThreadPoolExecutor(THREADS) as pool:
        while going:
            with scope(district=district, students=ALL, hat="system"):
                going = _batch(district, release, pool)


def _batch(district: int, number: int, pool: ThreadPoolExecutor) -> bool:
    """One batch; False where nobody was left."""
    held = CardRelease.objects.select_for_update(of=("self",)).select_related(
        "template", "school", "term"
    )
    release = held.filter(pk=number, state__in=DONE).first()
    mine = SetAsideCard.objects.visible_to(System()).filter(release=number)
    asked = mine.filter(asked_at__isnull=False).order_by("student_id")
    students = list(asked.values_list("student_id", flat=True)[:BATCH])
    if release is None or not students:
        return False
    found = list(made(setup_of(release, clock.today()), students, number, pool))
    # who has no mark any more gets no card, and is not tried for ever
    mine.filter(student_id__in=students).delete()
    set_aside([each for each in found if isinstance(each, SetAsideCard)])
    _come_out(district, release, [each for each in found if isinstance(each, Paper)], clock.now())
    return True


def _come_out(district: int, release: CardRelease, papers: Sequence[Paper], now: datetime) -> None:
    """Keep them; where the others are seen already, these are from now, and their families hear."""
    late = release.state == State.RELEASED
    for paper in papers:
        paper.released_at = now if late else None
    keep(papers)
    release.made += sum(not paper.is_twin for paper in papers)
    release.save(update_fields=["made"])
    if late and papers:
        mine = Paper.objects.visible_to(System()).filter(
            release=release.pk, edition=1, is_twin=False
        )
        mine = mine.filter(student_id__in=[paper.student_id for paper in papers])
        issued_lines(release, mine)
        for number in mine.values_list("pk", flat=True):
            app.configure_task(TELL_LATE).defer(district=district, paper=number)

"""The worker's part of a release: preparing the cards, letting them go at their hour, telling."""

from datetime import timedelta

from django.db.models import Q
from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from openhouse.access.viewer import System
from openhouse.common import clock
from openhouse.common.left_jobs import begin_again
from openhouse.common.scope import ALL, scope
from openhouse.districts.models import District
from openhouse.documents.cards import again, making, printing, telling, telling_gone, withdrawing
from openhouse.documents.cards.actions import TELL_ONE
from openhouse.documents.cards.making import Stopped
from openhouse.documents.models_cards import CardRelease, SetAsideCard
from openhouse.papers.printing import make

State = CardRelease.State
#: A run that has kept no batch for so long was killed with its worker.
SILENT = timedelta(minutes=2)
#: How long it is looked whether a family was told that its child's card was taken back.
LATELY = timedelta(days=2)


@app.task(name="documents.prepare_cards", retry=RetryStrategy(max_attempts=100, wait=30, retry_exceptions=[Stopped]))  # fmt: skip # noqa: E501
def prepare_cards(district: int, release: int) -> None:
    """Make the cards that are not made yet, and let them go if their hour has come."""
    if making.prepare(district, release):
        let_go_cards(district=district, release=release)


@app.task(name="documents.let_go_cards")
def let_go_cards(district: int, release: int) -> None:
    """Families see the cards, all of them at the same moment; nothing happens before the hour."""
    zone = clock.zone(District.objects.get(pk=district).time_zone)
    with timezone.override(zone), scope(district=district, students=ALL, hat="system"):
        if telling.let_go_of(release, clock.now()):
            tell_families.defer(district=district, release=release)


@app.task(name="documents.tell_families")
def tell_families(district: int, release: int) -> None:
    """Mail the families of a release; whom a run that was killed has told is not told again."""
    ours = District.objects.get(pk=district)
    with timezone.override(clock.zone(ours.time_zone)):
        telling.tell(ours, release)


@app.task(name=TELL_ONE)
def tell_corrected(district: int, paper: int) -> None:
    """Mail the family of a card that was corrected."""
    ours = District.objects.get(pk=district)
    with timezone.override(clock.zone(ours.time_zone)):
        telling.tell_corrected(ours, paper)


@app.task(name=withdrawing.TELL_GONE)
def tell_withdrawn(district: int, release: int, paper: int = 0) -> None:
    """Mail who was told of cards that they are taken back, all or that one *paper*."""
    ours = District.objects.get(pk=district)
    with timezone.override(clock.zone(ours.time_zone)):
        telling_gone.tell_withdrawn(ours, release, paper)


@app.task(name=again.AGAIN)
def cards_again(district: int, release: int) -> None:
    """Try the cards that were set aside once more."""
    again.make_again(district, release)


@app.task(name=again.TELL_LATE)
def tell_late(district: int, paper: int) -> None:
    """Mail the family of a card that came out after the others."""
    ours = District.objects.get(pk=district)
    with timezone.override(clock.zone(ours.time_zone)):
        telling.tell_late(ours, paper)


@app.task(name=printing.TASK)
def print_cards(district: int, run: int) -> None:
    """Make the file that an office asked for: a school's cards in mailing order."""
    make(district, run, printing.copies_of_run, printing.pages_of_run)


@app.periodic(cron="* * * * *")
@app.task(name="documents.go_on", queueing_lock="cards go on")
def go_on(timestamp: int) -> None:
    """Take up what a killed worker left, and let go what has its hour."""
    begin_again(TELL_ONE, again.TELL_LATE)
    silent = Q(worked_at=None) | Q(worked_at__lt=timezone.now() - SILENT)
    for district in District.objects.order_by("pk").values_list("pk", flat=True):
        with scope(district=district, students=ALL, hat="system"):
            left = CardRelease.objects.filter(silent, state=State.PREPARING)
            ripe = CardRelease.objects.filter(state=State.READY, release_at__lte=clock.now())
            asked = SetAsideCard.objects.visible_to(System()).filter(
                asked_at__lt=timezone.now() - SILENT
            )
            again_of = CardRelease.objects.filter(
                pk__in=asked.values("release_id"), state__in=again.DONE
            )
            untold = CardRelease.objects.filter(state=State.RELEASED, told_at=None)
            untold_end = CardRelease.objects.filter(state=State.WITHDRAWN, told_at=None)
            for job, found in (
                (prepare_cards, left),
                (let_go_cards, ripe),
                (cards_again, again_of),
                (tell_families, untold),
                (tell_withdrawn, untold_end),
            ):
                for release in found.values_list("pk", flat=True):
                    job.defer(district=district, release=release)
            now = clock.now()
            for release, paper in telling_gone.untold_ends(now - LATELY, now - SILENT):
                tell_withdrawn.defer(district=district, release=release, paper=paper)

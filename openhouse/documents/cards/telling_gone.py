"""Telling who was told of a card that it was taken back, each once."""

from datetime import datetime

from django.db.models import Max, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from openhouse.access.district import as_current
from openhouse.access.ties import open_ties
from openhouse.access.viewer import System
from openhouse.common import clock
from openhouse.common.addresses import whole
from openhouse.common.scope import ALL, Sees, scope
from openhouse.districts.models import District
from openhouse.documents.cards.telling import (
    AT_ONCE,
    CORRECTED,
    KIND,
    LATE,
    mail_to,
    named,
    readers,
)
from openhouse.documents.models_cards import CardRelease
from openhouse.notifications.actions import send_off
from openhouse.notifications.calm.mailing import Reader
from openhouse.notifications.letters import Letter
from openhouse.notifications.models import Delivery
from openhouse.papers.models import PaperWithdrawal

#: With the release; of one student's card with the paper.
ALL_GONE, ONE_GONE = "card.withdrawn.{}", "card.withdrawn.one.{}"


def tell_withdrawn(district: District, number: int, paper: int) -> None:
    """Mail who was told of a card of release *number* that it is taken back; of one *paper*, or 0.

    Whom a run that was killed has told is not told again.
    """
    while True:
        with scope(district=district.pk, students=ALL, hat="system"):
            release = CardRelease.objects.select_for_update(of=("self",)).get(pk=number)
            kind = ONE_GONE.format(paper) if paper else ALL_GONE.format(number)
            found = _untold(release, kind, paper)[:AT_ONCE]
            if not found:
                if paper:
                    _gone_with(paper).update(told_at=timezone.now())
                else:
                    release.told_at = timezone.now()
                    release.save(update_fields=["told_at"])
                return
            mails = [_mail(district, release, kind, one) for one in found]
            send_off(mails, as_current(district))


def told_of(viewer: Sees, release: CardRelease) -> tuple[int, int]:
    """How many people were told of the cards of *release* by e-mail, and how many of their end."""
    del viewer  # the wall shows an office what was written to its guardians
    mails = Delivery.objects.filter(person__isnull=False)
    return tuple(  # type: ignore[return-value]
        mails.filter(kind=kind.format(release.pk)).values("person_id").distinct().count()
        for kind in (KIND, ALL_GONE)
    )


def _untold(release: CardRelease, kind: str, paper: int) -> list[Reader]:
    """Those who are to be told still."""
    gone = PaperWithdrawal.objects.visible_to(System()).filter(paper__release=release.pk)
    if paper:
        gone = _gone_with(paper)
    kinds = [KIND.format(release.pk)]
    for number in gone.filter(is_twin=False).values_list("paper_id", flat=True):
        kinds += [LATE.format(number), CORRECTED.format(number)]
    told = Delivery.objects.filter(kind__in=kinds, person__isnull=False)
    ties = open_ties(System(), clock.today()).filter(
        student_id__in=gone.values("student_id"), person_id__in=told.values("person_id")
    )
    heard = Delivery.objects.filter(kind=kind, person__isnull=False)
    return readers(ties, heard)


def _gone_with(paper: int) -> QuerySet[PaperWithdrawal]:
    """The papers of one student that were taken back at once, of which *paper* is the last."""
    every = PaperWithdrawal.objects.visible_to(System())
    last = every.get(paper_id=paper)
    release = last.paper.release
    return every.filter(
        paper__release=release, student_id=last.student_id, withdrawn_at=last.withdrawn_at
    )


def untold_ends(since: datetime, until: datetime) -> list[tuple[int, int]]:
    """Release and last paper of each student whose card was taken back between, and whose family
    was not told to the end: its worker was killed."""
    released = CardRelease.objects.filter(state=CardRelease.State.RELEASED).values("pk")
    gone = PaperWithdrawal.objects.visible_to(System()).filter(
        told_at=None, is_twin=False, withdrawn_at__gte=since, withdrawn_at__lt=until,
        paper__release__in=released,
    )  # fmt: skip
    together = gone.values("paper__release", "student_id", "withdrawn_at")
    last = together.annotate(last=Max("paper_id")).order_by("last")
    found: list[tuple[int, int]] = list(last.values_list("paper__release", "last"))  # type: ignore[arg-type]
    return found


def _mail(district: District, release: CardRelease, kind: str, to: Reader) -> Delivery:
    """Whose card it is, and why, the portal says."""
    with override(to.language or None):
        words = _(
            "The school has taken back what you were told of: %(kind)s, %(term)s, %(school)s."
            " Please do not go by it. A corrected one will come."
        )
        letter = Letter(
            subject=_("The school has taken something back"),
            paragraphs=(words % named(release), _("Why, the portal says under Documents.")),
            link=(_("Open the portal"), whole(f"/{district.slug}/")),
        )
        return mail_to(to, letter, kind, district)

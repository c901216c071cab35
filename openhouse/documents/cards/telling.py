"""Letting cards go, and telling the families, each once."""

from datetime import datetime

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from openhouse.access.district import as_current
from openhouse.access.ties import open_ties
from openhouse.access.viewer import System
from openhouse.common import clock
from openhouse.common.addresses import whole
from openhouse.common.scope import ALL, scope
from openhouse.districts.models import District
from openhouse.documents.models_cards import CardRelease
from openhouse.ledger.models import Change
from openhouse.notifications.actions import draft, send_off
from openhouse.notifications.calm.mailing import Reader, mail_readers
from openhouse.notifications.calm.rules import DOCUMENT
from openhouse.notifications.letters import Letter
from openhouse.notifications.models import Delivery
from openhouse.papers.actions import let_go
from openhouse.papers.models import Paper
from openhouse.papers.words import kind_words
from openhouse.people.models import Guardianship

State = CardRelease.State
#: With the release: by it a run knows whom an earlier one has told.
KIND = "card.released.{}"
#: With the paper.
CORRECTED = "card.corrected.{}"
LATE = "card.late.{}"
#: Mails that are kept in one transaction.
AT_ONCE = 200


def let_go_of(number: int, now: datetime) -> bool:
    """Families see the cards of a release from *now*, with a line of the ledger for each.

    False where it waits for its hour, or has gone already. In one transaction, of the caller.
    """
    held = CardRelease.objects.select_for_update(of=("self",))
    release = held.filter(pk=number, state=State.READY, release_at__lte=now).first()
    if release is None:
        return False
    let_go(number, now)
    issued_lines(
        release,
        Paper.objects.visible_to(System()).filter(release=number, released_at=now, is_twin=False),
    )
    release.state, release.released_at = State.RELEASED, now
    release.save(update_fields=["state", "released_at"])
    return True


def issued_lines(release: CardRelease, papers: QuerySet[Paper]) -> None:
    """A line of the ledger for each of *papers*, which families see from now on, or never."""
    shown = ("paper.issued", "paper.corrected")
    kinds = shown if release.to_families else ("cards.printed", "cards.corrected")
    lines = papers.order_by("pk").values_list("pk", "student_id", "title", "edition")
    Change.objects.bulk_create(
        [
            Change(
                kind=kinds[edition > 1],
                actor_id=release.released_by_id,
                student_id=student,
                about_id=paper,
                subject=title,
                after={"release": release.pk},
            )
            for paper, student, title, edition in lines
        ],
        batch_size=1000,
    )


def tell(district: District, number: int) -> None:
    """Mail each guardian who may read a card of the release and has an e-mail, once for all."""
    while True:
        with scope(district=district.pk, students=ALL, hat="system"):
            held = CardRelease.objects.select_for_update(of=("self",))
            release = held.filter(pk=number, state=State.RELEASED, told_at=None).first()
            if release is None:
                return
            found = untold(release)[:AT_ONCE]
            send_off(
                [_mail(district, release, KIND.format(number), one) for one in found],
                as_current(district),
            )
            if not found:
                release.told_at = timezone.now()
                release.save(update_fields=["told_at"])
                return


def untold(release: CardRelease) -> list[Reader]:
    """Those who are to be told still, one e-mail a person."""
    told = Delivery.objects.filter(kind=KIND.format(release.pk), person__isnull=False)
    papers = Paper.objects.visible_to(System()).filter(release=release.pk)
    # of later ones they hear by themselves, of those for printing only not at all
    papers = papers.filter(released_at=release.released_at, to_families=True)
    ties = open_ties(System(), clock.today()).filter(student_id__in=papers.values("student_id"))
    return readers(ties, told)


def readers(ties: QuerySet[Guardianship], told: QuerySet[Delivery]) -> list[Reader]:
    """Each person of *ties* whom none of *told* is for, with an e-mail that she wants it by."""
    left = ties.exclude(person_id__in=told.values("person_id")).order_by()
    whose = left.values("person_id").values_list("person_id", ArrayAgg("student_id"))
    return mail_readers(dict(whose), DOCUMENT)


def _mail(district: District, release: CardRelease, kind: str, to: Reader) -> Delivery:
    """It says which card it is, of which term and school; whose it is, and what is in it, the
    portal says."""
    with override(to.language or None):
        words = _("On the portal is something new: %(kind)s, %(term)s, %(school)s.")
        words %= named(release)
        if release.replaces and release.replaces.to_families:
            words += " " + _("It replaces the one that the school took back.")
        letter = Letter(
            subject=_("There is something new to read from the school"),
            paragraphs=(words,),
            link=(_("Open the portal"), whole(f"/{district.slug}/")),
        )
        return mail_to(to, letter, kind, district)


def mail_to(to: Reader, letter: Letter, kind: str, district: District) -> Delivery:
    """*letter* to one of those who are told; where it waits, it ends with her tie."""
    ours = as_current(district)
    return draft(letter, to.email, kind=kind, district=ours, person=to.person, students=to.students)


def named(release: CardRelease) -> dict[str, str]:
    """Which cards they are, as an e-mail may say it."""
    return {
        "kind": kind_words(release.template.kind),
        "term": release.term.name,
        "school": release.school.name,
    }


def tell_late(district: District, number: int) -> None:
    """Mail who may read a card that came out after the others of its release."""
    with scope(district=district.pk, students=ALL, hat="system"):
        paper = Paper.objects.visible_to(System()).defer("content").filter(pk=number).first()
        if paper is None or paper.withdrawn_at or not paper.to_families:
            return
        release = CardRelease.objects.get(pk=paper.release or 0)
        kind = LATE.format(number)
        told = Delivery.objects.filter(kind=kind, person__isnull=False)
        ties = open_ties(System(), clock.today()).filter(student_id=paper.student_id)
        mails = [_mail(district, release, kind, one) for one in readers(ties, told)]
        send_off(mails, as_current(district))


def tell_corrected(district: District, number: int) -> None:
    """Mail who may read a card that was corrected; what differs the page says."""
    with scope(district=district.pk, students=ALL, hat="system"):
        paper = Paper.objects.visible_to(System()).defer("content").filter(pk=number).first()
        if paper is None or paper.withdrawn_at or not paper.to_families:
            return
        told = Delivery.objects.filter(kind=CORRECTED.format(number), person__isnull=False)
        ties = open_ties(System(), clock.today()).filter(student_id=paper.student_id)
        line = Change.objects.filter(kind="paper.corrected", about_id=number).first()
        differs = (line.after or {}).get("differs", []) if line else []
        mails = [_corrected(district, number, to, len(differs)) for to in readers(ties, told)]
        send_off(mails, as_current(district))


def _corrected(district: District, number: int, to: Reader, many: int) -> Delivery:
    with override(to.language or None):
        words = ngettext(
            "The school has corrected a report card: %(many)s thing in it is another now.",
            "The school has corrected a report card: %(many)s things in it are others now.",
            many,
        )
        if not many:
            words = _("A corrected report card is here. It replaces the one that was taken back.")
        letter = Letter(
            subject=_("There is something new to read from the school"),
            paragraphs=(
                words % {"many": many},
                *([_("The portal says which, and shows both editions.")] if many else []),
            ),
            link=(_("Open the portal"), whole(f"/{district.slug}/")),
        )
        return mail_to(to, letter, CORRECTED.format(number), district)

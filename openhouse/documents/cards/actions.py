"""What an office does with a release: begin it, set its hour, correct a card."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from openhouse.access.district import CurrentDistrict
from openhouse.access.viewer import System, Viewer
from openhouse.common import clock
from openhouse.common.scope import as_the_house
from openhouse.districts.models import School, Term
from openhouse.documents.cards.again import forget_set_aside
from openhouse.documents.cards.editions import differs_words, replacing
from openhouse.documents.cards.facts import drafts_of
from openhouse.documents.cards.making import students_without
from openhouse.documents.cards.rules import Difference, differences
from openhouse.documents.cards.setup import setup_of
from openhouse.documents.cards.words import in_language
from openhouse.documents.models_cards import CardRelease, CardTemplate
from openhouse.ledger.actions import record
from openhouse.papers.drafts import Draft, paper_of
from openhouse.papers.models import Paper
from openhouse.papers.runs import forget
from openhouse.papers.signing import signer

State = CardRelease.State
#: The jobs stand above the writing.
PREPARE, LET_GO = "documents.prepare_cards", "documents.let_go_cards"
TELL_ONE = "documents.tell_corrected"


def begin(
    viewer: Viewer, template: CardTemplate, school: School, term: Term
) -> tuple[CardRelease, bool]:
    """The release of a template for a school's term, and whether it is new; there is only one.

    After one that was taken back from families the next one replaces it.
    """
    of_it = CardRelease.objects.filter(template=template, school=school, term=term)
    gone = of_it.filter(state=State.WITHDRAWN, replaced_by=None).order_by("-pk").first()
    return CardRelease.objects.exclude(state=State.WITHDRAWN).get_or_create(
        template=template,
        school=school,
        term=term,
        defaults={
            "begun_by_id": viewer.person_id,
            "begun_by_name": viewer.name[:250],
            "begun_at": clock.now(),
            "replaces": gone,
        },
    )


def release_at(viewer: Viewer, release: CardRelease, hour: datetime, district: int) -> str:
    """Have the cards prepared, and let go at *hour*; "", or why not, in a word.

    "empty": no mark of the term is posted; "overtaken": a colleague was faster.
    """
    setup = setup_of(release, clock.today())
    if not students_without(setup.of_this_term, most=1):
        return "empty"
    students = students_without(setup)
    with transaction.atomic():
        waiting = CardRelease.objects.filter(pk=release.pk, state=State.BEGUN)
        if not waiting.update(
            state=State.PREPARING,
            students=len(students),
            release_at=hour,
            to_families=release.is_shown,
            released_by_id=viewer.person_id,
            released_by_name=viewer.name[:250],
            trouble="",
        ):
            return "overtaken"
        record(
            "cards.released",
            actor=viewer.person_id,
            about=release.pk,
            subject=f"{release.template.name}, {release.term.name}, {release.school.name}",
            after={"at": hour.isoformat()},
        )
        app.configure_task(PREPARE).defer(district=district, release=release.pk)
    return ""


def change_hour(viewer: Viewer, release: CardRelease, hour: datetime | None, district: int) -> bool:
    """Another hour for cards that nobody sees yet; without one they are taken back.

    Where the hour is now they go at once. False where families see them already.
    """
    with transaction.atomic():
        held = CardRelease.objects.select_for_update(of=("self",)).filter(pk=release.pk)
        found = held.filter(state__in=(State.PREPARING, State.READY)).first()
        if found is None:
            return False
        if hour is None:
            with as_the_house():
                Paper.objects.visible_to(System()).filter(
                    release=release.pk, released_at=None
                ).delete()
                forget_set_aside(release.pk)
            forget(release.template.kind, release.pk)
            found.state, found.made = State.BEGUN, 0
        else:
            found.release_at = hour
        found.save(update_fields=["state", "made", "release_at"])
        record(
            "cards.hour_changed" if hour else "cards.taken_back",
            actor=viewer.person_id,
            about=release.pk,
            subject=f"{release.template.name}, {release.term.name}, {release.school.name}",
            after={"at": hour.isoformat() if hour else None},
        )
        if hour and hour <= clock.now():
            app.configure_task(LET_GO).defer(district=district, release=release.pk)
    return True


def correct(viewer: Viewer, release: CardRelease, before: Paper, district: CurrentDistrict) -> str:
    """A further edition of a released card, as it is today; "", or why there is none, in a word.

    The one before stays as it was sent. "waits": families do not see it yet; "blank": no mark that
    it would show stands any more; "same": nothing differs, which is no matter in the place of one
    that was taken back; "corrected" and "gone": a colleague was faster.
    """
    if before.released_at is None:
        return "waits"
    setup = setup_of(release, clock.today())
    drafts = drafts_of(viewer, setup, [before.student_id], release.pk, twins=True)
    if not drafts:
        return "blank"
    # of one that was taken back nobody is told what stood in it
    found = [] if before.withdrawn_at else differences(before.facts, drafts[0].facts)
    if not (found or before.withdrawn_at):
        return "same"
    at = clock.now()
    papers = [_corrected(draft, before, found, viewer.person_id, at) for draft in drafts]
    try:
        with transaction.atomic(), as_the_house():
            if not _stands(release, before):
                return "gone"
            _keep_corrected(papers, found, viewer)
            if before.to_families:
                app.configure_task(TELL_ONE).defer(district=district.id, paper=papers[0].pk)
    except IntegrityError:
        return "corrected"
    return ""


def _stands(release: CardRelease, before: Paper) -> bool:
    """If nobody has taken the cards or this one back meanwhile; nobody can until the end of it."""
    held = CardRelease.objects.select_for_update(of=("self",))
    if not held.filter(pk=release.pk, state=State.RELEASED).exists():
        return False
    same = Paper.objects.visible_to(System()).filter(pk=before.pk)
    return same.filter(withdrawn_at=before.withdrawn_at).exists()


def _keep_corrected(papers: Sequence[Paper], found: Sequence[Difference], by: Viewer) -> None:
    for each in papers:
        each.save(force_insert=True)
    record(
        "paper.corrected" if papers[0].to_families else "cards.corrected",
        actor=by.person_id,
        student=papers[0].student_id,
        about=papers[0].pk,
        subject=papers[0].title,
        after={"differs": [list(each) for each in found], "edition": papers[0].edition},
    )


def _corrected(
    draft: Draft, before: Paper, found: Sequence[Difference], by: int | None, at: datetime
) -> Paper:
    """The next edition of *draft*."""
    new = replacing(draft, before)
    if found:
        with in_language(draft.language):
            new = replace(new, facts={**new.facts, "differs": differs_words(found)})
    paper = paper_of(new, signer(), at)
    paper.issued_by_id, paper.released_at = by, at
    paper.to_families = before.to_families
    return paper


def why_not(reason: str, release: CardRelease) -> str:
    """A refusal in a sentence."""
    empty = _(
        "No mark of %(term)s is posted yet that these cards would show. Nothing was released."
    )
    return {
        "empty": empty % {"term": release.term.name},
        "overtaken": _("A colleague has released these cards already. Nothing was done twice."),
        "waits": _("This card is not released yet, so there is nothing to correct."),
        "blank": _("No mark that this card would show is posted any more. It stays as it is."),
        "same": _("Nothing differs any more. No new edition was made."),
        "gone": _("A colleague has taken this back just now. Please look at it."),
        "corrected": _("A colleague has corrected this card already. Please look at it."),
    }[reason]

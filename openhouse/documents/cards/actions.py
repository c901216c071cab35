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
from openhouse.documents.cards.editions import corrected_words, differs_words
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
    """The release of a template for a school's term, and whether it is new; there is only one."""
    return CardRelease.objects.get_or_create(
        template=template,
        school=school,
        term=term,
        defaults={
            "begun_by_id": viewer.person_id,
            "begun_by_name": viewer.name[:250],
            "begun_at": clock.now(),
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
    it would show stands any more; "same": nothing differs; "corrected": a colleague was faster.
    """
    if before.released_at is None:
        return "waits"
    setup = setup_of(release, clock.today())
    drafts = drafts_of(viewer, setup, [before.student_id], release.pk, twins=True)
    if not drafts:
        return "blank"
    if not (found := differences(before.facts, drafts[0].facts)):
        return "same"
    at = clock.now()
    paper, *twins = [_corrected(draft, before, found, viewer.person_id, at) for draft in drafts]
    try:
        with transaction.atomic(), as_the_house():
            for each in (paper, *twins):
                each.save(force_insert=True)
            record(
                "paper.corrected",
                actor=viewer.person_id,
                student=paper.student_id,
                about=paper.pk,
                subject=paper.title,
                after={"differs": [list(each) for each in found], "edition": paper.edition},
            )
            app.configure_task(TELL_ONE).defer(district=district.id, paper=paper.pk)
    except IntegrityError:
        return "corrected"
    return ""


def _corrected(
    draft: Draft, before: Paper, found: Sequence[Difference], by: int | None, at: datetime
) -> Paper:
    """The next edition of *draft*; a twin of it puts right nothing by itself."""
    with in_language(draft.language):
        said = {
            "replaces": corrected_words(before.edition + 1, before.issued_at),
            "differs": differs_words(found),
        }
    new = replace(draft, facts={**draft.facts, **said}, corrects=before)
    paper = paper_of(new, signer(), at)
    paper.issued_by_id, paper.released_at = by, at
    if paper.is_twin:
        paper.corrects = None
    return paper


def why_not(reason: str, release: CardRelease) -> str:
    """A refusal in a sentence."""
    empty = _(
        "No mark of %(term)s is posted yet that these cards would show. Nothing was released."
    )
    return {
        "empty": empty % {"term": release.term.name},
        "overtaken": _("A colleague has released these cards already. Nothing was done twice."),
        "waits": _("Families do not see this card yet, so there is nothing to correct."),
        "blank": _("No mark that this card would show is posted any more. It stays as it is."),
        "same": _("Nothing differs any more. No new edition was made."),
        "corrected": _("A colleague has corrected this card already. Please look at it."),
    }[reason]

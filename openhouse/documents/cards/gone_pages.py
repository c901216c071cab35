"""The pages on which cards are taken back from families, and say that they were, in words."""

from typing import Any

from django.utils.translation import gettext as _

from openhouse.common.addresses import address
from openhouse.documents.cards.gone_words import told_gone_words, told_words
from openhouse.documents.cards.pages import cards_words
from openhouse.documents.models_cards import CardRelease
from openhouse.papers.models import Paper

State = CardRelease.State


def of_withdrawing(
    release: CardRelease, told: int, last: Paper | None, form: object
) -> dict[str, Any]:
    """The page that asks why: of one student's card, or of all cards of *release*."""
    name = str(last.student.person) if last else ""
    here = address("card-release", release.pk)
    return {
        "release": release,
        "form": form,
        "name": name,
        "heading": _("Take this card back?") if last else _("Take these cards back?"),
        "back": address("card-student", release.pk, last.student_id) if last else here,
        "cards": cards_words(release.made),
        "told": "" if last else told_words(told),
    }


def of_withdrawn(release: CardRelease, told: tuple[int, int]) -> dict[str, Any]:
    """What the page of a release says that was taken back."""
    after = getattr(release, "replaced_by", None)
    return {
        "told": told_words(told[0]),
        "told_gone": told_gone_words(told[1]),
        "after": address("card-release", after.pk) if after else "",
    }

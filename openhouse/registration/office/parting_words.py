"""A guardian whom a family took out, in words: what stands on file, what is to be decided."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from openhouse.access.rules import is_barred
from openhouse.common.text import day_and_year
from openhouse.people.words import relation_words
from openhouse.registration.models_office import TakenOut
from openhouse.registration.posting.parting import Parting


def parting_words(parting: Parting, today: date) -> dict[str, Any]:
    """The card of one: facts of the records, what was decided, and if there is something to."""
    tie = parting.tie
    return {
        "part": parting.part.pk,
        "name": str(tie.person),
        "facts": _facts(parting, today),
        "family": parting.by_the_family,
        "court": tie.barred,
        "open": parting.is_open,
        "said": _said(parting.said),
        "today": today.isoformat(),
    }


def _facts(parting: Parting, today: date) -> list[str]:
    tie = parting.tie
    barred = ""
    if is_barred(tie, today):
        barred = _("A court order keeps this adult from the child.")
    elif tie.barred:
        barred = _("A court order kept this adult from the child; it has ended.")
    return [
        each
        for each in (
            relation_words(tie.relation),
            _("Legal guardian: no end of it is known here. Ask for the court’s paper.")
            if tie.legal_guardian
            else _("Not a legal guardian on file"),
            _("The child lives there too") if tie.lives_with else "",
            _("Sees the child’s pages") if tie.portal_access else _("Does not see the pages"),
            barred,
        )
        if each
    ]


def _said(said: TakenOut | None) -> str:
    if said is None:
        return ""
    if said.ends_on is not None:
        return _("It ends; the last day is %(day)s.") % {"day": day_and_year(said.ends_on)}
    if said.says == TakenOut.Says.NO_ACCESS:
        return _("Stays on file, and sees the child’s pages no more.")
    return _("Stays as on file.")

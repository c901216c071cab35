"""The page on which several children are accepted at once."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from openhouse.access.requests import whole_number
from openhouse.common.addresses import address
from openhouse.people.words import grade_words
from openhouse.registration.office.together import Became, Turn
from openhouse.registration.office.words import state_words

#: Of how many a message says why they were left.
MOST_SAID = 10


def together_page(turns: Iterable[Turn]) -> dict[str, Any]:
    """Each grade with its children in order, and who of them finds a seat."""
    found = list(turns)
    fit = sum(each.fits for turn in found for each in turn.children)
    return {
        "turns": [
            {
                "title": " · ".join(filter(None, (turn.school, grade_words(turn.where[1])))),
                "small": _free(turn.free),
                "children": [
                    {
                        "name": each.name or _("No name yet"),
                        "small": state_words(each.candidate.state),
                        "field": f"child-{each.candidate.pk}",
                        "revision": each.candidate.revision,
                        "fits": each.fits,
                        "url": address("registration-child", each.candidate.pk),
                    }
                    for each in turn.children
                ],
            }
            for turn in found
        ],
        "fit": fit,
        "label": ngettext("Accept %(count)s child", "Accept %(count)s children", fit)
        % {"count": fit},
    }


def _free(free: int | None) -> str:
    if free is None:
        return _("No limit of seats")
    return ngettext("%(count)s seat free", "%(count)s seats free", free) % {"count": free}


def chosen_of(sent: Mapping[str, str]) -> dict[int, int]:
    """The children whom a form names, each with the revision that was seen."""
    found = {}
    for name, value in sent.items():
        child, revision = whole_number(name.removeprefix("child-")), whole_number(value)
        if name.startswith("child-") and child is not None and revision is not None:
            found[child] = revision
    return found


def became_words(became: Became) -> list[tuple[str, str]]:
    """What has become of them: ("success", words) or ("warning", words) each."""
    said = []
    if became.accepted:
        words = ngettext(
            "%(count)s child is accepted. The family is told.",
            "%(count)s children are accepted. The families are told.",
            became.accepted,
        )
        said.append(("success", words % {"count": became.accepted}))
    said += [
        ("warning", f"{name or _('No name yet')}: {why}") for name, why in became.left[:MOST_SAID]
    ]
    more = len(became.left) - MOST_SAID
    if more > 0:
        words = ngettext("%(count)s more was not.", "%(count)s more were not.", more)
        said.append(("warning", words % {"count": more}))
    return said or [("warning", _("Nobody was chosen."))]

"""The page on which an office says who the people of an application are."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from openhouse.common.text import long_day
from openhouse.registration.matching.homes import HomeSaid, HomeShown
from openhouse.registration.matching.queries import PersonSaid, Shown
from openhouse.registration.matching.words import (
    BANDS,
    agrees,
    band_words,
    differs,
    home_reasons,
    sex_words,
)
from openhouse.registration.models import Candidate
from openhouse.registration.rules.matching import Who


def people_page(
    candidate: Candidate, people: Iterable[PersonSaid], home: HomeSaid | None
) -> dict[str, Any]:
    """The child first, then the home and the adults, each with whom she may be."""
    cards = [_card(each) for each in people]
    if home is not None and (home.address or home.is_decided):
        cards.insert(1, _home_card(home))
    alone = [each["name"] for each in cards if not each["decided"] and not each["proposals"]]
    return {
        "alone": alone,
        "candidate": candidate,
        "number": candidate.application.number,
        "name": next((each["name"] for each in cards if each["is_child"]), ""),
        "cards": cards,
        "open": sum(not each["decided"] for each in cards),
    }


def _card(said: PersonSaid) -> dict[str, Any]:
    part, who = said.said.part, said.said.who
    return {
        "part": part.pk,
        "name": said.said.name or said.linked or _("No name yet"),
        "new_label": _("Somebody new"),
        "kind": part.get_kind_display(),
        "is_child": part.candidate_id is not None,
        "decided": _decided(said),
        "can_undo": bool(part.matched_at or said.same_as),
        "proposals": [
            _proposal(each, who, said.said.name)
            for each in (() if said.is_decided else said.proposals)
        ],
    }


def _home_card(home: HomeSaid) -> dict[str, Any]:
    part = home.part
    decided = ""
    if home.is_known:
        decided = _("Linked to a home of the records.") if part.matched_at else ""
        decided = decided or _("Known from the start: a home of the records.")
    elif part.matched_at:
        decided = _("A new home.")
    return {
        "part": part.pk,
        "name": home.address or _("The home"),
        "new_label": _("A new home"),
        "kind": part.get_kind_display(),
        "is_child": False,
        "is_home": True,
        "decided": decided,
        "can_undo": bool(part.matched_at),
        "proposals": [_home_proposal(each) for each in home.proposals],
    }


def _home_proposal(shown: HomeShown) -> dict[str, Any]:
    words, kind = BANDS[shown.proposal.band]
    living = ngettext("%(count)s person lives there", "%(count)s people live there", shown.living)
    return {
        "tag": str(words),
        "kind": kind,
        "score": shown.proposal.score,
        "choice": f"home-{shown.home}",
        "agrees": home_reasons(shown.proposal, for_it=True),
        "differs": home_reasons(shown.proposal, for_it=False),
        "names": ", ".join(shown.names),
        "living": living % {"count": shown.living},
    }


def _decided(said: PersonSaid) -> str:
    part = said.said.part
    if said.linked and part.matched_at:
        return _("Linked to %(name)s of the records.") % {"name": said.linked}
    if said.linked:
        return _("Known from the start: %(name)s of the records.") % {"name": said.linked}
    if said.same_as:
        return _("The same new child as in application %(number)s.") % {
            "number": ", ".join(said.same_as)
        }
    return _("Somebody new.") if part.matched_at else ""


def _proposal(shown: Shown, who: Who, name: str) -> dict[str, Any]:
    words, kind = band_words(shown)
    born, other = who.born_on, shown.proposal.who
    return {
        "name": shown.name,
        "tag": words,
        "kind": kind,
        "score": shown.proposal.score,
        "choice": f"person-{shown.person}" if shown.person else f"candidate-{shown.candidate}",
        "agrees": agrees(shown.proposal),
        "differs": differs(shown.proposal),
        "application": shown.application,
        "rows": [
            (_("Name"), name, shown.name),
            (_("Birth date"), long_day(born) if born else "", _day(shown)),
            *_sexes(who, other),
            (_("At school"), "", ", ".join(shown.schools)),
        ],
        "who": _who(shown),
    }


def _sexes(who: Who, other: Who) -> list[tuple[str, str, str]]:
    """Both, where they are not the same."""
    if not (who.sex and other.sex) or who.sex == other.sex:
        return []
    return [(_("Sex"), sex_words(who.sex), sex_words(other.sex))]


def _day(shown: Shown) -> str:
    return long_day(shown.born_on) if shown.born_on else _("not in the records")


def _who(shown: Shown) -> str:
    if shown.application:
        return _("Application %(number)s") % {"number": shown.application}
    if shown.is_student:
        return _("Student")
    return _("Parent of a student") if shown.schools else _("Adult")

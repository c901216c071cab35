"""Why somebody may be the same person, in words."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from openhouse.registration.matching.queries import Shown
from openhouse.registration.rules.homes import HomeProposal
from openhouse.registration.rules.matching import Band, Proposal, Reason, is_twin

_REASONS = {
    "given.same": gettext_lazy("same first name"),
    "given.script": gettext_lazy("same first name in another script"),
    "given.nickname": gettext_lazy("first name is a nickname of the other"),
    "given.part": gettext_lazy("first name is a part of the other"),
    "given.near": gettext_lazy("first name one or two letters off"),
    "given.sounds": gettext_lazy("first name sounds alike"),
    "given.other": gettext_lazy("another first name"),
    "family.same": gettext_lazy("same last name"),
    "family.script": gettext_lazy("same last name in another script"),
    "family.part": gettext_lazy("last name is a part of the other"),
    "family.near": gettext_lazy("last name one or two letters off"),
    "family.sounds": gettext_lazy("last name sounds alike"),
    "family.other": gettext_lazy("another last name"),
    "names.swapped": gettext_lazy("first and last name are the other way round"),
    "born.same": gettext_lazy("same birth date"),
    "born.swapped": gettext_lazy("month and day of birth are the other way round"),
    "born.near": gettext_lazy("birth date one figure off"),
    "born.other": gettext_lazy("another birth date"),
    "born.generation": gettext_lazy("born many years apart"),
    "sex.same": gettext_lazy("same sex"),
    "sex.other": gettext_lazy("another sex"),
    "suffix.other": gettext_lazy("“Jr.” or “Sr.” on one of them"),
    "role.other": gettext_lazy("one is a student, the other an adult"),
    "email.same": gettext_lazy("same e-mail"),
    "kin.same": gettext_lazy("same family"),
    "street.same": gettext_lazy("same address"),
}
BANDS = {
    Band.SURELY: (gettext_lazy("Almost certainly the same"), "good"),
    Band.LIKELY: (gettext_lazy("Probably the same"), "info"),
    Band.MAYBE: (gettext_lazy("Perhaps the same"), "neutral"),
    Band.NO: (gettext_lazy("Hardly the same"), "neutral"),
}


#: What agrees of two homes, and what does not.
_OF_HOMES = {
    "house.same": gettext_lazy("same house number and street"),
    "house.other": gettext_lazy("another address"),
    "unit.same": gettext_lazy("same apartment"),
    "unit.other": gettext_lazy("another apartment"),
    "zip.same": gettext_lazy("same ZIP"),
    "zip.other": gettext_lazy("another ZIP"),
}


def home_reasons(proposal: HomeProposal, *, for_it: bool) -> str:
    """What agrees of two homes, or what does not; the weightiest first."""
    return " · ".join(
        _home_reason(each) for each in proposal.reasons if (each.points >= 0) == for_it
    )


def _home_reason(reason: Reason) -> str:
    if reason.key == "phone.same":
        return reason_words(reason)
    if reason.key == "members.same":
        count = int(reason.detail)
        words = ngettext(
            "%(count)s person of this application lives there",
            "%(count)s people of this application live there",
            count,
        )
        return words % {"count": count}
    return str(_OF_HOMES[reason.key])


def sex_words(sex: str) -> str:
    """A sex as the records or a form have it."""
    known = {"female": _("Female"), "male": _("Male")}
    return known.get(sex.lower(), sex.upper() if len(sex) == 1 else sex)


def reason_words(reason: Reason) -> str:
    """ "phone ends 4471"."""
    if reason.key == "phone.same":
        return _("phone ends %(end)s") % {"end": reason.detail}
    return str(_REASONS[reason.key])


def agrees(proposal: Proposal) -> str:
    """What agrees, the weightiest first."""
    return " · ".join(reason_words(each) for each in proposal.reasons if each.points >= 0)


def differs(proposal: Proposal) -> str:
    """What does not; "" where nothing is against it."""
    return " · ".join(reason_words(each) for each in proposal.reasons if each.points < 0)


def band_words(shown: Shown) -> tuple[str, str]:
    """How sure it is, in words, and the kind of tag for it."""
    if shown.is_student and is_twin(shown.proposal):
        return _("Perhaps a twin"), "warn"
    words, kind = BANDS[shown.proposal.band]
    return str(words), kind

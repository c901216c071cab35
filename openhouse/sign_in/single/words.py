"""Single sign-on in words: for who signs in why it ends, for the district's staff what mends it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openhouse.common.addresses import address
from openhouse.ledger.queries import Line
from openhouse.notifications.letters import Letter
from openhouse.sign_in.models_identity import ProviderSetup
from openhouse.sign_in.single.matching import Reach
from openhouse.sign_in.single.queries import TurnedAway
from openhouse.sign_in.single.rules import Refused, Why
from openhouse.sign_in.words import moment
from openhouse.ui.components.row import row
from openhouse.ui.markup import joined

#: What the district did with a provider, by the line's kind in the ledger.
ABOUT_PROVIDERS = {
    "sign_on.made": gettext_lazy("The provider was added"),
    "sign_on.changed": gettext_lazy("The provider was changed"),
    "sign_on.on": gettext_lazy("It was switched on"),
    "sign_on.off": gettext_lazy("It was switched off"),
}


def linked(name: str, provider: str) -> Letter:
    """Told to the owner when a provider opens her account for the first time (ACC-25)."""
    return Letter(
        _("A new way to sign in"),
        (
            _("Hello %(name)s,") % {"name": name},
            _("From now on %(provider)s opens your account of the family portal too.")
            % {"provider": provider},
        ),
        closing=(_("That was not you? Please call or write to the help desk at once."),),
    )


_ASK = gettext_lazy("Please ask the help desk. They can see what happened.")
_OTHER = gettext_lazy("Sign in with your user name and password instead, or try again later.")
_NOT_RIGHT = gettext_lazy(
    "What %(provider)s sent was not complete or not right, so nobody was signed in."
)
#: Headline, sentence and what to do for each reason why somebody was not let in.
_WAYS_ON = {
    Why.NOT_BELIEVED: (gettext_lazy("That did not work"), _NOT_RIGHT, _OTHER),
    Why.NOT_TOLD: (gettext_lazy("That did not work"), _NOT_RIGHT, _OTHER),
    Why.NOBODY: (
        gettext_lazy("We do not find you here"),
        gettext_lazy("%(provider)s knows you, but the school’s records do not have this account."),
        _ASK,
    ),
    Why.SEVERAL: (
        gettext_lazy("We cannot tell who you are"),
        gettext_lazy(
            "More than one person in the school’s records fits this %(provider)s account."
        ),
        _ASK,
    ),
    Why.NO_ACCOUNT: (
        gettext_lazy("You have no account yet"),
        gettext_lazy("%(provider)s knows you, but there is no account of the portal for you."),
        _ASK,
    ),
    Why.CLOSED: (
        gettext_lazy("Your account is closed"),
        gettext_lazy("The school’s records say that this account may not sign in now."),
        _ASK,
    ),
    Why.OTHER_SUBJECT: (
        gettext_lazy("This is a different account"),
        gettext_lazy(
            "You signed in here with another %(provider)s account before. To keep your account"
            " safe, this one does not open it."
        ),
        _ASK,
    ),
    Why.UNVERIFIED: (
        gettext_lazy("Your e-mail address is not confirmed"),
        gettext_lazy("%(provider)s does not say that this e-mail address is really yours."),
        _ASK,
    ),
    Why.WRONG_DOMAIN: (
        gettext_lazy("This is not a school account"),
        gettext_lazy("Sign in to %(provider)s with the account that the school gave you."),
        _ASK,
    ),
    Why.NOT_FOR: (
        gettext_lazy("Please sign in another way"),
        gettext_lazy(
            "This button is not for your account. Families sign in with user name and password."
        ),
        "",
    ),
    Why.CANCELLED: (
        gettext_lazy("You are not signed in"),
        gettext_lazy("Signing in was stopped. You can try again."),
        "",
    ),
    Why.STALE: (
        gettext_lazy("Please start once more"),
        gettext_lazy("This sign-in is too old, or was used already. Nobody was signed in."),
        "",
    ),
    Why.UNREACHABLE: (
        gettext_lazy("%(provider)s does not answer"),
        "",
        _OTHER,
    ),
}


def what_to_do(why: Why, provider: str) -> tuple[str, str]:
    """A headline and a sentence for somebody whom *provider* could not let in."""
    headline, *sentences = (str(words) % {"provider": provider} for words in _WAYS_ON[why])
    return headline, " ".join(filter(None, sentences))


def what_is_wrong(refusal: Refused) -> str:
    """What the district's staff are told of a provider that cannot be used, and why."""
    detail = refusal.detail
    if refusal.why is Why.UNREACHABLE:
        if "not a public address" in detail:
            return _("This address lies inside a network. Only public addresses are asked.")
        return _("It cannot be reached. Check the address. (%(detail)s)") % {"detail": detail}
    return _("It answers, but not as it should. (%(detail)s)") % {"detail": detail}


def why_turned_away(why: str) -> tuple[str, str]:
    """For the district's staff: why somebody was turned away, and what mends it."""
    records = _("Correct it in the student system; it comes with the next import.")
    said = {
        Why.NOBODY: (_("Nobody in the records fits"), records),
        Why.SEVERAL: (_("More than one person fits"), records),
        Why.NOT_FOR: (
            _("Not for this person"),
            _("The button is for the staff or students that you chose above."),
        ),
        Why.CLOSED: (_("The account is closed"), records),
        Why.NO_ACCOUNT: (
            _("No account yet"),
            _("Give the person one, or let the provider make accounts."),
        ),
        Why.OTHER_SUBJECT: (
            _("Another account at the provider than before"),
            _("Ask the person. If it is really hers or his, let the new one in."),
        ),
        Why.UNVERIFIED: (
            _("The provider does not vouch for the e-mail address"),
            _("Let the provider send that the address is verified."),
        ),
        Why.WRONG_DOMAIN: (
            _("Of another domain"),
            _("The person used a private account, or a domain is missing above."),
        ),
        Why.NOT_TOLD: (
            _("The provider does not tell what the rule needs"),
            _("Add the claim at the provider, or name another one above."),
        ),
    }
    wrong = (
        _("The answer was not right"),
        _("Try it yourself. If that fails too, check client ID, secret and issuer."),
    )
    return said.get(Why(why), wrong) if why in list(Why) else wrong


def reach_lines(found: Reach) -> list[tuple[str, str]]:
    """How far the rule reaches: each line with its number."""
    return [
        (_("People it is for"), str(found.everyone)),
        (_("Recognized by the rule"), str(found.matched)),
        (_("Nothing on file that the rule could go by"), str(found.without)),
        (_("The same is on file for somebody else too"), str(found.shared)),
        (_("Recognized, but without an account"), str(found.no_account)),
    ]


def rule_in_short(setup: ProviderSetup) -> list[tuple[str, str]]:
    """What the district decided about a provider."""
    both = [(setup.for_staff, _("staff")), (setup.for_students, _("students"))]
    lines = [
        (_("Whom it is for"), capfirst(", ".join(word for is_so, word in both if is_so))),
        (_("Recognized by"), setup.get_rule_display()),
    ]
    if setup.claim:
        lines.append((_("Told as"), setup.claim))
    if setup.domains:
        lines.append((_("Domains"), ", ".join(setup.domains)))
    lines.append((_("Makes accounts"), _("Yes") if setup.makes_accounts else _("No")))
    asks = setup.second_factor_there
    lines.append((_("Second step"), _("At the provider") if asks else _("At the portal")))
    return lines


def setups(found: Sequence[ProviderSetup]) -> SafeString:
    """A row for each provider, with its state."""
    return joined(
        row(
            each.provider.name,
            small=each.issuer,
            url=address("provider", each.pk),
            tag=_("Switched on") if each.provider.is_on else _("Switched off"),
            kind="good" if each.provider.is_on else "neutral",
        )
        for each in found
    )


@dataclass(frozen=True, slots=True)
class Away:
    """Somebody turned away, as the district's staff read it."""

    who: str
    when: str
    why: str
    mend: str
    #: Whose older identity may be forgotten; None where that is not the matter.
    person: int | None


def turned_away(found: Sequence[TurnedAway]) -> list[Away]:
    """Each refusal with who, when, why and what mends it."""
    lines = []
    for each in found:
        why = str(each.line.after.get("why", ""))
        person = each.person.pk if each.person and each.is_linked else None
        who = " · ".join(filter(None, (str(each.person or ""), each.line.subject)))
        lines.append(
            Away(
                who or _("Somebody whom the provider did not name"),
                moment(each.line.at),
                *why_turned_away(why),
                person=person if why == Why.OTHER_SUBJECT else None,
            )
        )
    return lines


def story(found: Sequence[tuple[Line, str]]) -> SafeString:
    """A row for each thing that the district did with a provider."""
    return joined(
        row(
            str(ABOUT_PROVIDERS[line.kind]),
            small=" · ".join(filter(None, (moment(line.at), who))),
        )
        for line, who in found
    )

"""What the family's pages show of a change between registrations."""

from collections.abc import Iterable
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from openhouse.access.viewer import Viewer
from openhouse.common.addresses import address
from openhouse.common.text import day_words, hour_of, names_words, reader_language
from openhouse.contact.models import ContactRules
from openhouse.contact.queries import PHONE, asks_first, rules_of
from openhouse.registration.family import changing, pages, sent_page
from openhouse.registration.family.sending import Became
from openhouse.registration.models import Application, Candidate
from openhouse.registration.rules.chosen import without_word
from openhouse.registration.rules.form import Per, said_in
from openhouse.registration.rules.years import year_words
from openhouse.registration.standing.state import Standing
from openhouse.registration.states import CHANGE_UNDECIDED

State = Candidate.State
MOST = 10


def telling_page(viewer: Viewer) -> dict[str, Any]:
    """Where a parent begins: what changes at once, what the school looks at, what is on its way."""
    rules = rules_of()
    lines = _lines(viewer)
    return {
        "on": changing.is_on(rules),
        "adult": any(child.id != viewer.person_id for child in viewer.children),
        "may": bool(changing.children_of(viewer)) and not viewer.look,
        "open": next((each for each in lines if each["open"]), None),
        "earlier": [each for each in lines if not each["open"]],
        "phone_small": _at_once(viewer),
        "home_url": _home_url(rules),
        "year": registering(viewer),
    }


def _at_once(viewer: Viewer) -> str:
    if asks_first(viewer.person_id, PHONE):
        return _("You write it there; the office looks at it first.")
    return _("You change it there, and it holds at once.")


def _home_url(rules: ContactRules) -> str:
    return "" if rules.changes else address("contact")


def _lines(viewer: Viewer) -> list[dict[str, Any]]:
    """What her home has told of late; three statements, however much it is."""
    mine = changing.mine_of(viewer, MOST)
    # what another school still decides about a child whom she does not see is open as well
    waiting = changing.waiting_among(mine)
    states: dict[int, list[str]] = {one.pk: [] for one in mine}
    rows = Candidate.objects.visible_to(viewer).filter(application__in=mine)
    for application, state in rows.values_list("application_id", "state"):
        states[application].append(state)
    return [_line(one, states[one.pk], is_open=one.pk in waiting) for one in mine]


def _line(application: Application, states: list[str], *, is_open: bool) -> dict[str, Any]:
    draft = application.sent_at is None
    tag, kind = state_words(states) if not draft else (_("Not sent yet"), "warn")
    at = timezone.localtime(application.sent_at or application.begun_at)
    words = _("Begun on %(day)s") if draft else _("Sent on %(day)s at %(hour)s")
    return {
        "title": _("Change %(number)s") % {"number": application.number},
        "small": words % {"day": day_words(at.date()), "hour": hour_of(at)},
        "tag": tag,
        "kind": kind,
        "url": address("registration-open", application.pk),
        "draft": draft,
        "open": draft or is_open,
    }


def state_words(states: Iterable[str]) -> tuple[str, str]:
    """Where a change stands as a whole, and its tone."""
    there = set(states)
    for state, words, kind in (
        (State.ASKED, _("The school has a question"), "warn"),
        (State.SENT, _("With the school"), "info"),
        (State.POSTED, _("In the records"), "good"),
        (State.DECLINED, _("Not changed"), "bad"),
    ):
        if state in there:
            return words, kind
    return _("Taken back"), "neutral"


def next_words(states: Iterable[str]) -> str:
    """What happens next with it."""
    there = set(states)
    for state, words in (
        (State.ASKED, _("Please answer the school’s question.")),
        (State.SENT, _("The office looks at it. Until it has, what is on file stays.")),
        (State.POSTED, _("The school has changed its records. Nothing more to do.")),
        (State.DECLINED, _("What is on file stays. You can call the office.")),
    ):
        if state in there:
            return words
    return _("What is on file stays.")


def registering(viewer: Viewer) -> str:
    """What a change means for a registration of her home that is not decided yet; "" for none."""
    rows = Application.objects.visible_to(viewer).filter(withdrawn_at=None, window__isnull=False)
    mine = list(rows.select_related("window").order_by("-begun_at"))
    waiting = changing.waiting_among(mine)
    for one in mine:
        year = year_words(one.window.ends_in) if one.window else ""
        if one.sent_at is None:
            return _(
                "You have begun to register for %(year)s too. Your registration shows the change as"
                " soon as the school has made it."
            ) % {"year": year}
        if one.pk in waiting:
            return _(
                "Your registration for %(year)s is with the school. What the school changes now"
                " holds for it too."
            ) % {"year": year}
    return ""


def overview(standing: Standing) -> dict[str, Any]:
    """A change that is not sent yet: what is to be answered, what may be opened or added."""
    context = pages.overview(standing)
    groups = [
        {**each, "may_add": each["kind"] in (Per.GUARDIAN, Per.CONTACT)}
        for each in context["groups"]
        if each["people"] or each["kind"] in (Per.GUARDIAN, Per.CONTACT)
    ]
    signs = rules_of().changes_signed
    person = standing.filler.reader
    return context | {
        "groups": groups,
        "says": changing.says_something(standing),
        "unsaid": _unsaid(standing),
        "signs": signs,
        "drop_url": address("registration-drop", standing.application.pk),
        "year": registering(person) if isinstance(person, Viewer) else "",
    }


def _unsaid(standing: Standing) -> list[str]:
    """What she chose at the beginning, and has said nothing of yet."""
    kinds = {Per(part.kind) for part in standing.parts if part.person_id is None}
    return [
        said_in(option.label, reader_language())
        for option in without_word(standing.form, standing.progress.asked, kinds)
    ]


def review(standing: Standing, context: dict[str, Any]) -> dict[str, Any]:
    """Of the review what would change, and nothing else; *context* is the whole one."""
    signs = rules_of().changes_signed
    return context | {
        "before": [],
        "statement": _statement(standing, signs=signs),
        "signs": signs,
        "nothing": not changing.says_something(standing),
        "is_change": True,
    }


def _statement(standing: Standing, *, signs: bool) -> str:
    names = names_words([standing.called(part) for part in standing.of("student")])
    true = _(
        "I am a parent or guardian of %(names)s. What I have written here is true as far as I know."
    ) % {"names": names}
    return f"{true} {_('My typed name counts as my signature.')}" if signs else true


def sent(standing: Standing) -> dict[str, Any]:
    """A change that was sent: where it stands, what the school asks, and taking it back."""
    context = sent_page.of(standing)
    candidates = [part.candidate for part in standing.of("student") if part.candidate]
    states = [candidate.state for candidate in candidates]
    tag, kind = state_words(states)
    reasons = dict.fromkeys(one.reason for one in candidates if one.reason)
    undecided = {*CHANGE_UNDECIDED, State.WITHDRAWN}
    return context | {
        "tag": tag,
        "kind": kind,
        "next": next_words(states),
        "reasons": [*reasons],
        "names": ", ".join(standing.called(part) for part in standing.of("student")),
        "may_drop": bool(states) and set(states) <= undecided
        and not standing.application.withdrawn_at,
        "drop_url": address("registration-drop", standing.application.pk),
        "arrived": set(states) == {State.SENT} and not standing.application.withdrawn_at,
    }  # fmt: skip


def refused(became: Became) -> str:
    """Why a change was not sent, and what to do; "" where the words of a registration fit."""
    return {
        Became.NOTHING: _(
            "Nothing in it differs from what the school has, so it was not sent. Open what has"
            " changed, or add somebody."
        ),
        Became.OFF: _(
            "The school takes no changes here at the moment, so it was not sent. Please call its"
            " office."
        ),
        Became.NO_CHILD: _("None of your children is at a school here any more. Please call it."),
    }.get(became, "")

"""What a form on a child's page asks for, and what the clerk reads then."""

from collections.abc import Callable, Mapping

from django.utils.translation import gettext as _

from openhouse.access.district import CurrentDistrict
from openhouse.access.requests import date_of, whole_number
from openhouse.access.viewer import Viewer
from openhouse.registration.office import changing, consents, deciding, items, links
from openhouse.registration.office.holding import NotHers, Overtaken, Refused, any_of
from openhouse.registration.office.known import Unknown
from openhouse.registration.office.words import (
    cannot_undo_words,
    hindrances_words,
    overtaken_words,
)
from openhouse.registration.posting.hindrances import Stopped
from openhouse.registration.posting.undoing import CannotUndo
from openhouse.registration.rules.form import Desk
from openhouse.registration.rules.mapping import Says

Posted = Mapping[str, str]
_SAYS = (Says.TAKE, Says.KEEP, Says.ASK)


def act(
    viewer: Viewer, number: int, sent: Posted, district: CurrentDistrict
) -> tuple[str, str]:  # fmt: skip
    """Do what *sent* asks for; how it went ("success", "warning", or "unknown": who it is has to be
    said first) and in words. Raises NotHers."""
    change = any_of(viewer, number).application.is_change
    does = (_OF_A_CHANGE if change else _ACTS).get(sent.get("act", ""))
    revision = whole_number(sent.get("revision", ""))
    if does is None or revision is None:
        raise NotHers
    try:
        return "success", does(viewer, number, revision, sent, district)
    except Overtaken as late:
        return "warning", overtaken_words(late.state)
    except Unknown as unknown:
        return "unknown", str(unknown)
    except Refused as refused:
        return "warning", str(refused)
    except Stopped as stopped:
        return "warning", " ".join(hindrances_words(stopped.found))
    except CannotUndo as stays:
        return "warning", cannot_undo_words(stays)


def _field(v: Viewer, n: int, rev: int, sent: Posted, district: CurrentDistrict) -> str:
    part, says = whole_number(sent.get("part", "")), sent.get("says", "")
    if part is None or says not in _SAYS:
        raise NotHers
    question = sent.get("question", "")
    deciding.decide_field(v, n, rev, part, sent.get("key", ""), says, question)
    return {
        Says.TAKE: _("The new one will be written."),
        Says.KEEP: _("What is on file stays."),
        Says.ASK: _("Noted. The family reads it when you send the questions."),
    }[Says(says)]


def _taken_out(v: Viewer, n: int, rev: int, sent: Posted, district: CurrentDistrict) -> str:
    part = whole_number(sent.get("part", ""))
    if part is None:
        raise NotHers
    ends_on = date_of(sent.get("ends_on", ""))
    deciding.decide_taken_out(v, n, rev, part, sent.get("says", ""), ends_on)
    return _("Noted. It is written together with the child.")


def _accept(v: Viewer, n: int, rev: int, sent: Posted, district: CurrentDistrict) -> str:
    everything, over = sent.get("everything") == "yes", sent.get("over", "")[:500]
    deciding.accept(v, n, rev, district, everything=everything, over=over)
    return _("Accepted. The family is told.")


def _send_back(v: Viewer, n: int, rev: int, sent: Posted, district: CurrentDistrict) -> str:
    deciding.send_back(v, n, rev, district)
    return _("Sent. The family answers on its page.")


def _wait(v: Viewer, n: int, rev: int, sent: Posted, district: CurrentDistrict) -> str:
    deciding.put_on_list(v, n, rev, district, sent.get("reason", ""),
                         though_free=sent.get("though_free") == "yes")  # fmt: skip
    return _("On the waiting list. The family is told.")


def _decline(v: Viewer, n: int, rev: int, sent: Posted, district: CurrentDistrict) -> str:
    deciding.decline(v, n, rev, district, sent.get("reason", ""))
    return _("Declined. The family reads why.")


def _anew(v: Viewer, n: int, rev: int, sent: Posted, district: CurrentDistrict) -> str:
    deciding.decide_anew(v, n, rev)
    return _("Taken back. It is to be decided again.")


def _post(v: Viewer, n: int, rev: int, sent: Posted, district: CurrentDistrict) -> str:
    deciding.post(v, n, rev, district, checked=sent.get("checked") == "yes")
    return _("Enrolled. The family is told.")


def _undo(v: Viewer, n: int, rev: int, sent: Posted, district: CurrentDistrict) -> str:
    deciding.undo(v, n, rev)
    return _("Taken back. The records are as they were before.")


def _item(v: Viewer, n: int, rev: int | None, sent: Posted, district: CurrentDistrict) -> str:
    """A paper, on either desk's page; a nurse's knows no revision of the child."""
    item, state = whole_number(sent.get("item", "")), sent.get("state", "")
    if item is None or state not in _ITEM_WORDS:
        raise NotHers
    items.decide_item(v, n, rev, item, state, sent.get("reason", ""), district)
    return _ITEM_WORDS[state]()


def _consents(v: Viewer, n: int, rev: int, sent: Posted, district: CurrentDistrict) -> str:
    consents.go_on_without(v, n, sent.get("reason", ""))
    return _("Noted. The school goes on without that answer.")


def _services(v: Viewer, n: int, rev: int, sent: Posted, district: CurrentDistrict) -> str:
    items.mark_done(v, n, Desk.COUNSELOR, sent.get("note", ""))
    return _("Done. Your colleagues see that you have looked at it.")


def _services_again(v: Viewer, n: int, rev: int, sent: Posted, district: CurrentDistrict) -> str:
    items.mark_open(v, n, Desk.COUNSELOR)
    return _("It waits for you again.")


def _end_links(v: Viewer, n: int, rev: int, sent: Posted, district: CurrentDistrict) -> str:
    links.end_them(v, n)
    return _("The links that are out open nothing any more.")


def _new_link(v: Viewer, n: int, rev: int, sent: Posted, district: CurrentDistrict) -> str:
    links.send_new(v, n, district)
    return _("A new link is on its way to the family.")


_ACTS: dict[str, Callable[[Viewer, int, int, Posted, CurrentDistrict], str]] = {
    "field": _field,
    "taken out": _taken_out,
    "accept": _accept,
    "send back": _send_back,
    "wait": _wait,
    "decline": _decline,
    "anew": _anew,
    "post": _post,
    "undo": _undo,
    "item": _item,
    "consents": _consents,
    "services": _services,
    "services again": _services_again,
    "end links": _end_links,
    "new link": _new_link,
}


def _take(v: Viewer, n: int, rev: int, sent: Posted, district: CurrentDistrict) -> str:
    everything, checked = sent.get("everything") == "yes", sent.get("checked") == "yes"
    changing.take(v, n, rev, district, everything=everything, checked=checked)
    return _("Written into the records. The family is told.")


def _ask_home(v: Viewer, n: int, rev: int, sent: Posted, district: CurrentDistrict) -> str:
    changing.send_back(v, n, rev, district)
    return _("Sent. The family answers on its page.")


def _refuse(v: Viewer, n: int, rev: int, sent: Posted, district: CurrentDistrict) -> str:
    changing.decline(v, n, rev, district, sent.get("reason", ""))
    return _("Declined. The family reads why.")


def _take_back(v: Viewer, n: int, rev: int, sent: Posted, district: CurrentDistrict) -> str:
    changing.undo(v, n, rev)
    return _("Taken back. The records are as they were before.")


def _decide_again(v: Viewer, n: int, rev: int, sent: Posted, district: CurrentDistrict) -> str:
    changing.decide_anew(v, n, rev)
    return _("Taken back. It is to be decided again.")


#: What an office does with a change between registrations: once for the home.
_OF_A_CHANGE: dict[str, Callable[[Viewer, int, int, Posted, CurrentDistrict], str]] = {
    "field": _field,
    "take": _take,
    "send back": _ask_home,
    "decline": _refuse,
    "anew": _decide_again,
    "undo": _take_back,
    "item": _item,
}


def act_for_desk(
    viewer: Viewer, number: int, sent: Posted, district: CurrentDistrict
) -> tuple[str, str]:
    """The same of a nurse's or transport's page. Raises NotHers."""
    does = _DESK_ACTS.get(sent.get("act", ""))
    if does is None:
        raise NotHers
    try:
        return "success", does(viewer, number, sent, district)
    except Overtaken as late:
        return "warning", overtaken_words(late.state)
    except Refused as refused:
        return "warning", str(refused)


def _done(v: Viewer, n: int, sent: Posted, district: CurrentDistrict) -> str:
    items.mark_done(v, n, sent.get("desk", ""), sent.get("note", ""))
    return _("Done. The office sees that you have looked at it, and nothing else.")


def _open(v: Viewer, n: int, sent: Posted, district: CurrentDistrict) -> str:
    items.mark_open(v, n, sent.get("desk", ""))
    return _("It waits for you again.")


def _ask(v: Viewer, n: int, sent: Posted, district: CurrentDistrict) -> str:
    part = whole_number(sent.get("part", ""))
    if part is None:
        raise NotHers
    question = sent.get("question", "")
    items.ask_family(v, n, sent.get("desk", ""), part, sent.get("key", ""), question, district)
    return _("Asked. The family answers on its page.")


def _paper(v: Viewer, n: int, sent: Posted, district: CurrentDistrict) -> str:
    return _item(v, n, None, sent, district)


_ITEM_WORDS: dict[str, Callable[[], str]] = {
    "accepted": lambda: _("Noted as seen."),
    "refused": lambda: _("The family is asked for it again."),
    "waived": lambda: _("Noted as not needed."),
}
_DESK_ACTS: dict[str, Callable[[Viewer, int, Posted, CurrentDistrict], str]] = {
    "done": _done,
    "open": _open,
    "ask": _ask,
    "item": _paper,
}

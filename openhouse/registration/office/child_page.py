"""One child's page: what the family says beside what is on file, and what can be done."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from openhouse.common.addresses import address
from openhouse.common.files import size_words
from openhouse.common.text import day_and_year, day_words, hour_of, reader_language
from openhouse.people.words import grade_words, relation_words
from openhouse.registration.models import Candidate, Part
from openhouse.registration.models_answers import AnswerFile
from openhouse.registration.models_office import OpenItem
from openhouse.registration.naming import school_of
from openhouse.registration.office.change_page import change_page
from openhouse.registration.office.child import Child
from openhouse.registration.office.deciding import UNDECIDED
from openhouse.registration.office.desk_words import desks_page, services_page
from openhouse.registration.office.forms import OverForm, ReasonForm
from openhouse.registration.office.opening_words import opens_words
from openhouse.registration.office.parting_words import parting_words
from openhouse.registration.office.questions import asked_by, asked_words
from openhouse.registration.office.words import (
    KINDS,
    State,
    hindrance_words,
    item_words,
    plan_words,
    question_words,
    state_words,
    unread_words,
)
from openhouse.registration.places.words import LIVES, full_words, not_offered_words, room_words
from openhouse.registration.queries import is_offered
from openhouse.registration.rules.form import Kind, said_in
from openhouse.registration.rules.mapping import DECIDED_WHOLE, Line, Says
from openhouse.registration.rules.progress import is_empty
from openhouse.registration.states import NOT_COMING
from openhouse.registration.words import Names, shown

#: What the clerk has said to an answer.
SAYS = {Says.TAKE: "good", Says.KEEP: "neutral", Says.ASK: "warn", Says.OPEN: "info"}


@dataclass(frozen=True, slots=True)
class Shown:
    """One answer in words. ``other`` is what the child's other home says."""

    part: int
    key: str
    label: str
    old: str
    new: str
    tag: str
    kind: str
    asked: str
    other: str
    files: tuple[tuple[str, str, str], ...]
    differs: bool
    hers: bool
    #: Of a change: it fills no field of the records, and is told all the same.
    told: bool = False


def child_page(child: Child, today: date) -> dict[str, Any]:
    """The context of the page."""
    found, candidate = child.found, child.found.candidate
    names = _names(child)
    waiting = [line for line in found.all_lines() if line.is_open]
    asks = asked_by(found, child.schools_here)
    page = {
        "number": candidate.pk,
        "revision": candidate.revision,
        "name": _name(child, found.child) or _("No name yet"),
        "subtitle": _subtitle(child),
        "state": state_words(candidate.state),
        "kind": KINDS[State(candidate.state)],
        "reason": candidate.reason,
        "sent": _when(candidate.sent_at) if candidate.sent_at else "",
        "late": found.application.late,
        "signed": _signed(child),
        "orders": [_order(each) for each in child.orders],
        "parts": [_part(child, part, names) for part in _parts(child)],
        "removed": [parting_words(each, today) for each in child.partings],
        "items": [_item(child, item) for item in child.items],
        "desks": desks_page(child.desks, waits=candidate.state not in NOT_COMING),
        **services_page(child.services, found.all_lines()),
        "plan": plan_words(child.plan) if child.plan else [],
        "hindrances": [hindrance_words(each) for each in child.hindrances],
        "opens": opens_words(child),
        "open": len(waiting),
        "asks": len(asks),
        "otherwise": len(child.otherwise),
        **_may(candidate.state),
        "may_undo": child.may_undo,
        "posted": _when(child.posting.at) if child.posting else "",
        "wait_form": ReasonForm(auto_id="wait-%s", required=False),
        "decline_form": ReasonForm(auto_id="decline-%s"),
        **_seating(child),
        "decide_url": address("registration-decide", candidate.pk),
        "people_url": address("registration-people", candidate.pk),
    }
    return page | change_page(child, page["parts"]) if candidate.application.is_change else page


def _may(state: str) -> dict[str, bool]:
    """What can be done with a child in this *state*."""
    return {
        "may_decide": state in UNDECIDED,
        "may_post": state == State.ACCEPTED,
        "may_decide_papers": state in Candidate.WITH_THE_SCHOOL,
        "may_take_back": state in (State.ACCEPTED, State.DECLINED, State.WAITING),
        "is_posted": state == State.POSTED,
        "is_asked": state == State.ASKED,
    }


def _seating(child: Child) -> dict[str, Any]:
    """Seats, streets, brothers and sisters; and what to write where no seat is left."""
    candidate, room = child.found.candidate, child.room
    tags: list[tuple[Any, str]] = [LIVES[child.lives]] if child.lives else []
    if child.has_sibling:
        tags.append((_("Brother or sister at the school"), "good"))
    if not is_offered(candidate):
        tags.append((not_offered_words(candidate.grade_level), "warn"))
    full = room is not None and room.is_full
    return {
        "seats": room_words(candidate.grade_level, room) if room else "",
        "seating": tags,
        "full": full_words(candidate.grade_level, room, may_go_over=child.may_go_over)
        if room and full
        else "",
        "spare": room_words(candidate.grade_level, room) if room and room.is_spare else "",
        "over_form": OverForm(auto_id="over-%s") if full and child.may_go_over else None,
    }


def _parts(child: Child) -> list[Part]:
    """The child, then the home; of a change the home first."""
    found = child.found
    home = [found.home] if found.home else []
    if found.application.is_change:
        return [*home, *found.adults, *found.children]
    return [found.child, *home, *found.adults]


def _subtitle(child: Child) -> str:
    candidate = child.found.candidate
    school = school_of(candidate)
    said = [grade_words(candidate.grade_level), school, child.found.application.number]
    return " · ".join(filter(None, said))


def _when(at: Any) -> str:
    here = timezone.localtime(at)
    return _("%(day)s, %(hour)s") % {"day": day_words(here.date()), "hour": hour_of(here)}


def _signed(child: Child) -> str:
    if child.signed is None:
        return ""
    if not child.signed[0]:  # a change that the district does not have signed
        return _("Sent %(when)s") % {"when": _when(child.signed[1])}
    return _("Signed by %(name)s, %(when)s") % {
        "name": child.signed[0], "when": _when(child.signed[1]),
    }  # fmt: skip


def _order(order: Any) -> str:
    said = {"name": order.name, "relation": relation_words(order.relation)}
    if order.until:
        words = _("%(name)s (%(relation)s), until %(day)s")
        return words % (said | {"day": day_and_year(order.until)})
    return _("%(name)s (%(relation)s), until it is lifted") % said


_PARTS = {
    Part.Kind.STUDENT: lambda: _("The child"),
    Part.Kind.HOUSEHOLD: lambda: _("Home"),
    Part.Kind.GUARDIAN: lambda: _("Parent or guardian"),
    Part.Kind.CONTACT: lambda: _("Emergency contact"),
}


def _name(child: Child, part: Part) -> str:
    called = child.names.get(part.pk)
    return called.name if called else ""


def _part(child: Child, part: Part, names: Names) -> dict[str, Any]:
    lines = [
        line for line in child.found.lines[part.pk] if line.fills not in DECIDED_WHOLE
    ]  # fmt: skip
    rows = [_shown(child, line, names) for line in lines]
    word = str(_PARTS[Part.Kind(part.kind)]())
    changed = [row for row in rows if _is_marked(row)]
    return {
        "new": _is_new(child, part),
        "marked": any(row.asked or row.other or row.kind != SAYS[Says.OPEN] for row in changed),
        "title": _name(child, part) or word,
        "word": word if _name(child, part) else "",
        "who": _known(child, part),
        "unknown": _is_unknown(child, part),
        "changed": changed,
        "same": [row for row in rows if not _is_marked(row)],
    }


def _is_new(child: Child, part: Part) -> bool:
    if part.kind == Part.Kind.HOUSEHOLD:
        return not (part.household_id or child.found.application.household_id)
    return part.person_id is None


def _is_marked(row: Shown) -> bool:
    return bool(row.differs or row.asked or row.other or row.hers or row.told)


def _is_unknown(child: Child, part: Part) -> bool:
    comes = child.found.candidate.state not in NOT_COMING
    return comes and _is_new(child, part) and part.matched_at is None


def _known(child: Child, part: Part) -> str:
    if not _is_new(child, part):
        return _("On file")
    if _is_unknown(child, part):
        return _("To be matched")
    if part.matched_at is None:
        return ""
    is_home = part.kind == Part.Kind.HOUSEHOLD
    return _("A new home") if is_home else _("New to the records")


def _shown(child: Child, line: Line, names: Names) -> Shown:
    language, question = reader_language(), line.question
    other = next(
        (each for each in child.otherwise if (each.part, each.key) == (line.part, question.key)),
        None,
    )
    tag = {
        Says.TAKE: _("Is written"), Says.KEEP: _("Stays as on file"), Says.ASK: _("Asked"),
        Says.OPEN: _("Open"),
    }[line.says]  # fmt: skip
    return Shown(
        part=line.part,
        key=question.key,
        label=said_in(question.label, language),
        old=unread_words(line) if line.unread else shown(question, line.old, language, names),
        new="" if question.kind == Kind.FILE else shown(question, line.new, language, names),
        tag=_("Only she herself changes it, or the counter")
        if line.hers
        else tag
        if line.differs or line.says == Says.ASK
        else "",
        kind="warn" if line.hers else SAYS[line.says],
        asked=asked_words(line, child.schools_here),
        other=(shown(question, other.other, language, names) or _("nothing")) if other else "",
        files=_files(child, line) if question.kind == Kind.FILE else (),
        differs=line.differs,
        hers=line.hers,
        told=child.found.application.is_change
        and line.given
        and not line.fills
        and not is_empty(line.new),
    )


def _files(child: Child, line: Line) -> tuple[tuple[str, str, str], ...]:
    wanted = [] if is_empty(line.new) else line.new
    return _links(child, [each for each in child.files if each.pk in wanted])


def _links(child: Child, files: Iterable[AnswerFile]) -> tuple[tuple[str, str, str], ...]:
    number = child.found.candidate.pk
    return tuple(
        (address("registration-child-file", number, each.pk), each.name, size_words(each.size))
        for each in files
    )


def _names(child: Child) -> Names:
    names = {("school", str(pk)): name for pk, name in child.schools.items()}
    names |= {("part", str(pk)): one.name for pk, one in child.names.items() if one.name}
    return names | {("file", str(each.pk)): each.name for each in child.files}


def _item(child: Child, item: OpenItem) -> dict[str, Any]:
    files = [
        each
        for each in child.files
        if each.key == item.key and each.candidate_id in (None, item.candidate_id)
    ]
    return item_words(item, question_words(child.found.form, item.key), _links(child, files))

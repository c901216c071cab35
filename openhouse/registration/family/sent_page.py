"""An application that was sent: its number, where each child stands, what is still needed."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from openhouse.common.addresses import address
from openhouse.common.scope import as_the_house
from openhouse.common.text import day_words, hour_of, names_words, reader_language
from openhouse.registration.consents.waiting import waiting_children
from openhouse.registration.family import pages
from openhouse.registration.family.children import children_of
from openhouse.registration.family.questions import questions_of
from openhouse.registration.family.sending import Became
from openhouse.registration.matching.kept_away import kept_at_the_address
from openhouse.registration.models import Application, Candidate
from openhouse.registration.models_answers import Signature
from openhouse.registration.models_office import OpenItem
from openhouse.registration.rules.form import Per, said_in
from openhouse.registration.standing.state import Standing
from openhouse.registration.standing.whose import Filler

_ITEM_KINDS = {
    OpenItem.State.MISSING: ("warn", ""),
    OpenItem.State.SENT: ("info", "mail"),
    OpenItem.State.ACCEPTED: ("good", "check"),
    OpenItem.State.REFUSED: ("warn", "warn"),
    OpenItem.State.WAIVED: ("good", "check"),
}


def of(standing: Standing) -> dict[str, Any]:
    """The page of an application that was sent."""
    application, side = standing.application, standing.filler.side
    away = says_nothing(standing)
    items = [] if away else items_of(standing)
    at = timezone.localtime(application.sent_at)
    return {
        "title": pages.title_of(application),
        "number": application.number,
        "sent": _("Sent on %(day)s at %(hour)s") % {"day": day_words(at.date()),
                                                     "hour": hour_of(at)},
        "late": application.late,
        "children": _children(standing, away, items),
        "consents_wait": "" if away else names_words(consents_wait(standing)),
        "items": items,
        "asked": [] if away else asked_of(standing),
        "copy_url": address(f"{side}-copy", application.pk)
        if signature_of(standing.filler, application) else "",
        "withdraw_url": address(f"{side}-withdraw", application.pk),
    }  # fmt: skip


def says_nothing(standing: Standing) -> set[int]:
    """The children in it from whom a court keeps who came by the link: of them he reads no more
    than that they were sent, and does nothing. So he reads by mail (``telling``)."""
    if standing.filler.person is not None:
        return set()
    there = [part.candidate for part in standing.of("student") if part.candidate]
    with as_the_house():
        students = [one.student_id for one in there if one.student_id]
        away = kept_at_the_address(standing.application, students)
    return {one.pk for one in there if one.student_id in away}


def _children(
    standing: Standing, away: set[int], items: list[dict[str, Any]]
) -> list[dict[str, Any]]:
    for part in standing.of("student"):
        if part.candidate and part.candidate.pk in away:
            # of the page alone: nothing of it is saved
            part.candidate.state, part.candidate.reason = Candidate.State.SENT, ""
    wanting = {child for one in items if one["open"] for child in one["children"]}
    found = children_of(standing, wanting)
    return [one | {"may_withdraw": one["may_withdraw"] and one["number"] not in away}
            for one in found]  # fmt: skip


def consents_wait(standing: Standing) -> list[str]:
    """The children for whom another parent's or guardian's consent is still to come."""
    parts = {part.candidate_id: part for part in standing.of("student")}
    waiting = waiting_children(one for one in parts if one)
    return [standing.called(parts[one]) for one in parts if one in waiting]


def items_of(standing: Standing) -> list[dict[str, Any]]:
    """What the school has still to see of each child."""
    parts = {part.candidate_id: part for part in standing.of("student")}
    rows = OpenItem.objects.visible_to(standing.filler.reader).filter(
        application=standing.application, candidate__in=[one for one in parts if one]
    )
    found: list[dict[str, Any]] = []
    at_home: dict[tuple[str, str], dict[str, Any]] = {}
    for item in rows.order_by("candidate__position", "pk"):
        question = standing.form.question(item.key)
        part = parts[item.candidate_id]
        of_home = question is not None and question[0].per == Per.HOUSEHOLD
        if of_home:
            # of the home once, however many of its children need it
            part = standing.of(Per.HOUSEHOLD)[0]
            if there := at_home.get((item.key, item.state)):
                there["children"].append(item.candidate_id)
                continue
        kind, icon = _ITEM_KINDS[OpenItem.State(item.state)]
        found.append({
            "title": said_in(question[1].label, reader_language()) if question else item.key,
            "who": standing.called(part),
            "children": [item.candidate_id],
            "tag": OpenItem.State(item.state).label,
            "kind": kind,
            "icon": icon,
            "reason": item.reason,
            "open": item.state in OpenItem.WANTED,
            "url": address(f"{standing.filler.side}-item", standing.application.pk, item.pk),
        })  # fmt: skip
        if of_home:
            at_home[item.key, item.state] = found[-1]
    return found


def asked_of(standing: Standing) -> list[dict[str, Any]]:
    """The school's questions that wait for an answer."""
    parts = {part.pk: part for part in standing.parts}
    found = []
    for one in questions_of(standing).order_by("at", "pk"):
        question = standing.form.question(one.key)
        if one.part_id in parts and question:
            found.append({
                "title": said_in(question[1].label, reader_language()),
                "who": standing.called(parts[one.part_id]),
                "question": one.question,
                "url": address(f"{standing.filler.side}-reply", standing.application.pk, one.pk),
            })  # fmt: skip
    return found


def refused(became: Became, standing: Standing) -> str:
    """Why it was not sent, and what to do."""
    if became == Became.MISSING:
        return _("Something is still to be answered, so it was not sent. It is listed below.")
    if became == Became.NOT_ALL:
        return _(
            "Another adult of your home has put in a child whom you do not see here, so she must"
            " sign. All that you wrote is kept."
        )
    if became == Became.NO_CHILD:
        return _("No child is in this registration. Add one first.")
    return _(
        "The last day to send is over, so it was not sent. All that you wrote is kept. Please call"
        " the school: it can open registration again."
    )


def signature_of(filler: Filler, application: Application) -> Signature | None:
    """What was signed last; None for an adult of the home who does not see each child in it."""
    mine = Signature.objects.visible_to(filler.reader).filter(application=application, key="")
    found = mine.order_by("-signed_at", "-pk").first()
    children = Candidate.objects.visible_to(filler.reader).filter(application=application)
    seen = set(children.values_list("pk", flat=True))
    return found if found and seen.issuperset(found.candidates) else None

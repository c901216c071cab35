"""The contexts of the pages on which a school publishes and counts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from openhouse.access.desks import Found, schools_of
from openhouse.common.text import day_words, near_day
from openhouse.documents.models import PublishedFile, PublishedReceipt
from openhouse.documents.published import rules, words
from openhouse.documents.published.counting import Line, counts_of
from openhouse.documents.published.desk import Addressee, Desk, editions_of
from openhouse.ui.components.chips import chip
from openhouse.ui.components.row import row
from openhouse.ui.markup import joined

Asks, State = PublishedFile.Asks, PublishedReceipt.State
#: Students on a page, at most; the spreadsheet has all.
MOST = 300


def desk_page(
    desk: Desk, files: Sequence[PublishedFile], done: Mapping[int, int], today: date
) -> dict[str, Any]:
    """The list, the newest first."""
    return {
        "new_url": desk.url("new"),
        "lines": joined(_file(desk, file, done.get(file.pk, 0), today) for file in files),
        "section": desk.section,
    }


def _file(desk: Desk, file: PublishedFile, done: int, today: date) -> SafeString:
    word, tone = "", "neutral"
    if file.withdrawn_at:
        word = _("Withdrawn")
    elif file.visible_from > today:
        word, tone = _("From %(day)s") % {"day": day_words(file.visible_from)}, "info"
    elif file.visible_until and file.visible_until < today:
        word = _("Over")
    return row(
        file.title,
        _done_words(file, done),
        small=" · ".join([str(PublishedFile.Kind(file.kind).label), for_whom(file)]),
        small_right=near_day(file.visible_from, today),
        url=desk.url("", file.pk),
        tag=word,
        kind=tone,
    )


def _done_words(file: PublishedFile, done: int) -> str:
    if file.asks == Asks.NOTHING:
        return ""
    if file.asks == Asks.SIGN:
        return ngettext("%(many)d signed", "%(many)d signed", done) % {"many": done}
    return ngettext("%(many)d read", "%(many)d read", done) % {"many": done}


def for_whom(file: PublishedFile) -> str:
    """ "Algebra II", "Ben Rivera", "Hillside Middle School"."""
    if file.student is not None:
        return str(file.student.person)
    return str(file.section or file.school)


def who_page(desk: Desk, text: str, found: Sequence[Found]) -> dict[str, Any]:
    """Where an office says for whom it is."""
    here = desk.url("new")
    return {
        "back": desk.url(),
        "text": text,
        "schools": joined(
            row(school.name, url=f"{here}?school={school.pk}", icon="school")
            for school in schools_of(desk)
        ),
        "found": joined(row(one.name, small=one.small, url=f"{here}?{one.query}") for one in found),
        "asked": bool(text),
    }


def new_page(desk: Desk, whom: Addressee, form: Any) -> dict[str, Any]:
    """The form, and beside it what families will see: an example, or what was typed so far."""
    typed = {name: str(form[name].value() or "") for name in ("title", "words")}
    signs = rules.Asked(rules.SIGN)
    tag, tone, icon = words.reader_tag(rules.WAITS, signs)
    return {
        "back": desk.url(),
        "whom": whom.name,
        "form": form,
        "sample": row(
            typed["title"].strip() or _("Zoo trip on October 14"),
            small=words.about_words("application/pdf", 2, 180_000),
            small_right=_("today"),
            tag=tag,
            kind=tone,
            icon=icon,
        ),
        "sample_words": typed["words"].strip() or _("Please bring $8 and a lunch."),
    }


def file_page(desk: Desk, file: PublishedFile, form: Any) -> dict[str, Any]:
    """One document: what it is, its editions, what can be done with it."""
    return {
        "back": desk.url(),
        "file": file,
        "whom": for_whom(file),
        "facts": _facts(file),
        "editions": [
            (_edition(one), f"{desk.url('file', file.pk)}?edition={one.number}")
            for one in editions_of(file)
        ],
        "file_url": desk.url("file", file.pk),
        "edition_url": desk.url("edition", file.pk),
        "withdraw_url": desk.url("withdraw", file.pk),
        "sheet_url": desk.url("sheet", file.pk),
        "signs": file.asks == Asks.SIGN,
        "asks": file.asks != Asks.NOTHING,
        "form": form,
        "withdrawn": words.withdrawn_words(
            timezone.localtime(file.withdrawn_at).date(), file.withdrawn_because
        )
        if file.withdrawn_at
        else "",
    }


def answers(file: PublishedFile, lines: Sequence[Line], show: str, today: date) -> dict[str, Any]:
    """Who has answered: by class, and by name those of the group *show*."""
    groups = _groups(file, lines)
    shown = groups.get(show) or next(iter(groups.values()))
    return {
        "counts": counts_of(lines),
        "groups": _chips(groups, shown),
        "lines": joined(_line(line, file, today) for line in shown.lines[:MOST]),
        "more": max(0, len(shown.lines) - MOST),
    }


@dataclass(frozen=True, slots=True)
class Group:
    """Some of the students, under one word."""

    label: str
    lines: Sequence[Line]


def _chips(groups: Mapping[str, Group], shown: Group) -> list[SafeString]:
    if len(groups) == 1:
        return []
    return [
        chip(each.label, f"?show={name}", count=len(each.lines), current=each is shown)
        for name, each in groups.items()
    ]


def _groups(file: PublishedFile, lines: Sequence[Line]) -> dict[str, Group]:
    """Who has not answered first, where anything is asked; a group of nobody is left out."""
    everybody = Group(_("Everybody"), lines)
    if file.asks == Asks.NOTHING:
        return {"all": everybody}
    done = _("Signed") if file.asks == Asks.SIGN else _("Read")
    parts: dict[str, list[Line]] = {"open": [], "done": [], "declined": []}
    for line in lines:
        declined = "declined" if line.state == rules.DECLINED else "open"
        parts["done" if line.state in rules.DONE else declined].append(line)
    labels = {"open": _("Not yet"), "done": done, "declined": _("Declined")}
    found = {name: Group(labels[name], those) for name, those in parts.items() if those}
    return found | {"all": everybody}


def _facts(file: PublishedFile) -> list[str]:
    shown = {"first": day_words(file.visible_from)}
    said = _("Families see it from %(first)s on.") % shown
    if file.visible_until:
        shown["last"] = day_words(file.visible_until)
        said = _("Families see it from %(first)s to %(last)s.") % shown
    asks = {
        Asks.READ: _("It asks a parent or guardian to say that it was read."),
        Asks.SIGN: _("It asks a parent or guardian to sign."),
    }.get(Asks(file.asks), _("It is only to read."))
    student = _("The student is asked too.") if file.by_student else ""
    due = _("Due %(day)s.") % {"day": day_words(file.due_on)} if file.due_on else ""
    return [said, " ".join(part for part in (asks, student, due) if part)]


def _edition(one: Any) -> str:
    said = {
        "number": one.number,
        "name": one.name,
        "about": words.about_words(one.kind, one.pages, one.size),
        "when": words.moment_words(one.added_at),
    }
    return _("Edition %(number)d: %(name)s, %(about)s, %(when)s") % said


def _line(line: Line, file: PublishedFile, today: date) -> SafeString:
    word, tone, icon = words.school_tag(line.state, signs=file.asks == Asks.SIGN)
    waits = line.state in (rules.NEW, rules.OPENED, rules.LATE, rules.HALF)
    waits = waits and file.asks != Asks.NOTHING
    return row(
        line.name,
        small=" · ".join([line.place, *(did_words(one) for one in line.receipts)]),
        small_right=words.waiting_words(file.visible_from, today) if waits else "",
        tag=word,
        kind=tone,
        icon=icon,
    )


def did_words(receipt: PublishedReceipt) -> str:
    """ "Marta Rivera signed on Monday, Oct 5, 8:00 AM"; with the reason where she declined."""
    at = receipt.done_at or receipt.opened_at
    said = {
        "name": receipt.person_name,
        "when": words.moment_words(at) if at else "",
        "typed": receipt.typed_name,
        "reason": receipt.reason,
    }
    return {
        State.READ: _("%(name)s read it, %(when)s"),
        State.SIGNED: _("%(name)s signed as “%(typed)s”, %(when)s"),
        State.DECLINED: _("%(name)s declined, %(when)s: “%(reason)s”"),
    }.get(State(receipt.state), _("%(name)s opened it, %(when)s")) % said


def sheet(file: PublishedFile, lines: Sequence[Line]) -> tuple[list[str], list[list[str]]]:
    """The same as a spreadsheet: a line a student."""
    signs = file.asks == Asks.SIGN
    head = [_("Class"), _("Student"), _("State"), _("Who and when")]
    return head, [
        [
            line.place,
            line.name,
            words.school_tag(line.state, signs=signs)[0],
            "; ".join(did_words(one) for one in line.receipts),
        ]
        for line in lines
    ]

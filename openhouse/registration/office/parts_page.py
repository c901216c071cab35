"""The nurse's and transport's own part of each child (OLS-08): queue and page."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from openhouse.access.viewer import Viewer
from openhouse.common.addresses import address
from openhouse.common.files import size_words
from openhouse.common.text import reader_language
from openhouse.people.words import grade_words
from openhouse.registration.compared import compared
from openhouse.registration.models import Candidate, Part
from openhouse.registration.models_answers import AnswerFile
from openhouse.registration.models_office import OpenItem, Review
from openhouse.registration.naming import Called, called, school_of
from openhouse.registration.office.consents import consents_of
from openhouse.registration.office.desk_words import done_words
from openhouse.registration.office.forms import NoteForm, QuestionForm
from openhouse.registration.office.holding import candidate_of, desks_of
from openhouse.registration.office.items import (
    OPEN,
    children_at,
    done_at,
    has_waiting,
    next_waiting,
)
from openhouse.registration.office.rides import where_she_lives
from openhouse.registration.office.words import (
    State,
    item_words,
    question_words,
    state_words,
    unread_words,
    waiting_words,
)
from openhouse.registration.rules.form import Desk, Kind, said_in
from openhouse.registration.rules.mapping import Line, Says
from openhouse.registration.rules.progress import is_empty
from openhouse.registration.words import shown
from openhouse.ui.components.chips import chip
from openhouse.ui.components.row import row
from openhouse.ui.markup import joined


def desk_words(desk: str) -> str:
    """Whose part it is."""
    return {Desk.NURSE: _("Health"), Desk.TRANSPORT: _("Transport")}[Desk(desk)]


def parts_page(viewer: Viewer, today: date, school: int | None = None) -> dict[str, Any]:
    """What waits for her desk, the longest first, and what is done; of one *school* of hers, or of
    all of them."""
    every = children_at(viewer)
    schools = {each.school_id: school_of(each) for each in every if each.school_id}
    chosen = school if school in schools else None
    found = [each for each in every if chosen in (None, each.school_id)]
    done = done_at(viewer, found)
    names = _names(found)
    papers = has_waiting(found, Desk.NURSE)
    waiting: list[SafeString] = []
    seen: list[SafeString] = []
    for each in found:
        mine = [(each, desk) for desk in desks_of(viewer, each.school_id)]
        for child, desk in mine:
            line = _row(child, desk, names, child.pk in papers, today)
            (seen if (child.pk, desk) in done else waiting).append(line)
    chips = _chips(schools, chosen, every) if len(schools) > 1 else ""
    return {"waiting": joined(waiting), "done": joined(seen), "schools": chips}


def _chips(schools: Mapping[int, str], chosen: int | None, every: list[Candidate]) -> SafeString:
    """Her schools by name, each with how many children it has here."""
    here = address("registration-parts")
    many = Counter(each.school_id for each in every)
    named = sorted(schools.items(), key=lambda one: one[1])
    return joined(
        [
            chip(_("All schools"), here, count=len(every), current=chosen is None),
            *(
                chip(name, f"{here}?school={key}", count=many[key], current=key == chosen)
                for key, name in named
            ),
        ]
    )


def _names(found: list[Candidate]) -> Mapping[int, str]:
    people: list[Called] = called(
        [*{each.application_id: each.application for each in found}.values()]
    )
    return {
        one.candidate: one.name
        for one in people
        if one.kind == Part.Kind.STUDENT and one.candidate is not None
    }


def _row(
    child: Candidate, desk: str, names: Mapping[int, str], papers: bool, today: date
) -> SafeString:  # fmt: skip
    since = timezone.localtime(child.sent_at).date() if child.sent_at else today
    said = [
        desk_words(desk), grade_words(child.grade_level),
        school_of(child),
    ]  # fmt: skip
    is_paper = desk == Desk.NURSE and papers
    return row(
        names.get(child.pk) or _("No name yet"),
        small=" · ".join(filter(None, said)),
        value=waiting_words(since, today),
        url=address("registration-part", child.pk),
        tag=_("Papers to be seen") if is_paper else "",
        kind="warn",
    )


def part_page(viewer: Viewer, number: int) -> dict[str, Any]:
    """One child, as far as her desks read it. Raises NotHers."""
    candidate = candidate_of(viewer, number)
    desks = desks_of(viewer, candidate.school_id)
    names = _names([candidate])
    done = done_at(viewer, [candidate])
    return {
        "number": candidate.pk,
        "student": candidate.student_id,
        "name": names.get(candidate.pk) or _("No name yet"),
        "subtitle": " · ".join(
            filter(
                None,
                [
                    grade_words(candidate.grade_level),
                    school_of(candidate),
                    candidate.application.number,
                ],
            )
        ),
        "state": state_words(candidate.state),
        "is_open": candidate.state in OPEN,
        "may_do": candidate.state in (*OPEN, State.POSTED),
        "desks": [_desk(viewer, candidate, desk, done.get((candidate.pk, desk))) for desk in desks],
        "act_url": address("registration-part-do", candidate.pk),
        **_next(viewer, candidate, done),
    }


def _next(
    viewer: Viewer, candidate: Candidate, done: Mapping[tuple[int, str], Review]
) -> dict[str, Any]:
    """Once she has done her part of this one: who waits after it."""
    following = next_waiting(viewer, candidate.pk) if done else None
    if following is None:
        return {"next_url": ""}
    name = _names([following]).get(following.pk) or _("No name yet")
    return {"next_url": address("registration-part", following.pk), "next_name": name}


def _desk(viewer: Viewer, candidate: Candidate, desk: str, done: Review | None) -> dict[str, Any]:
    found = compared(viewer, candidate, (desk,))
    files = _files(viewer, candidate, desk)
    items = OpenItem.objects.visible_to(viewer).filter(candidate=candidate, desk=desk)
    return {
        "desk": str(desk),
        "title": desk_words(desk),
        "done": done_words(done) if done else "",
        "note": done.note if done else "",
        "lives": where_she_lives(candidate, found) if desk == Desk.TRANSPORT else "",
        "lines": [_line(line, candidate, files) for line in found.all_lines()],
        "items": [item_words(item, question_words(found.form, item.key),
                             _links(candidate, [one for one in files if one.key == item.key]))
                  for item in items.order_by("pk")],
        # whether the school goes on without one, the office decides
        "consents": replace(consents_of(viewer, candidate, (desk,)), may_excuse=False),
        "note_form": NoteForm(auto_id=f"{desk}-%s", alone=True),
    }  # fmt: skip


def _files(viewer: Viewer, candidate: Candidate, desk: str) -> list[AnswerFile]:
    mine = AnswerFile.objects.visible_to(viewer).filter(
        application=candidate.application_id, candidate=candidate, desk=desk, removed_at=None
    )
    return list(mine.defer("content").order_by("pk"))


def _links(candidate: Candidate, files: list[AnswerFile]) -> list[tuple[str, str, str]]:
    return [
        (address("registration-part-file", candidate.pk, one.pk), one.name, size_words(one.size))
        for one in files
    ]


def _line(line: Line, candidate: Candidate, files: list[AnswerFile]) -> dict[str, Any]:
    language, question = reader_language(), line.question
    is_file = question.kind == Kind.FILE
    wanted = [] if is_empty(line.new) else line.new
    old = shown(question, line.old, language, {}) if line.given and not is_file else ""
    old = unread_words(line) if line.unread else old
    new = "" if is_file else shown(question, line.new, language, {})
    return {
        "part": line.part,
        "key": question.key,
        "label": said_in(question.label, language),
        "new": new,
        "old": old if old != new else "",
        "files": _links(candidate, [one for one in files if one.pk in wanted]) if is_file else [],
        "asked": line.asked if line.says == Says.ASK else "",
        "answered": line.answered,
        "form": QuestionForm(auto_id=f"ask-{line.part}-{question.key}-%s"),
    }

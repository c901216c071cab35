"""An office's pages about cards, in words."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from openhouse.common import clock
from openhouse.common.addresses import address
from openhouse.documents.cards.editions import difference_words
from openhouse.documents.cards.gone_words import gone_words, replaces_words
from openhouse.documents.cards.printing import Copy
from openhouse.documents.cards.queries import Missing
from openhouse.documents.cards.rules import Difference, heading
from openhouse.documents.cards.setup import Setup
from openhouse.documents.cards.standing import (
    families_words,
    moment,
    printing_words,
    state_words,
    trouble_words,
)
from openhouse.documents.models_cards import CardRelease, SetAsideCard
from openhouse.papers.models import Paper

State = CardRelease.State
KINDS = {
    "begun": "neutral",
    "preparing": "info",
    "ready": "info",
    "released": "good",
    "withdrawn": "warn",
}


def release_lines(releases: Iterable[CardRelease]) -> list[dict[str, Any]]:
    """The list of an office."""
    return [
        {
            "title": f"{each.template.name}, {each.term.name}",
            "small": " · ".join(filter(None, [each.school.name, *_more_of(each)])),
            "url": address("card-release", each.pk),
            "tag": each.get_state_display(),
            "kind": KINDS[each.state],
        }
        for each in releases
    ]


def _more_of(release: CardRelease) -> list[str]:
    return [replaces_words(release), "" if release.is_shown else printing_words()]


def missing_words(found: Sequence[Missing], setup: Setup) -> dict[str, Any]:
    """What is missing, by teacher; those who lack nothing are only counted.

    A class without any mark is named in a word, and such come first.
    """
    heads = {(one.task, one.term): heading(one, setup.columns) for one in setup.columns}
    classes: dict[tuple[str, int], list[Missing]] = {}
    for each in found:
        classes.setdefault((each.teacher or _("No teacher"), each.section), []).append(each)
    by_teacher: dict[str, dict[str, Any]] = {}
    for (teacher, _section), asked in classes.items():
        if not (many := sum(each.marks for each in asked)):
            continue
        line = by_teacher.setdefault(teacher, {"many": 0, "whole": Counter(), "some": []})
        line["many"] += many
        if all(each.marks == each.students for each in asked):
            line["whole"][asked[0].name] += 1
        else:
            line["some"].append(f"{asked[0].name} ({_some_words(asked, heads)})")
    teachers = [
        {**line, "teacher": teacher, "whole": ", ".join(map(_times, line["whole"].items()))}
        for teacher, line in sorted(by_teacher.items(), key=lambda one: (-one[1]["many"], one[0]))
    ]
    uncommented = sum(each.comments for each in found)
    return {"teachers": teachers, "uncommented": uncommented, "asked": bool(found)}


def _some_words(asked: Sequence[Missing], heads: dict[tuple[int, int], str]) -> str:
    """ "Exam: all, S1: 3 of 21"."""
    said = []
    for each in asked:
        words = _("%(column)s: all") if each.marks == each.students else ""
        words = words or _("%(column)s: %(many)s of %(all)s")
        of = {"column": heads[each.task, each.term], "many": each.marks, "all": each.students}
        said += [words % of] if each.marks else []
    return ", ".join(said)


def _times(named: tuple[str, int]) -> str:
    """ "Choir", "Advisory (3 classes)"."""
    name, many = named
    if many == 1:
        return name
    words = ngettext("%(many)s class", "%(many)s classes", many) % {"many": many}
    return f"{name} ({words})"


def edition_lines(papers: Sequence[Paper]) -> list[dict[str, Any]]:
    """A student's editions, the newest first."""
    return [
        {
            "number": paper.edition,
            "issued": " · ".join(filter(None, [moment(paper.issued_at), gone_words(paper)])),
            "gone": paper.withdrawn_at,
        }
        for paper in reversed(papers)
    ]


def difference_lines(found: Sequence[Difference]) -> list[str]:
    return [difference_words(each) for each in found]


def card_lines(papers: Sequence[Paper], release: int) -> list[dict[str, Any]]:
    """Cards of students, each a link."""
    return [
        {
            "name": str(paper.student.person),
            "url": address("card-student", release, paper.student_id),
            "tag": _("Taken back") if paper.withdrawn_at else "",
        }
        for paper in papers
    ]


def class_lines(classes: Iterable[tuple[int, str, int]], release: int) -> list[dict[str, Any]]:
    """The classes of a release, each a link to its PDF."""
    here = address("card-print", release)
    return [
        {"words": words, "many": many, "url": f"{here}?what=class&number={number}"}
        for number, words, many in classes
    ]


def made_words(release: CardRelease) -> str:
    """ "120 of 191 cards"."""
    words = ngettext("%(made)s of %(many)s card", "%(made)s of %(many)s cards", release.students)
    return words % {"made": release.made, "many": release.students}


def cards_words(many: int) -> str:
    """ "191 cards"."""
    return ngettext("%(many)s card", "%(many)s cards", many) % {"many": many}


def empty_words(release: CardRelease) -> str:
    """Why nothing can be released yet."""
    words = _(
        "No mark of %(term)s is posted yet that these cards would show. They can be released as"
        " soon as one is."
    )
    return words % {"term": release.term.name}


def of_question(
    release: CardRelease, marks: int, classes: int, cards: int, hour: datetime | None
) -> dict[str, Any]:
    """What is missing, said once more before cards go out without it; no *hour* is now."""
    said = {
        "marks": ngettext("%(many)s mark", "%(many)s marks", marks) % {"many": marks},
        "classes": ngettext("%(many)s class", "%(many)s classes", classes) % {"many": classes},
    }
    return {
        "release": release,
        "missing": _("Not posted yet: %(marks)s, in %(classes)s.") % said,
        "cards": cards_words(cards),
        "at": hour,
        "when": families_words(release, hour),
    }


def _is_due(release: CardRelease) -> bool:
    """Made, and let go in a moment: who looks just then is not left with "ready"."""
    at = release.release_at
    return release.state == State.READY and at is not None and at <= clock.now()


def of_release(release: CardRelease) -> dict[str, Any]:
    """What the page of a release says in every state."""
    return {
        "release": release,
        "state": state_words(release),
        "shown": release.is_shown,
        "trouble": trouble_words(release.trouble),
        "busy": release.state == State.PREPARING,
        "moves": release.state == State.PREPARING or _is_due(release),
        "made": made_words(release),
        "replaces": replaces_words(release),
        "total": release.students or 1,
    }


def of_set_aside(release: CardRelease, cards: Sequence[SetAsideCard]) -> dict[str, Any]:
    """The cards that could not be made, by what has to be done about them."""
    todo = {
        SetAsideCard.Reason.LAYOUT: _(
            "The template does not compile for these cards, most often in one language. The"
            " district’s staff look at it in that language and mend it."
        ),
        SetAsideCard.Reason.FACTS: _(
            "Something in these students’ records cannot be read. Look at their marks and"
            " attendance. If all is well there, tell who runs this portal: the log says more."
        ),
    }
    trying = any(each.asked_at for each in cards)
    words = ngettext(
        "%(many)s card could not be made", "%(many)s cards could not be made", len(cards)
    )
    return {
        "aside": words % {"many": len(cards)},
        "asides": [
            {"todo": todo[reason], "names": names}
            for reason in SetAsideCard.Reason
            if (names := [str(one.student.person) for one in cards if one.reason == reason])
        ],
        "trying": trying,
        "may_try": release.state in (State.READY, State.RELEASED) and not trying,
    }


def of_student(
    release: CardRelease, papers: Sequence[Paper], differs: Sequence[Difference]
) -> dict[str, Any]:
    """A student's editions, and what the newest would say otherwise today."""
    last = papers[-1]
    return {
        "release": release,
        "name": str(last.student.person),
        "student": last.student_id,
        "editions": edition_lines(papers),
        "differs": difference_lines(differs) if last.released_at else [],
        "gone": gone_words(last),
        "may_withdraw": release.state == State.RELEASED
        and last.released_at
        and not last.withdrawn_at,
        "may_correct": release.state == State.RELEASED,
    }


def of_printing(
    release: CardRelease,
    copies: Sequence[Copy],
    classes: Iterable[tuple[int, str, int]],
    room: int | None,
) -> dict[str, Any]:
    """What can be printed; of a large class that *room*'s copies alone."""
    return of_run(release, room, len(copies)) | {
        "release": release,
        "classes": class_lines(classes, release.pk),
        "copies": len(copies),
        "room": room,
        "homeless": 0 if room else sum(copy.home is None for copy in copies),
    }


def of_run(release: CardRelease, room: int | None, copies: int) -> dict[str, Any]:
    """The part of that page on which a worker's run stands."""
    words = ngettext("Whole school: %(many)s copy", "Whole school: %(many)s copies", copies)
    if room:
        words = ngettext("This class: %(many)s copy", "This class: %(many)s copies", copies)
    what = f"class&number={room}" if room else "school"
    here = f"{address('card-print', release.pk)}?what={what}"
    return {"label": words % {"many": copies}, "here": here, "file_url": f"{here}&save=1"}

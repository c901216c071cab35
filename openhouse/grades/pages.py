"""The contexts of the list of courses and of one course."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from openhouse.access.viewer import Child, Enrolled
from openhouse.common.addresses import address
from openhouse.common.text import day_words
from openhouse.courses.words import room_words
from openhouse.grades.asking import ask_url, mark_changes_url
from openhouse.grades.cards import (
    Chip,
    Marked,
    ahead_row,
    category_rows,
    course_row,
    join,
    plain_course_row,
    standing,
    term_words,
    work_row,
)
from openhouse.grades.meanings import OF_A_COURSE, OF_GRADES
from openhouse.grades.pieces import Say
from openhouse.grades.posted_cards import (
    last_posted,
    posted_course_row,
    posted_in,
    posted_row,
    posted_standing,
)
from openhouse.grades.proof import proof_of
from openhouse.grades.queries import Course, Posted, Work
from openhouse.grades.rules.marks import Mark
from openhouse.grades.terms import Calendar, Term
from openhouse.grades.words import (
    confidence_words,
    freshness,
    missing_words,
    percent_words,
    short_day,
    together,
)

#: Rows of scores before the rest is folded away.
FIRST = 15


def grades(
    child: Child, school: Enrolled, schools: Sequence[Enrolled], calendar: Calendar,
    courses: Sequence[Course], today: date,
) -> dict[str, Any]:  # fmt: skip
    """The context of the list of courses."""
    kept = {"school": school.school} if len(schools) > 1 else {}
    here = address("grades", child.id)
    over = calendar.chosen is not None and calendar.chosen.ends_on < today
    marked = [
        Marked(each, each.mark(today) if each.shows_marks else None)
        for each in courses
        if each.work or each.posted or not each.left_on
    ]
    found, posted_term = _posted(marked, calendar)
    query = _query({"term": calendar.chosen.id}) if calendar.chosen and over else ""
    so_far = _so_far(marked, {each.id for each, _mark in found}, today, (here, query), over=over)
    return {
        "child": child,
        "term": term_words(calendar.chosen, today),
        "over": over,
        "meant": OF_GRADES,
        "missing_url": f"{address('assignments', child.id)}?show=missing",
        "classes": join(
            [plain_course_row(each.course, f"{here}{each.course.id}/") for each in marked]
        ),
        "terms": _terms(calendar, here, kept),
        "schools": [_school_chip(each, each is school, here, today) for each in schools]
        if len(schools) > 1
        else [],
        **so_far,
        **_posted_rows(found, posted_term, today, (here, query)),
        "posted_first": bool(found) and (over or so_far["waits"] or bool(so_far["hides_marks"])),
        "posted_sentence": posted_standing(found)
        if posted_term == calendar.chosen and not over and not so_far["sentence"]
        else "",
    }


def _so_far(
    marked: Sequence[Marked], with_posted: Collection[int], today: date, place: tuple[str, str],
    *, over: bool,
) -> dict[str, Any]:  # fmt: skip
    """The part of the context about marks in progress; *place* is the address and its query."""
    here, query = place
    running = [each for each in marked if each.mark and each.course.work]
    waits = not over and not any(m.mark and m.mark.percent is not None for m in running)
    # While nothing is computed a family still looks for the classes.
    waiting = _waiting(marked, with_posted) if waits else []
    return {
        "sentence": "" if over else standing(running),
        "missing": missing_words(sum(each.missing for each in running if each.course.shows_work)),
        "running": join(
            [
                course_row(each, f"{here}{each.course.id}/{query}", today, over=over)
                for each in running
                if not waits
            ]
        ),
        "waits": waits,
        "waiting": join(
            [plain_course_row(each.course, f"{here}{each.course.id}/") for each in waiting]
        ),
        "bare": sorted({each.course.name for each in marked if _is_waited_for(each, with_posted)}),
        "hides_marks": not running and any(each.mark is None for each in marked),
    }


def _waiting(marked: Sequence[Marked], with_posted: Collection[int]) -> list[Marked]:
    """The classes to list while no mark is in progress: those that no posted mark names."""
    if with_posted:
        return [m for m in marked if _is_waited_for(m, with_posted) or (m.mark and m.course.work)]
    return [each for each in marked if each.mark]


def _is_waited_for(each: Marked, with_posted: Collection[int]) -> bool:
    """If a class has nothing to show though it has a gradebook, as lunch and recess have none."""
    course = each.course
    has_book = bool(course.scheme.categories or course.posted)
    return bool(each.mark) and has_book and not course.work and course.id not in with_posted


def _posted(
    marked: Sequence[Marked], calendar: Calendar
) -> tuple[list[tuple[Course, Posted]], Term | None]:
    """The posted marks of the chosen term, or of the last one that has any; and that term."""
    found = [(each.course, mark) for each in marked for mark in posted_in(each.course, calendar)]
    term = calendar.chosen
    if not found:
        term = last_posted([each.course for each in marked], calendar)
        found = [
            (each.course, mark)
            for each in marked
            for mark in each.course.posted
            if term and mark.term == term.id
        ]
    return found, term


def _posted_rows(
    found: Sequence[tuple[Course, Posted]], term: Term | None, today: date, place: tuple[str, str]
) -> dict[str, Any]:
    """The part of the context about posted marks; *place* is the address and its query."""
    here, query = place
    name = term.name if term else ""
    rows = [
        posted_course_row(each, mark, Say(today), f"{here}{each.id}/{query}", term=name)
        for each, mark in found
    ]
    return {"posted": join(rows), "posted_term": name}


def _terms(calendar: Calendar, here: str, kept: dict[str, int]) -> list[Chip]:
    """The terms to choose from; none where there is no choice."""
    if len(calendar.shown) < 2:
        return []
    return [
        Chip(term.name, here + _query(kept | {"term": term.id}), term == calendar.chosen)
        for term in calendar.shown
    ]


def _query(values: dict[str, int]) -> str:
    return f"?{urlencode(values)}" if values else ""


def _school_chip(school: Enrolled, current: bool, here: str, today: date) -> Chip:
    name = school.school_name
    if school.ends_on and school.ends_on < today:
        day = {"school": name, "day": short_day(school.ends_on)}
        name = _("%(school)s, until %(day)s") % day
    return Chip(name, here + _query({"school": school.school}), current)


def course(child: Child, course: Course, calendar: Calendar, today: date) -> dict[str, Any]:
    """The context of one course."""
    here = address("course", child.id, course.id)
    query = _query({"term": calendar.chosen.id}) if calendar.chosen else ""
    over = calendar.chosen is not None and calendar.chosen.ends_on < today
    mark = course.mark(today) if course.shows_marks else None
    ahead = [
        work
        for work in course.work
        if not work.scored and not work.flag and (work.due_on is None or work.due_on >= today)
    ]
    later = {work.id for work in ahead}
    done = [work for work in course.work if work.id not in later]
    say = Say(today)
    rows = _scores(child, course, done, mark, say)
    return {
        "child": child,
        "who_url": address("changes-child", child.id) + f"?course={course.id}",
        "course": course,
        "meant": OF_A_COURSE,
        "grades_url": address("grades", child.id),
        "why_url": address("why", child.id, course.id) + query,
        "try_url": address("try-scores", child.id, course.id) + query,
        "subtitle": together(
            (course.teacher_name, room_words(course.room), _when(course, calendar, today))
        ),
        "term_name": calendar.chosen.name if calendar.chosen else "",
        "over": over,
        "terms": _terms(calendar, here, {}),
        **_mark(course, mark, calendar, today, over=over),
        "posted": join([_posted_mark(child, course, each, say) for each in course.posted]),
        "ahead": join([ahead_row(work, say, _place_of(child, work)) for work in reversed(ahead)]),
        "scores": join(rows[:FIRST]),
        "more_scores": join(rows[FIRST:]),
        "more_words": ngettext("Show %(many)s more", "Show %(many)s more", len(rows) - FIRST)
        % {"many": len(rows) - FIRST},
        "freshness": freshness(course.last_entry_on, today),
    }


def _place_of(child: Child, work: Work) -> str:
    """The page of a piece of work; "" for what has none."""
    if not work.has_page:
        return ""
    return address("hand-in", child.id, work.section, work.id)


def _scores(
    child: Child, course: Course, done: Sequence[Work], mark: Mark | None, say: Say
) -> list[SafeString]:
    """The rows of what is done; each leads to who changed it, and to saying that it is wrong."""
    dropped = mark.dropped if mark else frozenset()
    there = address("changes-child", child.id) + f"{course.id}/"
    return [
        work_row(
            work,
            say,
            f"{there}{work.id}/",
            lowest=work.id in dropped,
            hides_mark=mark is None,
        )
        for work in done
    ]


def _posted_mark(child: Child, course: Course, posted: Posted, say: Say) -> SafeString:
    """A posted mark; it leads to who changed it, and to saying that it is wrong."""
    return posted_row(
        posted,
        say,
        mark_changes_url(child.id, course.id, posted.task_id, posted.term),
        ask_url(child.id, course.id, posted),
    )


def _when(course: Course, calendar: Calendar, today: date) -> str:
    if course.taught_from and course.taught_from > today:
        return _("starts %(day)s") % {"day": day_words(course.taught_from)}
    return term_words(calendar.chosen, today)


def _mark(
    course: Course, mark: Mark | None, calendar: Calendar, today: date, *, over: bool
) -> dict[str, Any]:
    """The part of the context about the mark in progress."""
    if mark is None or mark.percent is None:
        scored = any(work.scored for work in course.work)
        return {
            "mark": mark,
            "no_mark": _("No score so far counts toward a mark.")
            if scored
            else _("It shows here when a teacher enters the first score."),
        }
    percent = percent_words(mark.percent)
    return {
        "mark": mark,
        "letter": mark.letter or percent,
        "percent": percent if mark.letter else "",
        "note": _("from the scores") if over else _("so far"),
        "small": confidence_words(course.confidence(mark, calendar, today)),
        "early": _("Early: one score can move it a lot") if mark.early and not over else "",
        "proof": proof_of(course, mark, today, names=course.shows_work),
        "categories": join(category_rows(course, mark)) if course.scheme.categories else "",
        "weights": mark.basis == "weights",
    }

"""The queue as its page shows it."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from openhouse.common.addresses import address
from openhouse.people.words import grade_words
from openhouse.registration.naming import school_of
from openhouse.registration.office.queue import (
    CHANGES,
    MOST,
    PAPERS,
    PEOPLE,
    REGISTRATIONS,
    SERVICES,
    SERVICES_UNSEEN,
    TO_DO,
    Asked,
    Line,
    Queue,
)
from openhouse.registration.office.together import TOGETHER
from openhouse.registration.office.words import (
    KINDS,
    STATES,
    State,
    state_of_change,
    state_words,
    waiting_words,
)
from openhouse.registration.rules.years import year_words
from openhouse.registration.states import NOT_COMING
from openhouse.ui.components.chips import chip
from openhouse.ui.components.row import row
from openhouse.ui.markup import joined


def desk_page(found: Queue, asked: Asked, today: date) -> dict[str, Any]:
    """The context of the queue."""
    return {
        "asked": asked,
        "states": joined(_states(found, asked)),
        "missing": joined(
            chip(words, _url(asked, missing=value), current=asked.missing == value)
            for value, words in (
                ("", _("All")),
                (PAPERS, _("Papers to be seen")),
                (PEOPLE, _("People to be matched")),
                (SERVICES, _("With services")),
                (SERVICES_UNSEEN, _("Services to be looked at")),
            )
        ),
        "what": joined(
            chip(words, _url(asked, what=value), current=asked.what == value)
            for value, words in (
                ("", _("All")),
                (REGISTRATIONS, _("Registrations")),
                (CHANGES, _("Changes")),
            )
        ),
        "schools": joined(_schools(found, asked)) if len(found.schools) > 1 else "",
        "years": joined(_years(found, asked)) if len(found.years) > 1 or asked.year else "",
        "lines": joined(_line(each, today) for each in found.lines),
        # open where one of them says what is shown
        "narrowed": bool(asked.what or asked.missing or asked.year),
        "heading": _("Changes") if asked.what == CHANGES else _("Children"),
        "count": _count(asked, found.found),
        "more": found.found > MOST,
        "most": MOST,
        "campaign_url": address("registration-campaign"),
        "together_url": _url(asked, at="registration-accept-all")
        if asked.what != CHANGES and any(each.candidate.state in TOGETHER for each in found.lines)
        else "",
    }


def _count(asked: Asked, number: int) -> str:
    if asked.what == CHANGES:
        return ngettext("%(count)s change", "%(count)s changes", number) % {"count": number}
    return ngettext("%(count)s child", "%(count)s children", number) % {"count": number}


def _states(found: Queue, asked: Asked) -> Iterable[SafeString]:
    todo = sum(found.by_state.get(state, 0) for state in TO_DO)
    yield chip(_("To do"), _url(asked, state=""), count=todo, current=not asked.state)
    for state in STATES:
        count = found.by_state.get(state, 0)
        if count or asked.state == state:
            here = asked.state == state
            yield chip(state_words(state), _url(asked, state=state), count=count, current=here)


def _url(asked: Asked, at: str = "registration-desk", **other: Any) -> str:
    said = {
        "state": asked.state, "school": asked.school or "", "missing": asked.missing,
        "q": asked.text, "grade": asked.grade, "what": asked.what,
        "year": asked.year or "",
    } | other  # fmt: skip
    query = urlencode({name: value for name, value in said.items() if value})
    return address(at) + (f"?{query}" if query else "")


def _schools(found: Queue, asked: Asked) -> Iterable[SafeString]:
    yield chip(_("All schools"), _url(asked, school=""), current=not asked.school)
    for school in found.schools:
        yield chip(school.name, _url(asked, school=school.pk), current=asked.school == school.pk)


def _years(found: Queue, asked: Asked) -> Iterable[SafeString]:
    """First what counts now: the newest year, and what still waits of an earlier one."""
    # Translators: of the registrations of all years those that an office looks at today.
    yield chip(_("Now"), _url(asked, year=""), current=not asked.year)
    for year in found.years:
        yield chip(year_words(year), _url(asked, year=year), current=asked.year == year)


def _line(line: Line, today: date) -> SafeString:
    candidate = line.candidate
    change = candidate.application.is_change
    since = timezone.localtime(candidate.sent_at).date() if candidate.sent_at else today
    school, adults = school_of(candidate), ", ".join(line.adults)
    place = [school, grade_words(candidate.grade_level), adults]
    if change:
        place = [_("A change for the home of %(name)s") % {"name": line.name or "–"}, school]
    lacks = [
        ngettext("%(count)s paper to be seen", "%(count)s papers to be seen", line.papers)
        % {"count": line.papers}
        if line.papers
        else "",
        ngettext("%(count)s person to be matched", "%(count)s people to be matched",
                 line.people) % {"count": line.people}
        if line.people
        else "",
        _("home to be matched") if line.home else "",
    ]  # fmt: skip
    waits = waiting_words(since, today) if candidate.state in (*TO_DO, State.WAITING) else ""
    if candidate.state in NOT_COMING:
        lacks = []
    return row(
        (adults if change else line.name) or line.name or _("No name yet"),
        small=" · ".join(filter(None, [*place, *lacks])),
        value=waits,
        small_right=candidate.application.number,
        url=address("registration-child", candidate.pk),
        tag=state_of_change(candidate.state) if change else state_words(candidate.state),
        kind=KINDS[State(candidate.state)],
    )

"""The campaign in words, and as a spreadsheet."""

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlencode

from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from openhouse.access.viewer import Viewer
from openhouse.common.addresses import address
from openhouse.common.text import day_words
from openhouse.people.words import grade_words
from openhouse.registration.models import Part, RegistrationWindow
from openhouse.registration.naming import called, school_of
from openhouse.registration.office.campaign import Campaign, Returning
from openhouse.registration.office.queue import sent_to
from openhouse.registration.office.words import STATES, state_words
from openhouse.registration.queries import newest_window
from openhouse.registration.rules.years import year_words
from openhouse.ui.components.bar import bar
from openhouse.ui.components.row import row
from openhouse.ui.markup import joined


def campaign_page(found: Campaign) -> dict[str, Any]:
    """The context of the page."""
    window = found.window
    there = [state for state in STATES if found.by_state.get(state)]
    most = max((number for _day, number in found.by_day), default=0)
    return {
        "year": year_words(window.ends_in) if window else "",
        "until": day_words(window.closes_on) if window else "",
        "total": found.total,
        "states": [state_words(state) for state in there],
        "numbers": joined(
            row(words, value=number, url=_on_the_desk(window, state) if number else "")
            for state, (words, number) in zip(STATES, _numbers(found.by_state), strict=True)
        ),
        "schools": [(each.name, _numbers(n, there)) for each, n in found.by_school.items()],
        "grades": [(grade_words(g) or _("No grade"), _numbers(n, there)) for g, n in
                   found.by_grade.items()],
        "returning": joined(_returning(each) for each in found.returning),
        "days": joined(
            row(
                day_words(day), value=number,
                extra=bar(number, str(number), full=most or 1, kind="info"),
            )
            for day, number in reversed(found.by_day)
        ),
        "file_url": address("registration-campaign-file"),
    }  # fmt: skip


def _on_the_desk(window: RegistrationWindow | None, state: str) -> str:
    """The address of the children that a number counts."""
    asked = {"state": state, "year": window.ends_in if window else ""}
    return f"{address('registration-desk')}?{urlencode(asked)}"


def _numbers(
    by_state: Mapping[str, int], states: Iterable[str] = tuple(STATES)
) -> list[tuple[str, int]]:
    return [(state_words(state), by_state.get(state, 0)) for state in states]


def _returning(each: Returning) -> SafeString:
    words = _("%(sent)s of %(all)s returning children") % {
        "sent": each.sent, "all": each.students,
    }  # fmt: skip
    more = ngettext("%(begun)s more has begun", "%(begun)s more have begun", each.begun)
    small = more % {"begun": each.begun} if each.begun else ""
    line = bar(each.sent, words, full=each.students, kind="good")
    return row(each.school.name, value=words, small=small, extra=line)


def spreadsheet(viewer: Viewer) -> tuple[list[str], list[list[str]]]:
    """The head and a line for each child of the campaign that was sent to a school of hers."""
    rows = list(
        sent_to(viewer)
        .filter(application__window=newest_window())
        .select_related("application__version", "school")
        .order_by("school__name", "grade_level", "pk")
    )
    people = called([*{each.application_id: each.application for each in rows}.values()])
    children = {one.candidate: one.name for one in people if one.kind == Part.Kind.STUDENT}
    head = [
        _("Number"), _("Child"), _("Grade"), _("School"), _("State"), _("Sent on"),
        _("Decided on"),
    ]  # fmt: skip
    return head, [
        [
            each.application.number,
            children.get(each.pk, ""),
            grade_words(each.grade_level),
            school_of(each),
            state_words(each.state),
            _day(each.sent_at),
            _day(each.decided_at),
        ]
        for each in rows
    ]


def _day(at: Any) -> str:
    return timezone.localtime(at).date().isoformat() if at else ""

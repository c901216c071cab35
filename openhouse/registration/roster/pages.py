"""The list of a year's students as its page shows it."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.utils import dateformat
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from openhouse.common.addresses import address
from openhouse.people.words import grade_words
from openhouse.registration.roster.queries import MOST, Line, Roster
from openhouse.registration.rules.years import year_words
from openhouse.ui.components.chips import chip
from openhouse.ui.components.row import row
from openhouse.ui.markup import joined


def roster_page(found: Roster, today: date) -> dict[str, Any]:
    """The context of the page."""
    several = len(found.schools) > 1
    return {
        "year": year_words(found.year) if found.year else "",
        "begins": _begins(found.begins_on, today) if found.begins_on else "",
        "years": joined(
            chip(year_words(each), _url(found, year=each), current=each == found.year)
            for each in found.years
        )
        if len(found.years) > 1
        else "",
        "schools": joined(_schools(found)) if several else "",
        "grades": joined(_grades(found)) if len(found.by_grade) > 1 else "",
        "count": ngettext("%(count)s student", "%(count)s students", found.found)
        % {"count": found.found},
        "lines": joined(_line(each, name_school=several) for each in found.lines),
        "more": found.found > len(found.lines),
        "most": MOST,
    }


def _begins(on: date, today: date) -> str:
    said = {"day": dateformat.format(on, _("F j, Y"))}
    return (_("Begins on %(day)s") if on > today else _("Began on %(day)s")) % said


def _url(found: Roster, **other: Any) -> str:
    said = {"year": found.year, "school": found.school, "grade": found.grade} | other
    query = urlencode({name: value for name, value in said.items() if value})
    return address("registration-roster") + (f"?{query}" if query else "")


def _schools(found: Roster) -> Iterable[SafeString]:
    every = _url(found, school=None, grade="")
    yield chip(_("All schools"), every, current=not found.school)
    for each in found.schools:
        url = _url(found, school=each.pk, grade="")
        yield chip(each.name, url, current=found.school == each.pk)


def _grades(found: Roster) -> Iterable[SafeString]:
    yield chip(_("Every grade"), _url(found, grade=""), current=not found.grade)
    for grade, count in found.by_grade.items():
        words = grade_words(grade) or _("No grade")
        yield chip(words, _url(found, grade=grade), count=count, current=found.grade == grade)


def _line(line: Line, *, name_school: bool) -> SafeString:
    came = _("before: %(school)s") % {"school": line.before} if line.before else ""
    said = [grade_words(line.grade), line.school if name_school else "", came]
    return row(
        line.name,
        small=" · ".join(filter(None, said)),
        url=address("helped", line.student),
        tag="" if line.before else _("New here"),
        kind="info",
    )

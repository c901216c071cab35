"""The pages of seats, waiting lists and address ranges."""

from collections.abc import Iterable, Sequence
from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from openhouse.common.addresses import address
from openhouse.common.spreadsheet import as_csv
from openhouse.people.words import grade_words
from openhouse.registration.models import RegistrationWindow
from openhouse.registration.places.actions import Difference
from openhouse.registration.places.forms import field_name
from openhouse.registration.places.queries import Grade, Line
from openhouse.registration.places.words import order_words
from openhouse.registration.rules.seats import Waits
from openhouse.registration.rules.years import year_words
from openhouse.registration.rules.zone_file import COLUMNS, MOST_LINES, Bad, Flaw
from openhouse.registration.rules.zones import Range

MOST_SHOWN = 50
_FAULTS = {
    Flaw.TEXT: gettext_lazy("This is no text in UTF-8. Save it as “CSV UTF-8”."),
    Flaw.COLUMNS: gettext_lazy(
        "The first line must name the columns: school, street, low, high, side, zip."
    ),
    Flaw.EMPTY: gettext_lazy("There is no line under the first one. Add a range for each street."),
    Flaw.SHORT: gettext_lazy("A column is missing. Write school, street, low and high."),
    Flaw.SCHOOL: gettext_lazy(
        "No school has this number or name. Write it as under “School details”."
    ),
    Flaw.TWO_SCHOOLS: gettext_lazy("Two schools are called so. Write the school’s number."),
    Flaw.STREET: gettext_lazy("The street is missing, or is too long. Write “Elm St”."),
    Flaw.NUMBER: gettext_lazy("This is no house number. Write figures only, up to 999999."),
    Flaw.ORDER: gettext_lazy("The low number is above the high one. Turn them around."),
    Flaw.SIDE: gettext_lazy("Write “both”, “even” or “odd” as the side, or nothing."),
    Flaw.ZIP: gettext_lazy("A ZIP code has five figures. Correct it, or leave it out."),
}


def places_page(
    grades: Sequence[Grade], wrong: Iterable[str], window: RegistrationWindow | None, *,
    may_edit: bool,
) -> dict[str, Any]:  # fmt: skip
    """The table of seats, and the year of the *window* that they are for."""
    bad = set(wrong)
    return {
        "year": year_words(window.ends_in) if window else "",
        "may_edit": may_edit,
        "grades": [
            {
                "school": each.school_name,
                "grade": grade_words(each.grade),
                "field": field_name(each),
                "seats": "" if each.seats is None else each.seats,
                "taken": each.taken,
                "free": _("no limit") if each.free is None else each.free,
                "asked": each.asked,
                "waiting": each.waiting,
                "wrong": field_name(each) in bad,
            }
            for each in grades
        ],
        "wrong": bool(bad),
    }


def waiting_page(lines: Iterable[Line], order: str) -> dict[str, Any]:
    """Who waits, by school and grade; *order* is the window's rule."""
    return {
        "order": order_words(order),
        "lines": [
            {
                "title": f"{line.grade.school_name} · {grade_words(line.grade.grade)}",
                "small": _free(line.grade.free),
                "accept_url": _accept_url(line) if line.grade.free != 0 else "",
                "people": [
                    {
                        "position": each.place.position,
                        "name": each.name,
                        "small": " · ".join(filter(None, (_why(each.place.waits), each.reason))),
                        "late": each.place.waits.late,
                        "seat": each.place.may_have_seat,
                        "url": address("registration-child", each.candidate),
                    }
                    for each in line.people
                ],
            }
            for line in lines
        ],
    }


def _accept_url(line: Line) -> str:
    asked = {"state": "waiting list", "school": line.grade.school, "grade": line.grade.grade}
    return f"{address('registration-accept-all')}?{urlencode(asked)}"


def _why(waits: Waits) -> str:
    said = [
        _("brother or sister at the school") if waits.has_sibling else "",
        _("in the school’s streets") if waits.lives_inside else "",
    ]
    return ", ".join(filter(None, said))


def openings_words(grades: Iterable[Grade]) -> list[str]:
    """ "North High · 9th grade: 1 seat free, 3 children wait"."""
    return [
        _("%(grade)s: %(free)s, %(wait)s")
        % {
            "grade": f"{each.school_name} · {grade_words(each.grade)}",
            "free": _free(each.free),
            "wait": ngettext("%(count)s child waits", "%(count)s children wait", each.waiting)
            % {"count": each.waiting},
        }
        for each in grades
    ]


def _free(free: int | None) -> str:
    if free is None:
        return _("No limit of seats")
    return ngettext("%(count)s seat free", "%(count)s seats free", free) % {"count": free}


def bad_words(bad: Bad) -> str:
    """What is wrong with a line, and what to do."""
    if bad.fault is Flaw.TOO_MANY:
        words = _("The file has more than %(most)s lines.") % {"most": MOST_LINES}
    elif bad.fault is Flaw.TWICE:
        words = _("The same as line %(line)s. Take one of them out.") % {"line": bad.said}
    else:
        words = str(_FAULTS[bad.fault])
        if bad.said:
            words = f"“{bad.said[:60]}”: {words}"
    return f"{_('Line %(line)s') % {'line': bad.line}}: {words}" if bad.line else words


def difference_page(found: Difference, names: dict[int, str], file: str) -> dict[str, Any]:
    """What a file would change."""
    return {
        "file": file,
        "new": [range_words(each, names) for each in found.new[:MOST_SHOWN]],
        "gone": [range_words(each, names) for each in found.gone[:MOST_SHOWN]],
        "new_count": len(found.new),
        "gone_count": len(found.gone),
        "same": found.same,
    }


def range_words(each: Range, names: dict[int, str]) -> str:
    """ "Elm St 100–298, even numbers: Cedar School"."""
    side = {"both": "", "even": _("even numbers"), "odd": _("odd numbers")}[each.side]
    what = ", ".join(
        filter(
            None, (f"{each.written or each.street} {each.low}–{each.high}", side, each.postal_code)
        )
    )
    return f"{what}: {names.get(each.school, '')}"


def ranges_file(ranges: Iterable[Range], names: dict[int, str]) -> bytes:
    """What is there, as a file that can be taken in again."""
    return as_csv(
        COLUMNS,
        (
            (names.get(each.school, ""), each.written or each.street, each.low, each.high,
             each.side, each.postal_code)
            for each in ranges
        ),
    )  # fmt: skip

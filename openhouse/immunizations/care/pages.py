"""A student's conditions, medication and visits in words, for the nurse and for her family."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from openhouse.common.text import day_and_year, hour_of, long_day
from openhouse.immunizations.care.queries import Care
from openhouse.immunizations.models_care import Condition, Medication, Remark, Visit

BREAK = SafeString("<br>")
_GRAVE = (Condition.Severity.SEVERE, Condition.Severity.EMERGENCY)


def of_care(care: Care, today: date) -> dict[str, Any]:
    """The lists of a page; None for a kind that is not shown."""
    return {
        "conditions": _all(_condition, care.conditions, today),
        "medication": _all(_medication, care.medication, today),
        "visits": _all(_visit, care.visits, today),
        "remarks": _all(_remark, care.remarks, today),
        "shows_any": care.shows_any,
    }


def of_nurse(care: Care, student: int, today: date) -> dict[str, Any]:
    """The same with the way to change each."""
    found = of_care(care, today)
    kinds = {"conditions": "condition", "medication": "medication", "visits": "visit"}
    for name, what in (kinds | {"remarks": "remark"}).items():
        for each in found[name]:
            each["url"] = reverse("nurse-care-entry", args=(student, what, each["number"]))
    return found


def line_of(what: str, entry: Any, today: date) -> dict[str, Any]:
    """One entry in words."""
    found: dict[str, Any] = _WORDED[what](entry, today)
    return found


def _all(worded: Any, rows: Iterable[Any] | None, today: date) -> list[dict[str, Any]] | None:
    if rows is None:
        return None
    found = [{"number": each.pk, "url": "", **worded(each, today)} for each in rows]
    for each in found:
        each["small"] = format_html_join(BREAK, "{}", ((text,) for text in each["texts"]))
    return sorted(found, key=lambda each: each["is_over"])  # what goes on stands first


def _condition(row: Condition, today: date) -> dict[str, Any]:
    return {
        "title": row.what,
        "tag": row.get_severity_display(),
        "kind": "warn" if row.severity in _GRAVE else "neutral",
        "texts": [_days(row, today), *([row.todo] if row.todo else [])],
        "is_over": _is_over(row, today),
    }


def _medication(row: Medication, today: date) -> dict[str, Any]:
    asked = row.form == Medication.Form.ASKED
    return {
        "title": f"{row.name}, {row.dose}",
        "tag": row.get_form_display(),
        "kind": "warn" if asked and not _is_over(row, today) else "neutral",
        "texts": [row.given, _days(row, today)],
        "is_over": _is_over(row, today),
    }


def _visit(row: Visit, today: date) -> dict[str, Any]:
    told = _("Told: %(who)s") % {"who": row.told} if row.told else ""
    came = timezone.localtime(row.came_at)
    said = {"day": day_and_year(came.date()), "time": hour_of(row.came_at)}
    return {
        "title": row.get_reason_display(),
        "tag": row.get_left_to_display(),
        "kind": "neutral",
        "texts": [_("%(day)s at %(time)s") % said, *filter(None, (row.note, row.done, told))],
        "is_over": False,
    }


def _remark(row: Remark, today: date) -> dict[str, Any]:
    return {
        "title": row.text,
        "tag": "",
        "kind": "neutral",
        "texts": [long_day(timezone.localtime(row.written_at).date())],
        "is_over": False,
    }


_WORDED: dict[str, Any] = {
    "condition": _condition,
    "medication": _medication,
    "visit": _visit,
    "remark": _remark,
}


def _is_over(row: Condition | Medication, today: date) -> bool:
    return row.ends_on is not None and row.ends_on < today


def _days(row: Condition | Medication, today: date) -> str:
    said = {"first": long_day(row.starts_on), "last": long_day(row.ends_on or row.starts_on)}
    if _is_over(row, today):
        return _("Over: from %(first)s to %(last)s") % said
    if row.ends_on:
        return _("From %(first)s to %(last)s") % said
    if row.starts_on > today:
        return _("From %(first)s on") % said
    return _("Since %(first)s") % said

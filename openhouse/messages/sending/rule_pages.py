"""The contexts of the pages on which an office says which absences are told by themselves."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from openhouse.attendance.models import AttendanceCode
from openhouse.common.addresses import address
from openhouse.common.text import hour_words
from openhouse.messages.models_rules import AttendanceRule
from openhouse.messages.quiet import hours_of_the_house
from openhouse.messages.rules import Hours
from openhouse.messages.sending.addressing import Addressee
from openhouse.messages.sending.pages import ON_A_PAGE, way_words
from openhouse.ui.components.row import row
from openhouse.ui.markup import joined


def rules_page(rules: Sequence[AttendanceRule]) -> dict[str, Any]:
    """Every rule of her schools; one whose hour is none any more says that it does not run."""
    hours = hours_of_the_house()
    return {
        "back": address("school-messages"),
        "new_url": address("attendance-rule-new"),
        "lines": joined(_rule(one, hours) for one in rules),
    }


def _rule(one: AttendanceRule, hours: Hours) -> SafeString:
    marks = [str(AttendanceCode.Status(each).label) for each in one.statuses]
    return row(
        one.name,
        small=" · ".join([one.school.name, ", ".join(marks)]),
        small_right=hour_words(one.at),
        url=address("attendance-rule", one.pk),
        tag=_tag(one, hours),
        kind="warn" if one.on else "neutral",
    )


def _tag(one: AttendanceRule, hours: Hours) -> str:
    if not one.on:
        return _("Turned off")
    return _("Does not run") if one.at >= hours[1] else ""


def silent_words(one: AttendanceRule, hours: Hours) -> str:
    """Why a rule that is on writes nothing any more; empty where it does."""
    if not one.on or one.at < hours[1]:
        return ""
    words = _(
        "It does not run: families are told of nothing after %(last)s. Choose a time from"
        " %(first)s to %(last)s."
    )
    return words % {"first": hour_words(hours[0]), "last": hour_words(hours[1])}


def rule_page(
    form: Any, rule: AttendanceRule | None, today: date,
    people: Sequence[Addressee] = (), names: Mapping[int, str] | None = None,
) -> dict[str, Any]:  # fmt: skip
    """The rule, and beside it who would be told now."""
    return {
        "back": address("attendance-rules"),
        "form": form,
        "rule": rule,
        "silent": silent_words(rule, hours_of_the_house()) if rule else "",
        "title": rule.name if rule else _("New rule for absences"),
        "ran": rule is not None and rule.ran_on == today,
        "many": len(people),
        "more": max(0, len(people) - ON_A_PAGE),
        "people": joined(_person(one, names or {}) for one in people[:ON_A_PAGE]),
    }


def _person(one: Addressee, names: Mapping[int, str]) -> SafeString:
    children = ", ".join(names[student] for student in one.students if student in names)
    ways = ", ".join(way_words(way) for way in one.ways)
    word, kind = ("", "neutral") if one.reached else (_("No way"), "warn")
    return row(one.name, small=" · ".join(filter(None, [children, ways])), tag=word, kind=kind)

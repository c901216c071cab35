"""The contexts of the pages on which a school says what is told by itself, and sees of whom."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from openhouse.access.viewer import Viewer
from openhouse.common.addresses import address
from openhouse.common.text import day_words, hour_words
from openhouse.messages.facts import fact_words
from openhouse.messages.models_rules import EventRule, RuleCrossing
from openhouse.messages.sending.addressing import names_of, people_of
from openhouse.messages.sending.crossings import Fit, is_for, looked_at, schools_of_rule
from openhouse.messages.sending.event_rules import may_change
from openhouse.messages.sending.pages import ON_A_PAGE
from openhouse.ui.components.row import row
from openhouse.ui.markup import joined

State, Tells = EventRule.State, EventRule.Tells
#: Days in which it is looked how many have come to it.
LATELY = 14


def rules_page(rules: Sequence[EventRule]) -> dict[str, Any]:
    """Every rule that she reads."""
    return {
        "back": address("school-messages"),
        "new_url": address("event-rule-new"),
        "lines": joined(map(_rule, rules)),
    }


def _rule(one: EventRule) -> SafeString:
    where = one.school.name if one.school else _("All schools")
    return row(
        one.name,
        small=" · ".join([where, str(EventRule.What(one.what).label)]),
        small_right=hour_words(one.at),
        url=address("event-rule", one.pk),
        tag="" if one.state == State.ON else str(State(one.state).label),
    )


@dataclass(frozen=True, slots=True)
class Preview:
    """Of whom it is so now, how many of them came to it lately, and how many people it would tell.

    ``lately`` is None where nobody has written down since when it is so.
    """

    fits: Sequence[Fit]
    lately: int | None
    people: int


def preview_of(viewer: Viewer, rule: EventRule, today: date) -> Preview:
    """What the rule would find today, of the students whom *viewer* sees."""
    fits = [
        fit
        for school in schools_of_rule(rule)
        for fit in looked_at(viewer, rule, school, today).fits
    ]
    fits.sort(key=lambda fit: (fit.student, fit.facts.get("class") or fit.facts.get("title", "")))
    people = _people(viewer, rule, fits, today)
    known = [fit.since for fit in fits if fit.since is not None]
    since = today - timedelta(days=LATELY)
    dated = rule.what not in (EventRule.What.MISSING, EventRule.What.MARK)
    return Preview(fits, sum(one > since for one in known) if dated else None, people)


def _people(viewer: Viewer, rule: EventRule, fits: Sequence[Fit], today: date) -> int:
    """How many people at home it would tell."""
    hers, theirs = (
        {fit.student for fit in fits if tells in rule.tells and is_for(fit.facts, students=alone)}
        for tells, alone in ((Tells.STUDENT, True), (Tells.GUARDIANS, False))
    )
    if not hers | theirs:
        return 0
    found = people_of(viewer, hers | theirs, today, students_too=True)
    return sum(
        person in hers or any(one != person and one in theirs for one in children)
        for person, children in found.items()
    )


def rule_page(
    viewer: Viewer, form: Any, rule: EventRule | None, preview: Preview | None = None
) -> dict[str, Any]:
    """The rule, whom it has found, and where it was asked whom it would find now."""
    found = _found_by(viewer, rule) if rule else []
    names = names_of(
        viewer,
        {one.student_id for one in found}
        | {fit.student for fit in (preview.fits if preview else ())[:ON_A_PAGE]},
    )
    mine = rule is None or may_change(viewer, rule)
    return {
        "back": address("event-rules"),
        "form": form if mine else None,
        "rule": rule,
        "title": rule.name if rule else _("New rule for messages"),
        "stands": str(State(rule.state).label) if rule else "",
        "is_on": rule is not None and rule.state == State.ON,
        "turns": mine and rule is not None,
        "preview": preview,
        "many": len({fit.student for fit in preview.fits}) if preview else 0,
        "fits": joined(_fit(one, names) for one in preview.fits[:ON_A_PAGE]) if preview else "",
        "found": joined(_crossing(one, names) for one in found),
    }


def _found_by(viewer: Viewer, rule: EventRule) -> list[RuleCrossing]:
    found = RuleCrossing.objects.visible_to(viewer).filter(rule=rule)
    return list(found.order_by("-crossed_on", "pk")[:ON_A_PAGE])


def _fit(one: Fit, names: dict[int, str]) -> SafeString:
    since = _("since %(day)s") % {"day": day_words(one.since)} if one.since else ""
    return row(names.get(one.student, ""), small=fact_words(one.facts), small_right=since)


def _crossing(one: RuleCrossing, names: dict[int, str]) -> SafeString:
    tag = "" if one.told else _("Not told: it was so before")
    return row(
        names.get(one.student_id, ""),
        small=fact_words(one.facts),
        small_right=day_words(one.crossed_on),
        tag=_("Over") if one.cleared_on else tag,
    )

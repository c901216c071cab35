"""What stands for the fields of a text, of each student, as it is when it is sent."""

from collections.abc import Collection, Mapping
from typing import Any

from openhouse.access.viewer import System
from openhouse.common import clock
from openhouse.grades.assignments import missing_at_home
from openhouse.messages.models import Message, MessageWords
from openhouse.messages.models_rules import EventRule, RuleCrossing
from openhouse.messages.rules import fields_of
from openhouse.messages.sending.crossings import is_for, looked_at, schools_of_rule
from openhouse.messages.sending.whom import marks_in
from openhouse.people.models import Student

#: What a rule tells of each student.
type Facts = Mapping[int, list[dict[str, Any]]]


def told_of(message: Message, students: Collection[int], facts: Facts) -> dict[int, dict[str, Any]]:
    """What stands for the fields of each student; nothing where no field is in the text."""
    every = MessageWords.objects.filter(message=message)
    if not fields_of(*(text for one in every for text in (one.subject, one.body))):
        return {}
    named = Student.objects.visible_to(System()).filter(pk__in=students).select_related("person")
    marks, missing = _marks(message), _missing(message, students)
    called = message.section.name if message.section else ""
    return {
        one.pk: {
            "student": str(one.person),
            "first_name": one.person.first_name,
            "class": called,
            "missing": ", ".join(missing.get(one.pk, [])),
            **marks.get(one.pk, {"mark": "–"}),
            **({"facts": facts[one.pk]} if one.pk in facts else {}),
        }
        for one in named
    }


def facts_of_event(message: Message) -> Facts:
    """What the rule that wrote it tells of each student.

    Only what is so still, and nothing of a rule that was turned off in between.
    """
    rule, on = message.event, message.event_on
    if rule is None or on is None or rule.state != EventRule.State.ON:
        return {}
    came = RuleCrossing.objects.visible_to(System()).filter(rule=rule, crossed_on=on, told=True)
    keys = set(came.values_list("student_id", "section_id", "document_id"))
    found: dict[int, list[dict[str, Any]]] = {}
    whose = {student for student, _section, _document in keys}
    for school in schools_of_rule(rule) if whose else ():
        for fit in looked_at(System(), rule, school, clock.today(), whose).fits:
            if fit.key in keys and is_for(fit.facts, students=message.students_too):
                found.setdefault(fit.student, []).append(fit.facts)
    return found


def _missing(message: Message, students: Collection[int]) -> dict[int, list[str]]:
    """The names of what is missing in the class, as families read it."""
    section = message.section_id
    return missing_at_home(System(), students, clock.today(), section=section) if section else {}


def _marks(message: Message) -> dict[int, dict[str, str]]:
    """The marks in progress in the class, as its gradebook says them to families: letter, percent.

    Not in words yet: those are each reader's.
    """
    section = message.section_id
    found = marks_in(System(), section, clock.today()) if section else {}
    return {
        student: {"mark": mark.letter, "percent": str(mark.percent)}
        for student, mark in found.items()
        if mark.percent is not None
    }

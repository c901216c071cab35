"""What the other home of a child says: shown to the office, and to neither home."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from openhouse.access.viewer import System
from openhouse.common.scope import as_the_house
from openhouse.registration.compared import OFFICE_DESKS, Compared, compared
from openhouse.registration.models import Application, ApplicationMember, Candidate
from openhouse.registration.rules.mapping import contradictions


@dataclass(frozen=True, slots=True)
class Otherwise:
    """One question that the homes answer differently. ``application`` is the other home's."""

    part: int
    key: str
    other: Any
    application: Application


def others_of(candidate: Candidate, student: int | None) -> list[Candidate]:
    """The same child in another home's application for the same year, once it is sent."""
    if student is None:
        return []
    mine = candidate.application
    with as_the_house():
        members = ApplicationMember.objects.filter(application=mine).values("person")
        same = ApplicationMember.objects.filter(person__in=members).values("application")
        return list(
            Candidate.objects.visible_to(System())
            .filter(student_id=student, sent_at__isnull=False, application__window=mine.window_id)
            .exclude(application=mine)
            .exclude(application__in=same)
            .exclude(state=Candidate.State.WITHDRAWN)
            .select_related("application__version", "application__window", "school")
            .order_by("pk")
        )


def contradicted(candidate: Candidate, found: Compared) -> list[Otherwise]:
    """Where the other home says something else about the child herself."""
    part = found.child
    answers: list[Otherwise] = []
    for other in others_of(candidate, candidate.student_id or part.person_id):
        said = _said_of_child(other)
        answers += [
            Otherwise(part.pk, each.key, each.other, other.application)
            for each in contradictions(found.lines[part.pk], said)
        ]
    return answers


def _said_of_child(other: Candidate) -> Mapping[str, Any]:
    with as_the_house():
        theirs = compared(System(), other, OFFICE_DESKS)
    return {
        line.fills or line.question.key: line.new
        for line in theirs.lines[theirs.child.pk]
        if line.given
    }

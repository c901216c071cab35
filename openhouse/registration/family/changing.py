"""A change between registrations: who may tell one, what it is about, and how it ends (OLR-13).

It is an application of one home without a window, about the children who are enrolled today.
"""

from collections.abc import Collection
from typing import Any

from django.db import transaction

from openhouse.access.district import CurrentDistrict
from openhouse.access.viewer import Child, System, Viewer
from openhouse.common import clock
from openhouse.common.models import running
from openhouse.common.scope import as_the_house
from openhouse.contact.models import ContactRules
from openhouse.contact.queries import rules_of
from openhouse.ledger.actions import record
from openhouse.people.models import Enrollment
from openhouse.registration.family.beginning import home_of, made_for
from openhouse.registration.family.letters import change_taken_back
from openhouse.registration.models import (
    Application,
    ApplicationMember,
    Candidate,
    FormVersion,
    Part,
)
from openhouse.registration.queries import newest_number
from openhouse.registration.rules.mapping import changes
from openhouse.registration.standing.state import Standing
from openhouse.registration.standing.whose import Filler
from openhouse.registration.states import CHANGE_UNDECIDED
from openhouse.registration.telling import tell_home

State = Candidate.State
CHANGE = FormVersion.Purpose.CHANGE


def is_on(rules: ContactRules | None = None) -> bool:
    """If families tell changes with the form: the district wants it, and has published one."""
    return (rules or rules_of()).changes and newest_number(CHANGE) > 0


def children_of(viewer: Viewer) -> list[Child]:
    """Her children who are at a school here today."""
    today = clock.today()
    return [
        child for child in viewer.children
        if child.id != viewer.person_id and any(each.runs_on(today) for each in child.enrollments)
    ]  # fmt: skip


def mine_of(viewer: Viewer, most: int) -> list[Application]:
    """The changes that her home has told, the newest *most* first."""
    found = Application.objects.visible_to(viewer).filter(window=None, withdrawn_at=None)
    return list(found.order_by("-begun_at", "-pk")[:most])


@transaction.atomic
def begin_change(viewer: Viewer, language: str) -> Application | None:
    """The open change of her home: one that waits to be sent or decided, or a new one.

    None where none of her children is enrolled. Two who begin at the same moment get the same one:
    the home is held. Raises NoForm.
    """
    children = children_of(viewer)
    if not children:
        return None
    with as_the_house():
        home, shares, there = home_of(viewer, _open_of)
        if there is not None:
            ApplicationMember.objects.get_or_create(application=there, person_id=viewer.person_id)
            return there
        application = made_for(viewer, home, None, language, children, shares=shares)
    record(
        "registration.change_begun", actor=viewer.person_id, person=viewer.person_id,
        about=application.pk, subject=application.number,
    )  # fmt: skip
    return application


def _open_of(**whose: Any) -> Application | None:
    """The open change of a home, or of who has none. By the house."""
    found = Application.objects.visible_to(System()).filter(window=None, withdrawn_at=None)
    for each in found.filter(**whose).order_by("-pk"):
        if each.sent_at is None or is_undecided(each):
            return each
    return None


def is_undecided(application: Application) -> bool:
    """If the school has still to look at it, for one child at least. By the house."""
    rows = Candidate.objects.visible_to(System()).filter(application=application)
    return rows.filter(state__in=CHANGE_UNDECIDED).exists()


def waiting_among(applications: Collection[Application]) -> set[int]:
    """The same of several, by id, for who may not see each of their children; one statement."""
    with as_the_house():
        rows = Candidate.objects.visible_to(System()).filter(
            application__in=applications, state__in=CHANGE_UNDECIDED
        )
        return set(rows.values_list("application_id", flat=True))


def settle(application: Application) -> None:
    """Before it is sent: each child goes to the office of the school where she is today, and who
    is at none any more is in it no more."""
    with as_the_house():
        drafts = Candidate.objects.visible_to(System()).filter(
            application=application, state=State.DRAFT
        )
        for candidate in drafts.order_by("pk"):
            there = school_now(candidate.student_id or 0)
            if there is None:
                candidate.state = State.WITHDRAWN
            else:
                candidate.school_id, candidate.grade_level = there.school_id, there.grade_level
            candidate.save(update_fields=["state", "school", "grade_level"])


def school_now(student: int, school: int | None = None) -> Enrollment | None:
    """Where a student is today, her own school first, or if she is at *school*. By the house."""
    rows = Enrollment.objects.visible_to(System()).filter(running(clock.today()), student=student)
    rows = rows.filter(school=school) if school else rows
    return rows.order_by("-primary", "pk").first()


def says_something(standing: Standing) -> bool:
    """If it would change anything: somebody new, somebody left out, another answer, a few words."""
    if any(part.person_id is None and part.kind in ("guardian", "contact")
           for part in standing.parts):  # fmt: skip
        return True
    if _left_out(standing.application):
        return True
    return any(_is_news(standing, one) for one in standing.progress.asked if one.touched)


def _is_news(standing: Standing, one: Any) -> bool:
    question, value = one.question, one.part.values.get(one.question.key)
    before = standing.records.get(one.part.id, {}).get(question.key)
    if question.fills:
        return changes(question, before, value)
    # what is chosen at the beginning says what is asked, and is no change by itself
    return question.kind not in ("choices", "date") and value not in (None, "", [], before)


def _left_out(application: Application) -> bool:
    with as_the_house():
        parts = Part.objects.visible_to(System()).filter(application=application)
        return parts.filter(removed_at__isnull=False, person__isnull=False).exists()


@transaction.atomic
def drop(filler: Filler, application: Application, district: CurrentDistrict) -> bool:
    """Take the whole change back; False where the school has decided, or it holds a child whom she
    does not see. One that was not sent each adult of the home may throw away."""
    with as_the_house():
        held = Application.objects.visible_to(System()).select_for_update().get(pk=application.pk)
        rows = Candidate.objects.visible_to(System()).filter(application=held)
        states = dict(rows.values_list("pk", "state"))
    if held.withdrawn_at:
        return True
    if held.sent_at:
        seen = Candidate.objects.visible_to(filler.reader).filter(application=held)
        if set(states) - set(seen.values_list("pk", flat=True)):
            return False
        if any(state not in (*CHANGE_UNDECIDED, State.WITHDRAWN) for state in states.values()):
            return False
    now = clock.now()
    with as_the_house():
        Application.objects.visible_to(System()).filter(pk=held.pk).update(withdrawn_at=now)
        for one in rows.exclude(state=State.WITHDRAWN):
            one.state, one.revision, one.decided_at = State.WITHDRAWN, one.revision + 1, now
            one.save(update_fields=["state", "revision", "decided_at"])
    record(
        "registration.change_dropped", actor=filler.person, person=filler.person,
        about=held.pk, subject=held.number,
    )  # fmt: skip
    if held.sent_at:
        tell_home(held, district, change_taken_back(held.number))
    return True

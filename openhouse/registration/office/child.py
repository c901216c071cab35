"""One child as the office sees her: all that its page reads."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from openhouse.access.ties import barred
from openhouse.access.viewer import System, Viewer
from openhouse.common.scope import as_the_house
from openhouse.people.models import Guardianship, StaffPost
from openhouse.registration.compared import OFFICE_DESKS, Compared, compared
from openhouse.registration.models import Candidate
from openhouse.registration.models_answers import AnswerFile, Signature
from openhouse.registration.models_office import OpenItem, Posting, Review
from openhouse.registration.naming import Called, called
from openhouse.registration.office.holding import candidate_of
from openhouse.registration.office.other_home import Otherwise, contradicted
from openhouse.registration.office.services import Services, services_of
from openhouse.registration.office.whole_home import beside, decided_with
from openhouse.registration.places.boundary import Lives, where_they_live
from openhouse.registration.places.lines import with_siblings
from openhouse.registration.places.seating import Room, may_go_over, room_for
from openhouse.registration.posting.changing import stops
from openhouse.registration.posting.enrolling import Plan
from openhouse.registration.posting.hindrances import Hindrance, Why, hindrances, plan_for
from openhouse.registration.posting.opening import Opens, opens, opens_by_change
from openhouse.registration.posting.parting import Parting, partings
from openhouse.registration.posting.undoing import may_undo
from openhouse.registration.queries import offers_of
from openhouse.registration.rules.form import Desk

#: Until when seats are told: a clerk who has just accepted a child looks how many are left.
SEATS_TOLD = (*Candidate.UNDECIDED, *Candidate.SEATED)


@dataclass(frozen=True, slots=True)
class Order:
    """A court keeps an adult from the child, until a day or until it is lifted."""

    name: str
    relation: str
    until: date | None


@dataclass(frozen=True)
class Child:
    """What the page shows. ``hindrances`` are what keeps her from being written down."""

    found: Compared
    names: Mapping[int, Called]
    schools: Mapping[int, str]
    plan: Plan | None
    hindrances: list[Hindrance]
    opens: Opens
    items: list[OpenItem]
    files: list[AnswerFile]
    orders: list[Order]
    otherwise: list[Otherwise]
    #: The name that was typed, and when.
    signed: tuple[str, datetime] | None
    #: By desk that has a part of its own: if it has looked at it.
    desks: dict[str, bool]
    #: None where the family says nothing for the counselor.
    services: Services | None
    posting: Posting | None
    partings: list[Parting]
    #: None where there is no limit, or where she has a seat already.
    room: Room | None
    may_go_over: bool
    #: None where the district has said no streets.
    lives: Lives | None
    has_sibling: bool
    #: Of a change between registrations: the other children whom it is about at schools of hers.
    beside: list[Candidate]

    @property
    def schools_here(self) -> list[int | None]:
        """Those for which it is decided here."""
        return [each.school_id for each in (self.found.candidate, *self.beside)]

    @property
    def may_undo(self) -> bool:
        """If the day in which it can be taken back is not over."""
        return self.posting is not None and may_undo(self.posting)


def child_of(viewer: Viewer, number: int, today: date) -> Child:
    """The child with this number. Raises NotHers."""
    candidate = candidate_of(viewer, number)
    near = beside(viewer, candidate)
    found = compared(viewer, candidate, beside=[each.pk for each in near])
    mine = {"candidate": candidate, "desk__in": list(OFFICE_DESKS)}
    files = AnswerFile.objects.visible_to(viewer).filter(
        application=candidate.application_id, desk__in=list(OFFICE_DESKS), removed_at=None
    )
    names = {one.part: one for one in called([candidate.application])}
    with as_the_house():
        plan = plan_for(found, today)
        stands, opened = _stands(viewer, found, plan, near, today)
    return Child(
        found=found,
        names=names,
        schools=dict(offers_of(_year(candidate)).schools),
        plan=plan,
        hindrances=stands,
        opens=opened,
        items=list(OpenItem.objects.visible_to(viewer).filter(**mine).order_by("pk")),
        files=[
            each
            for each in files.defer("content").order_by("pk")
            if each.candidate_id in (None, candidate.pk, *(one.pk for one in near))
        ],
        orders=_orders(found, today),
        otherwise=[] if candidate.application.is_change else contradicted(candidate, found),
        signed=_signed(candidate),
        desks=_desks(found),
        services=services_of(viewer, candidate),
        posting=_posting(viewer, candidate),
        partings=partings(found, today),
        **_seating(viewer, candidate),
        beside=near,
    )


def _stands(
    viewer: Viewer, found: Compared, plan: Plan | None, near: list[Candidate], today: date
) -> tuple[list[Hindrance], Opens]:
    """What stands in the way of writing it, and what that opens. By the house."""
    candidate = found.candidate
    if candidate.application.is_change:
        stands = stops(found, [candidate, *near])
        return stands, opens_by_change(found, decided_with(viewer, candidate))
    every = hindrances(found, plan, today)
    return [each for each in every if each.why != Why.NOT_ACCEPTED], opens(found)


def _posting(viewer: Viewer, candidate: Candidate) -> Posting | None:
    mine = Posting.objects.visible_to(viewer).filter(candidate=candidate)
    return mine.filter(undone_at=None).first()


def _seating(viewer: Viewer, candidate: Candidate) -> Any:
    """What an office decides by, as long as it does: a seat, a brother there, the streets."""
    window = candidate.application.window
    if window is None or candidate.state not in SEATS_TOLD:
        return {"room": None, "may_go_over": False, "lives": None, "has_sibling": False}
    return {
        "room": room_for(candidate),
        "may_go_over": may_go_over(viewer, window),
        "lives": where_they_live([candidate]).get(candidate.pk),
        "has_sibling": bool(with_siblings([candidate], window.ends_in)),
    }


def _year(candidate: Candidate) -> int:
    window = candidate.application.window
    return window.ends_in if window else 0


def _orders(found: Compared, today: date) -> list[Order]:
    students = [part.person_id for part in found.children if part.person_id]
    with as_the_house():
        ties = Guardianship.objects.visible_to(System()).filter(
            barred(today), student_id__in=students
        )
        return [
            Order(str(tie.person), tie.relation, tie.barred_until)
            for tie in ties.select_related("person").order_by("pk")
        ]


def _signed(candidate: Candidate) -> tuple[str, datetime] | None:
    """Who signed, and when; of what was signed, which holds health too, an office reads nothing."""
    with as_the_house():
        signatures = Signature.objects.visible_to(System()).filter(
            application=candidate.application_id, key=""
        )
        return signatures.order_by("-signed_at").values_list("typed", "signed_at").first()


def _desks(found: Compared) -> dict[str, bool]:
    """Of the nurse and transport no more than whether they have looked at their part."""
    there = {section.desk for section in found.form.sections if section.desk != Desk.OFFICE}
    with as_the_house():
        done = set(
            Review.objects.visible_to(System())
            .filter(candidate=found.candidate)
            .values_list("desk", flat=True)
        )
        posts = StaffPost.objects.filter(school=found.candidate.school_id)
        kept = set(posts.values_list("role", flat=True))
    return {
        str(desk): desk in done
        for desk in (Desk.NURSE, Desk.TRANSPORT)
        if desk in there and (desk in kept or desk == Desk.NURSE)
    }

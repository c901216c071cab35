"""Beginning an application: who and what it is about, from the records or from nothing."""

import secrets
from collections.abc import Callable, Collection, Container, Iterable
from functools import partial
from typing import Any

from django.db import transaction

from openhouse.access.ties import open_ties
from openhouse.access.viewer import Child, System, Viewer
from openhouse.common import clock
from openhouse.common.scope import as_the_house
from openhouse.ledger.actions import record
from openhouse.people.models import Household, HouseholdMember
from openhouse.people.rules import next_grade
from openhouse.registration.family.confirmed import keep_confirmed
from openhouse.registration.family.contacts import add_contacts
from openhouse.registration.family.records import look_up
from openhouse.registration.links import digest_of, new_key
from openhouse.registration.matching.kept_away import kept_from_home
from openhouse.registration.models import (
    Application,
    ApplicationKey,
    ApplicationMember,
    Candidate,
    FormVersion,
    Part,
    RegistrationWindow,
)
from openhouse.registration.queries import form_with, newest_version, offers_of
from openhouse.registration.rules.years import school_for
from openhouse.registration.states import NOT_COMING

#: Of signs that nobody takes for one another.
_SIGNS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"


class NoForm(Exception):
    """The district has published no form yet."""


def new_number() -> str:
    """ "7K4M-2QXP": how families and offices call an application."""
    signs = "".join(secrets.choice(_SIGNS) for _ in range(8))
    return f"{signs[:4]}-{signs[4:]}"


def the_version(purpose: str) -> FormVersion:
    """The form with which one begins. Raises NoForm."""
    found = newest_version(purpose)
    if found is None:
        raise NoForm
    return found


def may_register(child: Child) -> bool:
    """If there is a next year for *child* here."""
    return bool(next_grade(child.home_school.grade_level))


def left_of(viewer: Viewer, window: RegistrationWindow) -> list[Child]:
    """Her children whom this home has not sent for *window*, and for whom there is a next year."""
    sent = (
        Candidate.objects.visible_to(viewer)
        .filter(application__window=window, sent_at__isnull=False, student__isnull=False)
        .exclude(state__in=NOT_COMING)
    )
    return _left(viewer, set(sent.values_list("student_id", flat=True)))


def has_left(viewer: Viewer, sent: Container[int]) -> bool:
    """If beside those who are *sent* a child of hers has a next year."""
    return bool(_left(viewer, sent))


def _left(viewer: Viewer, sent: Container[int]) -> list[Child]:
    return [
        child for child in viewer.children
        if child.id != viewer.person_id and child.id not in sent and may_register(child)
    ]  # fmt: skip


@transaction.atomic
def begin(viewer: Viewer, window: RegistrationWindow, language: str) -> Application:
    """The open application of her home for *window*: the one that is there, or a new one. Where it
    is about none of her children, hers stands beside it.

    Two who begin at the same moment get the same one: the constraint of one open application a
    home makes the second try find the first's. Raises NoForm.
    """
    left = left_of(viewer, window)
    with as_the_house():
        home, shares, there = home_of(viewer, partial(_open_of, window))
        if there is not None:
            ApplicationMember.objects.get_or_create(application=there, person_id=viewer.person_id)
            return there
        application = made_for(viewer, home, window, language, left, shares=shares)
    record(
        "registration.begun", actor=viewer.person_id, person=viewer.person_id,
        about=application.pk, subject=application.number,
    )  # fmt: skip
    return application


def home_of(
    viewer: Viewer, open_one: Callable[..., Application | None]
) -> tuple[Household | None, bool, Application | None]:
    """Her home, held, if it shares its application with her, and the one that is open already:
    *open_one* finds it by whose it is. By the house.
    """
    homes = Household.objects.filter(members__person_id=viewer.person_id).order_by("pk")
    home = homes.select_for_update(of=("self",)).first()
    of_home = open_one(household=home) if home else None
    if home and viewer.person_id in kept_from_home(home.pk, of_home.pk if of_home else 0):
        home = of_home = None
    shares = home is not None and (of_home is None or _is_about_hers(viewer, of_home))
    alone: dict[str, Any] = {
        "household": None, "person": viewer.person_id, "members__person": viewer.person_id,
    }  # fmt: skip
    return home, shares, of_home if shares else open_one(**alone)


def made_for(
    viewer: Viewer, home: Household | None, window: RegistrationWindow | None, language: str,
    children: list[Child], *, shares: bool,
) -> Application:  # fmt: skip
    """A new application of *home* about *children*, with its adults and contacts; without a
    *window* a change. It is the home's where it *shares* it. By the house. Raises NoForm."""
    purpose = FormVersion.Purpose.REGISTRATION if window else FormVersion.Purpose.CHANGE
    application = _made(
        the_version(purpose), window, language, person_id=viewer.person_id,
        household=home if shares else None,
    )  # fmt: skip
    hers = [each.id for each in viewer.children if each.id != viewer.person_id]
    adults = _adults(viewer, home, hers)
    for person in adults:
        ApplicationMember(application=application, person_id=person).save(force_insert=True)
    _parts(application, home, adults)
    if window:
        _children(application, window.ends_in, children)
    else:
        _as_enrolled(application, children)
    add_contacts(application, home, hers, adults)
    look_up(form_with(application.version_id), application)
    return application


def _as_enrolled(application: Application, children: Collection[Child]) -> None:
    """Each where she is today."""
    today = clock.today()
    here = [next(one for one in child.enrollments if one.runs_on(today)) for child in children]
    pairs = zip(children, here, strict=True)
    _add_known(application, [(child.id, one.school, one.grade_level) for child, one in pairs])


def _open_of(window: RegistrationWindow, **whose: Any) -> Application | None:
    mine = Application.objects.visible_to(System()).filter(
        window=window, withdrawn_at=None, sent_at=None
    )
    return mine.filter(**whose).first()


def _is_about_hers(viewer: Viewer, application: Application) -> bool:
    """If one of the children whom the records know is hers, or none is there: else another family
    of the same home has begun it, and she begins her own."""
    known = Candidate.objects.visible_to(System()).filter(
        application=application, student__isnull=False
    )
    hers = known.filter(student__in=[child.id for child in viewer.children])
    return hers.exists() or not known.exists()


def _made(
    version: FormVersion, window: RegistrationWindow | None, language: str, **more: object
) -> Application:
    application = Application(
        number=new_number(), version=version, window=window, language=language,
        begun_at=clock.now(), **more,
    )  # fmt: skip
    application.save(force_insert=True)
    return application


def _adults(viewer: Viewer, home: Household | None, children: list[int]) -> list[int]:
    """She, and who lives with her and sees one of the children today: never another home's."""
    if home is None:
        return [viewer.person_id]
    there = HouseholdMember.objects.filter(household=home).values("person_id")
    ties = open_ties(System(), clock.today()).filter(student_id__in=children, person_id__in=there)
    others = sorted(set(ties.values_list("person_id", flat=True)) - {viewer.person_id})
    away = kept_from_home(home.pk, children=children)
    return [viewer.person_id, *(person for person in others if person not in away)]


def _parts(application: Application, home: Household | None, adults: Iterable[int]) -> None:
    Part.objects.visible_to(System()).bulk_create(
        [
            Part(application=application, kind=Part.Kind.HOUSEHOLD, household=home),
            *(
                Part(
                    application=application, kind=Part.Kind.GUARDIAN, position=position,
                    person_id=person,
                )
                for position, person in enumerate(adults)
            ),
        ]
    )  # fmt: skip


def _children(application: Application, ends_in: int, children: Iterable[Child]) -> None:
    offers = offers_of(ends_in)
    wanted = []
    for child in children:
        grade = next_grade(child.home_school.grade_level)
        school = child.home_school.school
        fits = school_for(grade, school, offers.pairs) if offers.pairs else school
        wanted.append((child.id, fits, grade))
    _add_known(application, wanted)


def _add_known(application: Application, wanted: Iterable[tuple[int, int | None, str]]) -> None:
    """Children of the records, each at a school in a grade."""
    candidates = Candidate.objects.visible_to(System()).bulk_create(
        Candidate(
            application=application, position=position, student_id=student, school_id=school,
            grade_level=grade,
        )
        for position, (student, school, grade) in enumerate(wanted)
    )  # fmt: skip
    Part.objects.visible_to(System()).bulk_create(_of_child(one) for one in candidates)


def _of_child(candidate: Candidate) -> Part:
    return Part(
        application=candidate.application, kind=Part.Kind.STUDENT, position=candidate.position,
        candidate=candidate, person_id=candidate.student_id,
    )  # fmt: skip


def add_child(application: Application, position: int) -> Part:
    """One more child, who is new here."""
    candidate = Candidate(application=application, position=position)
    candidate.save(force_insert=True)
    part = _of_child(candidate)
    part.save(force_insert=True)
    return part


@transaction.atomic
def begin_new(token: str, said: dict[str, Any], window: RegistrationWindow) -> Application:
    """The application of a family that is new here, who opened the link with *token*.

    The link brings it back as well; opened twice at once it makes one. Raises NoForm.
    """
    with as_the_house():
        version = the_version(FormVersion.Purpose.REGISTRATION)
        key = ApplicationKey.objects.filter(digest=digest_of(token)).first()
        if key is not None:
            return key.application
        application = _made(version, window, said["l"], email=said["e"])
        _parts(application, None, ())
        first = Part(application=application, kind=Part.Kind.GUARDIAN)
        first.save(force_insert=True)
        keep_confirmed(first, said["e"])
        add_child(application, 0)
        new_key(application, token)
    record("registration.begun", about=application.pk, subject=application.number)
    return application

"""A way in for guardians who may see the child now, and have no account yet."""

from datetime import datetime

from django.utils import timezone

from openhouse.access.viewer import System
from openhouse.people.models import Account, ContactPoint, Guardianship, Person, StaffPost
from openhouse.registration.models import Part
from openhouse.registration.models_office import Posting
from openhouse.registration.posting.case import Case
from openhouse.sign_in.opening.codes import give_again, make_code, usable_codes


def invite(case: Case) -> None:
    """Mail a way in to each guardian of the home who has none; who has one in hand keeps it, and of
    a posting that was undone it opens again.

    Of somebody who was known before, only to an address that was on file before: an application
    does not say where the key to her other children goes.
    """
    for part in case.found.of(Part.Kind.GUARDIAN):
        if case.is_change and part.pk not in case.made:
            continue
        person = case.people[part.pk]
        opens = Guardianship.objects.visible_to(System()).filter(
            student_id=case.student.pk, person=person, portal_access=True, barred=False
        )
        if opens.exists() and not has_way_in(person):
            to = _address(case, part, person)
            if to and not _opens_again(case, part, person, to):
                make_code(person.pk, case.district, by=case.by, email=to)


def _opens_again(case: Case, part: Part, person: Person, to: str) -> bool:
    """If what an earlier posting of the application mailed to this very address opens again."""
    undone = Posting.objects.visible_to(System()).filter(application=case.found.application.pk)
    for posting in undone.filter(undone_at__isnull=False).order_by("-undone_at", "-pk"):
        for one in posting.ways:
            until = datetime.fromisoformat(one["until"])
            if (one["part"], one["to"]) == (part.pk, to) and until > timezone.now():
                posting.ways = [each for each in posting.ways if each != one]
                posting.save(update_fields=["ways"])
                return give_again(person.pk, one["digest"], one["way"], to, until, by=case.by)
    return False


def has_way_in(person: Person) -> bool:
    """If she has an account or a way in that waits; or a post: then it is the district's."""
    return (
        Account.objects.filter(person=person).exists()
        or usable_codes().filter(person=person).exists()
        or StaffPost.objects.filter(person=person).exists()
    )


def _address(case: Case, part: Part, person: Person) -> str:
    points = ContactPoint.objects.filter(person=person, kind=ContactPoint.Kind.EMAIL)
    there = list(points.order_by("pk").values_list("value", flat=True))
    if part.pk in case.made:
        return there[0] if there else ""
    before = next(
        (line.old for line in case.found.lines[part.pk] if line.fills == "person.email"), None
    )
    return str(before) if before and before in there else ""

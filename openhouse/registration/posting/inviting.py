"""A way in for guardians who may see the child now, and have no account yet."""

from openhouse.access.viewer import System
from openhouse.people.models import Account, ContactPoint, Guardianship, Person, StaffPost
from openhouse.registration.models import Part
from openhouse.registration.posting.case import Case
from openhouse.sign_in.opening.codes import make_code, usable_codes


def invite(case: Case) -> None:
    """Mail a way in to each guardian of the home who has none; who has one in hand keeps it.

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
            if to:
                make_code(person.pk, case.district, by=case.by, email=to)


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

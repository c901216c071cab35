"""What some families of the demonstration tell between registrations: each at another point."""

from typing import Any

from openhouse.access.viewer import System
from openhouse.people.models import Person
from openhouse.registration.demo.acting import Town
from openhouse.registration.demo.homes import Home
from openhouse.registration.demo.saying import Sitting, grandmother
from openhouse.registration.family.changing import begin_change
from openhouse.registration.family.people import add
from openhouse.registration.models import Candidate, Part
from openhouse.registration.office import changing, deciding
from openhouse.registration.rules.form import Per
from openhouse.registration.rules.mapping import Says

ADDRESS = {
    "street": "57 Walnut St, Apt 4", "city": "Capital Hills", "state": "MO", "postal_code": "65101",
}  # fmt: skip


def tell_of_changes(town: Town, homes: list[Home]) -> None:
    """One waits, at the known clerk's school where a child of *homes* is there today; one is asked
    about and one is written elsewhere, for many of the others there still wait for a way in."""
    last = reversed([home for home in homes if not home.other])
    by_school = sorted(last, key=lambda home: not any(_is_at(town, home)))
    chosen = [*by_school[:1], *reversed(by_school[1:])]
    for story, home in zip((somebody_to_call, has_moved, another_phone), chosen, strict=False):
        story(town, home)


def _is_at(town: Town, home: Home) -> list[bool]:
    return [pupil.school == town.clerks.pk for pupil in home.pupils]


def somebody_to_call(town: Town, home: Home) -> None:
    """A grandmother who may pick up, and nobody has looked at it yet."""
    with town.ago(1, 20, 25), town.family(home.adults[0]) as (viewer, filler):
        desk = _says(Sitting(filler, _begun(viewer)), what_changes=["contact"])
        contact = add(desk.standing, Per.CONTACT)
        desk.standing = desk.looked_at()
        place = [part.pk for part in desk.standing.of(Per.CONTACT)].index(contact.pk)
        hers = grandmother(home.id, Person.objects.get(pk=home.adults[0]).family_name)
        desk.say("contact", place, contact_relation="Grandmother", may_pick_up=True, **hers)
        _sends(town, desk, home)


def has_moved(town: Town, home: Home) -> None:
    """With a photo of the lease; the office asks, and the family has not seen it yet."""
    with town.ago(3, 18, 50), town.family(home.adults[0]) as (viewer, filler):
        desk = _says(Sitting(filler, _begun(viewer)), what_changes=["moved"])
        _says(desk, address=ADDRESS, mailing_differs=False)
        desk.attach("proof_of_address", "Lease")
        desk.standing = desk.looked_at()
        child = _sends(town, desk, home)
    with town.ago(2, 11, 35), town.post(child) as (viewer, candidate):
        part = Part.objects.visible_to(System()).get(
            application=candidate.application, kind=Part.Kind.HOUSEHOLD
        )
        deciding.decide_field(
            viewer, child, candidate.revision, part.pk, "address", Says.ASK,
            "Your lease says apartment 14. Which one is it?",
        )  # fmt: skip
        changing.send_back(viewer, child, _revision(child), town.district)


def another_phone(town: Town, home: Home) -> None:
    """In the records since."""
    with town.ago(6, 17, 15), town.family(home.adults[0]) as (viewer, filler):
        desk = _says(Sitting(filler, _begun(viewer)), what_changes=["home_phone"])
        child = _sends(town, _says(desk, home_phone="+15735550127"), home)
    with town.ago(5, 9, 20), town.post(child) as (viewer, candidate):
        changing.take(viewer, child, candidate.revision, town.district, everything=True)


def _begun(viewer: Any) -> int:
    begun = begin_change(viewer, "en")
    if begun is None:
        raise LookupError(f"None of the children of {viewer.name} is enrolled")
    return begun.pk


def _says(desk: Sitting, **answers: Any) -> Sitting:
    """Answers about the home: what is asked then stands there at once."""
    desk.say("household", **answers)
    desk.standing = desk.looked_at()
    return desk


def _sends(town: Town, desk: Sitting, home: Home) -> int:
    """The child whose office looks at it: at the known clerk's school, or the first."""
    desk.standing = desk.looked_at()
    children = desk.send(str(Person.objects.get(pk=home.adults[0])), town.district)
    rows = Candidate.objects.visible_to(System()).filter(pk__in=children).order_by("pk")
    return next((row.pk for row in rows if row.school_id == town.clerks.pk), rows[0].pk)


def _revision(child: int) -> int:
    rows = Candidate.objects.visible_to(System()).filter(pk=child)
    return rows.values_list("revision", flat=True)[0]

"""Families of the demonstration that are new here, and come by a link."""

from typing import Any

from openhouse.access.viewer import System
from openhouse.people.models import ContactPoint, Guardianship, Person
from openhouse.registration.demo.acting import Town
from openhouse.registration.demo.homes import Home, Pupil
from openhouse.registration.demo.saying import Sitting
from openhouse.registration.models_office import OpenItem
from openhouse.registration.office.items import decide_item

ADDRESS = {
    "street": "214 Elm St", "city": "Capital Hills", "state": "MO", "postal_code": "65101",
}  # fmt: skip


def tell_of_newcomers(town: Town, homes: list[Home]) -> None:
    """One has begun; one has sent papers; one is known here, and has not said so."""
    begins(town)
    comes_with_papers(town)
    there = [(home, each) for home in homes for each in home.pupils]
    home, pupil = next((one for one in there if one[1].school == town.clerks.pk), there[0])
    is_known_already(town, home, pupil)


def begins(town: Town) -> None:
    """The address is confirmed, home and adult are written down."""
    with town.ago(1, 17, 45):
        secret = town.link("linh.pham@example.org")
        with town.newcomer(secret) as (filler, number):
            desk = Sitting(filler, number)
            desk.say("household", address=ADDRESS)
            desk.say("guardian", **_adult("Linh", "Pham", "+15735550152"))
            desk.fill(pages_at_most=2)


def comes_with_papers(town: Town) -> None:
    """With photos of two papers: one is seen, one is to be sent again, one is not there yet."""
    with town.ago(4, 12, 20):
        secret = town.link("amara.okeke@example.org")
        with town.newcomer(secret) as (filler, number):
            desk = Sitting(filler, number)
            desk.say("household", address=ADDRESS | {"street": "38 Elm St"}, housing="own")
            desk.say("guardian", **_adult("Amara", "Okeke", "+15735550146"))
            desk.say("student", **_child(town, "Chidi", "Okeke", "2015-04-18", "male"))
            desk.attach("birth_certificate", "Birth certificate")
            desk.attach("proof_of_address", "Electricity bill")
            desk.fill(**_call("Ngozi", "Okeke"))
            (child,) = desk.send("Amara Okeke", town.district)
    with town.ago(1, 9, 50):
        _decides(town, child, "birth_certificate", "accepted", "")
        words = "The corner with the date is cut off. Please take the photo again."
        _decides(town, child, "proof_of_address", "refused", words)


def _decides(town: Town, child: int, key: str, state: str, words: str) -> None:
    item = OpenItem.objects.visible_to(System()).get(candidate=child, key=key)
    with town.post(child) as (viewer, candidate):
        decide_item(viewer, child, candidate.revision, item.pk, state, words, town.district)


def is_known_already(town: Town, home: Home, pupil: Pupil) -> None:
    """She has overlooked that she may sign in, and begins as a new family: the office sees who it
    may be."""
    child, adult = (Person.objects.get(pk=each) for each in (pupil.id, home.adults[0]))
    sex = "male" if child.sex.lower().startswith("m") else "female"
    phones = ContactPoint.objects.filter(person=adult, kind=ContactPoint.Kind.PHONE)
    tie = Guardianship.objects.visible_to(System()).get(student_id=child.pk, person=adult)
    phone = "+1" + "".join(filter(str.isdigit, phones.order_by("pk")[0].value))[-10:]
    with town.ago(2, 22, 5):
        secret = town.link("back.again@example.org")
        with town.newcomer(secret) as (filler, number):
            desk = Sitting(filler, number)
            desk.say("household", address=ADDRESS | {"street": "91 Elm St"})
            desk.say("guardian", **_adult(adult.given_name, adult.family_name, phone))
            names, born_on = (child.given_name, child.family_name), str(child.born_on)
            desk.say("student", **_child(town, *names, born_on, sex, pupil.grade))
            mine = desk.standing.of("guardian")[0]
            ties = {str(mine.pk): {"relation": tie.relation, "lives_with": True}}
            desk.say("student", ties=ties)
            desk.fill(**_call("Ida", adult.family_name))
            desk.send(f"{adult.given_name} {adult.family_name}", town.district)


def _adult(given: str, family: str, phone: str) -> dict[str, Any]:
    return {
        "guardian_given_name": given, "guardian_family_name": family, "cell_phone": phone,
        "guardian_language": "en",
    }  # fmt: skip


def _child(
    town: Town, given: str, family: str, born_on: str, sex: str, grade: str = "06"
) -> dict[str, Any]:
    return {
        "given_name": given, "family_name": family, "born_on": born_on, "sex": sex,
        "school": town.clerks.pk, "grade": grade,
    }  # fmt: skip


def _call(given: str, family: str) -> dict[str, Any]:
    return {"contact_given_name": given, "contact_family_name": family}

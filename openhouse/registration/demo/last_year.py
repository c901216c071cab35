"""What some homes of the demonstration said a year ago: they come back and find it filled in."""

from datetime import datetime, time, timedelta

from django.db.models import Max

from openhouse.access.viewer import System
from openhouse.common import clock
from openhouse.districts.models import SchoolYear
from openhouse.notifications.models import Delivery
from openhouse.people.models import Account, Enrollment, Person
from openhouse.registration.demo.acting import Town
from openhouse.registration.demo.homes import KNOWN, Home
from openhouse.registration.demo.opening import last_window
from openhouse.registration.demo.saying import FREELY, Sitting
from openhouse.registration.family.beginning import begin
from openhouse.registration.models import Part
from openhouse.registration.office.deciding import accept
from openhouse.registration.office.items import mark_done
from openhouse.registration.rules.form import Desk


def register_last_year(town: Town, homes: list[Home]) -> None:
    """The home of the parent whose sign-in is printed, and *homes*, registered for this year."""
    year = SchoolYear.objects.filter(ends_in=town.window.ends_in - 1).order_by("pk")[0]
    this, town.window = town.window, last_window(town.window, year.starts_on)
    newest = Delivery.objects.aggregate(newest=Max("pk"))["newest"] or 0
    evening = datetime.combine(year.starts_on, time(19, 20), clock.now().tzinfo)
    parent = Account.objects.get(username=KNOWN).person_id
    for number, person in enumerate([parent, *(home.adults[0] for home in homes)]):
        moment = evening - timedelta(days=12, minutes=17 * number)
        with town.at(moment):
            children = _sent(town, person)
        with town.at(moment + timedelta(days=4, hours=-9)):
            _written(town, children)
    # what was mailed then is not mailed now
    Delivery.objects.filter(pk__gt=newest).delete()
    town.window = this


def _sent(town: Town, person: int) -> list[int]:
    with town.family(person) as (viewer, filler):
        desk = Sitting(filler, begin(viewer, town.window, "en").pk)
        name = str(Person.objects.get(pk=person))
        for place, part in enumerate(desk.standing.of(Part.Kind.STUDENT)):
            desk.say("student", place, **_this_year(part.person_id or 0), **FREELY)
        desk.fill()
        return desk.send(name, town.district)


def _this_year(student: int) -> dict[str, object]:
    """Where she is by now: her family asked for that."""
    rows = Enrollment.objects.visible_to(System()).filter(student_id=student, primary=True)
    there = rows.order_by("pk")[0]
    return {"school": there.school_id, "grade": there.grade_level}


def _written(town: Town, children: list[int]) -> None:
    for number in children:
        with town.post(number) as (viewer, child):
            accept(viewer, number, child.revision, town.district, everything=True)
        with town.post(number, "nurse") as (viewer, _child):
            mark_done(viewer, number, Desk.NURSE, "")
        town.writes(number)

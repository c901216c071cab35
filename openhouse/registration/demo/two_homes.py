"""A child of two homes is registered by both, and they say two things of her."""

from typing import Any

from openhouse.people.models import Person
from openhouse.registration.demo.acting import Town
from openhouse.registration.demo.homes import Home
from openhouse.registration.demo.saying import Sitting
from openhouse.registration.family.beginning import begin


def tell_of_two_homes(town: Town, homes: list[Home]) -> None:
    """Where the district has such a family: neither home reads what the other has said."""
    by_id = {home.id: home for home in homes}
    pairs = [(home, by_id[home.other]) for home in homes if home.other in by_id]
    for first, second in pairs:
        if set(first.adults) & set(second.adults):
            continue
        with town.ago(6, 20, 15):
            _send(town, first.adults[0], home_language="en", first_language="en")
        with town.ago(5, 21, 30):
            _send(town, second.adults[0], home_language="es", first_language="es", media=False)
        return


def _send(town: Town, person: int, **own: Any) -> None:
    with town.family(person) as (viewer, filler):
        desk = Sitting(filler, begin(viewer, town.window, "en").pk)
        desk.fill(**own)
        desk.send(str(Person.objects.get(pk=person)), town.district)

"""If a child lives in the streets of the school that she asks for, by the district's ranges."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from enum import StrEnum
from typing import Any

from openhouse.access.viewer import System
from openhouse.common.scope import as_the_house
from openhouse.registration.models import Application, Candidate, Part
from openhouse.registration.models_answers import Answer
from openhouse.registration.models_office import OF_RANGE, AddressRange
from openhouse.registration.queries import form_of
from openhouse.registration.rules.zones import Range, place_of

_FIELD = "household.address"


class Lives(StrEnum):
    """UNKNOWN: no address, one that cannot be read or is in nobody's range, or a school that has
    no ranges."""

    INSIDE = "inside"
    OUTSIDE = "outside"
    UNKNOWN = "unknown"


def where_they_live(children: Collection[Candidate]) -> dict[int, Lives]:
    """Of each child, by the address that its home has sent; each with its application and that
    one's version. Empty where the district has no ranges at all.
    """
    bounded = set(AddressRange.objects.values_list("school", flat=True).distinct())
    if not bounded:
        return {}
    applications = {each.application_id: each.application for each in children}
    homes = addresses_of(list(applications.values()))
    places = {
        number: place_of(str(said.get("street") or "")) for number, said in homes.items()
    }  # fmt: skip
    streets = {place.street for place in places.values() if place}
    ranges: dict[str, list[Range]] = defaultdict(list)
    for row in AddressRange.objects.filter(street__in=streets).values_list(*OF_RANGE):
        ranges[row[1]].append(Range(*row))
    found = {}
    for each in children:
        place, said = places.get(each.application_id), homes.get(each.application_id, {})
        zip_code = str(said.get("postal_code") or "")
        schools = (
            {one.school for one in ranges[place.street] if one.has(place, zip_code)}
            if place
            else set()
        )
        if not schools or each.school_id not in bounded:
            found[each.pk] = Lives.UNKNOWN
        else:
            found[each.pk] = Lives.INSIDE if each.school_id in schools else Lives.OUTSIDE
    return found


def addresses_of(applications: Collection[Application]) -> dict[int, Mapping[str, Any]]:
    """By application, the address of its home: as the family says it, else as on file. By the
    house, for who sees the application."""
    keys = {each.pk: _keys(each) for each in applications}
    found: dict[int, Mapping[str, Any]] = {}
    with as_the_house():
        homes = Part.objects.visible_to(System()).filter(
            application__in=keys, kind=Part.Kind.HOUSEHOLD, removed_at=None
        )
        for part in homes.select_related("household", "application__household").order_by("-pk"):
            home = part.household or part.application.household
            if home is not None and home.street:
                found[part.application_id] = {
                    "street": home.street, "postal_code": home.postal_code,
                }  # fmt: skip
        said = Answer.objects.visible_to(System()).filter(
            part__in=homes, key__in={key for several in keys.values() for key in several}
        )
        rows = said.values_list("application_id", "key", "value")
        return found | {
            application: value
            for application, key, value in rows
            if key in keys[application] and isinstance(value, dict) and value.get("street")
        }


def _keys(application: Application) -> set[str]:
    fills = form_of(application.version).fills
    return {key for key, field in fills.items() if field == _FIELD}

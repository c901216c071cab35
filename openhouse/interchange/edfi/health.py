"""StudentHealth: the immunizations that a student has received."""

from collections.abc import Iterator

from openhouse.immunizations.rules.entry import vaccine_typed
from openhouse.immunizations.schedules import vaccine_names
from openhouse.interchange.edfi.catalog import Catalog, Place, row
from openhouse.interchange.edfi.elements import Element
from openhouse.interchange.edfi.keys import Keys
from openhouse.interchange.rows import NotTaken, Row

#: CVX codes of the kinds that Ed-Fi names; it does not say which product was given.
CVX = {
    "DTaP": "107",
    "Tdap": "115",
    "Td": "139",
    "IPV": "10",
    "MMR": "03",
    "VAR": "21",
    "MMRV": "94",
    "HepA": "85",
    "HepB": "45",
    "Hib": "17",
    "HPV": "137",
    "MenACWY": "108",
    "MenB": "164",
    "PCV": "152",
    "RV": "122",
    "IIV4": "88",
    "LAIV4": "149",
    "1vCOV": "213",
    "DEN4CYD": "56",
}


#: The vaccines that schools ask for, as their rules call them.
ASKED = {
    "DTaP": "DTaP",
    "Tdap": "Tdap",
    "IPV": "Polio",
    "MMR": "MMR",
    "VAR": "Varicella",
    "HepA": "Hepatitis A",
    "HepB": "Hepatitis B",
    "MenACWY": "MenACWY",
    "HPV": "HPV",
    "Hib": "Hib",
    "PCV": "PCV",
}


def doses(catalog: Catalog, keys: Keys, e: Element, place: Place) -> Iterator[Row | NotTaken]:
    """A row for each dose whose vaccine is known; the others are counted."""
    student = catalog.persons.id("student", keys.student(e))
    unknown = 0
    for each in (*e.all("RequiredImmunization"), *e.all("AdditionalImmunization")):
        yield from _excused(student, each, place)
        cvx = _cvx(each)
        days = [day.text for day in each.all("ImmunizationDate")]
        if not cvx:
            unknown += len(days)
            continue
        for day in days:
            values = {"student": student, "given_on": day, "cvx": cvx, "source": "system"}
            yield row("doses", place, values)
    if unknown:
        yield NotTaken("immunizations", unknown)


def _excused(student: str | None, each: Element, place: Place) -> Iterator[Row]:
    """A doctor's word that this vaccine is not to be given."""
    vaccine, on = ASKED.get(each.code("ImmunizationType")), each.get("MedicalExemptionDate")
    if vaccine and on:
        values = {"student": student, "kind": "medical", "vaccine": vaccine, "given_on": on}
        yield row("exemptions", place, values)


def _cvx(each: Element) -> str:
    kind = each.code("ImmunizationType")
    if kind:
        return CVX.get(kind, "")
    return vaccine_typed(each.get("ImmunizationName"), vaccine_names())[0]

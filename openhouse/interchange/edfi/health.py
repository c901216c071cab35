"""StudentHealth: the immunizations that a student has received, and who is excused from which."""

from collections.abc import Iterator

from django.utils.translation import gettext_noop as _

from openhouse.immunizations.rules.entry import vaccine_typed
from openhouse.immunizations.schedules import vaccine_names
from openhouse.interchange.edfi.catalog import Catalog, Place, row
from openhouse.interchange.edfi.elements import Element
from openhouse.interchange.edfi.keys import Keys
from openhouse.interchange.rows import NotTaken, Reject, Row

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


def doses(
    catalog: Catalog, keys: Keys, e: Element, place: Place
) -> Iterator[Row | NotTaken | Reject]:
    """A row for each dose whose vaccine is known, and for each exemption; the rest is counted."""
    student = catalog.persons.id("student", keys.student(e))
    unknown = 0
    yield from _for_belief(student, e, place)
    for each in (*e.all("RequiredImmunization"), *e.all("AdditionalImmunization")):
        yield from _by_a_doctor(student, each, place)
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


def _by_a_doctor(
    student: str | None, each: Element, place: Place
) -> Iterator[Row | NotTaken | Reject]:
    """A doctor's word that this vaccine is not to be given."""
    kind, on = each.code("ImmunizationType"), each.get("MedicalExemptionDate")
    if not on and not each.get("MedicalExemption"):
        return
    if kind not in ASKED:
        yield NotTaken("exemptions")
    elif not on:
        yield _undated("MedicalExemptionDate", kind, place)
    else:
        yield _excused(student, "medical", ASKED[kind], on, place)


def _for_belief(student: str | None, e: Element, place: Place) -> Iterator[Row | Reject]:
    """The parents' own exemption, which is from all vaccines; only a religious one is kept."""
    name = "NonMedicalImmunizationExemption"
    why, on = e.code(name), e.get("NonMedicalImmunizationExemptionDate")
    if not why and not on:
        return
    if why != "Religious":
        yield Reject(*place, name, why, _("a religious exemption"), "exemptions")
    elif not on:
        yield _undated("NonMedicalImmunizationExemptionDate", why, place)
    else:
        yield _excused(student, "religious", "", on, place)


def _excused(student: str | None, kind: str, vaccine: str, on: str, place: Place) -> Row:
    values = {"student": student, "kind": kind, "vaccine": vaccine, "given_on": on}
    return row("exemptions", place, values)


def _undated(column: str, of: str, place: Place) -> Reject:
    return Reject(*place, column, of, _("the day of the exemption"), "exemptions")


def _cvx(each: Element) -> str:
    kind = each.code("ImmunizationType")
    if kind:
        return CVX.get(kind, "")
    return vaccine_typed(each.get("ImmunizationName"), vaccine_names())[0]

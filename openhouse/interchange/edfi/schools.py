"""What a School record says beyond its key."""

from openhouse.interchange.edfi.elements import Element
from openhouse.interchange.edfi.households import address_in

#: Kinds of addresses, the best first.
_FOUND_AT = ("Physical", "Mailing")


def grades_offered(e: Element) -> list[Element]:
    """The grade levels of a school; before 3.0 they stood in one element."""
    nested = e.first("GradesOffered")
    return nested.all("GradeLevel") if nested is not None else e.all("GradeLevel")


def main_phone(e: Element) -> str:
    """The number to call the school at: the main one before others, never a fax."""
    best = ""
    for phone in e.all("InstitutionTelephone"):
        kind = phone.code("InstitutionTelephoneNumberType")
        if kind == "Main":
            return phone.get("TelephoneNumber")
        if kind != "Fax":
            best = best or phone.get("TelephoneNumber")
    return best


def address_of(e: Element) -> dict[str, str]:
    """Where the school is, by column: its physical address before the one for letters.

    An address without a street and a city is none: a record that has no other says nothing.
    """
    found = {part.code("AddressType"): address_in(part) for part in reversed(e.all("Address"))}
    whole = {kind: each for kind, each in found.items() if each.street and each.city}
    best = next((whole[kind] for kind in (*_FOUND_AT, *reversed(whole)) if kind in whole), None)
    if best is None:
        return {}
    return {
        "street": best.street,
        "city": best.city,
        "state": best.state,
        "postal_code": best.postal_code,
    }

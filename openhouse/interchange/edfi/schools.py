"""What a School record says beyond its key."""

from openhouse.interchange.edfi.elements import Element


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

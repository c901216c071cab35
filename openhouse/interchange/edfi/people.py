"""Students, contacts and staff: names, how to reach them, who is what to whom."""

from collections.abc import Iterator

from openhouse.interchange.edfi import words
from openhouse.interchange.edfi.catalog import Catalog, Place, StudentFacts, row
from openhouse.interchange.edfi.elements import Element, code_word
from openhouse.interchange.edfi.keys import Keys, short, source_id
from openhouse.interchange.rows import NotTaken, Row


def _person(catalog: Catalog, e: Element, place: Place, kind: str, id: str) -> Iterator[Row]:
    """The person of a record, unless another record speaks for her, and how to reach her."""
    person = catalog.persons.id(kind, id)
    if catalog.persons.speaks(kind, id):
        name = e.first("Name") or e
        values = {
            "source_id": person,
            "given_name": name.get("FirstName"),
            "middle_name": name.get("MiddleName"),
            "family_name": name.get("LastSurname"),
            "preferred_name": name.get("PreferredFirstName"),
            "title": words.title(name.get("PersonalTitlePrefix")),
            "suffix": name.get("GenerationCodeSuffix"),
            "born_on": e.get("BirthData", "BirthDate") or e.get("BirthDate"),
            "sex": words.sex(e.code("Sex")),
            "language": spoken(e),
        }
        facts = catalog.students.get(id) if kind == "student" else None
        if facts is not None:
            values["sex"] = values["sex"] or facts.sex
            values["language"] = values["language"] or facts.language
        yield row("people", place, values)
    yield from contact_points(catalog, e, place, person)


def contact_points(catalog: Catalog, e: Element, place: Place, person: str) -> Iterator[Row]:
    """The phones, the most urgent first, and e-mail addresses of *e*.

    Each once, whichever of the person's records says it first.
    """
    phones = sorted(e.all("Telephone"), key=lambda phone: phone.get("OrderOfPriority") or "9")
    for kind, parts, value, label in (
        ("phone", phones, "TelephoneNumber", "TelephoneNumberType"),
        ("email", e.all("ElectronicMail"), "ElectronicMailAddress", "ElectronicMailType"),
    ):
        for part in parts:
            text = part.get(value)
            own = source_id("reach", person, kind, short(text))
            if not text or hash(own) in catalog.reached:
                continue
            catalog.reached.add(hash(own))
            values = {
                "source_id": own,
                "person": person,
                "kind": kind,
                "label": part.code(label)[:40],
                "value": text,
            }
            yield row("contact_points", place, values)


def student(catalog: Catalog, e: Element, place: Place) -> Iterator[Row]:
    """A Student; her codes stand in her association with the district."""
    own = e.need("StudentUniqueId")
    yield from _person(catalog, e, place, "student", own)
    facts = catalog.students.get(own) or StudentFacts()
    values = {
        "person": catalog.persons.id("student", own),
        "number": facts.number or own,
        "state_id": facts.state_id,
    }
    yield row("students", place, values)


def contact(catalog: Catalog, e: Element, place: Place) -> Iterator[Row]:
    """A Contact (Parent before 5.0)."""
    own = e.need("ContactUniqueId", "ParentUniqueId")
    yield from _person(catalog, e, place, "contact", own)


def member_of_staff(catalog: Catalog, e: Element, place: Place) -> Iterator[Row]:
    """A Staff record; posts come from the catalog."""
    yield from _person(catalog, e, place, "staff", e.need("StaffUniqueId"))


def at_home(catalog: Catalog, keys: Keys, e: Element, place: Place) -> Iterator[Row]:
    """How to reach a student: from her association with the district or a school."""
    yield from contact_points(catalog, e, place, catalog.persons.id("student", keys.student(e)))


def guardianship(
    catalog: Catalog, keys: Keys, e: Element, place: Place
) -> Iterator[Row | NotTaken]:
    """A StudentContactAssociation (StudentParentAssociation before 5.0)."""
    student, contact = keys.student(e), keys.contact(e)
    word = e.code("Relation")
    restricted = bool(e.get("ContactRestrictions"))
    legal, lives_with = e.says("LegalGuardian"), e.says("LivesWith")
    if legal is None and word == "CourtAppointedGuardian":
        legal = True
    portal = words.opens_portal(
        word,
        legal_guardian=legal,
        primary=e.says("PrimaryContactStatus"),
        lives_with=lives_with,
        restricted=restricted,
    )
    values = {
        "source_id": source_id("contact-of", student, contact),
        "person": catalog.persons.id("contact", contact),
        "student": catalog.persons.id("student", student),
        "relation": words.relation(word),
        "lives_with": _yes(lives_with),
        "legal_guardian": _yes(legal),
        "portal_access": _yes(portal),
        "restricted": _yes(restricted),
        "call_order": e.get("ContactPriority"),
        # two contacts who are one Person may both be tied to the student
        "rank": f"{int(restricted)}{int(bool(legal))}{int(portal)}\t{word} ({contact})",
    }
    if restricted:
        yield NotTaken("contact restrictions")
    yield row("guardianships", place, values)


def _yes(value: bool | None) -> str | None:
    return None if value is None else str(value).lower()


def spoken(e: Element) -> str:
    """The language a person is best written to in; empty if nothing is said."""
    found = [
        (code_word(use), each.code("Language"))
        for each in e.all("Language")
        for use in each.all("LanguageUse") or [Element("")]
    ]
    for wanted in ("Correspondence language", "Home language", "Dominant language"):
        for use, language in found:
            if use == wanted:
                return words.language(language)
    return words.language(found[0][1]) if found else ""

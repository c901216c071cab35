"""What an office corrected by hand outlives an import that still brings the old words."""

from pathlib import Path

from openhouse.access.district import as_current
from openhouse.common.scope import scope
from openhouse.contact.changing import change_point, confirm_address
from openhouse.contact.on_file import points_of
from openhouse.contact.records import correct
from openhouse.districts.models import School
from openhouse.people.models import ContactPoint, Correction, Person
from openhouse.schools.actions import keep_details
from tests.interchange import edfi_files as files
from tests.interchange.deliveries import FILES, write
from tests.interchange.juniper import Juniper, juniper
from tests.interchange.test_edfi_people import address, named, tie
from tests.interchange.test_edfi_twice import school

__all__ = ["juniper"]


def corrected(juniper: Juniper, **said: str) -> None:
    """The office corrects the parent p1: names as they are called, points by their value."""
    with scope(district=juniper.district.pk, students="all", hat="system"):
        pam = Person.objects.get(source_id="p1")
        points = {point.value: f"point_{point.pk}" for point in points_of(pam.pk)}
        form = {points.get(name, name): value for name, value in said.items()}
        correct(pam, form, as_current(juniper.district), by=pam.pk)


def reached(juniper: Juniper) -> set[str]:
    query = (
        "SELECT c.value FROM people_contactpoint c JOIN people_person p ON p.id = c.person_id"
        " WHERE p.source_id = 'p1'"
    )
    return {value for (value,) in juniper.rows(query)}


def name(juniper: Juniper) -> str:
    query = "SELECT given_name || ' ' || family_name FROM people_person WHERE source_id = 'p1'"
    return str(juniper.one(query))


def test_a_corrected_phone_stays_while_the_old_one_is_sent(
    juniper: Juniper, tmp_path: Path
) -> None:
    juniper.taken(write(tmp_path / "d"))
    corrected(juniper, **{"555-0101": "555-0909"})
    assert juniper.take(write(tmp_path / "d")).status == "unchanged"
    assert reached(juniper) == {"pam@example.org", "555-0909"}
    newer = FILES["users"].replace("555-0101", "555-0777")
    juniper.taken(write(tmp_path / "d", users=newer))
    assert reached(juniper) == {"pam@example.org", "555-0777"}


def test_what_a_family_changed_itself_stays_too(juniper: Juniper, tmp_path: Path) -> None:
    juniper.taken(write(tmp_path / "d"))
    district = as_current(juniper.district)
    with scope(district=district.id, students="all", hat="system"):
        pam = Person.objects.get(source_id="p1").pk
        email, phone = (
            ContactPoint.objects.get(person_id=pam, kind=kind) for kind in ("email", "phone")
        )
    with scope(district=district.id, person=pam, hat="account"):
        change_point(pam, "phone", phone, "573 555 0142", district)
        said = {"d": district.id, "p": pam, "e": "pam@home.example", "o": email.pk}
        confirm_address(said, district)
    assert juniper.take(write(tmp_path / "d")).status == "unchanged"
    assert reached(juniper) == {"pam@home.example", "(573) 555-0142"}


def test_an_address_that_was_taken_away_does_not_come_back(
    juniper: Juniper, tmp_path: Path
) -> None:
    juniper.taken(write(tmp_path / "d"))
    corrected(juniper, **{"pam@example.org": "", "new_email": "pam@home.example"})
    assert juniper.take(write(tmp_path / "d")).status == "unchanged"
    assert reached(juniper) == {"pam@home.example", "555-0101"}


def test_a_correction_that_the_student_system_takes_over_is_one_row(
    juniper: Juniper, tmp_path: Path
) -> None:
    juniper.taken(write(tmp_path / "d"))
    corrected(juniper, **{"pam@example.org": "pam@home.example"})
    same = FILES["users"].replace("pam@example.org", "pam@home.example")
    report = juniper.take(write(tmp_path / "d", users=same))
    assert report.rejected == []
    assert reached(juniper) == {"pam@home.example", "555-0101"}
    with scope(district=juniper.district.pk, students="all", hat="system"):
        assert ContactPoint.objects.filter(value="pam@home.example").count() == 1


def test_a_corrected_name_stays_until_a_newer_one_is_sent(juniper: Juniper, tmp_path: Path) -> None:
    juniper.taken(write(tmp_path / "d"))
    corrected(juniper, given_name="Pamela", family_name="Alder")
    assert juniper.take(write(tmp_path / "d")).status == "unchanged"
    assert name(juniper) == "Pamela Alder"
    newer = FILES["users"].replace("Pam,Alder", "Pam,Oak")
    juniper.taken(write(tmp_path / "d", users=newer))
    assert name(juniper) == "Pamela Oak", "each column by itself"


def test_a_correction_of_a_correction_goes_by_what_was_sent(
    juniper: Juniper, tmp_path: Path
) -> None:
    juniper.taken(write(tmp_path / "d"))
    corrected(juniper, **{"555-0101": "555-0909"})
    corrected(juniper, **{"555-0909": "555-0808"})
    assert juniper.take(write(tmp_path / "d")).status == "unchanged"
    assert reached(juniper) == {"pam@example.org", "555-0808"}
    corrected(juniper, **{"555-0808": "555-0101"})
    with scope(district=juniper.district.pk, students="all", hat="system"):
        assert not Correction.objects.exists(), "what was sent stands again"


def oak(folder: Path, street: str, phone: str) -> Path:
    """An Ed-Fi delivery whose Oak School is there."""
    said = (
        "<Address><StreetNumberName>{}</StreetNumberName><City>Elm</City>"
        "<StateAbbreviation>uri://ed-fi.org/StateAbbreviationDescriptor#MO</StateAbbreviation>"
        "<PostalCode>65101</PostalCode><AddressType>uri://ed-fi.org/AddressTypeDescriptor#{}"
        "</AddressType></Address>"
    )
    more = said.format("P.O. Box 1", "Mailing") + said.format(street, "Physical") if street else ""
    call = f"<TelephoneNumber>{phone}</TelephoneNumber>"
    more += f"<InstitutionTelephone>{call}</InstitutionTelephone>"
    there = files.A_SCHOOL.replace("<GradeLevel>", more + "<GradeLevel>")
    return school(folder, EducationOrganization=files.AN_AGENCY + there)


def found_at(juniper: Juniper) -> tuple[str, ...]:
    (row,) = juniper.rows(
        "SELECT street, city, state, postal_code, phone FROM districts_school"
        " WHERE source_id = 'school/1'"
    )
    return tuple(row)


def test_what_an_office_typed_of_its_school_outlives_every_import(
    juniper: Juniper, tmp_path: Path
) -> None:
    juniper.taken(oak(tmp_path / "d", "1 Sample Street", "555-0101"))
    assert found_at(juniper) == ("1 Sample Street", "Elm", "MO", "65101", "555-0101")
    juniper.taken(oak(tmp_path / "d", "2 Sample Street", "555-0102"))
    assert found_at(juniper) == ("2 Sample Street", "Elm", "MO", "65101", "555-0102")
    assert juniper.take(oak(tmp_path / "d", "", "555-0102")).status == "unchanged"
    assert found_at(juniper)[0] == "2 Sample Street", "an import without an address says nothing"
    with scope(district=juniper.district.pk, students="all", hat="system"):
        number = School.objects.get(source_id="school/1").pk
        actor = Person.objects.first()
        assert actor
        keep_details(actor.pk, number, {"street": "7 Typed Lane", "postal_code": ""})
    juniper.taken(oak(tmp_path / "d", "3 Sample Street", "555-0103"))
    assert found_at(juniper) == ("7 Typed Lane", "Elm", "MO", "", "555-0103")


def family(folder: Path, street: str = "12 Oak St") -> Path:
    """An Ed-Fi delivery with two parents and their child at one address."""
    home, with_them = address("12 Oak St"), "<LivesWith>true</LivesWith>"
    eve = named("Contact", "7", "Eve", more=address(street))
    sam = named("Contact", "8", "Sam", more=home)
    ties = tie("100", "7", with_them) + tie("100", "8", with_them)
    return school(folder, Contact=eve + sam + ties)


def lives(juniper: Juniper, person: str) -> list[str]:
    query = (
        "SELECT h.street FROM people_household h JOIN people_householdmember m"
        f" ON m.household_id = h.id JOIN people_person p ON p.id = m.person_id"
        f" WHERE p.source_id = '{person}' ORDER BY 1"
    )
    return [street for (street,) in juniper.rows(query)]


def moves(juniper: Juniper, street: str, moved: str) -> None:
    with scope(district=juniper.district.pk, students="all", hat="system"):
        eve = Person.objects.get(source_id="contact/7")
        said = {"home_street": street, "home_moved": moved}
        correct(eve, said, as_current(juniper.district), by=eve.pk)


def test_who_moved_out_does_not_move_back_in_with_an_import(
    juniper: Juniper, tmp_path: Path
) -> None:
    juniper.taken(family(tmp_path / "d"))
    assert lives(juniper, "contact/7") == lives(juniper, "student/100") == ["12 Oak St"]
    moves(juniper, "1 Far Away", "alone")
    juniper.take(family(tmp_path / "d"))
    assert lives(juniper, "contact/7") == ["1 Far Away"]
    assert lives(juniper, "student/100") == lives(juniper, "contact/8") == ["12 Oak St"]
    juniper.take(family(tmp_path / "d", street="9 Elm"))
    assert lives(juniper, "contact/7") == ["1 Far Away", "9 Elm"], (
        "a third one is taken as it comes"
    )


def test_a_home_that_moved_together_stays_where_it_is(juniper: Juniper, tmp_path: Path) -> None:
    juniper.taken(family(tmp_path / "d"))
    moves(juniper, "3 Fir", "together")
    juniper.take(family(tmp_path / "d"))
    for person in ("contact/7", "contact/8", "student/100"):
        assert lives(juniper, person) == ["3 Fir"], person

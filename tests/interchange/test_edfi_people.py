"""Ed-Fi's students, contacts, homes, staff and enrollments."""

from pathlib import Path

from tests.interchange import edfi_files as files
from tests.interchange.edfi_files import read, write


def address(street: str, type: str = "Home") -> str:
    return (
        f"<Address><StreetNumberName>{street}</StreetNumberName><City>Elm</City>"
        "<StateAbbreviation>uri://ed-fi.org/StateAbbreviationDescriptor#MO</StateAbbreviation>"
        f"<PostalCode>65101</PostalCode><AddressType>{type}</AddressType></Address>"
    )


def phone(number: str, type: str) -> str:
    return (
        f"<Telephone><TelephoneNumber>{number}</TelephoneNumber>"
        f"<TelephoneNumberType>{type}</TelephoneNumberType></Telephone>"
    )


def named(what: str, id: str, given: str, family: str = "Ruiz", more: str = "") -> str:
    """A Student, Contact, Parent or Staff."""
    return (
        f"<{what}><{what}UniqueId>{id}</{what}UniqueId><Name><FirstName>{given}</FirstName>"
        f"<LastSurname>{family}</LastSurname></Name>{more}</{what}>"
    )


def tie(student: str, contact: str, more: str = "", what: str = "Contact") -> str:
    """A Student…Association of a contact."""
    return (
        f"<Student{what}Association>{files.student(student)}<{what}Reference><{what}Identity>"
        f"<{what}UniqueId>{contact}</{what}UniqueId></{what}Identity></{what}Reference>"
        f"{more}</Student{what}Association>"
    )


def at(student: str, more: str) -> str:
    return (
        f"<StudentEducationOrganizationAssociation>{files.student(student)}{more}"
        "</StudentEducationOrganizationAssociation>"
    )


LIVES = "<LivesWith>true</LivesWith>"
APART = "<LivesWith>false</LivesWith>"


def test_parents_of_the_third_and_fourth_standard_are_contacts(tmp_path: Path) -> None:
    more = "<Relation>Mother, step</Relation><LivesWith>1</LivesWith>"
    body = named("Parent", "7", "Eve") + tie("100", "7", more, what="Parent")
    write(tmp_path, "Parent", body, space="http://ed-fi.org/0320")
    found = read(tmp_path)
    assert found.of("people", "source_id", "given_name") == [("contact/7", "Eve")]
    said = {
        "source_id": "contact-of/100/7", "person": "contact/7", "student": "student/100",
        "relation": "Stepmother", "lives_with": "true", "portal_access": "true",
    }  # fmt: skip
    assert found.one("guardianships").items() >= said.items()


def test_what_is_not_said_of_a_contact_is_left_alone(tmp_path: Path) -> None:
    write(tmp_path, "Contact", tie("100", "7", "<ContactPriority>2</ContactPriority>"))
    row = read(tmp_path).one("guardianships")
    assert row["call_order"] == "2"
    assert row["portal_access"] == "false"
    assert not {"lives_with", "legal_guardian"} & row.keys()


def test_a_restricted_contact_has_no_portal_and_is_counted(tmp_path: Path) -> None:
    more = "<PrimaryContactStatus>true</PrimaryContactStatus>"
    more += "<ContactRestrictions>Court order</ContactRestrictions>"
    write(tmp_path, "Contact", tie("100", "7", more))
    found = read(tmp_path)
    assert found.one("guardianships")["portal_access"] == "false"
    assert found.not_taken == {"contact restrictions": 1}


def test_sex_codes_and_language_of_a_student_stand_elsewhere(tmp_path: Path) -> None:
    codes = "".join(
        f"<StudentIdentificationCode><IdentificationCode>{code}</IdentificationCode>"
        f"<StudentIdentificationSystem>{system}</StudentIdentificationSystem>"
        "</StudentIdentificationCode>"
        for code, system in (("MO77", "State"), ("123-45-6789", "SSN"), ("D5", "District"))
    )
    spoken = "<Language><Language>uri://ed-fi.org/LanguageDescriptor#spa</Language></Language>"
    write(tmp_path, "Student-Z", named("Student", "100", "Ada"))
    write(tmp_path, "StudentEnrollment", at("100", f"{codes}<Sex>Female</Sex>{spoken}"))
    found = read(tmp_path)
    person = found.one("people")
    assert (person["sex"], person["language"]) == ("female", "es")
    assert found.of("students", "person", "number", "state_id") == [("student/100", "D5", "MO77")]
    assert "123-45-6789" not in str(found)


def test_a_student_without_other_codes_has_her_unique_id_as_number(tmp_path: Path) -> None:
    write(tmp_path, "Student", named("Student", "100", "Ada"))
    assert read(tmp_path).one("students")["number"] == "100"


def test_the_same_number_stands_once_with_its_first_label(tmp_path: Path) -> None:
    phones = phone("555-0101", "Mobile") + phone("555-0101", "Work") + phone("555-0102", "Fax")
    mail = (
        "<ElectronicMail><ElectronicMailAddress>eve@example.org</ElectronicMailAddress>"
        "<ElectronicMailType>Home/Personal</ElectronicMailType></ElectronicMail>"
    )
    write(tmp_path, "Contact", named("Contact", "7", "Eve", more=phones + mail))
    assert read(tmp_path).of("contact_points", "person", "kind", "label", "value") == [
        ("contact/7", "phone", "Mobile", "555-0101"),
        ("contact/7", "phone", "Fax", "555-0102"),
        ("contact/7", "email", "Home/Personal", "eve@example.org"),
    ]


def homes(folder: Path) -> list[tuple[str, set[str]]]:
    """Each household's street and members."""
    found = read(folder)
    members: dict[str, set[str]] = {}
    for home, person in found.of("household_members", "household", "person"):
        members.setdefault(str(home), set()).add(str(person))
    streets = found.of("households", "source_id", "street")
    return sorted((str(street), members[str(home)]) for home, street in streets)


def test_a_family_at_one_address_is_one_household(tmp_path: Path) -> None:
    home = address("12 Oak St")
    write(
        tmp_path,
        "Contact",
        named("Contact", "7", "Eve", more=address("12 OAK ST."))
        + named("Contact", "8", "Sam", more=home)
        + tie("100", "7", LIVES)
        + tie("101", "7", LIVES)
        + tie("101", "8", LIVES),
    )
    write(tmp_path, "StudentEnrollment", at("100", home) + at("101", home) + at("200", home))
    assert homes(tmp_path) == [
        ("12 OAK ST.", {"contact/7", "contact/8", "student/100", "student/101"}),
        ("12 Oak St", {"student/200"}),
    ]


def test_a_student_may_have_two_homes(tmp_path: Path) -> None:
    write(
        tmp_path,
        "Contact",
        named("Contact", "7", "Eve", more=address("1 Oak"))
        + named("Contact", "8", "Sam", more=address("2 Elm"))
        + named("Contact", "9", "Kim", more=address("3 Fir"))
        + tie("100", "7", LIVES)
        + tie("100", "8", LIVES)
        + tie("100", "9", APART),
    )
    write(tmp_path, "StudentEnrollment", at("100", address("1 Oak")))
    assert homes(tmp_path) == [
        ("1 Oak", {"contact/7", "student/100"}),
        ("2 Elm", {"contact/8", "student/100"}),
        ("3 Fir", {"contact/9"}),
    ]


def test_somebody_who_does_not_live_with_the_student_shares_no_home(tmp_path: Path) -> None:
    home = address("1 Oak")
    write(tmp_path, "Contact", named("Contact", "7", "Eve", more=home) + tie("100", "7", APART))
    write(tmp_path, "StudentEnrollment", at("100", home))
    assert homes(tmp_path) == [("1 Oak", {"contact/7"}), ("1 Oak", {"student/100"})]


def test_a_bill_is_not_sent_to_where_somebody_lives(tmp_path: Path) -> None:
    two = address("9 Post Box", "Billing") + address("1 Oak", "Physical")
    write(tmp_path, "StudentEnrollment", at("100", two))
    assert homes(tmp_path) == [("1 Oak", {"student/100"})]


def organization(id: str) -> str:
    return (
        "<EducationOrganizationReference><EducationOrganizationIdentity><EducationOrganizationId>"
        f"{id}</EducationOrganizationId></EducationOrganizationIdentity>"
        "</EducationOrganizationReference>"
    )


def post(staff: str, where: str, word: str, more: str = "") -> str:
    return (
        "<StaffEducationOrganizationAssignmentAssociation><StaffReference><StaffIdentity>"
        f"<StaffUniqueId>{staff}</StaffUniqueId></StaffIdentity></StaffReference>"
        f"{organization(where)}<StaffClassification>{word}</StaffClassification>{more}"
        "<BeginDate>2020-08-01</BeginDate></StaffEducationOrganizationAssignmentAssociation>"
    )


def test_posts_of_one_role_at_one_school_are_one(tmp_path: Path) -> None:
    write(tmp_path, "EducationOrganization", files.AN_AGENCY + files.A_SCHOOL)
    body = post("5", "1", "Principal") + post("5", "1", "School Administrator")
    write(tmp_path, "StaffAssociation", body + post("6", "9", "Superintendent"))
    assert read(tmp_path).of("staff", "source_id", "role", "school", "title") == [
        ("post/5/office/1", "office", "school/1", "Principal"),
        ("post/6/district/district", "district", "", "Superintendent"),
    ]


def test_whose_employment_ended_holds_no_post(tmp_path: Path) -> None:
    left = (
        "<StaffEducationOrganizationEmploymentAssociation><StaffReference><StaffIdentity>"
        "<StaffUniqueId>5</StaffUniqueId></StaffIdentity></StaffReference>"
        f"{organization('1')}<EmploymentPeriod><HireDate>2020-08-01</HireDate>"
        "<EndDate>2021-06-30</EndDate></EmploymentPeriod>"
        "</StaffEducationOrganizationEmploymentAssociation>"
    )
    write(tmp_path, "StaffAssociation", post("5", "1", "Teacher") + left)
    assert read(tmp_path).one("staff")["ends_on"] == "2021-06-30"


def test_a_teacher_who_is_a_mother_is_one_person(tmp_path: Path) -> None:
    person = (
        "<PersonReference><PersonIdentity><PersonId>5</PersonId><SourceSystem>District"
        "</SourceSystem></PersonIdentity></PersonReference>"
    )
    write(
        tmp_path,
        "Contact",
        named("Contact", "7", "Evelyn", more=phone("555-0101", "Mobile") + person)
        + tie("100", "7"),
    )
    staff = named("Staff", "5", "Eve", more=person) + post("5", "1", "Teacher")
    write(tmp_path, "StaffAssociation", staff)
    found = read(tmp_path)
    same = "person/District/5"
    assert found.of("people", "source_id", "given_name") == [(same, "Eve")]
    for kind in ("guardianships", "staff", "contact_points"):
        assert found.one(kind)["person"] == same


def test_a_contact_who_is_a_student_is_that_student(tmp_path: Path) -> None:
    person = (
        "<PersonReference><PersonIdentity><PersonId>5</PersonId><SourceSystem>District"
        "</SourceSystem></PersonIdentity></PersonReference>"
    )
    write(tmp_path, "Contact", named("Contact", "7", "E", more=person) + tie("100", "7"))
    write(tmp_path, "Student", named("Student", "300", "Eve", more=person))
    found = read(tmp_path)
    assert found.one("guardianships")["person"] == "student/300"
    assert found.of("people", "source_id", "given_name") == [("student/300", "Eve")]


def stay(school: str, entry: str, more: str = "") -> str:
    reference = files.SCHOOL.replace(">1<", f">{school}<")
    return (
        f"<StudentSchoolAssociation>{files.student()}{reference}<EntryDate>{entry}</EntryDate>"
        f"<EntryGradeLevel>uri://ed-fi.org/GradeLevelDescriptor#Ninth grade</EntryGradeLevel>{more}"
        "</StudentSchoolAssociation>"
    )


def test_an_enrollment_is_in_the_schools_year(tmp_path: Path) -> None:
    write(tmp_path, "EducationOrgCalendar", files.A_SESSION)
    body = stay("1", "2021-08-23") + stay("1", "2019-08-20", "<ExitWithdrawDate>2020-05-28"
        "</ExitWithdrawDate><SchoolYear>2019-2020</SchoolYear>")  # fmt: skip
    write(tmp_path, "StudentEnrollment", body)
    found = read(tmp_path).of("enrollments", "source_id", "school_year", "grade_level", "ends_on")
    assert found == [
        ("enrolled/100/1/2021-08-23", "year/1/2022", "09", ""),
        ("enrolled/100/1/2019-08-20", "year/1/2020", "09", "2020-05-28"),
    ]


def primaries(folder: Path, *stays: str) -> list[tuple[str | None, ...]]:
    """School, primary and last day of each stay."""
    write(folder, "StudentEnrollment", "".join(stays))
    return read(folder).of("enrollments", "school", "primary", "ends_on")


def test_only_one_of_two_enrollments_at_once_is_primary(tmp_path: Path) -> None:
    half = "<FullTimeEquivalency>0.5</FullTimeEquivalency>"
    assert primaries(tmp_path, stay("1", "2021-08-23", half), stay("2", "2021-08-23")) == [
        ("school/1", "false", ""),
        ("school/2", "true", ""),
    ]
    said = "<PrimarySchool>true</PrimarySchool>"
    assert primaries(tmp_path, stay("1", "2021-08-23", said), stay("2", "2022-01-10")) == [
        ("school/1", "true", ""),
        ("school/2", "false", ""),
    ]


def test_a_move_on_one_day_leaves_both_enrollments_primary(tmp_path: Path) -> None:
    left = "<ExitWithdrawDate>2022-01-10</ExitWithdrawDate>"
    assert primaries(tmp_path, stay("1", "2021-08-23", left), stay("2", "2022-01-10")) == [
        ("school/1", "true", "2022-01-09"),
        ("school/2", "true", ""),
    ]

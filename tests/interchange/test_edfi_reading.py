"""Ed-Fi XML: what is read whoever wrote it, and what is refused."""

from pathlib import Path

import pytest

from openhouse.interchange import edfi
from openhouse.interchange.rows import Broken
from openhouse.interchange.source import Source
from tests.interchange import edfi_files as files
from tests.interchange.edfi_files import read, write

STUDENT = (
    "<Student><StudentUniqueId>100</StudentUniqueId><Name><FirstName>Ada</FirstName>"
    "<LastSurname>Ruiz</LastSurname></Name></Student>"
)
NAMES = {"source_id": "student/100", "given_name": "Ada", "family_name": "Ruiz"}


def broken(folder: Path) -> Broken:
    """The error that reading *folder* ends in."""
    with pytest.raises(Broken) as raised:
        read(folder)
    return raised.value


@pytest.mark.parametrize("space", ["http://ed-fi.org/5.2.0", "http://ed-fi.org/0320", ""])
def test_the_namespace_does_not_matter(tmp_path: Path, space: str) -> None:
    write(tmp_path, "Student", STUDENT, space=space)
    assert read(tmp_path).one("people").items() >= NAMES.items()


def test_a_prefixed_namespace_does_not_matter(tmp_path: Path) -> None:
    body = STUDENT.replace("</", "</e:").replace("<", "<e:").replace("<e:/e:", "</e:")
    text = f'<e:InterchangeStudent xmlns:e="http://ed-fi.org/4.0.0">{body}</e:InterchangeStudent>'
    (tmp_path / "any name.XML").write_text(text)
    assert read(tmp_path).one("people").items() >= NAMES.items()


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "iso-8859-1"])
def test_a_file_may_have_any_encoding_that_it_declares(tmp_path: Path, encoding: str) -> None:
    declared = encoding.removesuffix("-sig")
    text = f'<?xml version="1.0" encoding="{declared}"?><InterchangeStudent>{STUDENT}'
    text = text.replace("Ruiz", "Núñez") + "</InterchangeStudent>"
    (tmp_path / "Student.xml").write_bytes(text.encode(encoding))
    assert read(tmp_path).one("people")["family_name"] == "Núñez"


def test_other_xml_is_not_recognized(tmp_path: Path) -> None:
    (tmp_path / "data.xml").write_text("<Interchanges><Student/></Interchanges>")
    (tmp_path / "notes.txt").write_text("<InterchangeStudent>")
    with Source(tmp_path) as source:
        assert not edfi.recognizes(source)
    write(tmp_path, "Student", STUDENT)
    with Source(tmp_path) as source:
        assert edfi.recognizes(source)


def test_a_document_type_is_refused_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "Student.xml").write_text(
        '<?xml version="1.0"?>\n<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>\n'
        f"<InterchangeStudent>{STUDENT.replace('Ada', '&a;')}</InterchangeStudent>"
    )
    with Source(tmp_path) as source, pytest.raises(Broken) as raised:
        edfi.recognizes(source)
    assert (raised.value.file, raised.value.line) == ("Student.xml", 2)
    assert broken(tmp_path).line == 2


def test_a_document_type_behind_a_long_comment_is_refused(tmp_path: Path) -> None:
    laughs = '<!ENTITY a "ha"><!ENTITY b "&a;&a;"><!ENTITY c "&b;&b;">'
    (tmp_path / "Student.xml").write_text(
        f"<!-- <InterchangeStudent> {'-.' * 70_000} --><!DOCTYPE x [{laughs}]>"
        f"<InterchangeStudent>{STUDENT.replace('Ada', '&c;')}</InterchangeStudent>"
    )
    assert "document type" in broken(tmp_path).expected


def test_an_entity_that_nobody_declared_is_refused(tmp_path: Path) -> None:
    write(tmp_path, "Student", STUDENT.replace("Ada", "&nbsp;"))
    assert broken(tmp_path).line == 3


def test_a_file_that_is_cut_off_is_refused_with_file_and_line(tmp_path: Path) -> None:
    write(tmp_path, "Student", "\n".join([STUDENT] * 10))
    whole = (tmp_path / "Student.xml").read_text()
    (tmp_path / "Student.xml").write_text(whole[: len(whole) // 2])
    error = broken(tmp_path)
    assert error.file == "Student.xml"
    assert error.line in (6, 7, 8)


def test_a_file_in_another_encoding_than_it_says_is_refused(tmp_path: Path) -> None:
    text = f'<?xml version="1.0" encoding="UTF-8"?>\n<InterchangeStudent>\n{STUDENT}'
    text = text.replace("Ruiz", "Núñez") + "</InterchangeStudent>"
    (tmp_path / "Student.xml").write_bytes(text.encode("latin-1"))
    assert broken(tmp_path).line == 3


def test_a_record_without_end_is_refused(tmp_path: Path) -> None:
    write(tmp_path, "Student", f"<Student>{'<a/>' * 100_001}</Student>")
    assert "elements in one record" in broken(tmp_path).expected


def test_a_value_of_many_megabytes_is_refused(tmp_path: Path) -> None:
    write(tmp_path, "Student", STUDENT.replace("Ada", "A" * 11_000_000))
    assert broken(tmp_path).file == "Student.xml"


CONTACT = (
    '<Contact id="C1"><ContactUniqueId>7</ContactUniqueId><Name><FirstName>Eve</FirstName>'
    "<LastSurname>Ruiz</LastSurname></Name></Contact>"
)
LINK = (
    f'<StudentContactAssociation>{files.student()}<ContactReference ref="{{}}"/>'
    "<Relation>Mother</Relation></StudentContactAssociation>"
)


def test_a_reference_by_id_may_stand_before_what_it_means(tmp_path: Path) -> None:
    write(tmp_path, "Contact", LINK.format("C1") + CONTACT)
    assert read(tmp_path).one("guardianships")["person"] == "contact/7"


def test_a_reference_by_id_may_lead_to_another_file(tmp_path: Path) -> None:
    write(tmp_path, "Contact-A", LINK.format("C1"))
    write(tmp_path, "Contact-B", CONTACT)
    assert read(tmp_path).one("guardianships")["person"] == "contact/7"


def test_an_id_of_the_same_file_comes_first(tmp_path: Path) -> None:
    write(tmp_path, "Contact-A", CONTACT.replace(">7<", ">6<"))
    write(tmp_path, "Contact-B", LINK.format("C1") + CONTACT)
    assert read(tmp_path).one("guardianships")["person"] == "contact/7"


def test_references_by_id_may_lead_on_to_others(tmp_path: Path) -> None:
    write(
        tmp_path, "EducationOrgCalendar", files.A_SESSION.replace("<Session>", '<Session id="F">')
    )
    chain = files.offering().replace(files.SESSION, '<SessionReference ref="F"/>')
    chain = chain.replace("<Section>", '<Section id="X">')
    write(tmp_path, "MasterSchedule", chain)
    place = files.placed().replace(files.section(), '<SectionReference ref="X"/>')
    write(tmp_path, "StudentEnrollment", place)
    found = read(tmp_path)
    assert found.one("sections")["source_id"] == files.SECTION_ID
    assert found.one("placements")["section"] == files.SECTION_ID


def test_a_reference_that_leads_nowhere_is_a_rejected_row(tmp_path: Path) -> None:
    write(tmp_path, "Contact", f"{CONTACT}\n{LINK.format('C2')}\n{LINK.format('C1')}")
    found = read(tmp_path)
    (reject,) = found.rejects
    assert (reject.line, reject.column, reject.value) == (4, "ContactReference", "C2")
    assert len(found.rows["guardianships"]) == 1


def test_a_record_without_its_key_is_a_rejected_row(tmp_path: Path) -> None:
    write(tmp_path, "Student", STUDENT.replace("StudentUniqueId", "Number"))
    (reject,) = read(tmp_path).rejects
    assert (reject.column, reject.expected) == ("StudentUniqueId", "a StudentUniqueId in Student")


@pytest.mark.parametrize(
    "word",
    [
        "uri://ed-fi.org/SexDescriptor#Female",
        "http://www.ed-fi.org/Descriptor/SexDescriptor.xml/Female",
        "Female",
        "<CodeValue>Female</CodeValue><Namespace>http://ed-fi.org</Namespace>",
        "<Sex>Female</Sex>",
    ],
)
def test_a_descriptor_may_have_any_form(tmp_path: Path, word: str) -> None:
    write(tmp_path, "Contact", CONTACT.replace("</Name>", f"</Name><Sex>{word}</Sex>"))
    assert read(tmp_path).one("people")["sex"] == "female"


def test_what_has_no_table_yet_is_counted_by_name(tmp_path: Path) -> None:
    write(tmp_path, "StudentTranscript", "<ReportCard/><ReportCard/>")
    write(tmp_path, "StudentCohort", "<Cohort/><OurOwnThing/><Person/>")
    (tmp_path / "README.md").write_text("hello")
    counted = {"report cards": 2, "cohorts": 1, "our own thing": 1}
    assert read(tmp_path).not_taken == counted | {"other files": 1}


def test_doses_are_read_with_the_code_of_their_vaccine(tmp_path: Path) -> None:
    student = (
        "<StudentReference><StudentIdentity><StudentUniqueId>7</StudentUniqueId>"
        "</StudentIdentity></StudentReference>"
    )
    required = (
        "<RequiredImmunization><ImmunizationType>uri://ed-fi.org/ImmunizationTypeDescriptor#{}"
        "</ImmunizationType><ImmunizationDate>2016-02-13</ImmunizationDate>"
        "<ImmunizationDate>2018-02-13</ImmunizationDate>"
        "<MedicalExemptionDate>2019-02-13</MedicalExemptionDate></RequiredImmunization>"
    )
    added = (
        "<AdditionalImmunization><ImmunizationName>{}</ImmunizationName>"
        "<ImmunizationDate>2015-09-13</ImmunizationDate></AdditionalImmunization>"
    )
    parts = (required.format("MMR"), added.format("Varivax"), added.format("Our own thing"))
    belief = "<NonMedicalImmunizationExemption>uri://x#{}</NonMedicalImmunizationExemption>"
    on = "<NonMedicalImmunizationExemptionDate>2021-08-23</NonMedicalImmunizationExemptionDate>"
    parts = (*parts, belief.format("Religious"), on)
    write(tmp_path, "StudentHealth", f"<StudentHealth>{student}{''.join(parts)}</StudentHealth>")
    found = read(tmp_path)
    assert found.of("doses", "cvx", "given_on") == [
        ("03", "2016-02-13"),
        ("03", "2018-02-13"),
        ("21", "2015-09-13"),
    ]
    excused = found.of("exemptions", "kind", "vaccine", "given_on")
    assert excused == [("religious", "", "2021-08-23"), ("medical", "MMR", "2019-02-13")]
    assert found.not_taken == {"immunizations": 1}


@pytest.mark.parametrize(
    ("said", "column", "value", "expected"),
    [
        (
            "<NonMedicalImmunizationExemption>uri://x#Philosophical"
            "</NonMedicalImmunizationExemption>",
            "NonMedicalImmunizationExemption", "Philosophical", "a religious exemption",
        ),
        (
            "<NonMedicalImmunizationExemption>uri://x#Religious</NonMedicalImmunizationExemption>",
            "NonMedicalImmunizationExemptionDate", "Religious", "the day of the exemption",
        ),
        (
            "<RequiredImmunization><ImmunizationType>uri://x#Hib</ImmunizationType>"
            "<MedicalExemption>allergy</MedicalExemption></RequiredImmunization>",
            "MedicalExemptionDate", "Hib", "the day of the exemption",
        ),
    ],
)  # fmt: skip
def test_an_exemption_that_cannot_be_kept_is_listed(
    tmp_path: Path, said: str, column: str, value: str, expected: str
) -> None:
    student = (
        "<StudentReference><StudentIdentity><StudentUniqueId>7</StudentUniqueId>"
        "</StudentIdentity></StudentReference>"
    )
    write(tmp_path, "StudentHealth", f"<StudentHealth>{student}{said}</StudentHealth>")
    (left,) = read(tmp_path).rejects
    assert (left.column, left.value, left.expected) == (column, value, expected)


def test_only_a_delivery_of_all_students_ends_what_it_lacks(tmp_path: Path) -> None:
    write(tmp_path, "StudentEnrollment", files.placed())
    assert read(tmp_path).complete == set()
    stay = "<StudentSchoolAssociation/>"
    write(tmp_path, "StudentEnrollment", files.placed() + stay)
    write(tmp_path, "Student", STUDENT)
    assert read(tmp_path).complete == {"placements", "enrollments"}


def test_a_long_key_ends_in_a_hash_and_stays_the_same(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        body = files.offering(identifier="S" * 390 + name) + files.offering()
        write(tmp_path / name, "MasterSchedule", body)
    first, second = read(tmp_path / "a"), read(tmp_path / "b")
    (one, short), (other, _) = first.of("sections", "source_id"), second.of("sections", "source_id")
    assert one != other
    assert max(len(str(each[0])) for each in (one, other)) <= 400
    assert short == (files.SECTION_ID,)

"""A nurse takes in a VXU or CSV file of vaccines."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from openhouse.access.viewer import System
from openhouse.immunizations.models import Dose
from openhouse.immunizations.schedules import vaccine_names
from openhouse.interchange.rows import Broken
from openhouse.interchange.vaccines.reading import read
from openhouse.interchange.vaccines.whose import Doubt, Pupil, Roll, authorities, whose
from openhouse.people.models import Student
from tests.cast import Cast, in_all
from tests.house_client import HouseClient, words_of

TODAY = date(2026, 10, 6)
VXU = r"""MSH|^~\&|REGISTRY|MO|||20261005||VXU^V04^VXU_V04|1|P|2.5.1
PID|1||77^^^MO^SR~{number}^^^{authority}^PI||{name}||{born}|M
ORC|RE||1
RXA|0|1|20261001||115^Tdap^CVX^Boostrix^Boostrix^L|0.5|mL^^UCUM||||||||LOT7||SKB|||CP|A
RXA|0|1|20261001||165^HPV9^CVX|999||||||||||||||RE|A
RXA|0|1|20261001||998^none^CVX|999||||||||||||||NA|A
RXA|0|1|20150101||03^MMR^CVX|0.5||||||||||||||CP|D
RXA|0|1|20100101||03^MMR^CVX|0.5||||||||||||||CP|A"""
BEN = Pupil(1, date(2011, 3, 4), "Benjamin José", "Rivera-Soto")
IDA = Pupil(2, None, "Ida", "Park")
ROLL = Roll(
    {"4711": BEN, "12": IDA}, {"MO-9": BEN}, authorities(["north", "North District"]),
    authorities(["Our System"]),
)  # fmt: skip


def found(content: str | bytes):
    content = content if isinstance(content, bytes) else content.encode()
    return list(read(content, "doses.csv", TODAY, vaccine_names()))


def message(number="4711", authority="NORTH", name="Rivera^Ben", born="20110304"):
    return VXU.format(number=number, authority=authority, name=name, born=born)


def test_a_message_says_whose_dose_of_what_and_when() -> None:
    first, second = found(message())
    assert [each.value for each in first.whose.numbers] == ["77", "4711"]
    assert (first.born_on, first.cvx, first.on, first.lot) == (
        date(2011, 3, 4), "115", date(2026, 10, 1), "LOT7",
    )  # fmt: skip
    assert (first.line, second.on) == (4, date(2010, 1, 1))


@pytest.mark.parametrize("end", ["\r", "\r\n", "\n"])
def test_a_message_has_any_ends_of_lines_and_the_letters_that_it_names(end: str) -> None:
    text = message(name="Núñez^Ben").replace("2.5.1", "2.5.1||||||8859/1").replace("\n", end)
    assert found(text.encode("latin-1"))[0].whose.family_name == "Núñez"
    assert [each.line for each in found(text.replace("||||||8859/1", ""))] == [4, 8]


def test_a_table_has_its_columns_in_any_order_and_either_mark() -> None:
    text = "Vaccine;Date;Student number;DOB\n;;;\nVarivax;3/5/2012;4711;3/4/2011\n"
    (only,) = found(text)
    assert (only.line, only.cvx, only.born_on) == (3, "21", date(2011, 3, 4))
    assert found(text.encode("utf-16"))[0].cvx == "21"


HEAD = "number,birthdate,last name,first name,date,vaccine\n"
LONG = "x" * 200_000


@pytest.mark.parametrize(
    ("content", "line", "expected"),
    [
        (b"", 1, "a column student number or state ID"),
        (b"a,b\n1,2\n", 1, "a column student number or state ID"),
        (b"number,date,vaccine\n", 1, "a column birthdate or name, to check the number by"),
        (b"number,dob,vaccine\n", 1, "a column date"),
        (b"number,dob,date\n", 1, "a column vaccine"),
        (b"\0\0PK", 1, "text without NUL bytes"),
        (b"MZ\x90", 1, "UTF-8 text; save the file as UTF-8"),
        (HEAD.encode() + b"1,,Mu\xf1oz,B,,\n", 2, "UTF-8 text; save the file as UTF-8"),
        (HEAD + "1,,a,b,,\n" + "x" * 1_100_000, 3, "a line of at most 1024 KB;"),
        (HEAD + '1,,"a,b,,\n', 2, "values of at most 1024 KB whose quotes pair"),
        (HEAD + '1,,"' + (LONG + "\n") * 6, 2, "values of at most 1024 KB whose quotes pair"),
        (VXU.encode() + b"\nPID|1\0", 9, "text without NUL bytes"),
        (b"MSH|^~\\\nPID|1||4711", 1, "a message that begins with its five signs"),
        (VXU.encode() + b"\nMSH|^~\\&\nPID|1||4711", 9, "a whole first line of the message"),
        (b"MSH|^~\\&|REGISTRY|MO|||2026\nPID|1||4711", 1, "a whole first line of the message"),
    ],
)
def test_a_file_that_is_broken_is_refused_with_its_line(content, line, expected) -> None:
    with pytest.raises(Broken) as raised:
        found(content)
    assert (raised.value.file, raised.value.line) == ("doses.csv", line)
    assert raised.value.expected.startswith(expected)


def test_a_value_longer_than_128_kb_is_a_row_with_a_fault() -> None:
    assert [each.cvx for each in found(HEAD + f"1,,a,b,2020-01-01,{LONG}\n")] == [""]


@pytest.mark.parametrize(
    ("said", "outcome"),
    [
        ({}, BEN),
        ({"name": "RIVERA^Benjamín"}, BEN),
        ({"name": "Soto^Jose"}, BEN),
        ({"authority": "North District&1.2.3&ISO"}, BEN),
        ({"authority": "Our System"}, BEN),
        ({"authority": "OUR-SYSTEM", "number": "MO-9"}, BEN),
        ({"born": ""}, BEN),
        ({"number": "12", "name": "Park^Ida"}, IDA),
        ({"authority": "SHOWMEVAX"}, ("PID-3", "a number that this district has given")),
        ({"authority": ""}, ("PID-3", "a number that this district has given")),
        ({"authority": "NORTH", "number": "MO-9"},
         ("PID-3", "the number of a student of your schools")),
        ({"number": ""}, ("PID-3", "a number that this district has given")),  # 77 is the state's
        ({"born": "20110305"}, ("PID-7", "the birthday of the student with this number")),
        ({"born": "20119999"}, ("PID-7", "a date such as 2011-03-04")),
        ({"name": "Rivera^Ana"}, ("PID-5", "the name of the student with this number")),
        ({"name": "Lopez^Ben"}, ("PID-5", "the name of the student with this number")),
        ({"born": "", "name": "Rivera"},
         ("PID-7", "a birthday, or a whole name, to check the number by")),
        ({"number": "12", "name": "Park"},
         ("PID-7", "a birthday, or a whole name, to check the number by")),
    ],
)  # fmt: skip
def test_a_student_is_known_by_a_number_of_ours_and_checked(said, outcome) -> None:
    first = found(message(**said))[0]
    who = whose(first, ROLL)
    assert (who if isinstance(who, Pupil) else (who.column, who.expected)) == outcome


@pytest.mark.parametrize(
    ("head", "row", "outcome"),
    [
        ("number,dob", "4711,2011-03-04", BEN),
        ("state id,dob", "MO-9,2011-03-04", BEN),
        ("state id,dob", "4711,2011-03-04", "the number of a student of your schools"),
        ("number,state id,dob", "4711,MO-9,2011-03-04", BEN),
        ("number,state id,name", '12,MO-9,"Park, Ida"', "numbers of one and the same student"),
        ("number,name", '4711,"Rivera, Ben"', BEN),
        ("number,name", "4711,Ben Rivera", BEN),
        ("number,name", "4711,Ben Park", "the name of the student with this number"),
        ("number,dob", "4711,", "a birthday, or a whole name, to check the number by"),
        ("number,dob", ",2011-03-04", "a number that says which student"),
    ],
)
def test_a_column_says_which_number_it_is(head, row, outcome) -> None:
    (line,) = found(f"{head},date,vaccine\n{row},2020-01-01,21\n")
    who = whose(line, ROLL)
    assert (who.expected if isinstance(who, Doubt) else who) == outcome


@pytest.fixture
def ben(north: Cast) -> Student:
    with in_all(north):
        return (
            Student.objects.visible_to(System()).select_related("person").get(pk=north.rows["ben"])
        )


def take(north: Cast, text: str, **more: str) -> str:
    file = SimpleUploadedFile("registry.hl7", text.encode())
    client = HouseClient.signed_in(north.nurse)
    return words_of(client.post("/north/staff/immunizations/file/", {"file": file, **more}))


@pytest.mark.django_db
def test_the_page_takes_in_what_is_hers_and_lists_the_rest(north: Cast, ben: Student) -> None:
    who = ben.person
    said = {
        "name": f"{who.family_name}^{who.given_name}",
        "born": who.born_on.strftime("%Y%m%d") if who.born_on else "",
    }
    text = message(ben.number, "north", **said) + "\n" + message("no-such", "north", **said)
    words = take(north, text + "\n" + message(ben.number, "SHOWMEVAX", **said))
    assert "1 new doses" in words
    assert "registry.hl7, line 8, RXA-3" in words
    assert "a day on which the child was born already" in words
    assert "registry.hl7, line 12, PID-3" in words
    assert "the number of a student of your schools" in words
    assert "77 (MO), " in words
    assert "a number that this district has given" in words
    with in_all(north):
        dose = Dose.objects.visible_to(System()).get(student_id=ben.pk, cvx="115")
    assert (dose.given_on, dose.lot, dose.source) == (date(2026, 10, 1), "LOT7", "registry")
    assert "0 new doses" in take(north, message(ben.number, "Mine", **said), authority="Mine")


@pytest.mark.django_db
def test_of_a_broken_file_nothing_is_taken_and_the_line_is_told(north: Cast, ben: Student) -> None:
    words = take(north, f"{HEAD}{ben.number},,a,b,2026-10-01,115\n\0")
    assert "The file cannot be read. Nothing was taken from it." in words
    assert "registry.hl7, line 3" in words
    assert "text without NUL bytes" in words
    assert "new doses" not in words

"""A nurse takes in a VXU or CSV file of vaccines."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from openhouse.access.viewer import System
from openhouse.immunizations.models import Dose
from openhouse.immunizations.schedules import vaccine_names
from openhouse.interchange.vaccines.given import UnreadableFile, read
from tests.cast import Cast, in_all
from tests.house_client import HouseClient, words_of

TODAY = date(2026, 10, 6)
VXU = r"""MSH|^~\&|REGISTRY|MO|||20261005||VXU^V04^VXU_V04|1|P|2.5.1
PID|1||{number}^^^SCHOOL^SR~77^^^MO^SS||Rivera^Ben||20110304|M
ORC|RE||1
RXA|0|1|20261001||115^Tdap^CVX^Boostrix^Boostrix^L|0.5|mL^^UCUM||||||||LOT7||SKB|||CP|A
RXA|0|1|20261001||165^HPV9^CVX|999||||||||||||||RE|A
RXA|0|1|20261001||998^none^CVX|999||||||||||||||NA|A
RXA|0|1|20150101||03^MMR^CVX|0.5||||||||||||||CP|D
RXA|0|1|20100101||03^MMR^CVX|0.5||||||||||||||CP|A"""


def found(content: str):
    return list(read(content.encode(), TODAY, vaccine_names()))


def test_a_message_says_whose_dose_of_what_and_when() -> None:
    first, second = found(VXU.replace("{number}", "4711"))
    assert first[1:] == (
        ("4711", "77"), date(2011, 3, 4), "115", "", date(2026, 10, 1), "LOT7",
    )  # fmt: skip
    assert (first.line, second.on) == (4, date(2010, 1, 1))


def test_a_table_has_its_columns_in_any_order() -> None:
    text = "Vaccine,Date given,Student number,DOB\nGiven,,,\nVarivax,3/5/2012,4711,3/4/2011\n"
    with pytest.raises(UnreadableFile):
        found(text)
    text = text.replace("Date given", "Date")
    assert [each.cvx for each in found(text)] == ["", "21"]


@pytest.mark.parametrize("content", [b"", b"a,b\n1,2\n", b"\0\0PK", b"MZ\x90"])
def test_what_is_neither_is_refused(content: bytes) -> None:
    with pytest.raises(UnreadableFile):
        list(read(content, TODAY, vaccine_names()))


@pytest.mark.django_db
def test_the_page_takes_in_what_is_hers_and_lists_the_rest(north: Cast) -> None:
    with in_all(north):
        number = north.rows["ben"].pk
        from openhouse.people.models import Student

        student = Student.objects.visible_to(System()).get(pk=number)
    client = HouseClient.signed_in(north.nurse)
    text = VXU.replace("{number}", student.number) + "\n" + VXU.replace("{number}", "no-such")
    sent = {"file": SimpleUploadedFile("registry.hl7", text.encode())}
    words = words_of(client.post("/north/staff/immunizations/file/", sent))
    assert "1 new doses" in words
    assert "Line 8 This day lies before the child was born." in words
    assert "No student of your schools has this number." in words
    with in_all(north):
        dose = Dose.objects.visible_to(System()).get(student_id=number, cvx="115")
    assert (dose.given_on, dose.lot, dose.source) == (date(2026, 10, 1), "LOT7", "registry")

"""Papers, transcripts and health are told under What changed, to who may read them alone."""

from collections.abc import Callable

import pytest
from django.db import connection

from openhouse.immunizations.models import CardUpload
from openhouse.ledger.actions import record
from tests.access.walk import address
from tests.cast import Cast, in_all
from tests.house_client import HouseClient, found_in, words_of
from tests.ledger.test_changes import PAGE, done

pytestmark = pytest.mark.django_db
Client = Callable[..., HouseClient]
DOSE = (
    "immunizations_dose (student_id, cvx, given_on, source)"
    " VALUES ({ben}, '03', '2026-10-01', 'card')"
)
LINE = (
    "documents_transcriptline (student_id, ends_in, course_name, mark, credits_attempted,"
    " credits_earned, suppressed) VALUES ({ben}, 2026, 'Weaving', 'A-', 1, 1, %s)"
)
#: The statement, by whom, what the family reads, and where the line leads.
CASES = (
    (f"INSERT INTO {DOSE}", "nurse", "MMR, given on Oct 1, 2026: on the immunization record",
     "immunizations/"),
    ("UPDATE immunizations_dose SET given_on = '2012-03-08' WHERE student_id = {ben}"
     " AND cvx = '03'", "nurse", "given on Mar 8, 2012; before: ", "immunizations/"),
    ("DELETE FROM immunizations_dose WHERE student_id = {ben} AND cvx = '03'", "nurse",
     "taken off the immunization record", "immunizations/"),
    ("INSERT INTO immunizations_exemption (student_id, kind, vaccine, given_on) VALUES"
     " ({ben}, 'medical', 'MMR', '2026-10-01')", "nurse",
     "Medical exemption: MMR: on the immunization record", "immunizations/"),
    ("UPDATE immunizations_appointment SET \"on\" = '2026-10-22' WHERE student_id = {ben}", "nurse",
     "Appointment for a vaccine on Oct 22, 2026; before: Appointment", "immunizations/"),
    (f"INSERT INTO {LINE % 'false'}", "clerk", "Weaving is on the transcript: A-", "transcript/"),
    ("UPDATE documents_transcriptline SET mark = 'C7' WHERE student_id = {ben}"
     " AND course_name LIKE 'English 9%%'", "clerk", "to C7 on the transcript", "transcript/"),
)  # fmt: skip


@pytest.mark.parametrize(("statement", "by", "words", "leads"), CASES)
def test_a_record_that_changed_is_told_and_leads_there(
    statement: str, by: str, words: str, leads: str, client_of: Client, north: Cast
) -> None:
    mother = client_of(north.mother)
    mother.get(PAGE)
    done(north, statement.replace("%%", "%"), by)
    assert "1 new change" in words_of(mother.get("/north/family/"))
    page = mother.get(PAGE)
    assert words in words_of(page)
    assert f"/north/family/{north.ben.id}/{leads}" in found_in(page, "//li[@class='row']//a/@href")
    for name in ("father", "grandmother"):
        assert words not in words_of(client_of(north.persons[name]).get(PAGE)), name


def test_a_mark_that_the_transcript_does_not_show_is_not_told(
    client_of: Client, north: Cast
) -> None:
    done(north, f"INSERT INTO {LINE % 'true'}", "clerk")
    told = words_of(client_of(north.mother).get(PAGE))
    assert "Weaving is on the transcript" in told and "transcript: A-" not in told


def test_an_accepted_difference_says_why(client_of: Client, north: Cast) -> None:
    with in_all(north), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('openhouse.reason', 'a later mark was accepted', true)")
        cursor.execute(
            "UPDATE documents_transcriptline SET mark = 'C7' WHERE student_id = %s"
            " AND course_name LIKE 'English 9%%'", [north.ben.id]
        )  # fmt: skip
    told = words_of(client_of(north.mother).get(PAGE))
    assert "The school took over a later mark of the teacher." in told


def test_an_issued_card_is_told_with_its_link_until_it_was_read(
    client_of: Client, north: Cast
) -> None:
    mother = client_of(north.mother)
    page = mother.get(PAGE)
    paper = north.rows["paper_ben"]
    assert f"{paper.title} is here" in words_of(page)
    url = f"/north/family/{north.ben.id}/papers/{paper.pk}/"
    assert url in found_in(page, "//li[@class='row']//a/@href")
    assert north.rows["paper_ben_health"].title in words_of(page)
    assert mother.get(url).status_code == 200


def test_while_an_office_looks_nothing_of_health_is_told(client_of: Client, north: Cast) -> None:
    done(north, f"INSERT INTO {DOSE}", "nurse")
    clerk = client_of(north.clerk)
    clerk.post(address("north", "look-begin", north.mother.id), {"reason": "She asked"})
    told = words_of(clerk.get(PAGE))
    assert f"{north.rows['paper_ben'].title} is here" in told
    assert north.rows["paper_ben_health"].title not in told and "MMR" not in told


def test_a_correction_says_what_differs(client_of: Client, north: Cast) -> None:
    paper, after = north.rows["paper_ben"], {"differs": [["Geometry", "Q2", "B", "A-"]]}
    with in_all(north):
        record("paper.corrected", actor=north.clerk.id, student=north.ben.id, about=paper.pk,
               after=after)  # fmt: skip
    told = words_of(client_of(north.mother).get(PAGE))
    assert f"{paper.title} was corrected" in told and "Geometry, Q2: B, now A-" in told
    assert "Issued by Ms. Novak" in told


def test_what_a_family_has_printed_itself_is_no_news(client_of: Client, north: Cast) -> None:
    with in_all(north):
        record("paper.issued", actor=north.mother.id, student=north.ben.id,
               about=north.rows["paper_ben"].pk)  # fmt: skip
    told = words_of(client_of(north.mother).get(PAGE))
    assert told.count(f"{north.rows['paper_ben'].title} is here") == 1


def test_in_spanish_the_kind_of_paper_is_said_in_spanish(client_of: Client, north: Cast) -> None:
    mother = client_of(north.mother)
    mother.post("/language/", {"language": "es"})
    assert "Boleta de calificaciones" in words_of(mother.get(PAGE))
    assert "Report card" not in words_of(mother.get(f"/north/family/{north.ben.id}/documents/"))


def test_a_nurses_answer_to_a_card_is_told_to_who_sent_it(client_of: Client, north: Cast) -> None:
    card = north.rows["card_ben"]
    assert card.person_id == north.mother.id
    nurse = client_of(north.nurse)
    url = address("north", "nurse-card", north.ben.id, card.pk)
    nurse.get(url)
    mother, ben = client_of(north.mother), client_of(north.ben)
    mother.get(PAGE)
    answered = nurse.post(url, {"decision": "no", "answer": "The photo is dark"}, follow=True)
    assert answered.status_code == 200
    with in_all(north):
        from openhouse.access.viewer import System

        kept = CardUpload.objects.visible_to(System()).get(pk=card.pk)
    assert kept.state == "refused"
    told = words_of(mother.get(PAGE))
    assert "The nurse could not enter the immunization card" in told
    assert "The photo is dark" in told
    assert "could not enter" not in words_of(ben.get(PAGE))


def test_an_office_reads_nothing_of_a_printed_health_record(client_of: Client, north: Cast) -> None:
    client_of(north.mother).post(f"/north/family/{north.ben.id}/immunizations/paper/")
    url = address("north", "audit") + f"?student={north.ben.id}"
    lines = "//li[@class='row']//text()"
    office = " ".join(found_in(client_of(north.clerk).get(url), lines))
    assert "A paper about the student was issued" in office
    assert "health" not in office and "mmunization" not in office
    district = " ".join(found_in(client_of(north.admin).get(url), lines))
    assert "A paper about the student’s health was issued" in district

"""The nurse enters doses, exemptions and appointments, and the family's page follows."""

import re
from datetime import date

import pytest

from openhouse.access.viewer import System
from openhouse.immunizations.models import Appointment, Dose, Exemption
from openhouse.ledger.models import Change
from openhouse.people.models import Person, Student
from tests.cast import Cast, in_all
from tests.house_client import HouseClient, words_of

pytestmark = pytest.mark.django_db


def at(cast: Cast, child: str, more: str = "") -> str:
    return f"/{cast.slug}/staff/immunizations/{cast.persons[child].id}/{more}"


def family_page(cast: Cast, who: str, child: str) -> str:
    client = HouseClient.signed_in(cast.persons[who])
    return words_of(client.get(f"/north/family/{cast.persons[child].id}/immunizations/"))


def enter(cast: Cast, child: str, *lines: tuple[str, str], **more: str):
    sent = {"form": "doses", "source": "card"} | more
    for number, (vaccine, on) in enumerate(lines, 1):
        sent |= {f"vaccine_{number}": vaccine, f"on_{number}": on}
    return HouseClient.signed_in(cast.nurse).post(at(cast, child), sent, follow=True)


def doses(cast: Cast, child: str) -> set[tuple[str, date]]:
    with in_all(cast):
        rows = Dose.objects.visible_to(System()).filter(student_id=cast.persons[child].id)
        return {(each.cvx, each.given_on) for each in rows}


def test_a_dose_entered_changes_what_the_family_reads(north: Cast) -> None:
    assert "One dose of Tdap now" in family_page(north, "mother", "ben")
    answer = enter(north, "ben", ("Boostrix", "10/5/26"))
    assert "1 dose kept" in answer.content.decode()
    assert "One dose of Tdap" not in family_page(north, "mother", "ben")
    assert ("115", date(2026, 10, 5)) in doses(north, "ben")
    with in_all(north):
        line = Change.objects.filter(kind="immunization.recorded").latest("id")
    assert (line.actor_id, line.student_id) == (north.nurse.id, north.ben.id)


def test_several_are_entered_at_once_and_one_on_file_only_once(north: Cast) -> None:
    before = len(doses(north, "mia"))
    enter(north, "mia", ("21", "9/1/2012"), ("MMR", "Sep 1 2012"), ("Varivax", "2013-01-01"))
    assert len(doses(north, "mia")) == before + 3


@pytest.mark.parametrize(
    ("vaccine", "on", "words"),
    [
        ("03", "3/3/2011", "before the child was born"),
        ("03", "12/24/2026", "has not come yet"),
        ("03", "3/5/2012", "on file for that day already"),
        ("850", "3/5/2012", "No vaccine is called that. Pick one"),
        ("varicela2", "3/5/2012", "No vaccine is called that. Did you mean"),
        ("03", "someday", "This is no date"),
        ("03", "", "Say on which day"),
    ],
)
def test_what_cannot_be_is_refused_in_words(north: Cast, vaccine, on, words) -> None:
    before = doses(north, "ben")
    assert words in enter(north, "ben", (vaccine, on)).content.decode()
    assert doses(north, "ben") == before


def test_the_same_vaccine_twice_in_one_form_is_refused(north: Cast) -> None:
    answer = enter(north, "ben", ("Boostrix", "10/5/26"), ("115", "2026-10-05"))
    assert "on file for that day already" in answer.content.decode()


def test_exemption_and_appointment_are_kept_and_taken_off(north: Cast) -> None:
    client = HouseClient.signed_in(north.nurse)
    client.post(
        at(north, "cai"),
        {
            "form": "exemption",
            "exemption-kind": "medical",
            "exemption-vaccine": "",
            "exemption-given_on": "9/1/26",
            "exemption-expires_on": "9/1/2027",
        },
    )
    client.post(
        at(north, "cai"), {"form": "appointment", "visit-on": "2026-10-20", "visit-vaccine": ""}
    )
    text = family_page(north, "grandmother", "cai")
    assert "Exempt" in text
    assert "Medical exemption (all vaccines), until Sep 1, 2027" in text
    assert "Appointment on Oct 20, 2026" in text


def test_an_appointment_lies_ahead_and_there_is_one_for_a_vaccine(north: Cast) -> None:
    client = HouseClient.signed_in(north.nurse)

    def appoint(who: str, on: str) -> str:
        said = {"form": "appointment", "visit-on": on, "visit-vaccine": "Tdap"}
        return words_of(client.post(at(north, who), said, follow=True))

    assert "This day has passed. Enter the next" in appoint("ben", "1/1/2020")
    assert "Appointment on Jan 1, 2020" not in family_page(north, "mother", "ben")
    appoint("ben", "11/3/2026")
    appoint("ben", "11/10/2026")
    text = family_page(north, "mother", "ben")
    assert "Nov 3, 2026" not in text
    assert "Appointment on Nov 10, 2026 (Tdap)" in text
    assert "In progress: appointment on " in text
    assert "in progress only once a first dose is on file" in appoint("cai", "11/3/2026")


def test_a_dose_is_taken_off_and_the_ledger_keeps_it(north: Cast) -> None:
    row = north.rows["dose_ben_8"]
    client = HouseClient.signed_in(north.nurse)
    url = at(north, "ben", f"dose/{row.pk}/remove/")
    assert "Remove this from the record?" in words_of(client.get(url))
    assert ("114", date(2022, 8, 9)) in doses(north, "ben")
    removed = words_of(client.post(url, follow=True))
    assert "Who did what shows what it was" in removed
    assert "ledger" not in removed
    assert client.get(url).status_code == 404
    assert ("114", date(2022, 8, 9)) not in doses(north, "ben")
    with in_all(north):
        line = Change.objects.filter(kind="immunization.removed").latest("id")
    assert line.before["cvx"] == "114"


def test_a_card_is_confirmed_or_refused_with_a_reason(north: Cast) -> None:
    client, card = HouseClient.signed_in(north.nurse), north.rows["card_ben"]
    url = at(north, "ben", f"card/{card.pk}/")
    assert "Say why" in client.post(url, {"decision": "refused", "answer": ""}).content.decode()
    client.post(url, {"decision": "refused", "answer": "Too dark, please again"})
    assert "Too dark, please again" in family_page(north, "mother", "ben")


def test_a_card_stands_beside_the_lines_for_its_doses(north: Cast) -> None:
    client, card = HouseClient.signed_in(north.nurse), north.rows["card_ben"]
    url = at(north, "ben", f"card/{card.pk}/")
    page = client.get(url).content.decode()
    assert '<option value="card" selected>' in page
    assert f"{url}file/?look" in page
    shown = client.get(f"{url}file/?look")
    assert shown.headers["Content-Disposition"].startswith("inline")
    assert "script" not in shown.headers["Content-Security-Policy"]
    assert client.get(f"{url}file/").headers["Content-Disposition"].startswith("attachment")
    other = HouseClient.signed_in(north.persons["teacher"])
    assert other.get(f"{url}file/?look").status_code == 403
    asked = words_of(client.post(url, {"decision": "entered", "answer": ""}))
    assert "Was everything on it on file already?" in asked
    sent = {"form": "doses", "source": "card", "vaccine_1": "HepA", "on_1": "10/5/26"}
    client.post(url, sent)
    assert ("85", date(2026, 10, 5)) in doses(north, "ben")
    done = client.post(url, {"decision": "entered", "answer": ""}, follow=True)
    assert "The family sees it now" in words_of(done)


def test_the_desk_lists_who_is_missing_what_and_finds_by_name(north: Cast) -> None:
    client = HouseClient.signed_in(north.nurse)
    text = words_of(client.get("/north/staff/immunizations/"))
    assert "Tanaka" in text  # cai has no dose on file
    one = words_of(client.get("/north/staff/immunizations/?grade=11&vaccine=MMR"))
    assert "No record on file: bring the vaccination card · One dose of MMR, then 1 more" in one
    assert "Tdap" not in one.split("Find a student")[0]
    found = words_of(client.get("/north/staff/immunizations/?q=Ben"))
    assert "Rivera" in found


def test_the_grades_of_the_filter_are_those_of_the_school(north: Cast) -> None:
    client = HouseClient.signed_in(north.nurse)
    page = client.get("/north/staff/immunizations/?grade=KG").content.decode()
    assert '<option value="11"' in page
    assert '<option value="KG"' not in page
    assert "Tanaka" in page  # no such grade is there: all of them


def test_the_exclusion_list_and_the_yearly_count_are_files(north: Cast) -> None:
    client = HouseClient.signed_in(north.nurse)
    excluded = client.get("/north/staff/immunizations/exclusions.csv?on=2026-10-15")
    lines = excluded.content.decode("utf-8-sig").splitlines()
    assert any("Tanaka" in line and "2026-10-15" in line for line in lines)
    assert not any("Okafor" in line for line in lines)  # exempt
    assert lines[0] == (
        '"Excluded from","School","Homeroom","Grade","Student","Student number","Missing"'
    )
    page = words_of(client.get("/north/staff/immunizations/exclusions/?on=2026-10-15"))
    assert "Thursday, Oct 15" in page
    with in_all(north):
        number = Student.objects.visible_to(System()).get(pk=north.cai.id).number
    assert number
    assert number in page
    assert number in next(line for line in lines if "Tanaka" in line)
    with in_all(north):
        waivers = Exemption.objects.visible_to(System())
        assert waivers.update(expires_on=date(2026, 10, 10))
    on_the_day = client.get("/north/staff/immunizations/exclusions.csv?on=2026-10-15")
    assert "Okafor" in on_the_day.content.decode("utf-8-sig")  # it has ended by then
    today = client.get("/north/staff/immunizations/exclusions.csv")
    assert "Okafor" not in today.content.decode("utf-8-sig")
    counts = client.get("/north/staff/immunizations/counts/?as=file").content.decode("utf-8-sig")
    assert '"11th grade","MMR","1","0","0","0","0","0","0","1"' in counts


def test_a_student_without_a_birthday_is_named(north: Cast) -> None:
    with in_all(north):
        Person.objects.filter(pk=north.cai.id).update(born_on=None)
    client = HouseClient.signed_in(north.nurse)
    desk = words_of(client.get("/north/staff/immunizations/"))
    assert "Tanaka" in desk
    assert "The birthday is not on file" in desk


def test_an_appointment_that_passed_says_what_to_do_until_it_was_kept(north: Cast) -> None:
    client = HouseClient.signed_in(north.nurse)
    with in_all(north):
        row = Appointment(student_id=north.ben.id, on=date(2026, 10, 1), vaccine="Tdap")
        row.save(force_insert=True)
    assert "it has passed. If it was kept, send" in family_page(north, "mother", "ben")
    page = client.get(at(north, "ben"))
    assert "Ask the family whether it was kept" in words_of(page)
    url = page.content.decode().partition('/kept/"')[0].rpartition('action="')[2] + "/kept/"
    answer = client.post(url, follow=True)
    assert "It was kept" in words_of(answer)
    assert client.post(url.replace("/kept/", "0/kept/")).status_code == 404
    assert "Appointment on Oct 1, 2026: it was kept" in family_page(north, "mother", "ben")
    with in_all(north):
        line = Change.objects.filter(kind="immunization.appointment_changed").latest("id")
    assert (line.actor_id, line.after["was_kept"]) == (north.nurse.id, True)


def test_an_appointment_to_come_was_not_kept_yet(north: Cast) -> None:
    visit = north.rows["appointment_ben"].pk
    client = HouseClient.signed_in(north.nurse)
    assert client.post(at(north, "ben", f"appointment/{visit}/kept/")).status_code == 404


def test_an_exemption_that_ended_says_what_to_do(north: Cast) -> None:
    said = {"kind": "medical", "vaccine": "", "given_on": "9/1/25", "expires_on": "9/1/2026"}
    client = HouseClient.signed_in(north.nurse)
    sent = {"form": "exemption"} | {f"exemption-{key}": value for key, value in said.items()}
    assert "Ask for a new form" in words_of(client.post(at(north, "cai"), sent, follow=True))
    assert "it ended on Sep 1, 2026. Give the school" in family_page(north, "grandmother", "cai")


def focus_of(page: str) -> str:
    (focus,) = re.findall(r"<input[^>]*autofocus[^>]*>", page)
    return str(re.findall(r'name="(\w+)"', focus)[0])


def test_after_an_entry_the_next_can_be_typed(north: Cast) -> None:
    assert focus_of(enter(north, "ben", ("Boostrix", "10/5/26")).content.decode()) == "vaccine_1"


def test_lines_that_are_right_are_kept_and_the_others_wait_with_what_to_do(north: Cast) -> None:
    before = doses(north, "ben")
    lines = ("Boostrix", "10/5/26"), ("Boostrix", "no day"), ("21", "2012-09-01"), ("", "5/4/11")
    for kept in ("2 doses kept; 2 need a look", "2 doses were kept before; 2 need a look"):
        page = enter(north, "ben", *lines).content.decode()  # sent a second time: nothing doubled
        assert kept in page
        new = {("115", date(2026, 10, 5)), ("21", date(2012, 9, 1))}
        assert doses(north, "ben") == before | new
        typed = dict(re.findall(r'name="(\w+_\d)" value="([^"]*)"', page))
        assert typed == {"vaccine_1": "Boostrix", "on_1": "no day", "on_2": "5/4/11"}
    assert "This is no date" in page
    assert "Say which vaccine" in page
    assert focus_of(page) == "on_1"
    mended = enter(north, "ben", ("Boostrix", "10/4/26"), ("20", "5/4/11")).content.decode()
    assert "2 doses kept" in mended
    assert len(doses(north, "ben")) == len(before) + 4


def test_the_same_dose_with_another_lot_is_no_second_sending(north: Cast) -> None:
    enter(north, "ben", ("Boostrix", "10/5/26"), lot_1="A1")
    page = enter(north, "ben", ("Boostrix", "10/5/26"), lot_1="B2").content.decode()
    assert "Nothing is kept yet; 1 needs a look" in page
    assert "Clear this line, or mend its day" in page


def test_what_nobody_sees_is_taken_out_of_what_is_typed(north: Cast) -> None:
    enter(north, "ben", ("Boos\u202etrix\x07", "10/5/26\t"), lot_1=" A\x1b1\n 2\ufeff ")
    with in_all(north):
        dose = Dose.objects.visible_to(System()).get(student_id=north.ben.id, given_on="2026-10-05")
    assert (dose.cvx, dose.lot) == ("115", "A1 2")

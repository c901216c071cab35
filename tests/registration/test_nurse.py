"""The nurse and transport have their own part of each child, which the office does not read."""

from datetime import timedelta

import pytest

from openhouse.access.viewer import System
from openhouse.ledger.models import Change
from openhouse.people.models import StaffPost
from openhouse.registration.models import Candidate
from openhouse.registration.models_answers import Answer, AnswerFile
from openhouse.registration.models_consents import Consent
from openhouse.registration.models_office import FieldDecision, OpenItem
from tests.cast import Cast, in_all
from tests.cast_messages import PICTURE
from tests.house_client import HouseClient, words_of
from tests.registration.applying import ADDRESS, SENT, Applied, again
from tests.sign_in.mails import mails

pytestmark = pytest.mark.django_db
DESK = "/north/staff/registration/"
ALL = System()


def sent(cast: Cast) -> tuple[Applied, Candidate]:
    applied = Applied(cast, "mother", home="first_home")
    return applied, applied.child(
        "ben", given_name="Ben", family_name="Rivera", allergies="Bees", bus=True, photos=True
    )


def part_of(cast: Cast, candidate: Candidate) -> int:
    with in_all(cast):
        return int(Candidate.objects.visible_to(ALL).get(pk=candidate.pk).part.pk)


def test_the_nurse_reads_her_part_and_marks_it_done(north: Cast) -> None:
    _, candidate = sent(north)
    nurse = HouseClient.signed_in(north.nurse)
    assert "Ben Rivera" in words_of(nurse.get(DESK))
    page = words_of(nurse.get(f"{DESK}{candidate.pk}/"))
    assert "Bees" in page
    assert "Photos" not in page
    assert "Bus" not in page
    place = f"{DESK}{candidate.pk}/do/"
    nurse.post(place, {"act": "done", "desk": "nurse", "note": "Has an EpiPen."})
    page = words_of(nurse.get(f"{DESK}{candidate.pk}/"))
    assert "Has an EpiPen." in page
    office = HouseClient.signed_in(north.clerk).get(f"/north/office/registration/{candidate.pk}/")
    assert "Nurse: Done" in words_of(office)
    assert "EpiPen" not in office.content.decode()
    assert again(north, candidate).revision == 0, "the office's page stays as it was"


def test_the_nurse_asks_the_family_about_her_own_questions_alone(north: Cast) -> None:
    _, candidate = sent(north)
    nurse, place = HouseClient.signed_in(north.nurse), f"{DESK}{candidate.pk}/do/"
    part = part_of(north, candidate)
    ask = {"act": "ask", "desk": "nurse", "part": part, "question": "Which medicine?"}
    assert nurse.post(place, ask | {"key": "photos"}).status_code == 404
    assert nurse.post(place, ask | {"key": "allergies"}).status_code == 302
    assert "Asked: Which medicine?" in words_of(nurse.get(f"{DESK}{candidate.pk}/"))
    today = HouseClient.signed_in(north.mother).get("/north/family/")
    assert f"/registration/{candidate.application_id}/" in today.content.decode()
    (mail,) = mails(north, "notice.registration")
    assert "medicine" not in mail.text
    office = HouseClient.signed_in(north.clerk).get(f"/north/office/registration/{candidate.pk}/")
    assert "medicine" not in office.content.decode()


def test_neither_ledger_nor_mail_says_what_of_health_is_asked(north: Cast) -> None:
    applied, candidate = sent(north)
    item = applied.item(candidate, "allergies", "nurse", state="sent")
    nurse, place = HouseClient.signed_in(north.nurse), f"{DESK}{candidate.pk}/do/"
    why = "The plan for the bees is not signed."
    nurse.post(place, {"act": "item", "item": item.pk, "state": "refused", "reason": why})
    nurse.post(place, {"act": "ask", "desk": "nurse", "part": part_of(north, candidate),
                       "key": "allergies", "question": "Which?"})  # fmt: skip
    with in_all(north):
        asked = FieldDecision.objects.visible_to(ALL).get(application=applied.application)
    reply = f"/north/family/registration/{applied.application.pk}/asked/{asked.pk}/"
    mother = HouseClient.signed_in(north.mother)
    said = {f"{part_of(north, candidate)}-allergies": "Bees and wasps"}
    assert mother.post(reply, said).status_code == 302
    with in_all(north):
        lines = Change.objects.filter(kind__startswith="registration.")
        told = str(list(lines.values_list("kind", "subject", "before", "after", "reason")))
    assert "registration.item" in told and "registration.answered" in told
    assert "allergies" not in told and "bees" not in told.lower()
    texts = [mail.text for mail in mails(north, "notice.registration")]
    assert len(texts) == 2 and "bees" not in str(texts).lower()
    home = mother.get(f"/north/family/registration/{applied.application.pk}/")
    assert why in words_of(home)


def test_the_nurse_sees_the_papers_that_are_hers(north: Cast) -> None:
    applied, candidate = sent(north)
    item = applied.item(candidate, "allergies", "nurse", state="sent")
    others = applied.item(candidate, "birth_certificate", state="sent")
    with in_all(north):
        file = AnswerFile(
            application=applied.application, part_id=part_of(north, candidate),
            candidate=candidate, desk="nurse", key="allergies", name="Shots.png",
            kind="image/png", content=PICTURE, size=len(PICTURE), sha256="0" * 64, added_at=SENT,
        )  # fmt: skip
        file.save(force_insert=True)
    nurse, place = HouseClient.signed_in(north.nurse), f"{DESK}{candidate.pk}/"
    assert "Shots.png" in words_of(nurse.get(place))
    answer = nurse.get(f"{place}files/{file.pk}/")
    assert answer.headers["Content-Type"] == "image/png"
    clerk = HouseClient.signed_in(north.clerk)
    there = f"/north/office/registration/{candidate.pk}/files/{file.pk}/"
    assert clerk.get(there).status_code == 404
    seen = {"act": "item", "state": "accepted"}
    assert nurse.post(f"{place}do/", seen | {"item": others.pk}).status_code == 404
    assert nurse.post(f"{place}do/", seen | {"item": item.pk}).status_code == 302
    with in_all(north):
        assert OpenItem.objects.visible_to(ALL).get(pk=item.pk).state == "accepted"


def test_a_nurse_of_another_school_finds_nothing(north: Cast) -> None:
    applied = Applied(north, "mother", home="first_home")
    candidate = applied.child("ana", school="elementary", given_name="Anastasia")
    nurse = HouseClient.signed_in(north.nurse)
    assert "Anastasia" not in words_of(nurse.get(DESK))
    assert nurse.get(f"{DESK}{candidate.pk}/").status_code == 404
    assert (
        nurse.post(f"{DESK}{candidate.pk}/do/", {"act": "done", "desk": "nurse"}).status_code == 404
    )


def test_transport_reads_who_rides_and_no_word_of_health(north: Cast) -> None:
    _, candidate = sent(north)
    with in_all(north):
        StaffPost.objects.create(
            person_id=north.no_portal.id, role="transport", school_id=north.rows["high"].pk
        )
    driver = HouseClient.signed_in(north.no_portal)
    assert "3 children wait for your part" in words_of(driver.get("/north/staff/"))
    page = words_of(driver.get(f"{DESK}{candidate.pk}/"))
    assert "Bus" in page
    assert "Bees" not in page
    assert (
        driver.post(f"{DESK}{candidate.pk}/do/", {"act": "done", "desk": "nurse"}).status_code
        == 404
    )
    driver.post(f"{DESK}{candidate.pk}/do/", {"act": "done", "desk": "transport"})
    office = HouseClient.signed_in(north.clerk).get(f"/north/office/registration/{candidate.pk}/")
    assert "Transport: Done" in words_of(office)
    assert "2 children wait for your part" in words_of(driver.get("/north/staff/"))


def test_who_plans_the_buses_of_several_schools_looks_at_one_of_them(north: Cast) -> None:
    applied, _ben = sent(north)
    ana = applied.child("ana", given_name="Ana", family_name="Rivera", bus=True)
    high, elementary = north.rows["high"], north.rows["elementary"]
    driver = HouseClient.signed_in(north.no_portal)
    with in_all(north):
        Candidate.objects.visible_to(ALL).filter(pk=ana.pk).update(school=elementary)
        StaffPost.objects.create(person_id=north.no_portal.id, role="transport", school=high)
    assert "All schools" not in words_of(driver.get(DESK)), "of one school there is no choice"
    with in_all(north):
        StaffPost.objects.create(person_id=north.no_portal.id, role="transport", school=elementary)
    every = words_of(driver.get(DESK))
    assert "All schools" in every and "Ben Rivera" in every and "Ana Rivera" in every
    one = words_of(driver.get(DESK, {"school": elementary.pk}))
    assert "Ana Rivera" in one and "Ben Rivera" not in one
    away = words_of(driver.get(DESK, {"school": north.rows["middle"].pk}))
    assert "Ben Rivera" in away and "Ana Rivera" in away, "of a school that is not hers: all"


@pytest.mark.parametrize("rides", [True, False])
def test_who_plans_the_buses_reads_where_a_child_who_rides_lives(north: Cast, rides: bool) -> None:
    applied, candidate = sent(north)
    applied.says(applied.home, address=ADDRESS)
    with in_all(north):
        bus = Answer.objects.visible_to(ALL).filter(candidate=candidate, key="bus")
        bus.update(value=rides)
        StaffPost.objects.create(
            person_id=north.no_portal.id, role="transport", school_id=north.rows["high"].pk
        )
    page = f"{DESK}{candidate.pk}/"
    driver = words_of(HouseClient.signed_in(north.no_portal).get(page))
    assert ("Where the child lives" in driver) is (ADDRESS["street"] in driver) is rides
    assert ADDRESS["street"] not in words_of(HouseClient.signed_in(north.nurse).get(page))


def test_done_with_one_child_the_nurse_goes_on_to_the_next(north: Cast) -> None:
    applied, first = sent(north)
    second = applied.child("ana", given_name="Ana", family_name="Rivera", allergies="Cats")
    nurse = HouseClient.signed_in(north.nurse)
    assert "4 children wait for your part" in words_of(nurse.get("/north/staff/"))
    assert "Next:" not in words_of(nurse.get(f"{DESK}{first.pk}/")), "her part of him is to do"
    nurse.post(f"{DESK}{first.pk}/do/", {"act": "done", "desk": "nurse"})
    page = nurse.get(f"{DESK}{first.pk}/")
    assert "Next: Ana Rivera" in words_of(page)
    assert f'href="{DESK}{second.pk}/"' in page.content.decode()
    with in_all(north):
        Candidate.objects.visible_to(ALL).exclude(pk=first.pk).update(
            state="declined", reason="No room."
        )
    assert "Next:" not in words_of(nurse.get(f"{DESK}{first.pk}/")), "nobody else waits for her"


def test_who_was_registered_in_an_earlier_year_is_on_the_nurses_list_no_more(north: Cast) -> None:
    _, candidate = sent(north)
    nurse = HouseClient.signed_in(north.nurse)
    with in_all(north):
        mine = Candidate.objects.visible_to(ALL).filter(pk=candidate.pk)
        mine.update(state="posted")
    assert "Ben Rivera" in words_of(nurse.get(DESK)), "this year's is still to be looked at"
    with in_all(north):
        mine.update(sent_at=SENT - timedelta(days=365))
    assert "Ben Rivera" not in words_of(nurse.get(DESK))


def test_the_nurse_reads_the_consents_of_her_desk_and_no_others(north: Cast) -> None:
    _, candidate = sent(north)
    with in_all(north):
        for key, desk in (("allergies", "nurse"), ("photos", "office")):
            for who, agreed in (("mother", True), ("father", None)):
                person = north.persons[who].id
                said = {"agreed": True, "content": b"{}", "answered_at": SENT, "via": "account",
                        "typed": "Marta Rivera"} if agreed else {}  # fmt: skip
                Consent(
                    application_id=candidate.application_id, candidate=candidate,
                    student_id=north.ben.id, key=key, desk=desk, person_id=person,
                    name=f"{key} {who}", asked_at=SENT, **said,
                ).save(force_insert=True)  # fmt: skip
    page = words_of(HouseClient.signed_in(north.nurse).get(f"{DESK}{candidate.pk}/"))
    assert "Consents Allergies" in page
    assert "allergies mother Agrees Marta Rivera" in page and "allergies father" in page
    assert "photos mother" not in page
    assert "Go on without" not in page, "the office decides that"
    office = HouseClient.signed_in(north.clerk).get(f"/north/office/registration/{candidate.pk}/")
    assert "photos mother" in words_of(office) and "allergies mother" not in words_of(office)

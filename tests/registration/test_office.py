"""An office's queue and one child's page: old beside new, decided for one child at one school."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db.models import F

from openhouse.access.viewer import System
from openhouse.people.models import ContactPoint, Enrollment, Household
from openhouse.registration.models import Application, Candidate, RegistrationWindow
from openhouse.registration.models_office import FieldDecision, OpenItem, Posting
from tests.cast import Cast, in_all
from tests.house_client import HouseClient, words_of
from tests.registration.applying import ADDRESS, SENT, Applied, again, new_family
from tests.sign_in.mails import mails

pytestmark = pytest.mark.django_db
DESK = "/north/office/registration/"
ALL = System()


def returning(cast: Cast) -> tuple[Applied, Candidate]:
    """A home of a child at the clerk's school, which has moved."""
    applied = Applied(cast, "mother", home="first_home")
    applied.says(applied.home, address=ADDRESS)
    applied.adult("mother", adult_cell="+15735550111")
    return applied, applied.child("ben", given_name="Ben", family_name="Rivera", photos=True)


def does(client: HouseClient, candidate: Candidate, cast: Cast, act: str, **sent: Any) -> str:
    """What the clerk reads after one step, with the revision that she has before her."""
    revision = again(cast, candidate).revision
    data = {"act": act, "revision": revision} | sent
    answer = client.post(f"{DESK}{candidate.pk}/decide/", data)
    assert answer.status_code == 302, answer.content
    return words_of(client.get(answer.headers["Location"]))


def test_a_clerk_reads_the_queue_of_her_school_the_longest_waiting_first(north: Cast) -> None:
    _, ben = returning(north)
    elsewhere = Applied(north, "father", home="second_home")
    ana = elsewhere.child("ana", school="elementary", given_name="Anastasia", family_name="Santos")
    page = words_of(HouseClient.signed_in(north.clerk).get(DESK))
    assert "Ben Rivera" in page
    assert "To be decided" in page
    assert "Anastasia" not in page
    both = words_of(HouseClient.signed_in(north.admin).get(DESK))
    assert "Ben Rivera" in both
    assert "Anastasia Santos" in both
    clerk = HouseClient.signed_in(north.clerk)
    assert clerk.get(f"{DESK}{ana.pk}/").status_code == 404
    answer = clerk.post(f"{DESK}{ana.pk}/decide/", {"act": "accept", "revision": 0})
    assert answer.status_code == 404
    assert again(north, ben).state == "sent"


def test_what_an_earlier_year_has_decided_is_found_and_not_counted(north: Cast) -> None:
    applied, ben = returning(north)
    with in_all(north):
        now = RegistrationWindow.objects.get(pk=applied.application.window_id)
        earlier = RegistrationWindow.objects.create(
            ends_in=now.ends_in - 1, opens_on=now.opens_on, closes_on=now.closes_on
        )
        Application.objects.visible_to(ALL).filter(pk=applied.application.pk).update(window=earlier)
    clerk = HouseClient.signed_in(north.clerk)
    assert "Ben Rivera" in words_of(clerk.get(DESK)), "it is not decided yet"
    with in_all(north):
        Candidate.objects.visible_to(ALL).filter(pk=ben.pk).update(state="posted")
    assert "Ben Rivera" not in words_of(clerk.get(DESK, {"state": "posted"}))
    assert "Ben Rivera" in words_of(clerk.get(DESK, {"state": "posted", "q": "rivera"}))


@pytest.mark.parametrize(
    "text", ["haddad", "nadia", "lina0 haddad", "NEW@family", "nadia@family.example", "{number}"]
)
def test_a_child_is_found_by_name_parent_number_and_e_mail(north: Cast, text: str) -> None:
    applied, _ = new_family(north)
    returning(north)
    said = text.format(number=applied.application.number)
    page = words_of(HouseClient.signed_in(north.clerk).get(DESK, {"q": said}))
    found = "Lina0 Haddad" in page
    assert found is (said != "nadia@family.example"), "a parent's address is no name"
    assert "Ben Rivera" not in page


def test_the_queue_says_what_is_missing_and_takes_as_many_statements_for_many(
    north: Cast, django_assert_num_queries: Any
) -> None:
    applied, children = new_family(north, children=12)
    applied.item(children[0], "birth_certificate")
    clerk = HouseClient.signed_in(north.clerk)
    clerk.get(DESK)
    page = words_of(clerk.get(DESK, {"missing": "papers"}))
    assert "Lina0 Haddad" in page
    assert "1 paper to be seen" in page
    assert "Lina1 Haddad" not in page
    with django_assert_num_queries(21):
        clerk.get(DESK)


def test_the_page_shows_what_changes_first_and_folds_what_stays(north: Cast) -> None:
    _, candidate = returning(north)
    page = words_of(HouseClient.signed_in(north.clerk).get(f"{DESK}{candidate.pk}/"))
    assert "12 Invented Street" in page
    assert "77 Oak Street, Openfield, MO 65201" in page
    assert page.index("77 Oak Street") < page.index("Unchanged", page.index("77 Oak Street"))
    assert "First day: Monday, Aug 16, 2027. School year 2027-28." in page


def test_an_office_reads_no_word_of_health(north: Cast) -> None:
    applied, candidate = returning(north)
    part = candidate_part(applied, candidate)
    applied.says(part, allergies="Peanuts and bees")
    for who in ("clerk", "admin"):
        page = HouseClient.signed_in(north.persons[who]).get(f"{DESK}{candidate.pk}/")
        assert "Peanuts" not in page.content.decode()
        assert "Nurse: To do" in words_of(page)


def candidate_part(applied: Applied, candidate: Candidate) -> Any:
    with in_all(applied.cast):
        return Candidate.objects.visible_to(ALL).get(pk=candidate.pk).part


def test_a_child_goes_from_sent_to_enrolled_and_back_within_the_day(north: Cast) -> None:
    _, candidate = returning(north)
    clerk = HouseClient.signed_in(north.clerk)
    assert "Accepted. The family is told." in does(
        clerk, candidate, north, "accept", everything="yes"
    )
    assert "Enrolled. The family is told." in does(clerk, candidate, north, "post")
    with in_all(north):
        assert Household.objects.get(pk=north.rows["first_home"].pk).street == "77 Oak Street"
        assert Enrollment.objects.visible_to(ALL).filter(student=north.ben.id).count() == 2
    told = mails(north, "notice.registration")
    assert [mail.subject for mail in told] == [
        "Good news about your registration", "Your registration is complete",
    ]  # fmt: skip
    assert "The records are as they were before." in does(clerk, candidate, north, "undo")
    with in_all(north):
        assert Enrollment.objects.visible_to(ALL).filter(student=north.ben.id).count() == 1


def test_a_home_hears_once_that_it_is_complete_however_often_it_is_undone(north: Cast) -> None:
    _, candidate = returning(north)
    clerk = HouseClient.signed_in(north.clerk)
    does(clerk, candidate, north, "accept", everything="yes")
    for act in ("post", "undo", "post"):
        does(clerk, candidate, north, act)

    def complete() -> int:
        told = [mail.subject for mail in mails(north, "notice.registration")]
        return told.count("Your registration is complete")

    assert complete() == 1
    for act in ("undo", "anew"):
        does(clerk, candidate, north, act)
    with in_all(north):
        mine = Posting.objects.visible_to(ALL).filter(candidate=candidate)
        mine.update(at=F("at") - timedelta(hours=1))
    does(clerk, candidate, north, "accept", everything="yes")
    does(clerk, candidate, north, "post")
    assert complete() == 2, "it was decided anew, and the home has read of that"


def test_each_child_of_a_family_is_decided_by_its_own_school(north: Cast) -> None:
    applied, candidate = returning(north)
    sister = applied.child("ana", school="elementary", grade="04")
    does(HouseClient.signed_in(north.clerk), candidate, north, "accept", everything="yes")
    assert (again(north, candidate).state, again(north, sister).state) == ("accepted", "sent")


def test_what_is_kept_stays_and_what_is_not_said_holds_the_child_up(north: Cast) -> None:
    applied, candidate = returning(north)
    clerk = HouseClient.signed_in(north.clerk)
    assert "Say first what becomes of 4 changes" in does(clerk, candidate, north, "accept")
    page = does(clerk, candidate, north, "field", part=applied.home.pk, key="address", says="keep")
    assert "Stays as on file" in page
    does(clerk, candidate, north, "accept", everything="yes")
    does(clerk, candidate, north, "post")
    with in_all(north):
        assert Household.objects.get(pk=north.rows["first_home"].pk).street != "77 Oak Street"


@pytest.mark.parametrize("who", ["clerk", "admin"])
def test_the_start_says_how_many_children_wait_for_the_office(north: Cast, who: str) -> None:
    _, candidate = returning(north)
    client = HouseClient.signed_in(north.persons[who])

    def said() -> int:
        found = re.search(
            r"(\d+) child(?:ren)? waits? for the office", words_of(client.get("/north/staff/"))
        )
        return int(found[1]) if found else 0

    before = said()
    assert before > 0
    assert f"To do {before} " in words_of(client.get(DESK)), "as many as its desk has"
    does(HouseClient.signed_in(north.clerk), candidate, north, "decline", reason="No room.")
    assert said() == before - 1


def test_a_question_goes_to_the_family_and_holds_the_child_up(north: Cast) -> None:
    applied, candidate = returning(north)
    clerk = HouseClient.signed_in(north.clerk)
    ask = {"part": applied.home.pk, "key": "address", "says": "ask"}
    assert "Write the question" in does(clerk, candidate, north, "field", **ask, question=" ")
    page = does(clerk, candidate, north, "field", **ask, question="Is it the whole house?")
    assert "Asked: Is it the whole house?" in page
    said = does(clerk, candidate, north, "accept", everything="yes")
    assert "A question to the family is not answered yet." in said
    assert "Sent. The family answers on its page." in does(clerk, candidate, north, "send back")
    assert again(north, candidate).state == "asked"
    (mail,) = mails(north, "notice.registration")
    assert "whole house" not in mail.text, "what is asked stands on the page alone"
    mother = HouseClient.signed_in(north.mother)
    number = applied.application.pk
    page = words_of(mother.get(f"/north/family/registration/{number}/"))
    assert "Is it the whole house?" in page
    with in_all(north):
        asked = FieldDecision.objects.visible_to(ALL).get(part=applied.home)
    place = f"/north/family/registration/{number}/asked/{asked.pk}/"
    home = f"{applied.home.pk}-address"
    mother.post(place, {f"{home}-street": "9 Elm St", f"{home}-city": "Columbia",
                        f"{home}-state": "MO", f"{home}-postal_code": "65201"})  # fmt: skip
    page = words_of(clerk.get(f"{DESK}{candidate.pk}/"))
    assert "9 Elm St" in page
    assert "Asked and answered: Is it the whole house?" in page, "the clerk knows what about"


def test_a_child_is_declined_only_with_a_reason_that_the_family_reads(north: Cast) -> None:
    _, candidate = returning(north)
    clerk = HouseClient.signed_in(north.clerk)
    assert "Write a few words to the family" in does(clerk, candidate, north, "decline", reason="")
    assert again(north, candidate).state == "sent"
    does(clerk, candidate, north, "decline", reason="There is no room.")
    (mail,) = mails(north, "notice.registration")
    assert "There is no room." in mail.text
    page = words_of(clerk.get(f"{DESK}{candidate.pk}/"))
    assert "To do" not in page and "To be matched" not in page and "Say who" not in page
    assert "It is to be decided again." in does(clerk, candidate, north, "anew")
    does(clerk, candidate, north, "wait", reason="You are third.")
    assert again(north, candidate).state == "waiting list"


def test_a_clerk_who_approves_what_was_just_taken_back_writes_nothing(north: Cast) -> None:
    applied, candidate = returning(north)
    clerk = HouseClient.signed_in(north.clerk)
    clerk.get(f"{DESK}{candidate.pk}/")
    with in_all(north):
        Application.objects.visible_to(ALL).filter(pk=applied.application.pk).update(
            withdrawn_at=SENT
        )
        Candidate.objects.visible_to(ALL).filter(pk=candidate.pk).update(state="withdrawn")
    page = does(clerk, candidate, north, "accept", everything="yes")
    assert "The family has just taken this registration back. Nothing was written." in page
    assert again(north, candidate).state == "withdrawn"
    with in_all(north):
        assert (
            not FieldDecision.objects.visible_to(ALL)
            .filter(application=applied.application)
            .exists()
        )
    assert not mails(north, "notice.registration")


def test_of_two_clerks_the_second_reads_what_the_first_has_done(north: Cast) -> None:
    _, candidate = returning(north)
    first, second = HouseClient.signed_in(north.clerk), HouseClient.signed_in(north.admin)
    does(first, candidate, north, "accept", everything="yes")
    answer = second.post(
        f"{DESK}{candidate.pk}/decide/", {"act": "decline", "revision": 0, "reason": "Full."}
    )
    page = words_of(second.get(answer.headers["Location"]))
    assert "Somebody has changed this registration since you opened the page." in page
    assert again(north, candidate).state == "accepted"


def test_two_homes_that_contradict_each_other_are_shown_and_decided_one_by_one(
    north: Cast,
) -> None:
    one = Applied(north, "mother", home="first_home")
    candidate = one.child("ana", school="elementary", grade="04", middle_name="Luz")
    other = Applied(north, "father", home="second_home")
    other.child("ana", school="elementary", grade="04", middle_name="Sol")
    admin = HouseClient.signed_in(north.admin)
    page = words_of(admin.get(f"{DESK}{candidate.pk}/"))
    assert "The child’s other home says something else" in page
    assert "The other home says Sol" in page
    said = does(admin, candidate, north, "accept", everything="yes")
    assert "Decide those answers one by one" in said
    part = candidate_part(one, candidate)
    does(admin, candidate, north, "field", part=part.pk, key="middle_name", says="take")
    assert "Accepted." in does(admin, candidate, north, "accept", everything="yes")


def test_a_court_order_stands_on_the_page_in_words(north: Cast) -> None:
    applied = Applied(north, "teacher_mother", home="third_home")
    candidate = applied.child("leo", school="middle", grade="08", given_name="Leo")
    page = words_of(HouseClient.signed_in(north.admin).get(f"{DESK}{candidate.pk}/"))
    assert "A court order stands" in page
    assert "(Father), until it is lifted from this child" in re.sub(r" ZQ\w+", "", page)


def test_a_paper_is_seen_asked_for_again_or_not_needed(north: Cast) -> None:
    applied, candidate = returning(north)
    item = applied.item(candidate, "birth_certificate", state="sent")
    nurses = applied.item(candidate, "allergies", "nurse")
    clerk = HouseClient.signed_in(north.clerk)
    said = does(clerk, candidate, north, "item", item=item.pk, state="refused", reason="")
    assert "Write a few words: the family reads them." in said
    does(clerk, candidate, north, "item", item=item.pk, state="refused", reason="It is blurred.")
    (mail,) = mails(north, "notice.registration")
    assert "It is blurred." in mail.text
    does(clerk, candidate, north, "item", item=item.pk, state="accepted")
    with in_all(north):
        assert OpenItem.objects.visible_to(ALL).get(pk=item.pk).state == "accepted"
    revision = again(north, candidate).revision
    answer = clerk.post(
        f"{DESK}{candidate.pk}/decide/",
        {"act": "item", "revision": revision, "item": nurses.pk, "state": "accepted"},
    )
    assert answer.status_code == 404, "the nurse's paper is the nurse's"


def test_an_unknown_step_is_not_there(north: Cast) -> None:
    _, candidate = returning(north)
    clerk = HouseClient.signed_in(north.clerk)
    for sent in ({}, {"act": "steal", "revision": 0}, {"act": "accept", "revision": "x"}):
        assert clerk.post(f"{DESK}{candidate.pk}/decide/", sent).status_code == 404
    assert clerk.get(f"{DESK}{2**63 + 5}/").status_code == 404


def test_a_counselor_finds_the_children_of_whom_services_are_said(north: Cast) -> None:
    applied, candidate = returning(north)
    applied.child("max", given_name="Maximo", family_name="Sands", grade="10")
    applied.says(candidate_part(applied, candidate), services="Speech", reads=False)
    page = words_of(HouseClient.signed_in(north.clerk).get(DESK, {"missing": "services"}))
    assert "Ben Rivera" in page
    assert "Maximo" not in page


def test_an_e_mail_that_opens_anothers_account_is_not_changed_by_an_application(
    north: Cast,
) -> None:
    applied, candidate = returning(north)
    applied.adult("no_portal", adult_email="taken@over.example")
    clerk = HouseClient.signed_in(north.clerk)
    page = words_of(clerk.get(f"{DESK}{candidate.pk}/"))
    assert "Only she herself changes it, or the counter" in page
    does(clerk, candidate, north, "accept", everything="yes")
    assert "Enrolled. The family is told." in does(clerk, candidate, north, "post")
    with in_all(north):
        assert not ContactPoint.objects.filter(value="taken@over.example").exists()

"""A guardian whom a family takes out stays until a person at the school has decided otherwise."""

from datetime import date, timedelta
from typing import Any

import pytest

from openhouse.access.viewer import System
from openhouse.common import clock
from openhouse.ledger.models import Change
from openhouse.people.models import Guardianship
from openhouse.registration.models import ApplicationMember, Candidate, Part
from openhouse.registration.models_office import TakenOut
from openhouse.registration.office import deciding
from openhouse.registration.posting.hindrances import Stopped, Why
from tests.cast import Cast, in_all
from tests.house_client import HouseClient, words_of
from tests.registration.applying import SENT, Applied, again
from tests.registration.test_office import does
from tests.registration.test_posting import accept, clerk_of, district_of, dump

pytestmark = pytest.mark.django_db
DESK = "/north/office/registration/"
ALL = System()


def without_mother(cast: Cast) -> tuple[Applied, Candidate, Part]:
    """The father registers their child, and takes her mother out; she has an account."""
    applied = Applied(cast, "father", home="second_home")
    applied.adult("father")
    gone = applied.part("guardian", "mother", removed_at=SENT)
    return applied, applied.child("ana", school="elementary", grade="04"), gone


def tie_of(cast: Cast, student: str = "ana", person: str = "mother") -> Guardianship:
    with in_all(cast):
        return Guardianship.objects.visible_to(ALL).get(
            student=cast.persons[student].id, person=cast.persons[person].id
        )


def sees_ana(cast: Cast) -> bool:
    """If the mother opens her daughter's grades today."""
    answer = HouseClient.signed_in(cast.mother).get(f"/north/family/{cast.ana.id}/grades/")
    assert answer.status_code in (200, 404)
    return bool(answer.status_code == 200)


def test_a_guardian_who_was_taken_out_is_not_ended_by_the_family_alone(north: Cast) -> None:
    _, candidate, _ = without_mother(north)
    revision = accept(north, candidate, "admin")
    with pytest.raises(Stopped) as why:
        deciding.post(clerk_of(north, "admin"), candidate.pk, revision, district_of(north))
    assert [each.why for each in why.value.found] == [Why.TAKEN_OUT]
    assert tie_of(north).ends_on is None
    page = words_of(HouseClient.signed_in(north.admin).get(f"{DESK}{candidate.pk}/"))
    assert "Taken out by the family" in page
    assert "Legal guardian: no end of it is known here." in page or "Not a legal guardian" in page
    assert "Sees the child’s pages" in page
    assert "whom the family took out." in page


@pytest.mark.parametrize(
    ("sent", "ends_on", "open_after"),
    [
        ({"says": "ends", "ends_on": "today"}, "today", False),
        ({"says": "ends", "ends_on": "yesterday"}, "yesterday", False),
        ({"says": "no access"}, None, False),
        ({"says": "stays"}, None, True),
        ({"says": "ends", "ends_on": "later"}, "later", True),
    ],
)
def test_what_was_decided_is_written_with_the_child_and_taken_back_with_it(
    north: Cast, sent: dict[str, str], ends_on: str | None, open_after: bool
) -> None:
    days = {"today": 0, "yesterday": -1, "later": 90}
    applied, candidate, gone = without_mother(north)
    if "ends_on" in sent:
        day = clock.today() + timedelta(days=days[sent["ends_on"]])
        sent = sent | {"ends_on": day.isoformat()}
    with in_all(north):
        ApplicationMember.objects.create(application=applied.application, person_id=north.mother.id)
    admin = HouseClient.signed_in(north.admin)
    assert sees_ana(north)
    assert "Noted." in does(admin, candidate, north, "taken out", part=gone.pk, **sent)
    assert sees_ana(north), "nothing is written before the child is"
    does(admin, candidate, north, "accept", everything="yes")
    before, was = dump(north), tie_of(north)
    assert "Enrolled. The family is told." in does(admin, candidate, north, "post")
    assert sees_ana(north) == open_after
    tie = tie_of(north)
    assert tie.ends_on == (clock.today() + timedelta(days=days[ends_on]) if ends_on else None)
    with in_all(north):
        there = ApplicationMember.objects.filter(
            application=applied.application, person=north.mother.id
        )
        assert there.exists() == open_after, "she reads the other home's address no more"
    assert "Taken back." in does(admin, candidate, north, "undo")
    assert sees_ana(north)
    assert tie_of(north).__dict__ | {"_state": 0} == was.__dict__ | {"_state": 0}
    assert dump(north) == before


def test_a_decision_about_who_was_taken_out_is_a_line_and_may_be_another(north: Cast) -> None:
    _, candidate, gone = without_mother(north)
    admin = HouseClient.signed_in(north.admin)
    does(admin, candidate, north, "taken out", part=gone.pk, says="stays")
    page = does(admin, candidate, north, "taken out", part=gone.pk, says="no access")
    assert "Stays on file, and sees the child’s pages no more." in page
    with in_all(north):
        (kept,) = TakenOut.objects.visible_to(ALL).filter(candidate=candidate)
        lines = list(Change.objects.filter(kind="registration.taken_out").order_by("pk"))
    assert kept.says == "no access"
    assert [line.after["says"] for line in lines] == ["stays", "no access"]
    assert {line.student_id for line in lines} == {north.ana.id}


@pytest.mark.parametrize("day", ["", "someday", "1890-01-01", "2999-01-01"])
def test_a_last_day_that_is_none_is_refused(north: Cast, day: str) -> None:
    _, candidate, gone = without_mother(north)
    admin = HouseClient.signed_in(north.admin)
    sent: dict[str, Any] = {"part": gone.pk, "says": "ends", "ends_on": day}
    assert "Write the last day" in does(admin, candidate, north, "taken out", **sent)
    with in_all(north):
        assert not TakenOut.objects.visible_to(ALL).filter(candidate=candidate).exists()


def test_nobody_decides_of_who_was_not_taken_out_nor_otherwise(north: Cast) -> None:
    applied, candidate, gone = without_mother(north)
    father = applied.part("guardian", "father")
    admin = HouseClient.signed_in(north.admin)
    for sent in (
        {"part": father.pk, "says": "ends", "ends_on": "2026-10-06"},
        {"part": gone.pk, "says": "flogged"},
        {"part": "x", "says": "stays"},
        {"says": "stays"},
    ):
        revision = again(north, candidate).revision
        data = {"act": "taken out", "revision": revision} | sent
        assert admin.post(f"{DESK}{candidate.pk}/decide/", data).status_code == 404


def test_what_a_court_has_said_is_shown_and_not_to_be_decided(north: Cast) -> None:
    applied = Applied(north, "teacher_mother", home="third_home")
    applied.adult("teacher_mother")
    gone = applied.part("guardian", "barred", removed_at=SENT)
    candidate = applied.child("leo", school="middle", grade="08")
    admin = HouseClient.signed_in(north.admin)
    page = words_of(admin.get(f"{DESK}{candidate.pk}/"))
    assert "A court order keeps this adult from the child." in page
    assert "What a court has said stays as it is" in page
    said = does(admin, candidate, north, "taken out", part=gone.pk, says="no access")
    assert "Of this person there is nothing to decide here." in said
    before = tie_of(north, "leo", "barred")
    does(admin, candidate, north, "accept", everything="yes")
    does(admin, candidate, north, "post")
    assert again(north, candidate).state == "posted"
    after = tie_of(north, "leo", "barred")
    assert (after.barred, after.ends_on) == (before.barred, before.ends_on)


def test_who_is_called_in_an_emergency_and_no_more_the_family_ends_itself(north: Cast) -> None:
    applied = Applied(north, "mother", home="first_home")
    applied.adult("mother")
    applied.part("contact", "emergency", removed_at=SENT)
    with in_all(north):
        ties = Guardianship.objects.visible_to(ALL).filter(person=north.emergency.id)
        ties.update(legal_guardian=False)
    candidate = applied.child("ana", school="elementary", grade="04")
    page = words_of(HouseClient.signed_in(north.admin).get(f"{DESK}{candidate.pk}/"))
    assert "Only called in an emergency" in page
    revision = accept(north, candidate, "admin")
    deciding.post(clerk_of(north, "admin"), candidate.pk, revision, district_of(north))
    ended = tie_of(north, "ana", "emergency").ends_on
    assert isinstance(ended, date)
    assert ended == clock.today()

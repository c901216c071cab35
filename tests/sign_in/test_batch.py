"""Students get their accounts by themselves and lose them; run twice or at once, never doubled."""

import subprocess
import sys
import threading
from datetime import date
from typing import Any

import pytest
from django.db import connection

from openhouse.access.viewer import System
from openhouse.common.scope import scope
from openhouse.ledger.models import Change
from openhouse.people.models import (
    Account,
    ContactPoint,
    Enrollment,
    Guardianship,
    Person,
    StaffPost,
    Student,
)
from openhouse.sign_in.jobs import every_night, keep_accounts
from openhouse.sign_in.many import batch, pupils
from openhouse.sign_in.models import AccountRules, AccountRun, ActivationCode
from tests.cast import FIRST_DAY, LAST_DAY, TODAY, Cast
from tests.database import ROOT
from tests.house_client import HouseClient, words_of
from tests.jobs import waiting, work_off
from tests.sign_in.mails import mails

pytestmark = pytest.mark.django_db
PATTERN = "{given}.{family}"
#: Students of the cast in grades 6 to 12 who have no account.
NEW = ("cai", "fay", "gus", "leo", "max")


def house(cast: Cast) -> Any:
    return scope(district=cast.id, students="all", hat="system")


def run(cast: Cast, today: date = TODAY, **more: Any) -> batch.Tally:
    return batch.keep_students(cast.id, today, pattern=PATTERN, **more)


def accounts(cast: Cast) -> dict[str, Account]:
    """The students' accounts, by the student."""
    keys = {person.id: key for key, person in cast.persons.items()}
    with house(cast):
        students = Student.objects.visible_to(System()).values("pk")
        found = Account.objects.filter(person_id__in=students)
        return {keys[each.person_id]: each for each in found if each.person_id in keys}


def end_enrollment(cast: Cast, name: str, on: date) -> None:
    with house(cast):
        Enrollment.objects.visible_to(System()).filter(student_id=cast.persons[name].id).update(
            ends_on=on
        )


def test_every_student_in_grades_6_to_12_gets_an_account_and_nobody_else(north: Cast) -> None:
    before = set(accounts(north))
    assert run(north).made == len(NEW)
    assert set(accounts(north)) == before | set(NEW), "no 3rd grader among them"
    made = accounts(north)["cai"]
    assert not made.has_usable_password()
    assert made.must_change_password
    assert made.settled_at is None
    with house(north):
        lines = Change.objects.filter(kind="account.made")
        assert {line.person_id for line in lines} == {north.persons[key].id for key in NEW}


def test_a_second_run_makes_and_closes_nothing(north: Cast) -> None:
    run(north)
    assert run(north) == batch.Tally()


def test_the_other_district_is_not_touched(north: Cast, south: Cast) -> None:
    before = accounts(south)
    run(north)
    assert set(accounts(south)) == set(before)


def test_names_that_collide_get_numbers_and_strange_names_the_students_number(
    north: Cast,
) -> None:
    with house(north):
        for key in ("cai", "fay"):
            Person.objects.filter(pk=north.persons[key].id).update(
                given_name="Ben", family_name="Rivera", preferred_name=""
            )
        Person.objects.filter(pk=north.gus.id).update(
            given_name="🦉\u202e", family_name="'; DROP TABLE people_account; --"
        )
        Person.objects.filter(pk=north.leo.id).update(given_name="مريم", family_name="x" * 100)
        Student.objects.visible_to(System()).filter(pk=north.leo.id).update(number="77")
        Account.objects.filter(person_id=north.ben.id).update(username="BEN.rivera")
    run(north)
    made = accounts(north)
    assert {made["cai"].username, made["fay"].username} == {"ben.rivera2", "ben.rivera3"}
    assert made["leo"].username == "student77"
    assert made["gus"].username.startswith("student")


def test_who_leaves_loses_it_and_who_returns_has_it_back(north: Cast) -> None:
    run(north)
    end_enrollment(north, "cai", date(2026, 10, 5))
    assert run(north).closed == 1
    cai = accounts(north)["cai"]
    assert (cai.is_active, cai.left_on) == (False, TODAY)
    assert run(north) == batch.Tally()
    end_enrollment(north, "cai", LAST_DAY)
    assert run(north).opened == 1
    cai = accounts(north)["cai"]
    assert (cai.is_active, cai.left_on) == (True, None)
    with house(north):
        lines = Change.objects.filter(person_id=north.cai.id).order_by("pk")
        kinds = [line.kind for line in lines if line.kind != "account.opened"]
    assert kinds == ["account.made", "account.left", "account.returned"]


def test_the_last_day_is_still_one_of_school_and_the_summer_is_not_leaving(north: Cast) -> None:
    run(north)
    end_enrollment(north, "cai", TODAY)
    assert run(north).closed == 0
    summer = LAST_DAY.replace(month=7)
    end_enrollment(north, "cai", LAST_DAY)
    assert "cai" not in {key for key, one in accounts(north).items() if not one.is_active}
    run(north, summer)
    assert accounts(north)["cai"].is_active
    run(north, date(2027, 9, 15))
    assert not accounts(north)["cai"].is_active, "nobody enrolled her again"


def test_an_account_closed_by_hand_or_by_the_student_system_stays_closed(north: Cast) -> None:
    run(north)
    with house(north):
        Account.objects.filter(person_id=north.cai.id).update(is_active=False)
    assert run(north) == batch.Tally()
    assert not accounts(north)["cai"].is_active


def test_a_student_who_works_here_or_has_a_child_here_keeps_hers(north: Cast) -> None:
    run(north)
    with house(north):
        StaffPost.objects.create(person_id=north.cai.id, role="other", school=north.rows["high"])
        Guardianship(person_id=north.max.id, student_id=north.ana.id, relation="Brother").save_base(
            force_insert=True
        )
    for name in ("cai", "max", "leo"):
        end_enrollment(north, name, FIRST_DAY)
    assert run(north).closed == 1
    assert [key for key, one in accounts(north).items() if not one.is_active] == ["leo"]


def test_a_run_for_a_school_is_for_that_school(north: Cast) -> None:
    assert run(north, school=north.rows["middle"].pk).made == 3
    assert {"fay", "gus", "leo"} <= set(accounts(north))
    assert "max" not in accounts(north)


#: A run in a process of its own, an account a piece, that says each piece and waits to be killed.
SLOW = """
import django
django.setup()
import datetime, sys, time
from openhouse.sign_in.many import batch

def tell(percent):
    print(percent, flush=True)
    time.sleep(60 if percent > 30 else 0)

batch.PIECE = 1
today = datetime.date.fromisoformat(sys.argv[2])
batch.keep_students(int(sys.argv[1]), today, pattern="{given}.{family}", tell=tell)
"""


@pytest.mark.django_db(transaction=True)
def test_a_job_that_was_killed_goes_on_where_it_was(north: Cast) -> None:
    connection.close()
    job = subprocess.Popen(
        [sys.executable, "-c", SLOW, str(north.id), TODAY.isoformat()],
        cwd=ROOT, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert job.stdout
    for line in job.stdout:
        if int(line) > 30:
            break
    job.kill()
    job.wait(20)
    some = set(accounts(north)) & set(NEW)
    assert 0 < len(some) < len(NEW), "whole pieces are done, and not all of them"
    assert run(north).made == len(NEW) - len(some)
    assert set(NEW) <= set(accounts(north))
    names = [one.username for one in accounts(north).values()]
    assert len(names) == len(set(names))
    with house(north):
        assert Change.objects.filter(kind="account.made").count() == len(NEW)


def test_each_night_and_after_an_import_it_is_done_where_the_district_wants_it(
    north: Cast, south: Cast
) -> None:
    with house(south):
        AccountRules.objects.update(student_accounts=False)
    every_night(0)
    assert len(waiting("sign_in.keep_accounts")) == 2
    work_off()
    assert set(NEW) <= set(accounts(north))
    assert not set(NEW) & set(accounts(south))


def test_the_page_shows_first_what_would_happen_then_does_it(north: Cast) -> None:
    clerk = HouseClient.signed_in(north.clerk)
    page = words_of(clerk.get("/north/office/accounts/"))
    assert "2 new accounts" in page, "max and cai are at her school"
    assert "leo" not in accounts(north)
    answer = clerk.post("/north/office/accounts/run/", {"school": str(north.rows["high"].pk)})
    place = answer.headers["Location"]
    assert "Bringing accounts in step" in words_of(clerk.get(place))
    work_off()
    assert "2 new accounts" in words_of(clerk.get(place))
    assert set(accounts(north)) & set(NEW) == {"cai", "max"}
    assert "Everything is in step" in words_of(clerk.get("/north/office/accounts/"))


def test_a_district_that_has_decided_nothing_is_told_that_nothing_happens_by_itself(
    north: Cast,
) -> None:
    with house(north):
        AccountRules.objects.all().delete()
    every_night(0)
    work_off()
    assert not set(accounts(north)) & set(NEW)
    admin = HouseClient.signed_in(north.admin)
    assert "Nothing happens by itself yet" in words_of(admin.get("/north/office/accounts/"))


def test_a_clerk_runs_it_for_her_own_school_only(north: Cast) -> None:
    clerk = HouseClient.signed_in(north.clerk)
    for school in ("", str(north.rows["west"].pk), "x", "9" * 30):
        answer = clerk.post("/north/office/accounts/run/", {"school": school})
        assert answer.status_code == 404, school
    assert waiting("sign_in.run_accounts") == []
    assert clerk.get(f"/north/office/accounts/?school={north.rows['west'].pk}").status_code == 404
    admin = HouseClient.signed_in(north.admin)
    assert admin.post("/north/office/accounts/run/", {"school": ""}).status_code == 302


def test_a_run_whose_worker_was_killed_says_so(north: Cast) -> None:
    with house(north):
        number = AccountRun.objects.create(state="running", percent=40).pk
        AccountRun.objects.filter(pk=number).update(told_at="2020-01-01T00:00Z")
    page = words_of(
        HouseClient.signed_in(north.admin).get(f"/north/office/accounts/runs/{number}/")
    )
    assert "It stopped before the end" in page
    assert "makes nothing twice" in page


def own_address(cast: Cast, name: str, email: str) -> None:
    with house(cast):
        Account.objects.filter(person_id=cast.persons[name].id).delete()
        ActivationCode.objects.filter(person_id=cast.persons[name].id).delete()
        ContactPoint.objects.filter(person_id=cast.persons[name].id, kind="email").update(
            value=email
        )


def test_guardians_are_written_to_where_the_district_wants_it_and_only_once(north: Cast) -> None:
    own_address(north, "grandmother", "hana@home.example")
    own_address(north, "empty_parent", "shared@home.example")
    own_address(north, "barred", "barred@home.example")
    with house(north):
        ContactPoint.objects.create(
            person_id=north.mother.id, kind="email", value="Shared@home.example"
        )
    keep_accounts(north.id)
    assert mails(north, "account.way_in") == [], "the district has not said so"
    with house(north):
        AccountRules.objects.update(guardians_in_batch=True)
    keep_accounts(north.id)
    keep_accounts(north.id)
    (mail,) = mails(north, "account.way_in")
    assert mail.to == "hana@home.example"
    page = words_of(HouseClient.signed_in(north.admin).get("/north/office/accounts/exceptions/"))
    assert north.empty_parent.name in page
    assert "Shared with somebody else" in page
    assert north.barred.name not in page, "a code would show no child"


@pytest.mark.django_db(transaction=True)
def test_two_runs_at_once_make_each_account_once(north: Cast) -> None:
    made: list[int] = []

    def one() -> None:
        try:
            made.append(run(north).made)
        finally:
            connection.close()

    threads = [threading.Thread(target=one) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert sum(made) == len(NEW)
    with house(north):
        assert Change.objects.filter(kind="account.made").count() == len(NEW)
        assert len(pupils.newcomers(System(), TODAY)) == 0

"""What is kept of a school's standings is never shown a moment longer than it is true."""

import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from openhouse.access.viewer import System
from openhouse.districts.models import Day
from openhouse.immunizations import standings
from openhouse.immunizations.jobs import every_hour, reckon
from openhouse.immunizations.keeping import keep_standings
from openhouse.immunizations.models import Appointment, Dose, Exemption, KeptStanding
from openhouse.people.models import Enrollment, Person
from tests.cast import TODAY, Cast, in_all
from tests.house_client import HouseClient, words_of
from tests.jobs import waiting, work_off

pytestmark = pytest.mark.django_db
DESK = "/north/staff/immunizations/"


def listed(cast: Cast, name: str = "") -> str:
    """What the desk's list says of a student; "" where she is not in it."""
    words = words_of(HouseClient.signed_in(cast.nurse).get(DESK)).split("Find a student")[0]
    return words.partition(name or cast.cai.name)[2][:400]


def a_dose(cast: Cast, on: date) -> Dose:
    return Dose(student_id=cast.cai.id, cvx="115", given_on=on)


def give(cast: Cast) -> None:
    a_dose(cast, TODAY).save(force_insert=True)


def excuse(cast: Cast) -> None:
    Exemption(student_id=cast.cai.id, kind="medical", given_on=TODAY, expires_on=TODAY).save(
        force_insert=True
    )


def leave(cast: Cast) -> None:
    rows = Enrollment.objects.visible_to(System()).filter(student_id=cast.cai.id)
    rows.update(ends_on=TODAY - timedelta(days=1))


def go_up(cast: Cast) -> None:
    rows = Enrollment.objects.visible_to(System()).filter(student_id=cast.cai.id)
    rows.update(grade_level="12")


def forget_birthday(cast: Cast) -> None:
    Person.objects.filter(pk=cast.cai.id).update(born_on=None)


def begin_later(cast: Cast) -> None:
    """The first day of school is in the future: a dose may wait for it."""
    Day.objects.filter(school_year__school=cast.rows["high"], on__lte=TODAY).update(
        instructional=False
    )


@pytest.mark.parametrize("change", [give, excuse, leave, go_up, forget_birthday])
def test_whatever_a_standing_follows_from_changes_it_at_once(
    north: Cast, change: Callable[[Cast], None]
) -> None:
    before = listed(north)
    assert "Tdap" in before
    with in_all(north):
        change(north)
    assert listed(north) != before


def test_a_dose_that_is_taken_off_by_hand_is_missed_at_once(north: Cast) -> None:
    with in_all(north):
        give(north)
    assert "One dose of Tdap or Td, then 1 more" in listed(north)
    with in_all(north), connection.cursor() as cursor:
        cursor.execute("DELETE FROM immunizations_dose WHERE student_id = %s", [north.cai.id])
    assert "One dose of Tdap, then 2 more" in listed(north)


def test_an_appointment_holds_until_its_day_and_then_asks_for_the_nurse(
    north: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert listed(north, north.ben.name) == ""  # in progress until October 20
    monkeypatch.setenv("OPENHOUSE_TODAY", "2026-10-20T10:05")
    assert listed(north, north.ben.name) == ""
    monkeypatch.setenv("OPENHOUSE_TODAY", "2026-10-21T10:05")
    assert "Ended on Oct 20, 2026: ask" in listed(north, north.ben.name)


def test_an_exemption_that_ends_today_is_listed_tomorrow(
    north: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    with in_all(north):
        excuse(north)
    assert listed(north) == ""
    monkeypatch.setenv("OPENHOUSE_TODAY", "2026-10-07T10:05")
    assert "Ended on Oct 6, 2026: ask" in listed(north)


def kept_of(cast: Cast) -> str:
    """Of what the kept standing of Cai was reckoned; the worker keeps it."""
    reckon(cast.id)
    with in_all(cast):
        rows = KeptStanding.objects.visible_to(System())
        return str(rows.get(student_id=cast.cai.id).made_of)


def test_the_first_day_of_school_is_part_of_what_is_kept(north: Cast) -> None:
    before = kept_of(north)
    assert kept_of(north) == before
    with in_all(north):
        begin_later(north)
    assert kept_of(north) != before


def test_looking_at_the_desk_writes_nothing(north: Cast) -> None:
    nurse = HouseClient.signed_in(north.nurse)
    nurse.get(DESK)
    with CaptureQueriesContext(connection) as sent:
        for more in ("", "?grade=11", "exclusions.csv", "counts/", "letters/?grade=11"):
            nurse.get(DESK + more)
    said = " ".join(each["sql"] for each in sent.captured_queries)
    assert "immunizations_keptstanding" in said
    # a session may say that it is in use
    written = re.findall(r"(?i)\b(?:insert into|update|delete from) [\"']?(\w+)", said)
    assert set(written) <= {"django_session"}, written


def test_what_a_nurse_enters_is_kept_at_once(north: Cast) -> None:
    reckon(north.id)
    before = kept_of(north)
    client = HouseClient.signed_in(north.nurse)
    sent = {"form": "doses", "source": "card", "vaccine_1": "Boostrix", "on_1": "10/5/26"}
    client.post(f"{DESK}{north.cai.id}/", sent)
    with in_all(north):
        rows = KeptStanding.objects.visible_to(System())
        assert rows.get(student_id=north.cai.id).made_of != before
        assert standings.reckoned(System(), [north.cai.id], "MO", TODAY) == []


def test_many_are_left_to_the_worker_and_the_page_says_so(
    north: Cast, monkeypatch: pytest.MonkeyPatch, django_assert_max_num_queries: Callable
) -> None:
    monkeypatch.setattr(standings, "AT_ONCE", 2)
    nurse = HouseClient.signed_in(north.nurse)
    desk = words_of(nurse.get(DESK))
    assert "Not counted yet" in desk
    assert "Counting …" in desk
    assert "are not ready yet" in desk
    for told in ("Nobody is missing", "are missing something", "Save the exclusion list"):
        assert told not in desk
    assert listed(north) == ""  # rather nothing than yesterday's
    assert waiting("immunizations.reckon") == []
    for _twice in range(2):
        assert "The list has only who is ready. You may leave" in words_of(
            nurse.post(DESK, follow=True)
        )
    assert len(waiting("immunizations.reckon")) == 1
    file = nurse.get(f"{DESK}exclusions.csv", follow=True)
    assert "students are still being counted" in file.content.decode()
    work_off()
    words = words_of(nurse.get(f"{DESK}?asked=1"))
    assert "Counting …" not in words
    assert north.cai.name in words
    with django_assert_max_num_queries(30):
        nurse.get(DESK)


def test_the_hourly_job_reckons_each_district_that_keeps_doses(north: Cast) -> None:
    every_hour(timestamp=0)
    work_off()
    with in_all(north):
        kept = KeptStanding.objects.visible_to(System()).exclude(made_of="another day")
        assert kept.filter(student_id=north.leo.id).exists()
        assert Appointment.objects.visible_to(System()).exists()


def test_digest_and_what_it_is_of_are_one_statement_and_rows_are_written_in_one_order(
    north: Cast, django_assert_num_queries: Callable
) -> None:
    students = sorted(each.id for each in (north.ben, north.cai, north.leo))
    with in_all(north):
        KeptStanding.objects.visible_to(System()).all().delete()
        with django_assert_num_queries(1):
            found = standings.reckoned(System(), students, "MO", TODAY)
        assert [each.student for each in found] == students
        with CaptureQueriesContext(connection) as sent:
            assert keep_standings([*reversed(students)], "MO", TODAY) == len(students)
    (insert,) = [each["sql"] for each in sent if each["sql"].startswith("INSERT")]
    named = "|".join(map(str, students))
    assert re.findall(rf"\b({named})\b", insert) == [str(each) for each in students]

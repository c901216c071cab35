"""Conditions, medication and visits: what the nurse keeps, and what the family sees of it."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import connection
from django.db.models import QuerySet

from openhouse.access.enter import Address, enter
from openhouse.access.viewer import System, viewer_from
from openhouse.immunizations.models_care import Condition, Medication, Remark, Visit
from openhouse.immunizations.models_district import HealthRules
from openhouse.ledger.models import Change
from openhouse.people.models import Enrollment
from tests.cast import Cast, in_all
from tests.house_client import HouseClient, words_of

pytestmark = pytest.mark.django_db
CONDITION = {"what": "Peanut allergy", "severity": "emergency", "todo": "Use the pen, call 911.",
             "starts_on": "9/1/26", "ends_on": ""}  # fmt: skip
MEDICATION = {"name": "Ibuprofen", "dose": "200 mg", "given": "At lunch", "form": "on file",
              "starts_on": "9/1/26", "ends_on": ""}  # fmt: skip
VISIT = {"on": "10/5/26", "at": "09:40", "reason": "injury", "note": "Fell in gym", "done": "Ice",
         "left_to": "class", "told": "Her mother, by phone"}  # fmt: skip
REMARK = {"text": "Ask how things are at home"}
ALL = {"condition": CONDITION, "medication": MEDICATION, "visit": VISIT, "remark": REMARK}
KINDS: dict[str, Any] = {
    "condition": Condition, "medication": Medication, "visit": Visit, "remark": Remark,
}  # fmt: skip


def at(cast: Cast, child: str, more: str = "") -> str:
    return f"/north/staff/immunizations/{cast.persons[child].id}/health/{more}"


def sent(kind: str, **said: str) -> dict[str, str]:
    return {"form": kind} | {f"{kind}-{key}": text for key, text in (ALL[kind] | said).items()}


def say(cast: Cast, child: str, kind: str, **said: str) -> str:
    client = HouseClient.signed_in(cast.nurse)
    return words_of(client.post(at(cast, child), sent(kind, **said), follow=True))


def family(cast: Cast, who: str = "grandmother", child: str = "cai") -> str:
    client = HouseClient.signed_in(cast.persons[who])
    return words_of(client.get(f"/north/family/{cast.persons[child].id}/immunizations/health/"))


def rows(cast: Cast, what: str, child: str = "cai") -> list[Any]:
    with in_all(cast):
        found = KINDS[what].objects.visible_to(System())
        return list(found.filter(student_id=cast.persons[child].id))


def lines(cast: Cast, kind: str) -> list[Change]:
    with in_all(cast):
        return list(Change.objects.filter(kind=kind).order_by("pk"))


def test_what_the_nurse_enters_the_family_reads_but_for_her_own_note(north: Cast) -> None:
    for what in ALL:
        assert "Saved." in say(north, "cai", what), what
    nurse = words_of(HouseClient.signed_in(north.nurse).get(at(north, "cai")))
    read = family(north)
    for text in ("Peanut allergy", "Can become an emergency", "Use the pen, call 911.",
                 "Since Sep 1, 2026", "Ibuprofen, 200 mg", "At lunch",
                 "The signed form is on file", "Injury", "Back to class", "Fell in gym", "Ice",
                 "Monday, Oct 5, 2026 at 9:40", "Told: Her mother, by phone"):  # fmt: skip
        assert text in nurse, text
        assert text in read, text
    assert REMARK["text"] in nurse
    assert REMARK["text"] not in read


def test_no_teacher_and_no_office_reads_any_of_it(north: Cast) -> None:
    for who in (north.teacher, north.clerk, north.second_teacher):
        assert HouseClient.signed_in(who).get(at(north, "ben")).status_code == 403
    page = HouseClient.signed_in(north.teacher).get(
        f"/north/staff/sections/{north.rows['algebra'].pk}/"
    )
    assert "Asthma" not in page.content.decode()


@pytest.mark.parametrize(
    ("what", "said", "words"),
    [
        ("visit", {"on": "12/24/26"}, "This time has not come yet"),
        ("visit", {"on": "10/6/26", "at": "23:59"}, "This time has not come yet"),
        ("visit", {"at": "half past"}, "This is no time. Write 10:05"),
        ("visit", {"on": "someday"}, "This is no date"),
        ("visit", {"reason": "gossip"}, "Please choose one of those offered"),
        ("visit", {"reason": "other", "note": ""}, "Say in a few words what it was"),
        ("medication", {"ends_on": "8/1/26"}, "The last day lies before the first"),
        ("medication", {"dose": ""}, "Say how much"),
        ("medication", {"given": " "}, "Say when: before lunch"),
        ("condition", {"ends_on": "8/1/26"}, "The last day lies before the first"),
        ("condition", {"what": ""}, "Say what it is"),
        ("condition", {"starts_on": ""}, "Please fill this in"),
        ("remark", {"text": ""}, "Write a few words"),
        ("remark", {"text": "x" * 501}, "at most 500"),
    ],
)
def test_what_cannot_be_is_refused_in_words_and_nothing_is_kept(
    north: Cast, what: str, said: dict[str, str], words: str
) -> None:
    assert words in say(north, "cai", what, **said)
    assert rows(north, what) == []


def test_a_script_in_a_note_stays_a_text(north: Cast) -> None:
    bad = "<script>alert(1)</script><img src=x onerror=alert(1)>"
    say(north, "cai", "visit", note=bad, done=bad, told=bad)
    say(north, "cai", "condition", what=bad, todo=bad)
    for who, url in (
        (north.nurse, at(north, "cai")),
        (north.grandmother, f"/north/family/{north.cai.id}/immunizations/health/"),
    ):
        page = HouseClient.signed_in(who).get(url).content.decode()
        assert "&lt;script&gt;alert(1)" in page
        assert "<script>alert(1)" not in page and "<img src=x" not in page


def test_a_student_who_left_and_one_of_another_school_have_no_page(north: Cast) -> None:
    nurse = HouseClient.signed_in(north.nurse)
    for child in ("ana", "leo"):
        assert nurse.get(at(north, child)).status_code == 404
        assert nurse.post(at(north, child), sent("visit")).status_code == 404
        entry = north.rows[f"visit_{child}"].pk
        assert nurse.post(at(north, child, f"visit/{entry}/"), {"remove": "1"}).status_code == 404
    with in_all(north):
        gone = Enrollment.objects.visible_to(System()).filter(student_id=north.ben.id)
        gone.update(ends_on=date(2026, 10, 4))
    assert nurse.get(at(north, "ben")).status_code == 404
    assert nurse.post(at(north, "ben"), sent("visit")).status_code == 404
    assert len(rows(north, "visit", "ben")) == 1


def test_a_correction_keeps_what_it_said_before(north: Cast) -> None:
    say(north, "cai", "medication")
    (row,) = rows(north, "medication")
    client = HouseClient.signed_in(north.nurse)
    url = at(north, "cai", f"medication/{row.pk}/")
    assert 'value="9/1/2026"' in client.get(url).content.decode()
    said = sent("medication", dose="400 mg") | {"medication-stood": str(row.edition)}
    assert "Who did what shows what it was before" in words_of(client.post(url, said, follow=True))
    assert "Ibuprofen, 400 mg" in family(north)
    (line,) = lines(north, "nurse.medication_changed")
    assert (line.actor_id, line.student_id) == (north.nurse.id, north.cai.id)
    assert (line.before["dose"], line.after["dose"]) == ("200 mg", "400 mg")


def test_what_was_entered_by_mistake_is_removed_and_the_ledger_keeps_it(north: Cast) -> None:
    say(north, "cai", "visit")
    (row,) = rows(north, "visit")
    client = HouseClient.signed_in(north.nurse)
    client.post(at(north, "cai", f"visit/{row.pk}/"), {"remove": "1"})
    assert rows(north, "visit") == []
    assert "Fell in gym" not in family(north)
    (line,) = lines(north, "nurse.visit_removed")
    assert line.before["note"] == "Fell in gym"
    assert client.get(at(north, "cai", f"visit/{row.pk}/")).status_code == 404
    assert client.get(at(north, "cai", f"secret/{row.pk}/")).status_code == 404


def test_two_nurses_at_once_write_nothing_twice_and_overwrite_nothing(north: Cast) -> None:
    say(north, "cai", "visit")
    assert "Nothing was written twice" in say(north, "cai", "visit")
    (row,) = rows(north, "visit")
    url, stood = at(north, "cai", f"visit/{row.pk}/"), str(row.edition)
    nurse, admin = HouseClient.signed_in(north.nurse), HouseClient.signed_in(north.admin)
    nurse.post(url, sent("visit", left_to="home") | {"visit-stood": stood})
    late = admin.post(url, sent("visit", left_to="doctor") | {"visit-stood": stood}, follow=True)
    assert "Somebody has changed this meanwhile" in words_of(late)
    (row,) = rows(north, "visit")
    assert row.left_to == "home"
    for nonsense in ("", "yesterday", "-1", "1", "9" * 30):
        said = sent("visit", left_to="doctor") | {"visit-stood": nonsense}
        assert "meanwhile" in words_of(nurse.post(url, said, follow=True))


def test_an_entry_cannot_become_another_one(north: Cast) -> None:
    say(north, "cai", "visit")
    say(north, "cai", "visit", reason="fever")
    row = next(each for each in rows(north, "visit") if each.reason == "fever")
    said = sent("visit") | {"visit-stood": str(row.edition)}
    url = at(north, "cai", f"visit/{row.pk}/")
    answer = HouseClient.signed_in(north.nurse).post(url, said, follow=True)
    assert "Another entry says the same" in words_of(answer)


def test_what_goes_on_stands_before_what_is_over(north: Cast) -> None:
    say(north, "cai", "condition", what="Broken arm", starts_on="9/2/26", ends_on="9/30/26")
    say(north, "cai", "condition")
    read = family(north)
    assert read.index("Peanut allergy") < read.index("Broken arm")
    assert "Over: from Sep 2, 2026 to Sep 30, 2026" in read


SHOWN = {"conditions": "Asthma", "medication": "Albuterol", "visits": "After gym."}


@pytest.mark.parametrize("kind", SHOWN)
def test_a_family_reads_a_kind_only_while_the_district_shows_it(kind: str, north: Cast) -> None:
    before = family(north, "mother", "ben")
    assert all(text in before for text in SHOWN.values())
    rest = {f"shows_{each}": "on" for each in SHOWN if each != kind}
    HouseClient.signed_in(north.admin).post("/north/staff/immunizations/rules/", rest)
    after = family(north, "mother", "ben")
    assert {each for each, text in SHOWN.items() if text in after} == {*SHOWN} - {kind}
    nurse = words_of(HouseClient.signed_in(north.nurse).get(at(north, "ben")))
    assert SHOWN[kind] in nurse
    model = {"conditions": Condition, "medication": Medication, "visits": Visit}[kind]
    entry = enter(Address("north", "family"), north.mother.account)
    assert entry is not None
    viewer = viewer_from(entry, "family")
    assert not model.objects.visible_to(viewer).exists()  # the second lock, and the wall alone:
    assert not QuerySet(model).exists()


def test_where_nothing_is_shown_the_page_says_whom_to_ask(north: Cast) -> None:
    HouseClient.signed_in(north.admin).post("/north/staff/immunizations/rules/", {"save": "1"})
    assert "Ask the school nurse what is on file" in family(north, "mother", "ben")


def test_a_district_that_decided_nothing_shows_all_but_the_nurses_own_notes(north: Cast) -> None:
    with in_all(north):
        HealthRules.objects.all().delete()
    read = family(north, "mother", "ben")
    assert all(text in read for text in SHOWN.values())
    assert "Seems worried" not in read


def test_the_students_other_parent_without_rights_sees_none(north: Cast) -> None:
    """Barred by a court, without access to the portal, ended: the page is not there."""
    for who in ("no_portal", "ended"):
        client = HouseClient.signed_in(north.persons[who])
        url = f"/north/family/{north.ben.id}/immunizations/health/"
        assert client.get(url).status_code == 404
    barred = HouseClient.signed_in(north.barred)
    url = f"/north/family/{north.leo.id}/immunizations/health/"
    assert barred.get(url).status_code == 404


def test_lines_about_it_are_read_by_the_nurse_and_the_district_alone(north: Cast) -> None:
    say(north, "ben", "remark")
    say(north, "ben", "condition")
    for name, hat, many in (
        ("mother", "family", 0), ("ben", "family", 0), ("teacher", "staff", 0),
        ("clerk", "office", 0), ("nurse", "staff", 2), ("admin", "staff", 2),
    ):  # fmt: skip
        assert enter(Address("north", hat), north.persons[name].account) is not None  # type: ignore[arg-type]
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM ledger_change WHERE kind LIKE 'nurse.%'")
            assert cursor.fetchone() == (many,), name


def test_nobody_of_a_family_writes_it(north: Cast) -> None:
    assert enter(Address("north", "family"), north.mother.account) is not None
    with connection.cursor() as cursor:
        cursor.execute("UPDATE immunizations_visit SET told = 'nobody'")
        assert cursor.rowcount == 0
        cursor.execute("DELETE FROM immunizations_condition")
        assert cursor.rowcount == 0


def test_a_page_of_the_family_is_seven_statements(
    north: Cast, django_assert_num_queries: Any
) -> None:
    client = HouseClient.signed_in(north.mother)
    url = f"/north/family/{north.ben.id}/immunizations/health/"
    client.get(url)
    with django_assert_num_queries(7):
        client.get(url)


def test_a_visit_is_kept_by_the_districts_clock(north: Cast) -> None:
    say(north, "cai", "visit")
    (row,) = rows(north, "visit")
    assert row.came_at == datetime(2026, 10, 5, 14, 40, tzinfo=UTC)

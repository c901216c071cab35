"""A family tells the school of an absence; the office decides; nobody else reads it."""

from collections.abc import Callable
from datetime import date, time
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import Error, connection, transaction

from openhouse.access.enter import Address, enter
from openhouse.access.viewer import System
from openhouse.attendance.models import (
    AbsenceFile,
    AbsenceNote,
    AttendanceCode,
    AttendanceMark,
)
from openhouse.attendance.notices import is_expected_absent, without_who_told
from openhouse.people.models import HouseholdMember
from tests.cast import TODAY, Cast, in_all
from tests.cast_attendance import PDF
from tests.common.test_checking import with_place
from tests.common.test_pdfs import pdf, stream
from tests.house_client import HouseClient, words_of

pytestmark = pytest.mark.django_db
ClientOf = Callable[..., HouseClient]
FRIDAY = date(2026, 10, 16)


def new(cast: Cast, student: str = "ben") -> str:
    return f"/{cast.slug}/family/{cast.persons[student].id}/attendance/notes/new/"


def form(cast: Cast, *children: str, **more: Any) -> dict[str, Any]:
    said = {
        "children": [cast.persons[key].id for key in children or ("ben",)],
        "kind": "days",
        "first_on": "2026-10-16",
        "reason": cast.rows["reason_ill"].pk,
        "comment": "Fever",
    }
    return said | more


def filed(cast: Cast, on: date = FRIDAY) -> list[AbsenceNote]:
    with in_all(cast):
        found = AbsenceNote.objects.visible_to(System()).filter(first_on=on)
        return list(found.select_related("file").order_by("student_id"))


def test_one_request_is_for_several_children_with_one_file(
    north: Cast, client_of: ClientOf
) -> None:
    client = client_of(north.mother)
    letter = SimpleUploadedFile("../../Letter ana.pdf", PDF)
    answer = client.post(new(north), form(north, "ana", "ben", upload=letter), follow=True)
    assert "The school is told" in words_of(answer)
    notes = filed(north)
    assert {note.student_id for note in notes} == {north.ana.id, north.ben.id}
    assert len({(note.request, note.file_id) for note in notes}) == 1
    assert notes[0].file and notes[0].file.name == "Letter ana.pdf"
    assert "Waiting" in words_of(answer) and "Fever" in words_of(answer)


def test_a_child_who_is_not_hers_cannot_be_reported(north: Cast, client_of: ClientOf) -> None:
    client_of(north.mother).post(new(north), form(north, "ben", "leo"))
    client_of(north.father).post(new(north, "ana"), form(north, "ben"))
    assert filed(north) == []
    assert client_of(north.father).post(new(north, "ben"), form(north)).status_code == 404


def test_a_student_files_for_herself_from_18_on(north: Cast, client_of: ClientOf) -> None:
    said = words_of(client_of(north.ben).get(new(north)))
    assert "A parent or guardian tells the school" in said
    client_of(north.ben).post(new(north), form(north))
    assert filed(north) == []
    client_of(north.mia).post(new(north, "mia"), form(north, "mia"))
    assert len(filed(north)) == 1


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"first_on": "2026-10-05"}, "This day is over"),
        ({"first_on": "2026-10-12"}, "There is no school on these days"),
        ({"first_on": "2026-10-17", "last_on": "2026-10-18"}, "There is no school on these days"),
        ({"last_on": "2026-10-15"}, "lies before the first"),
        ({"last_on": "2027-02-15"}, "60 days at the most"),
        ({"first_on": "2028-02-15"}, "more than a year away"),
        ({"kind": "late"}, "Say at what time"),
        ({"kind": "late", "at": "06:30"}, "outside of the school day"),
        ({"kind": "early", "at": "15:00"}, "outside of the school day"),
        ({"kind": "late", "at": "09:59", "first_on": "2026-10-06"}, "5 minutes back"),
        ({"comment": "x" * 101}, "at most 100 letters fit"),
        ({"reason": "0"}, "choose one of those offered"),
        ({"kind": "gone"}, "choose one of those offered"),
        ({"first_on": "2026-10-08", "comment": ""}, "told the school about this already"),
    ],
)
def test_what_cannot_be_is_said_at_its_field(
    more: dict[str, str], words: str, north: Cast, client_of: ClientOf
) -> None:
    with in_all(north):
        before = AbsenceNote.objects.visible_to(System()).count()
    answer = client_of(north.mother).post(new(north), form(north, **more))
    assert words in words_of(answer)
    with in_all(north):
        assert AbsenceNote.objects.visible_to(System()).count() == before


def test_five_minutes_back_is_still_now(north: Cast, client_of: ClientOf) -> None:
    more = {"kind": "late", "at": "10:00", "first_on": "2026-10-06"}
    client_of(north.mother).post(new(north), form(north, **more))
    (note,) = filed(north, TODAY)
    assert (note.at, note.last_on) == (time(10, 0), TODAY)


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("letter.pdf", b"<html><script>alert(1)</script>", "web page"),
        ("letter.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "SVG drawing"),
        ("letter.jpg", b"GIF89a" + b"\0" * 20, "no PDF, JPEG or PNG"),
        ("letter.pdf", b"%PDF-1.7" + b"\0" * (10 * 1024 * 1024), "larger than 10 MB"),
        ("letter.pdf", b"", "empty"),
        ("letter.heic", b"\0\0\0\x18ftypheic" + b"\0" * 20, "HEIC picture"),
    ],
)
def test_a_file_is_what_its_content_says(
    name: str, content: bytes, words: str, north: Cast, client_of: ClientOf
) -> None:
    upload = SimpleUploadedFile(name, content, content_type="application/pdf")
    answer = client_of(north.mother).post(new(north), form(north, upload=upload))
    assert words in words_of(answer)
    assert filed(north) == []


def test_a_photo_is_kept_without_the_place_where_it_was_taken(
    north: Cast, client_of: ClientOf
) -> None:
    upload = SimpleUploadedFile("a.bin", with_place(), content_type="text/html")
    client_of(north.mother).post(new(north), form(north, upload=upload))
    (note,) = filed(north)
    assert note.file and (note.file.kind, note.file.name) == ("image/jpeg", "a.jpg")
    assert b"Exif" not in bytes(note.file.content)


def test_a_reason_may_need_a_file(north: Cast, client_of: ClientOf) -> None:
    client, reason = client_of(north.mother), north.rows["reason_doctor"].pk
    assert "needs a file" in words_of(client.post(new(north), form(north, reason=reason)))
    letter = SimpleUploadedFile("a.pdf", PDF)
    client.post(new(north), form(north, reason=reason, upload=letter))
    assert len(filed(north)) == 1


def test_reasons_stand_in_the_districts_order_without_those_not_in_use(
    north: Cast, client_of: ClientOf
) -> None:
    said = words_of(client_of(north.mother).get(new(north)))
    assert said.index("Illness") < said.index("Doctor")
    assert "Not in use" not in said


def test_a_file_is_saved_and_never_opened_in_the_portal(north: Cast, client_of: ClientOf) -> None:
    note = north.rows["note_ben"]
    places = (
        (north.mother, f"/north/family/{north.ben.id}/attendance/notes/{note.pk}/file/"),
        (north.clerk, f"/north/office/attendance/notes/{note.pk}/file/"),
    )
    for who, url in places:
        answer = client_of(who).get(url)
        assert answer.content == PDF
        assert answer.headers["Content-Type"] == "application/pdf"
        assert answer.headers["Content-Disposition"].startswith("attachment; filename")
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "sandbox" in answer.headers["Content-Security-Policy"]
        assert "no-store" in answer.headers["Cache-Control"]
    assert client_of(north.father).get(places[0][1]).status_code == 404


def test_she_takes_back_what_waits_and_nothing_else(north: Cast, client_of: ClientOf) -> None:
    client = client_of(north.mother)
    place = f"/north/family/{north.ben.id}/attendance/notes/"
    answer = client.post(f"{place}{north.rows['note_ben'].pk}/withdraw/", follow=True)
    assert "Withdrawn" in words_of(answer)
    approved = north.rows["note_ben_late"].pk
    answer = client.post(f"{place}{approved}/withdraw/", follow=True)
    assert "has decided already" in words_of(answer)
    with in_all(north):
        states = dict(AbsenceNote.objects.visible_to(System()).values_list("pk", "state"))
    assert states[north.rows["note_ben"].pk] == "withdrawn"
    assert states[approved] == "approved"


def test_the_office_approves_and_the_books_have_it(north: Cast, client_of: ClientOf) -> None:
    clerk, note = client_of(north.clerk), north.rows["note_ben"]
    url = f"/north/office/attendance/notes/{note.pk}/"
    assert "of 2 school days" in words_of(clerk.get(url))
    code = north.rows["code_absent_excused"].pk
    clerk.post(url, {"decision": "approve", "code": code, "answer": "Get well soon."})
    with in_all(north):
        marks = AttendanceMark.objects.visible_to(System()).filter(
            student_id=north.ben.id, on__in=(date(2026, 10, 8), date(2026, 10, 9))
        )
        found = {(m.on.day, m.taken_by, m.code_id, m.section_id) for m in marks}
    assert found == {(8, "office", code, None), (9, "office", code, None)}
    family = client_of(north.mother)
    said = words_of(family.get(f"/north/family/{north.ben.id}/attendance/notes/"))
    assert "Approved" in said and "Get well soon." in said
    again = clerk.post(url, {"decision": "refuse", "answer": "No"}, follow=True)
    assert "does not wait any more" in words_of(again)


def test_a_child_who_leaves_and_comes_back_is_marked_by_class(
    north: Cast, client_of: ClientOf
) -> None:
    """No mark of a whole day says that she left before she came: the books stay as they are."""
    family, clerk = client_of(north.mother), client_of(north.clerk)
    for kind, at in (("early", "10:00"), ("late", "13:00")):
        family.post(new(north), form(north, kind=kind, at=at))
    early, late = sorted(filed(north), key=lambda note: note.kind)
    codes = {"early": "code_early_release_excused", "late": "code_tardy_excused"}
    for note in (early, late):
        url = f"/north/office/attendance/notes/{note.pk}/"
        said = {"decision": "approve", "code": north.rows[codes[note.kind]].pk}
        answer = clerk.post(url, said, follow=True)
    assert "Mark the classes that the child misses" in words_of(answer)
    assert answer.redirect_chain[-1][0].endswith("?on=2026-10-16")
    assert {note.state for note in filed(north)} == {"approved"}
    with in_all(north):
        mark = AttendanceMark.objects.visible_to(System()).get(student_id=north.ben.id, on=FRIDAY)
    assert (mark.left_at, mark.arrived_at) == (time(10), None)


def test_a_child_at_two_schools_is_away_from_both(north: Cast, client_of: ClientOf) -> None:
    client_of(north.grandmother).post(new(north, "cai"), form(north, "cai"))
    (note,) = filed(north)
    code = north.rows["code_absent_excused"].pk
    url = f"/north/office/attendance/notes/{note.pk}/"
    client_of(north.clerk).post(url, {"decision": "approve", "code": code})
    with in_all(north):
        marks = AttendanceMark.objects.visible_to(System()).filter(
            student_id=north.cai.id, on=FRIDAY
        )
        found = {(mark.school_id, mark.section_id) for mark in marks}
    high, career = north.rows["high"].pk, north.rows["career"].pk
    assert found == {(high, None), (career, north.rows["welding"].pk)}
    day = f"/north/office/attendance/students/{north.cai.id}/?on={FRIDAY}"
    assert client_of(north.clerk).post(day, {"whole": str(code)}).status_code == 302


def test_what_is_approved_ahead_stands_in_the_calendar_and_counts_when_it_comes(
    north: Cast, client_of: ClientOf
) -> None:
    family, url = client_of(north.mother), f"/north/family/{north.ben.id}/attendance/"
    counts = lambda said: said.partition("’s attendance")[2].partition("since August")[0]  # noqa: E731
    before = counts(words_of(family.get(url)))
    code = north.rows["code_absent_excused"].pk
    note = f"/north/office/attendance/notes/{north.rows['note_ben'].pk}/"
    client_of(north.clerk).post(note, {"decision": "approve", "code": code})
    said = words_of(family.get(url))
    assert counts(said) == before
    assert "Thursday, Oct 8" in said and "Friday, Oct 9" in said


def test_a_late_arrival_has_its_time(north: Cast, client_of: ClientOf) -> None:
    said = form(north, kind="late", at="09:40")
    client_of(north.mother).post(new(north), said)
    (note,) = filed(north)
    code = north.rows["code_tardy_excused"].pk
    url = f"/north/office/attendance/notes/{note.pk}/"
    client_of(north.clerk).post(url, {"decision": "approve", "code": code})
    with in_all(north):
        mark = AttendanceMark.objects.visible_to(System()).get(student_id=north.ben.id, on=FRIDAY)
    assert (mark.arrived_at, mark.code_id) == (time(9, 40), code)


def test_the_code_that_is_called_as_the_reason_is_offered_first(
    north: Cast, client_of: ClientOf
) -> None:
    note, kind = north.rows["note_ben"], {"status": "absent", "excuse": "excused"}
    with in_all(north):
        AttendanceCode.objects.create(code="0", name="A first one", **kind)
        name = note.reason.name.upper()
        fits = AttendanceCode.objects.create(code="1", name=name, **kind)
    page = client_of(north.clerk).get(f"/north/office/attendance/notes/{note.pk}/")
    assert f'<option value="{fits.pk}" selected>' in page.content.decode()


def test_who_does_not_approve_says_why(north: Cast, client_of: ClientOf) -> None:
    clerk, note = client_of(north.clerk), north.rows["note_ben"]
    url = f"/north/office/attendance/notes/{note.pk}/"
    assert "Say why" in words_of(clerk.post(url, {"decision": "refuse"}))
    clerk.post(url, {"decision": "refuse", "answer": "Please send a letter."})
    said = words_of(client_of(north.mother).get(f"/north/family/{north.ben.id}/attendance/notes/"))
    assert "Not approved" in said and "Please send a letter." in said


@pytest.mark.parametrize(
    ("state", "expected"),
    [("waiting", True), ("approved", True), ("refused", False), ("withdrawn", False)],
)
def test_a_filed_absence_prevents_the_notice(state: str, north: Cast, *, expected: bool) -> None:
    with in_all(north):
        notes = AbsenceNote.objects.visible_to(System()).filter(pk=north.rows["note_ben"].pk)
        notes.update(state=state, answer="No.")
        for period in (None, north.rows["high_a1"].pk):
            found = is_expected_absent(System(), north.ben.id, date(2026, 10, 8), period)
            assert found is expected
        assert not is_expected_absent(System(), north.ben.id, date(2026, 10, 7))
        assert not is_expected_absent(System(), north.mia.id, date(2026, 10, 8))


def test_a_home_that_has_told_the_school_is_told_nothing_and_the_other_is(north: Cast) -> None:
    mother, father, ana = north.mother.id, north.father.id, north.ana.id
    people, on = {mother: (ana, north.ben.id), father: (ana,)}, date(2026, 10, 8)
    with in_all(north):
        notes = AbsenceNote.objects.visible_to(System())
        assert without_who_told(System(), people, on) == {father: (ana,)}
        asked = {who: is_expected_absent(System(), ana, on, None, who) for who in people}
        assert asked == {mother: True, father: False}
        notes.filter(pk=north.rows["note_ben"].pk).update(state="refused", answer="No.")
        assert without_who_told(System(), people, on) == {
            mother: (north.ben.id,), father: (ana,)
        }  # fmt: skip
        HouseholdMember.objects.filter(person_id=father).delete()
        assert without_who_told(System(), people, on) == {mother: (north.ben.id,)}
        assert is_expected_absent(System(), ana, on, None, father)
        assert is_expected_absent(System(), ana, on, None, ana), "she knows it herself"


def test_who_comes_late_is_expected_to_miss_what_lies_before(north: Cast) -> None:
    on = date(2026, 10, 14)  # comes at 10:00
    with in_all(north):
        asked = {
            key: is_expected_absent(System(), north.ben.id, on, north.rows[key].pk)
            for key in ("high_a1", "high_a2", "high_a3")
        }
        assert asked == {"high_a1": True, "high_a2": True, "high_a3": False}
        assert not is_expected_absent(System(), north.ben.id, on)


def changed(statement: str, *values: Any) -> int:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)
        return int(cursor.rowcount)


def refused(statement: str, *values: Any) -> str:
    with pytest.raises(Error) as caught:
        changed(statement, *values)
    return str(caught.value)


NEW = (
    "INSERT INTO attendance_absencenote (student_id, person_id, request, kind, first_on, last_on,"
    " reason_id, comment, state, filed_at, answer) VALUES"
    " (%s, %s, gen_random_uuid(), 'days', '2026-10-20', '2026-10-20', %s, '', %s, now(), '')"
)


def test_the_wall_lets_a_family_file_and_withdraw_and_nothing_more(north: Cast) -> None:
    enter(Address("north", "family"), north.mother.account)
    reason, mother = north.rows["reason_ill"].pk, north.mother.id
    assert changed(NEW, north.ben.id, mother, reason, "waiting") == 1
    for student, person, state in (
        (north.ben.id, mother, "approved"),
        (north.ben.id, north.father.id, "waiting"),
        (north.leo.id, mother, "waiting"),
    ):
        assert "row-level security" in refused(NEW, student, person, reason, state)
    mine = "UPDATE attendance_absencenote SET {} WHERE id = " + str(north.rows["note_ben"].pk)
    assert "row-level security" in refused(mine.format("state = 'approved'"))
    assert "row-level security" in refused(mine.format("comment = 'Another'"))
    assert "row-level security" in refused(
        mine.format(f"state = 'withdrawn', student_id = {north.leo.id}")
    )
    assert changed(mine.format("state = 'withdrawn'")) == 1
    assert changed("DELETE FROM attendance_absencenote") == 0
    assert changed("UPDATE attendance_absencefile SET name = 'other.pdf'") == 0
    assert changed("DELETE FROM attendance_absencefile") == 0


def test_a_note_that_names_another_familys_file_does_not_open_it(north: Cast) -> None:
    enter(Address("north", "family"), north.grandmother.account)
    with_file = NEW.replace("answer)", "answer, file_id)").replace("'')", "'', %s)")
    reason, file = north.rows["reason_ill"].pk, north.rows["file_mother"].pk
    asked = (north.cai.id, north.grandmother.id, reason, "waiting", file)
    assert changed(with_file, *asked) == 1
    assert not AbsenceFile.objects.exists()


def test_a_teacher_reads_no_note_and_no_file(north: Cast) -> None:
    enter(Address("north", "staff"), north.teacher.account)
    with connection.cursor() as cursor:
        for table in ("attendance_absencenote", "attendance_absencefile"):
            cursor.execute(f"SELECT count(*) FROM {table}")
            assert cursor.fetchone() == (0,)
    assert not AbsenceFile.objects.exists()


def heavy(size: int) -> bytes:
    """A PDF with a picture of so many bytes."""
    said = b"/Type /XObject /Subtype /Image /Width 9 /Height 9 /Filter /DCTDecode"
    return pdf(drawing=b"/XObject << /X 9 0 R >>", o9=stream(said, bytes(size)))


def test_a_week_of_files_has_a_sum(north: Cast, client_of: ClientOf) -> None:
    client, large = client_of(north.mother), heavy(9 * 1024 * 1024)
    for day in (14, 15, 16, 20, 21):
        letter = SimpleUploadedFile("Letter.pdf", large)
        told = form(north, first_on=f"2026-10-{day}", upload=letter)
        assert client.post(new(north), told).status_code == 302
    again = form(north, first_on="2026-10-22", upload=SimpleUploadedFile("Letter.pdf", large))
    assert "many large files this week" in words_of(client.post(new(north), again))
    assert filed(north, date(2026, 10, 22)) == []
    small = form(north, first_on="2026-10-22", upload=SimpleUploadedFile("Letter.pdf", PDF))
    assert client.post(new(north), small).status_code == 302


def test_the_same_form_sent_again_is_filed_once(north: Cast, client_of: ClientOf) -> None:
    """A device does not know whether a form arrived whose answer did not."""
    client, device = client_of(north.mother), {"Openhouse-Device": "1"}
    said = form(north, sent_as="0d7bb4f2-58a2-4b6c-9d53-6f7a1f0c2e11")
    assert client.post(new(north), said, headers=device).status_code == 204
    assert client.post(new(north), said, headers=device).status_code == 204
    assert "The school is told" in words_of(client.post(new(north), said, follow=True))
    assert len(filed(north)) == 1
    again = client.post(new(north), form(north), headers=device)
    assert again.status_code == 422
    assert "You have told the school about this already" in again.json()["words"][0]
    refused = client_of(north.ben).post(new(north), said, headers=device)
    assert "Please call the office" in refused.json()["words"][0]
    assert len(filed(north)) == 1

"""Work that is handed in here: by the student, read by her family and her teacher (STU-02)."""

from collections.abc import Callable
from html import unescape
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.db.utils import Error

from openhouse.access import enter as entering
from openhouse.access.viewer import System, viewer_from
from openhouse.common.scope import scope
from openhouse.courses.models import Placement
from openhouse.grades.gradebook import work
from openhouse.grades.handing import queries
from openhouse.grades.models import Assignment, Score
from openhouse.grades.models_work import HandIn, HandInFile
from openhouse.ledger.models import Change
from openhouse.people.models import Account
from tests.cast import Cast
from tests.cast_documents import PAPER as PDF
from tests.grades.test_gradebook import cell, enter
from tests.house_client import found_in, words_of
from tests.threads import at_once

pytestmark = pytest.mark.django_db
Clients = Callable[..., Any]


def house(cast: Cast) -> Any:
    return scope(district=cast.id, students="all", hat="system")


def page(cast: Cast, key: str = "due_tomorrow", more: str = "") -> str:
    course = f"/{cast.slug}/family/{cast.ben.id}/grades/{cast.rows['algebra'].pk}/"
    return f"{course}work/{cast.rows[f'work_{key}'].pk}/{more}"


def desk(cast: Cast, key: str = "due_tomorrow", more: str = "") -> str:
    book = f"/{cast.slug}/staff/sections/{cast.rows['algebra'].pk}/gradebook/"
    return f"{book}work/{cast.rows[f'work_{key}'].pk}/{more}"


def hand_in(
    client: Any, cast: Cast, words: str = "My answers", *files: tuple[str, bytes], **more: Any
) -> Any:
    sent = [SimpleUploadedFile(name, content) for name, content in files]
    said = {"words": words, "files": sent, "sent_as": str(more.pop("form", uuid4()))}
    return client.post(page(cast, more.pop("key", "due_tomorrow")), said, follow=True)


def kept(cast: Cast, key: str = "due_tomorrow") -> list[HandIn]:
    """What ben has handed in, beside what the cast has, oldest first."""
    with house(cast):
        found = HandIn.objects.visible_to(System()).filter(
            assignment_id=cast.rows[f"work_{key}"].pk
        )
        mine = {cast.rows["hand_in_ben"].pk, cast.rows["hand_in_back"].pk}
        return list(found.exclude(pk__in=mine).order_by("id"))


def stands(cast: Cast, key: str = "due_tomorrow") -> tuple[Any, str] | None:
    with house(cast):
        found = Score.objects.visible_to(System()).filter(
            student_id=cast.ben.id, assignment_id=cast.rows[f"work_{key}"].pk
        )
        score = found.first()
        return (score.points, score.flag) if score else None


def here(cast: Cast, key: str) -> None:
    with house(cast):
        found = Assignment.objects.filter(pk=cast.rows[f"work_{key}"].pk)
        found.update(handed_in_here=True)


def test_a_student_hands_in_a_text_and_files_and_her_parent_and_teacher_read_them(
    north: Cast, client_of: Clients
) -> None:
    answer = hand_in(
        client_of(north.ben), north, "x = 4 <b>because</b>", ("Sheet.pdf", PDF), ("A.txt", b"four")
    )
    assert "Your teacher has it" in words_of(answer)
    assert stands(north) == (None, "turned in")
    for who, url in ((north.mother, page(north)), (north.ben, page(north))):
        answer = client_of(who).get(url)
        assert "x = 4 <b>because</b>" in words_of(answer)  # as it was typed, and no markup
        assert "Tuesday, Oct 6" in words_of(answer)
        names = found_in(answer, "//a[@download]/text()")
        assert names[:2] == ["Sheet.pdf", "A.txt"]
        file = client_of(who).get(found_in(answer, "//a[@download]/@href")[0])
        assert file.content.startswith(b"%PDF-")
        assert file["Content-Disposition"].startswith("attachment")
    teacher = client_of(north.teacher)
    rows = found_in(teacher.get(desk(north)), "//a[contains(@href, '/students/')]/@href")
    there = desk(north, more=f"students/{north.ben.id}/")
    assert there in rows
    read = teacher.get(there)
    assert "x = 4 <b>because</b>" in words_of(read)
    link = found_in(read, "//a[@download]/@href")[0]
    assert teacher.get(link).content.startswith(b"%PDF-")


def test_handing_in_changes_no_mark_and_the_ledger_says_who_did_it(
    north: Cast, client_of: Clients
) -> None:
    course = page(north).split("work/")[0]
    letter = "//*[contains(@class, 'mark')]//text()"
    before = found_in(client_of(north.mother).get(course), letter)
    hand_in(client_of(north.ben), north)
    assert found_in(client_of(north.mother).get(course), letter) == before
    with house(north):
        lines = Change.objects.filter(actor_id=north.ben.id, student_id=north.ben.id)
        found = set(lines.values_list("kind", "about_id"))
    number = north.rows["work_due_tomorrow"].pk
    assert {("score.entered", number), ("work.handed_in", number)} <= found
    changes = client_of(north.mother).get(f"/north/family/{north.ben.id}/changes/")
    assert "Handed in by the student" in words_of(changes)
    hers = client_of(north.ben).get(f"/north/family/{north.ben.id}/changes/")
    assert "Handed in by you" in words_of(hers)


def test_the_teacher_scores_beside_the_work_and_the_family_reads_her_comment(
    north: Cast, client_of: Clients
) -> None:
    hand_in(client_of(north.ben), north)
    at = f"{north.ben.id}-{north.rows['work_due_tomorrow'].pk}"
    url = desk(north, more=f"students/{north.ben.id}/")
    said = {f"c-{at}": "8", f"was-{at}": "T", f"say-{at}": "Show step 2.", f"said-{at}": ""}
    assert client_of(north.teacher).post(url, said).status_code == 302
    assert stands(north) == (8, "")
    for who in (north.mother, north.ben):
        read = words_of(client_of(who).get(page(north)))
        assert "Show step 2." in read and "8 of 10" in read
    again = hand_in(client_of(north.ben), north, "Better now")
    assert "scored it already" in words_of(again)
    assert len(kept(north)) == 1
    back = client_of(north.ben).post(page(north, more="take-back/"), follow=True)
    assert "scored it already" in words_of(back)
    assert kept(north)[0].taken_back_at is None


def test_she_hands_in_again_and_each_time_is_kept(north: Cast, client_of: Clients) -> None:
    ben = client_of(north.ben)
    hand_in(ben, north, "First")
    assert "First" in found_in(ben.get(page(north)), "//textarea/text()")[0]
    hand_in(ben, north, "Second")
    assert [one.words for one in kept(north)] == ["First", "Second"]
    teacher = client_of(north.teacher).get(desk(north, more=f"students/{north.ben.id}/"))
    assert words_of(teacher).index("Second") < words_of(teacher).index("First")


def test_what_is_taken_back_is_no_more_the_teachers_and_the_flag_is_as_before(
    north: Cast, client_of: Clients
) -> None:
    here(north, "missing")
    ben, key = client_of(north.ben), "missing"
    hand_in(ben, north, key=key)
    hand_in(ben, north, "Once more", key=key)
    assert stands(north, key) == (None, "turned in")
    answer = ben.post(page(north, key, "take-back/"), follow=True)
    assert "taken back" in words_of(answer)
    assert stands(north, key) == (None, "missing")
    assert all(one.taken_back_at for one in kept(north, key))
    teacher = client_of(north.teacher)
    assert teacher.get(desk(north, key, f"students/{north.ben.id}/")).status_code == 404
    assert "Once more" in words_of(ben.get(page(north, key)))
    again = ben.post(page(north, key, "take-back/"), follow=True)
    assert "taken back already" in words_of(again)


def test_a_flag_that_the_teacher_set_since_stays_when_it_is_taken_back(
    north: Cast, client_of: Clients
) -> None:
    ben = client_of(north.ben)
    hand_in(ben, north)
    enter(client_of(north.teacher), north, cell(north, "ben", "due_tomorrow", "I", "T"))
    ben.post(page(north, more="take-back/"))
    assert stands(north) == (None, "incomplete")
    hand_in(ben, north, "All of it")
    assert stands(north) == (None, "turned in")


@pytest.mark.parametrize(
    ("due", "says"), [("2026-10-05", "After it was due"), ("2026-10-06", "Handed in")]
)
def test_late_is_what_came_after_the_day_that_it_was_due(
    due: str, says: str, north: Cast, client_of: Clients
) -> None:
    with house(north):
        found = Assignment.objects.filter(pk=north.rows["work_due_tomorrow"].pk)
        found.update(due_on=due)
    hand_in(client_of(north.ben), north)
    rows = client_of(north.teacher).get(desk(north))
    tags = found_in(rows, f"//a[contains(@href, 'students/{north.ben.id}/')]//text()")
    assert says in "".join(tags)
    assert ("After it was due" in words_of(client_of(north.ben).get(page(north)))) == (
        says == "After it was due"
    )


@pytest.mark.parametrize(
    ("files", "words", "says"),
    [
        ([], "  \n ", "Write something or choose a file"),
        ([], "x" * 20_001, "20000"),
        ([("large.pdf", PDF + b" " * 30 * 1024 * 1024)], "", "larger than 10 MB"),
        ([("essay.pdf.exe", b"MZ\x90\x00" + b"0" * 90)], "", "none of the kinds"),
        ([("essay.pdf", b"MZ\x90\x00" + b"0" * 90)], "", "none of the kinds"),
        ([("page.html", b"<script>alert(1)</script>")], "", "none of the kinds"),
        ([("a.txt", b"")], "", "This file is empty"),
        ([("a.txt", b"ok"), ("b.zip", b"PK")], "", "Then choose your files again"),
        ([(f"{n}.txt", b"one") for n in range(11)], "", "At most 10 files"),
    ],
)
def test_what_cannot_be_handed_in_is_refused_in_words_and_nothing_is_kept(
    files: list[tuple[str, bytes]], words: str, says: str, north: Cast, client_of: Clients
) -> None:
    answer = hand_in(client_of(north.ben), north, words, *files)
    assert answer.status_code == 400
    assert says in unescape(answer.content.decode())
    assert kept(north) == [] and stands(north) is None


def test_a_pdf_that_is_called_a_program_is_kept_as_the_pdf_that_it_is(
    north: Cast, client_of: Clients
) -> None:
    hand_in(client_of(north.ben), north, "", ("essay.pdf.exe", PDF))
    with house(north):
        (file,) = HandInFile.objects.filter(hand_in=kept(north)[0])
    assert (file.name, file.kind) == ("essay.pdf", "application/pdf")


def test_a_script_in_the_text_is_shown_and_never_run(north: Cast, client_of: Clients) -> None:
    hand_in(client_of(north.ben), north, "<script>alert('x')</script>\x00\x1b")
    for who, url in (
        (north.ben, page(north)),
        (north.mother, page(north)),
        (north.teacher, desk(north, more=f"students/{north.ben.id}/")),
    ):
        answer = client_of(who).get(url)
        assert b"<script>alert" not in answer.content
        assert b"&lt;script&gt;alert" in answer.content


def test_after_she_has_left_the_class_she_hands_in_no_more(north: Cast, client_of: Clients) -> None:
    with house(north):
        Placement.objects.visible_to(System()).filter(
            student_id=north.ben.id, section_id=north.rows["algebra"].pk
        ).update(ends_on="2026-10-05")
    ben = client_of(north.ben)
    assert hand_in(ben, north).status_code == 404  # it was given after she left
    assert kept(north) == [] and stands(north) is None
    answer = hand_in(ben, north, key="turned_in")
    assert "not in this class any more" in words_of(answer)
    assert kept(north, "turned_in") == []


@pytest.mark.parametrize("key", ["test", "exempt", "cheated", "dropped"])
def test_what_is_scored_or_settled_is_not_handed_in(
    key: str, north: Cast, client_of: Clients
) -> None:
    here(north, key)
    before = stands(north, key)
    assert "scored it already" in words_of(hand_in(client_of(north.ben), north, key=key))
    assert kept(north, key) == [] and stands(north, key) == before


def test_work_that_is_not_handed_in_here_or_is_hidden_has_no_page(
    north: Cast, client_of: Clients
) -> None:
    ben = client_of(north.ben)
    here(north, "hidden")
    for key in ("due_today", "hidden"):
        assert ben.get(page(north, key)).status_code == 404
        assert hand_in(ben, north, key=key).status_code == 404
    with house(north):
        schools = type(north.rows["high"]).objects.filter(pk=north.rows["high"].pk)
        schools.update(shows_assignments=False)
    assert ben.get(page(north)).status_code == 404


@pytest.mark.parametrize("who", ["mother", "teacher_mother", "father", "mia"])
def test_nobody_else_hands_in_for_her(who: str, north: Cast, client_of: Clients) -> None:
    client = client_of(north.persons[who])
    expected = 403 if who == "mother" else 404
    assert hand_in(client, north).status_code == expected
    assert client.post(page(north, more="take-back/")).status_code == expected
    assert kept(north) == []


def test_the_wall_lets_no_guardian_and_no_teacher_hand_in(north: Cast) -> None:
    values = {
        "district_id": north.id,
        "student_id": north.ben.id,
        "section": north.rows["algebra"],
        "assignment": north.rows["work_due_tomorrow"],
        "handed_at": "2026-10-06T10:00Z",
        "form": uuid4(),
    }
    for who, hat in (("mother", "family"), ("mia", "family"), ("teacher", "staff")):
        person = north.persons[who].id
        with (
            scope(district=north.id, students=[north.ben.id], person=person, hat=hat),
            pytest.raises(Error, match="row-level security"),
            transaction.atomic(),
        ):
            HandIn(**values).save(force_insert=True)
    with scope(district=north.id, students=[north.ben.id], person=north.ben.id, hat="family"):
        row = HandIn(**values)
        row.save(force_insert=True)
        with pytest.raises(Error), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("UPDATE grades_handin SET words = 'Other' WHERE id = %s", [row.pk])


def test_what_is_taken_back_no_teacher_asks_for_without_the_wall_either(
    north: Cast, client_of: Clients
) -> None:
    ben = client_of(north.ben)
    hand_in(ben, north, "My answers", ("work.pdf", PDF))
    ben.post(page(north, more="take-back/"))
    (gone,) = kept(north)
    about, place = (north.ben.id, gone.assignment_id), (gone.section_id, gone.assignment_id)
    with house(north):
        account = Account.objects.get(person_id=north.teacher.id).pk
    with transaction.atomic():
        entry = entering.enter(entering.Address("north", "staff"), account)
    assert entry
    teacher = viewer_from(entry, "staff")
    with house(north):
        (file,) = HandInFile.objects.filter(hand_in=gone)
        assert gone not in queries.hand_ins_of(teacher, *about)
        assert queries.standing_in(teacher, *place).get(north.ben.id) != gone
        assert queries.file_in(teacher, *about, file.pk) is None
        assert queries.file_in(System(), *about, file.pk) == file


@pytest.mark.django_db(transaction=True)
def test_the_same_form_twice_at_once_is_handed_in_once(north: Cast, client_of: Clients) -> None:
    ben, form = client_of(north.ben), uuid4()
    assert at_once(*[lambda: hand_in(ben, north, form=form)] * 2) == [200, 200]
    assert len(kept(north)) == 1
    assert at_once(*[lambda: hand_in(ben, north, "Other")] * 2) == [200, 200]
    assert len(kept(north)) == 3 and stands(north) == (None, "turned in")


@pytest.mark.django_db(transaction=True)
def test_while_the_teacher_scores_nothing_is_lost_on_either_side(
    north: Cast, client_of: Clients
) -> None:
    ben, teacher = client_of(north.ben), client_of(north.teacher)
    scores = cell(north, "ben", "due_tomorrow", "7", "")
    at_once(lambda: hand_in(ben, north), lambda: enter(teacher, north, scores))
    if stands(north) == (7, ""):  # she was faster, and ben reads so
        assert kept(north) == []
    else:  # and here her cell tells her that he has handed in
        assert stands(north) == (None, "turned in")
        assert len(kept(north)) == 1


def test_an_import_that_deletes_the_work_takes_what_was_handed_in_with_it(north: Cast) -> None:
    number = north.rows["work_turned_in"].pk
    with house(north), connection.cursor() as cursor:
        cursor.execute("DELETE FROM grades_score WHERE assignment_id = %s", [number])
        cursor.execute("DELETE FROM grades_assignment WHERE id = %s", [number])
        assert not HandInFile.objects.filter(pk=north.rows["hand_in_ben_file"].pk).exists()


def test_that_it_is_handed_in_here_is_said_on_its_form_and_goes_with_copies(
    north: Cast, client_of: Clients
) -> None:
    url = f"/north/staff/sections/{north.rows['algebra'].pk}/gradebook/work/new/"
    said = {"name": "Essay", "points": "10", "multiplier": "1", "handed_in_here": "on"}
    said |= {"visible": "on", "counts": "on", "also": str(north.rows["history"].pk)}
    assert client_of(north.teacher).post(url, said).status_code == 302
    with house(north):
        found = Assignment.objects.filter(name="Essay").values_list("section_id", "handed_in_here")
        sections = {north.rows["algebra"].pk, north.rows["history"].pk}
        assert set(found) == {(section, True) for section in sections}
    with house(north):
        before = work.work_in(north.rows["algebra"].pk, north.rows["work_turned_in"].pk)
    assert before and before["handed_in_here"] is True


def test_the_course_says_what_is_to_be_handed_in_and_what_was(
    north: Cast, client_of: Clients
) -> None:
    course = page(north).split("work/")[0]
    for who in (north.ben, north.mother):
        links = found_in(client_of(who).get(course), "//a/@href")
        assert page(north) in links and page(north, "turned_in") in links
    assert "To hand in" in words_of(client_of(north.ben).get(course))
    hand_in(client_of(north.ben), north)
    assert "To hand in" not in words_of(client_of(north.ben).get(course))


def test_a_week_of_large_files_is_enough(north: Cast, client_of: Clients) -> None:
    with house(north):
        HandInFile.objects.filter(pk=north.rows["hand_in_ben_file"].pk).update(
            size=100 * 1024 * 1024
        )
    answer = hand_in(client_of(north.ben), north, "", ("a.txt", b"four"))
    assert "very large files" in words_of(answer)
    assert kept(north) == [] and stands(north) is None

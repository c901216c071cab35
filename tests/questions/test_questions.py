"""A family says that something is wrong; who is to answer does; the correction stands beside it."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import Error, connection, transaction

from openhouse.access.enter import Address, enter
from openhouse.access.viewer import System
from openhouse.common.text import day_title
from openhouse.notifications.models import Delivery
from openhouse.people.models import ContactPoint
from openhouse.questions.models import Question
from tests.cast import Cast, in_all
from tests.house_client import HouseClient, found_in, words_of

pytestmark = pytest.mark.django_db
ClientOf = Callable[..., HouseClient]
WORDS = {"text": "The last page\r\nwas not counted."}


def about_test(cast: Cast, student: str = "ben", work: str = "work_test") -> str:
    section, number = cast.rows["algebra"].pk, cast.rows[work].pk
    start = f"/{cast.slug}/family/{cast.persons[student].id}/questions/new/"
    return f"{start}?about=score&section={section}&number={number}"


def about_day(cast: Cast, on: str) -> str:
    return f"/{cast.slug}/family/{cast.ben.id}/questions/new/?about=attendance&on={on}"


def asked(cast: Cast, **named: Any) -> Question:
    """The newest question, as it stands."""
    with in_all(cast):
        found = Question.objects.visible_to(System()).filter(asked_by_name__contains="Marta")
        return found.filter(**named).latest("pk")


def run(cast: Cast, statement: str, *values: Any) -> None:
    with in_all(cast), connection.cursor() as cursor:
        cursor.execute(statement, values)
        assert cursor.rowcount


def list_of(cast: Cast) -> str:
    return f"/{cast.slug}/family/{cast.ben.id}/questions/"


def test_a_question_reaches_the_teacher_and_its_answer_the_family(
    north: Cast, client_of: ClientOf
) -> None:
    mother, teacher = client_of(north.mother), client_of(north.teacher)
    score = f"{north.rows['algebra'].pk}/{north.rows['work_test'].pk}/"
    page = mother.get(f"/north/family/{north.ben.id}/changes/{score}")
    assert "I think this is wrong" in words_of(page)
    answer = mother.post(about_test(north), WORDS, follow=True)
    assert "Your question is sent" in words_of(answer) and "39 of 50" in words_of(answer)
    question = asked(north)
    assert question.text == "The last page\nwas not counted."
    assert question.due_on == date(2026, 10, 9)  # three school days after Tuesday
    page = f"/north/staff/questions/{question.pk}/"
    assert "2 questions wait" in words_of(teacher.get("/north/staff/"))
    assert page in teacher.get("/north/staff/questions/").content.decode()
    assert "was not counted" in words_of(teacher.get(page))

    which = (north.ben.id, north.rows["work_test"].pk)
    run(north, "UPDATE grades_score SET points = 44 WHERE (student_id, assignment_id) = (%s, %s)",
        *which)  # fmt: skip
    shown = teacher.get(page)
    assert "Corrected, thank you." in shown.content.decode()
    assert "44 of 50" in words_of(shown)
    teacher.post(page, {"text": "Corrected, thank you."})
    run(north, "UPDATE grades_score SET points = 50 WHERE (student_id, assignment_id) = (%s, %s)",
        *which)  # fmt: skip

    today = mother.get("/north/family/")
    assert "Answers from school" in words_of(today)
    changes = words_of(mother.get("/north/family/changes/"))
    assert "is answered" in changes
    found = words_of(mother.get(list_of(north)))
    assert "Corrected, thank you." in found and "it is 44 of 50" in found
    assert "Changed after the answer" in found and "it is 50 of 50" in found
    assert "Changed after the answer" in words_of(teacher.get(page))
    story = mother.get(f"/north/family/{north.ben.id}/changes/{score}")
    there = f"{list_of(north)}#q-{question.pk}"
    assert found_in(story, "//a[contains(., 'After a question')]/@href") == [there, there]
    assert "Answers from school" not in words_of(mother.get("/north/family/"))


def test_what_it_said_is_read_in_the_readers_language(north: Cast, client_of: ClientOf) -> None:
    mother, teacher, clerk = (client_of(who) for who in (north.mother, north.teacher, north.clerk))
    mother.post(about_test(north, work="work_missing"), WORDS)
    score = f"/north/staff/questions/{asked(north).pk}/"
    day = north.rows["ben_absent_unexcused"].on
    mother.post(about_day(north, day.isoformat()), WORDS)
    about_a_day = f"/north/staff/questions/{asked(north).pk}/"
    for client in (mother, teacher, clerk):
        client.cookies["openhouse_language"] = "es"
    assert "Sin entregar" in words_of(teacher.get(score))
    there = words_of(clerk.get(about_a_day))
    assert "injustificada" in there and day_title(day) in there
    found = words_of(mother.get(list_of(north)))
    assert "injustificada" in found and "not excused" not in found


def test_a_comment_is_no_change_of_a_score(north: Cast, client_of: ClientOf) -> None:
    mother = client_of(north.mother)
    mother.post(about_test(north), WORDS)
    for column, value in (("points", "44"), ("comment", "'Counted again'")):
        run(north, f"UPDATE grades_score SET {column} = {value} WHERE assignment_id = %s"
            " AND student_id = %s", north.rows["work_test"].pk, north.ben.id)  # fmt: skip
    assert "it is 44 of 50" in words_of(mother.get(list_of(north)))


def test_an_answer_shows_on_the_next_load_and_is_the_askers_own_news(
    north: Cast, client_of: ClientOf
) -> None:
    mother, ben = client_of(north.mother), client_of(north.ben)
    for client in (mother, ben):
        client.get("/north/family/changes/")
    mother.get("/north/family/")
    before = mother.get("/north/family/")
    tag = {"If-None-Match": before["ETag"]}
    assert mother.get("/north/family/", headers=tag).status_code == 304
    client_of(north.teacher).post(
        f"/north/staff/questions/{north.rows['question_ben'].pk}/", {"text": "It is right so."}
    )
    after = mother.get("/north/family/", headers=tag)
    assert after.status_code == 200 and "Answers from school" in words_of(after)
    assert "Answers from school" not in words_of(ben.get("/north/family/"))


@pytest.mark.parametrize("answered", [False, True])
def test_a_question_is_no_way_to_a_score_that_was_hidden_meanwhile(
    north: Cast, client_of: ClientOf, *, answered: bool
) -> None:
    work, mother = north.rows["work_plain"].pk, client_of(north.mother)
    run(north, "UPDATE grades_assignment SET visible = false WHERE id = %s", work)
    run(
        north,
        "UPDATE grades_score SET points = 3.25 WHERE assignment_id = %s AND student_id = %s",
        *(work, north.ben.id),
    )
    if answered:
        url = f"/north/staff/questions/{north.rows['question_ben'].pk}/"
        client_of(north.teacher).post(url, {"text": "It is looked at again."})
    assert "3.25" not in words_of(mother.get(list_of(north)))
    run(north, "UPDATE grades_assignment SET visible = true WHERE id = %s", work)
    assert "it is 3.25 of 10" in words_of(mother.get(list_of(north)))


def test_the_other_parent_reads_nothing_and_asks_for_herself(
    north: Cast, client_of: ClientOf
) -> None:
    theirs = north.rows["question_ana_father"]
    mine = north.rows["question_ana"]
    for who, hers, other in ((north.mother, mine, theirs), (north.father, theirs, mine)):
        page = words_of(client_of(who).get(f"/north/family/{north.ana.id}/questions/"))
        assert hers.source_id in page and other.source_id not in page


def test_one_open_question_about_one_thing(north: Cast, client_of: ClientOf) -> None:
    mother = client_of(north.mother)
    mother.post(about_test(north), WORDS)
    again = mother.post(about_test(north), WORDS)
    assert "You have asked about this already" in words_of(again)
    first = asked(north)
    mother.post(f"/north/family/{north.ben.id}/questions/{first.pk}/close/")
    assert asked(north, pk=first.pk).state == "closed"
    mother.post(about_test(north), WORDS)
    assert asked(north).pk != first.pk
    # and the student may ask about the same
    assert client_of(north.ben).post(about_test(north), WORDS).status_code == 302


@pytest.mark.parametrize("text", ["", "   ", "x" * 2001, "a\x07b", "a\x00b"])
def test_a_bad_form_says_why_and_keeps_what_was_typed(
    text: str, north: Cast, client_of: ClientOf
) -> None:
    answer = client_of(north.mother).post(about_test(north), {"text": text})
    assert answer.status_code == 200 and "field-error" in answer.content.decode()
    if text.startswith("x"):
        assert text in answer.content.decode()


@pytest.mark.parametrize(
    "query",
    ["about=score&section=1&number=1", "about=mark", "about=owls", "about=attendance&on=2026-10-31",
     "about=attendance&on=soon", "about=score&section=99999999999999999999&number=1"],
)  # fmt: skip
def test_what_she_does_not_see_she_does_not_ask_about(
    query: str, north: Cast, client_of: ClientOf
) -> None:
    url = f"/north/family/{north.ben.id}/questions/new/?{query}"
    assert client_of(north.mother).get(url).status_code == 404
    assert client_of(north.mother).post(url, WORDS).status_code == 404
    hidden = about_test(north, work="work_hidden")
    assert client_of(north.mother).get(hidden).status_code == 404


def test_attendance_goes_to_the_office_and_its_own_mark_is_the_correction(
    north: Cast, client_of: ClientOf
) -> None:
    with in_all(north), connection.cursor() as cursor:
        cursor.execute(
            'SELECT m.id, m."on" FROM attendance_attendancemark m JOIN attendance_attendancecode c'
            " ON c.id = m.code_id WHERE m.student_id = %s AND m.on <= '2026-10-06'"
            " AND c.status = 'absent' AND m.taken_by = 'office' AND m.on <> '2026-09-03'"
            " ORDER BY m.on DESC LIMIT 1",
            [north.ben.id],
        )
        mark, on = cursor.fetchone()
    client_of(north.mother).post(about_day(north, on.isoformat()), WORDS)
    question = asked(north)
    page = f"/north/staff/questions/{question.pk}/"
    assert client_of(north.teacher).get(page).status_code == 404
    clerk = client_of(north.clerk)
    assert f"?on={on.isoformat()}" in clerk.get(page).content.decode()
    present = "(SELECT min(id) FROM attendance_attendancecode WHERE status = 'present')"
    run(north, f"UPDATE attendance_attendancemark SET code_id = {present} WHERE id = %s", mark)
    assert "it is Present" in words_of(clerk.get(page))
    clerk.post(page, {"text": "He was here."})
    assert asked(north, pk=question.pk).correction_id
    assert "it is Present" in words_of(client_of(north.mother).get(list_of(north)))


def test_a_question_moves_with_its_class(north: Cast, client_of: ClientOf) -> None:
    page = f"/north/staff/questions/{north.rows['question_ben'].pk}/"
    old, new, clerk = (client_of(who) for who in (north.teacher, north.teacher_mother, north.clerk))
    assert [each.get(page).status_code for each in (old, new, clerk)] == [200, 404, 404]
    algebra = north.rows["algebra"].pk
    run(north, "UPDATE courses_sectionteacher SET ends_on = '2026-10-05' WHERE section_id = %s",
        algebra)  # fmt: skip
    assert [each.get(page).status_code for each in (old, new, clerk)] == [404, 404, 200]
    run(north, "INSERT INTO courses_sectionteacher (section_id, person_id) VALUES (%s, %s)",
        algebra, north.teacher_mother.id)  # fmt: skip
    assert [each.get(page).status_code for each in (old, new, clerk)] == [404, 200, 404]


def test_two_answers_are_one(north: Cast, client_of: ClientOf) -> None:
    page = f"/north/staff/questions/{north.rows['question_ben'].pk}/"
    teacher = client_of(north.teacher)
    teacher.post(page, {"text": "First"})
    again = teacher.post(page, {"text": "Second"}, follow=True)
    assert "It is answered already" in words_of(again)
    assert "First" in words_of(teacher.get(page))


@pytest.mark.parametrize(
    "statement",
    ["UPDATE questions_question SET answer = 'Yes', state = 'answered', answered_at = now()"
     " WHERE id = {mine}",
     "UPDATE questions_question SET correction_id = 1, state = 'closed' WHERE id = {mine}",
     "INSERT INTO questions_question (student_id, person_id, asked_by_name, school_id, kind,"
     ' "on", label, text, asked_at, due_on, state)'
     " VALUES ({ben}, {father}, 'x', {high}, 'attendance',"
     " '2026-10-06', 'x', 'x', now(), now(), 'open')",
     "INSERT INTO ledger_change (kind, student_id) VALUES ('question.changed', {ben})"],
)  # fmt: skip
def test_the_wall_lets_a_family_ask_and_nothing_else(statement: str, north: Cast) -> None:
    known = {"mine": north.rows["question_ben"].pk, "ben": north.ben.id, "father": north.father.id,
             "high": north.rows["high"].pk}  # fmt: skip
    enter(Address("north", "family"), north.mother.account)
    with transaction.atomic(), connection.cursor() as cursor:
        with pytest.raises(Error, match="row-level security"):
            cursor.execute(statement.format(**known))
        transaction.set_rollback(True)


def test_the_district_says_by_when(north: Cast, client_of: ClientOf) -> None:
    admin = client_of(north.admin)
    assert admin.post("/north/staff/questions/rules/", {"days": "0"}).status_code == 200
    admin.post("/north/staff/questions/rules/", {"days": "1"})
    client_of(north.mother).post(about_test(north), WORDS)
    assert asked(north).due_on == date(2026, 10, 7)


def test_who_answers_is_mailed_once_and_reads_no_word_of_the_child(
    north: Cast, client_of: ClientOf
) -> None:
    teacher, address = north.teacher.id, "marchetti@north.example"
    with in_all(north):
        ContactPoint.objects.filter(person_id=teacher).delete()
        ContactPoint.objects.create(person_id=teacher, kind="email", value=address)
    mother = client_of(north.mother)
    mother.post(about_test(north), WORDS)
    mother.post(about_test(north, work="work_late"), WORDS)
    with in_all(north):
        (found,) = Delivery.objects.filter(kind="question.waits")
    assert (found.to, found.person_id, found.subject) == (
        address,
        teacher,
        "A family has a question",
    )
    assert "Ben" not in found.text and "not counted" not in found.text
    assert "/north/staff/questions/" in found.text and "Friday, Oct 9" in found.text

"""Templates, searches and narrower messages: what is kept, and whom it finds the next time."""

from collections.abc import Callable
from typing import Any

import lxml.html
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from openhouse.access.viewer import System
from openhouse.attendance.models import AttendanceMark
from openhouse.courses.models import Placement, Section
from openhouse.grades.models import Score
from openhouse.messages.models import MessageFile, MessageSearch, MessageTemplate, Recipient
from openhouse.messages.sending.whom import CLASS, SCHOOL, Whom, students_of
from openhouse.people.models import Person
from tests.cast import TODAY, Cast, in_all
from tests.common.test_checking import picture
from tests.house_client import words_of
from tests.messages.test_sending import (
    INBOX,
    OFFICE,
    got_by,
    mails,
    newest,
    of_algebra,
    send,
    write,
)

pytestmark = pytest.mark.django_db
Clients = Callable[..., Any]


def form_of(page: Any) -> dict[str, Any]:
    """What the form of a page holds already."""
    found: dict[str, Any] = {}
    form = lxml.html.fromstring(page.content.decode()).xpath("//main//form[@enctype]")[0]
    for name, value in form.form_values():
        found[name] = [*found[name], value] if name in found else [value]
    return found


def test_a_template_keeps_all_of_a_message(north: Cast, client_of: Clients) -> None:
    """Whom as it is asked, languages, kind, ways, sender, words, file and time of day (MSG-11)."""
    clerk, high = client_of(north.clerk), north.rows["high"].pk
    file = SimpleUploadedFile("gym.png", picture("PNG"))
    write(
        clerk, f"{OFFICE}new/?school={high}", kind="priority", grades=["10"], language="en",
        ways=["mail"], sender="The coach", send_time="16:30", keep_as="Owls", students_too="on",
        title_es="Noche del búho", body_es="Traiga una lámpara.", upload=file,
    )  # fmt: skip
    message = send(clerk, north)
    with in_all(north):
        text = MessageTemplate.objects.get(person_id=north.clerk.id, name="Owls")
    assert message.whom_words.endswith("10th grade, who read English")
    assert {one.way for one in mails(north, message)} == {"mail"}
    assert "The coach" in words_of(client_of(north.mother).get(INBOX))
    assert "Owls" in words_of(clerk.get(f"{OFFICE}new/"))
    form = clerk.get(f"{OFFICE}new/?text={text.pk}")
    kept = form_of(form)
    assert kept["kind"] == ["message.priority"] and kept["grades"] == ["10"]
    assert kept["ways"] == ["mail"] and kept["language"] == ["en"] and kept["students_too"]
    assert kept["title_es"] == ["Noche del búho"] and "gym.png goes with it" in words_of(form)
    page = clerk.post(f"{OFFICE}new/?text={text.pk}", kept, follow=True)
    assert "gym.png" in words_of(page)
    assert 'value="2026-10-06T16:30"' in page.content.decode()
    clerk.post(f"{OFFICE}new/?text={text.pk}", {**kept, "send_time": "", "without_file": "on"})
    with in_all(north):
        assert not MessageFile.objects.filter(message_id=newest(north).pk).exists()
    other = client_of(north.teacher).get(f"{of_algebra(north)}new/?text={text.pk}")
    assert "gym.png" not in words_of(other)


def test_a_failing_mark_is_written_of_to_those_below(north: Cast, client_of: Clients) -> None:
    """The house's own template of a teacher (MSG-06), with the mark as the family sees it."""
    teacher, base = client_of(north.teacher), of_algebra(north)
    with in_all(north):
        Score.objects.visible_to(System()).filter(student_id=north.cai.id).update(points=0, flag="")
    who = teacher.get(f"{base}new/").content.decode()
    assert "?below=60&amp;text=failing" in who
    form = teacher.get(f"{base}new/?text=failing")
    assert "mark below 60" in words_of(form) and "{mark}" in form.content.decode()
    write(teacher, f"{base}new/?text=failing", kind="teacher", body_en="{mark} in {class}")
    message = send(teacher, north, base)
    assert "grandmother" in got_by(north, message)
    shown = words_of(client_of(north.grandmother).get(f"{INBOX}{message.pk}/"))
    assert "0\xa0% F in Algebra" in shown or "0 % F in Algebra" in shown
    with in_all(north):
        north.rows["high"].shows_in_progress_marks = False
        north.rows["high"].save()
    write(teacher, f"{base}new/?text=failing", kind="teacher", body_en="{mark} in {class}")
    assert "Nobody gets it" in words_of(teacher.get(f"{base}{newest(north).pk}/"))


def test_a_failing_mark_is_found_in_a_whole_school_by_as_few_statements_as_in_a_class(
    north: Cast, django_assert_num_queries: Any
) -> None:
    high, algebra = north.rows["high"], north.rows["algebra"]
    low = Whom(SCHOOL, school=high.pk, below=60)
    with in_all(north):
        mine = Score.objects.visible_to(System()).filter(student_id=north.cai.id)
        mine.update(points=0, flag="")
        assert north.cai.id in students_of(System(), low, TODAY)
        with CaptureQueriesContext(connection) as before:
            found = students_of(System(), low, TODAY)
        more = [
            Section(course=algebra.course, term=algebra.term, school=high, name=f"Algebra {n}")
            for n in range(20)
        ]
        for section in Section.objects.bulk_create(more):
            Placement.objects.visible_to(System()).create(section=section, student_id=north.ben.id)
        with django_assert_num_queries(len(before)):
            assert students_of(System(), low, TODAY) == found
        every = Section.objects.filter(school=high).values_list("pk", flat=True)
        one_by_one = [students_of(System(), Whom(CLASS, section=n, below=60), TODAY) for n in every]
        assert set().union(*one_by_one) == found


def test_a_mark_in_a_text_stands_as_each_reader_writes_it(north: Cast, client_of: Clients) -> None:
    """On the page and in the mail, whatever language the worker and the teacher have."""
    teacher, base = client_of(north.teacher), of_algebra(north)
    with in_all(north):
        Person.objects.filter(pk=north.mother.id).update(language="es")
        Person.objects.filter(pk=north.grandmother.id).update(language="en")
    write(
        teacher,
        f"{base}new/?class=1",
        kind="teacher",
        body_en="{mark} now",
        title_es="Nota",
        body_es="{mark} ahora",
    )
    message = send(teacher, north, base)
    said = {one.person_id: one.text for one in mails(north, message) if one.way == "mail"}
    grid = teacher.get(f"/north/staff/sections/{north.rows['algebra'].pk}/gradebook/").content
    for who, child, now in (
        (north.mother, north.ben, "ahora"), (north.grandmother, north.cai, "now"),
    ):  # fmt: skip
        row = lxml.html.fromstring(grid.decode()).xpath(f"//tr[@data-student='{child.id}']")[0]
        mark = row.xpath("string(td[1])")
        assert f"{mark} {now}" in said[who.id]
        shown = client_of(who).get(f"{INBOX}{message.pk}/").content.decode()
        assert f"{mark} {now}" in lxml.html.fromstring(shown).text_content()
    with in_all(north):
        (told,) = Recipient.objects.get(
            message_id=message.pk, person_id=north.mother.id
        ).told.values()
    assert mark not in told.values(), "kept in nobody's language"


def test_a_kept_search_finds_anew_and_only_what_is_hers(north: Cast, client_of: Clients) -> None:
    clerk, high = client_of(north.clerk), north.rows["high"].pk
    url = f"{OFFICE}search/"
    assert "Which school?" in words_of(clerk.get(url))
    asked = {"school": high, "least": 1, "absent": "on", "name": "Away and behind"}
    page = clerk.post(url, asked, follow=True)
    assert "absent today, 1 or more missing" in words_of(page)
    with in_all(north):
        search = MessageSearch.objects.get(person_id=north.clerk.id)
    kept = f"{OFFICE}new/?search={search.pk}"
    write(clerk, kept)
    assert "Nobody gets it" in words_of(clerk.get(f"{OFFICE}{newest(north).pk}/"))
    with in_all(north):
        hers = AttendanceMark.objects.visible_to(System()).filter(student_id=north.ben.id, on=TODAY)
        hers.filter(section=None).update(code=north.rows["code_absent_excused"])
    assert got_by(north, send(clerk, north)) == {"mother": (north.ben.id,)}
    assert client_of(north.admin).get(kept).status_code == 404
    with in_all(north):
        MessageSearch.objects.filter(pk=search.pk).update(
            whom=search.whom | {"school": north.rows["west"].pk}
        )
    assert clerk.get(kept).status_code == 404
    assert clerk.post(url, {"school": north.rows["west"].pk}).status_code == 200
    clerk.post(f"{OFFICE}kept/", {"what": "search", "number": search.pk})
    with in_all(north):
        assert not MessageSearch.objects.filter(person_id=north.clerk.id).exists()


def test_who_reads_another_language_is_left_out(north: Cast, client_of: Clients) -> None:
    """By the records, or by her own choice where she has made one (MSG-10)."""
    clerk = client_of(north.clerk)
    url = f"{OFFICE}new/?school={north.rows['high'].pk}"
    with in_all(north):
        Person.objects.filter(pk=north.grandmother.id).update(language="")
    write(clerk, url, language="es")
    assert set(got_by(north, send(clerk, north))) == {"long_parent"}
    write(clerk, url, language="en")
    assert set(got_by(north, send(clerk, north))) == {"mother", "grandmother"}


def test_a_teachers_draft_is_not_an_offices(north: Cast, client_of: Clients) -> None:
    number = north.rows["message_class_draft"].pk
    assert client_of(north.clerk).get(f"{OFFICE}{number}/edit/").status_code == 404
    assert client_of(north.teacher).get(f"{of_algebra(north)}{number}/edit/").status_code == 200

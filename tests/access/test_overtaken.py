"""Two who do the same at the same moment: nothing breaks, nothing is there twice."""

import threading
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from PIL import Image

from openhouse.access.outside import overtaken, rewind
from openhouse.access.viewer import System
from openhouse.attendance.models import AbsenceNote, AttendanceCode, AttendanceMark
from openhouse.common.scope import scope
from openhouse.grades.models import Assignment, Category, GradebookDefault, Score
from openhouse.immunizations.models import CardUpload
from tests.cast import Cast, Somebody
from tests.cast_attendance import PDF
from tests.threads import at_once

pytestmark = pytest.mark.django_db(transaction=True)
Clients = Callable[..., Any]


def a_png() -> bytes:
    into = BytesIO()
    Image.new("RGB", (40, 30), "white").save(into, "PNG")
    return into.getvalue()


def house(cast: Cast) -> Any:
    return scope(district=cast.id, students="all", hat="system")


@pytest.fixture
def twice(client_of: Clients) -> Callable[[Somebody, str, dict[str, Any]], list[int]]:
    """Two browsers of somebody send the same form at the same moment."""

    def sent(who: Somebody, url: str, said: dict[str, Any]) -> list[int]:
        clients = client_of(who), client_of(who)
        for client in clients:
            client.raise_request_exception = False
        return at_once(*(lambda client=client: client.post(url, said) for client in clients))

    return sent


def test_an_office_marks_each_student_of_a_batch_and_a_day_once(north: Cast, twice: Any) -> None:
    code = north.rows["code_absent_excused"].pk
    said = {"student": [north.ben.id, north.cai.id], "first": "2026-10-08", "last": "2026-10-14"}
    page = "/north/office/attendance/batch/"
    assert twice(north.clerk, page, said | {"code": code, "step": "keep"}) == [302, 302]
    day = f"/north/office/attendance/students/{north.mia.id}/?on=2026-10-05"
    assert twice(north.clerk, day, {"whole": code}) == [302, 302]
    resolved = {f"code-{north.ben.id}-2026-10-06": code}
    assert twice(north.clerk, "/north/office/attendance/resolve/", resolved) == [302, 302]
    with house(north):
        marks = AttendanceMark.objects.visible_to(System()).filter(taken_by="office", section=None)
        assert marks.filter(student_id=north.mia.id, on="2026-10-05").count() == 1
        assert marks.filter(student_id=north.cai.id, on="2026-10-08").count() == 1


def test_seats_and_a_code_are_kept_once_and_the_second_is_told(north: Cast, twice: Any) -> None:
    rows = north.rows
    url = f"/north/staff/attendance/{rows['algebra'].pk}/{rows['high_a2'].pk}/seats/"
    said = {f"place-{north.ben.id}": "1", f"place-{north.cai.id}": "2"}
    assert twice(north.teacher, url, said) == [302, 302]
    code = {"code": "FIELD", "name": "Field trip", "status": "absent", "excuse": "exempt"}
    assert twice(north.admin, "/north/office/attendance/codes/0/", code) == [200, 302]
    with house(north):
        assert AttendanceCode.objects.filter(code="FIELD").count() == 1


def test_a_family_that_presses_twice_tells_the_school_once(north: Cast, twice: Any) -> None:
    said = {"children": [north.ben.id], "kind": "days", "first_on": "2026-10-26",
            "reason": north.rows["reason_ill"].pk}  # fmt: skip
    url = f"/north/family/{north.ben.id}/attendance/notes/new/"
    assert set(twice(north.mother, url, said)) <= {200, 302}
    with house(north):
        notes = AbsenceNote.objects.visible_to(System()).filter(first_on="2026-10-26")
        assert notes.count() == 1


def test_a_class_takes_the_districts_categories_once(north: Cast, twice: Any) -> None:
    section = north.rows["drawing"].pk
    parts = [["Tests", "60", 0, 0, False], ["Homework", "40", 0, 0, False]]
    with house(north):
        Category.objects.filter(section_id=section).delete()
        GradebookDefault.objects.update(categories=parts)
    said = {"name": "Quiz", "points": "10", "multiplier": "1", "counts": "on", "category": "-1"}
    url = f"/north/staff/sections/{section}/gradebook/"
    # who comes a moment later finds the categories there, and is asked to choose one of them
    assert twice(north.teacher, f"{url}work/new/", said) in ([302, 302], [302, 400], [400, 302])
    with house(north):
        names = Category.objects.filter(section_id=section).values_list("name", flat=True)
        assert sorted(names) == ["Homework", "Tests"]
        made = Assignment.objects.filter(section_id=section, name="Quiz")
        assert {work.category.name for work in made if work.category} == {"Tests"}


def test_a_new_category_is_made_once(north: Cast, twice: Any) -> None:
    section = north.rows["history"].pk
    said = {"keep": "yes", "name--1": "Projects", "weight--1": "5", "weighted": "on"}
    url = f"/north/staff/sections/{section}/gradebook/options/"
    # The second is kept as the same, or is told that there is one of that name by now.
    assert twice(north.teacher, url, said) in ([302, 302], [302, 400])
    with house(north):
        assert Category.objects.filter(section_id=section).count() == 1


def test_a_category_goes_while_work_is_put_into_it(north: Cast, client_of: Clients) -> None:
    url = f"/north/staff/sections/{north.rows['algebra'].pk}/gradebook/"
    tests = north.rows["tests"].pk
    work = {"name": "Quiz", "points": "10", "multiplier": "1", "category": tests}
    gone = f"{url}options/categories/{tests}/remove/"
    one, other = client_of(north.teacher), client_of(north.teacher)
    found = at_once(
        lambda: one.post(gone, {"remove": "yes", "to": "0"}),
        lambda: other.post(f"{url}work/new/", work),
    )
    assert found in ([302, 302], [302, 400])


def test_no_score_is_left_behind_by_work_that_is_removed_at_that_moment(
    north: Cast, client_of: Clients
) -> None:
    """The trigger that keeps work with scores does not see one that is not committed yet."""
    section, work = north.rows["algebra"].pk, north.rows["work_due_tomorrow"].pk
    url = f"/north/staff/sections/{section}/gradebook/"
    cells = {"cells": [[north.ben.id, work, "5", "", None]]}
    removed = threading.Thread(
        target=lambda: (client_of(north.teacher).post(f"{url}work/{work}/remove/"),
                        connection.close())
    )  # fmt: skip
    with transaction.atomic():
        answer = client_of(north.teacher).post(f"{url}scores/", cells, "application/json")
        assert answer.status_code == 200
        removed.start()
        removed.join(1)
        assert removed.is_alive()  # it waits
    removed.join(30)
    with house(north):
        scores = Score.objects.visible_to(System()).filter(assignment_id=work)
        assert scores.exists() and Assignment.objects.filter(pk=work).exists()


def test_a_request_is_asked_anew_once_and_for_a_lost_race_alone(rf: Any) -> None:
    request = rf.post("/", {"upload": SimpleUploadedFile("letter.pdf", PDF)})
    assert request.FILES["upload"].read() == PDF
    assert not overtaken(request, ValueError())
    lost = lost_race()
    assert overtaken(request, lost)
    rewind(request)
    assert request.FILES["upload"].read() == PDF
    assert not overtaken(request, lost)


def lost_race() -> Exception:
    with transaction.atomic(), connection.cursor() as says:
        says.execute("CREATE TEMPORARY TABLE twice (a int PRIMARY KEY) ON COMMIT DROP")
        with pytest.raises(IntegrityError) as caught:
            says.execute("INSERT INTO twice VALUES (1), (1)")
        transaction.set_rollback(True)
    return caught.value


def test_two_cards_at_once_do_not_pass_what_may_wait(north: Cast, client_of: Clients) -> None:
    url = f"/north/family/{north.ben.id}/immunizations/card/"
    one, other = client_of(north.mother), client_of(north.mother)
    for _ in range(3):  # one of the cast waits already
        one.post(url, {"card": SimpleUploadedFile("card.png", a_png())})
    found = at_once(
        lambda: one.post(url, {"card": SimpleUploadedFile("card.png", a_png())}),
        lambda: other.post(url, {"card": SimpleUploadedFile("card.png", a_png())}),
    )
    assert found == [200, 302]
    with house(north):
        waiting = CardUpload.objects.visible_to(System()).filter(student_id=north.ben.id)
        assert waiting.filter(state="waiting").count() == 5

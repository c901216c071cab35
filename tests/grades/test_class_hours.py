"""A school that shows no scores and marks in class hours (NOT-06): on no page, till it opens."""

from collections.abc import Callable
from datetime import date, time
from typing import Any
from urllib.parse import urljoin

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import html

from openhouse.access.enter import Address, enter
from openhouse.access.viewer import System
from openhouse.common.rows import rows
from openhouse.common.wall import Wall, wall_of
from openhouse.districts.models import Day, GradeHours, Period
from openhouse.grades.models import PostedMark, Score
from openhouse.ledger.models import Change
from tests.access.test_look import step_in
from tests.access.walk import WORD, Visitor
from tests.cast import CANARIES, Cast, in_all
from tests.house_client import words_of

pytestmark = pytest.mark.django_db
Clients = Callable[..., Any]
At = Callable[[str], None]
#: Tables whose words stand on a page with a score or a mark alone.
HELD_BACK = {"grades_score", "grades_rubricscore", "grades_postedmark"}
BEFORE, IN_CLASS, AFTER = "2026-10-06T07:30", "2026-10-06T10:05", "2026-10-06T14:40"
SAID = "shows grades outside class hours. They are here again today at 2:40 PM."
#: Times that one page is opened with other words after the "?".
VARIANTS = 4


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> At:
    return lambda when: monkeypatch.setenv("OPENHOUSE_TODAY", when)


def close(cast: Cast, school: str = "high", to: str = "everybody", **columns: Any) -> None:
    with in_all(cast):
        GradeHours.objects.update_or_create(
            school=cast.rows[school], defaults={"closed_to": to, "by_bell": True} | columns
        )


def crawled(client: Visitor, cast: Cast) -> tuple[dict[str, int], set[tuple[str, str]]]:
    """Every page for families that links lead to; keys and pages of scores and marks there."""
    seen, met = dict[str, int](), set[tuple[str, str]]()
    waiting = [f"/{cast.slug}/family/"]
    while waiting:
        url = waiting.pop().partition("#")[0]
        path = url.partition("?")[0]
        if url in seen or not path.startswith(f"/{cast.slug}/family/"):
            continue
        if sum(one.partition("?")[0] == path for one in seen) > VARIANTS:
            continue
        answer: Any = client.get(url)
        seen[url] = answer.status_code
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        for number, slug in WORD.findall(body.decode(errors="ignore")):
            word = CANARIES.get(f"ZQ{number}{slug}")
            if word is not None and word.table in HELD_BACK:
                met.add((word.key, path))
        if answer.status_code in (301, 302):
            waiting.append(urljoin(url, answer.headers["Location"]))
        elif answer.headers.get("Content-Type", "").startswith("text/html") and body:
            waiting += [urljoin(url, link) for link in html.fromstring(body).xpath("//a/@href")]
    return seen, met


def test_what_a_student_has_for_a_piece_of_work_stands_behind_a_wall_that_closes() -> None:
    """A new table of such rows has to say so; what she hands in is her own, notes no family's."""
    own = (Wall.SCORE, Wall.HANDED_IN, Wall.TEACHERS_NOTE)
    for model in apps.get_app_config("grades").get_models():
        names = {field.name for field in model._meta.fields}
        if {"student", "assignment"} <= names:
            assert wall_of(model) in own, model


def grades_of(cast: Cast, who: str) -> str:
    return f"/{cast.slug}/family/{cast.persons[who].id}/grades/"


@pytest.mark.parametrize("name", ["mother", "ben"])
def test_on_no_page_is_a_score_or_a_mark_of_a_school_while_it_is_closed(
    name: str, north: Cast, at: At
) -> None:
    close(north)
    at(IN_CLASS)
    seen, met = crawled(Visitor.of(north, name), north)
    assert len(seen) > 60 and set(seen.values()) <= {200, 302}
    assert {(key, path) for key, path in met if not key.startswith("ana_")} == set()
    # her other child's school is open
    assert any(key.startswith("ana_work") for key, _path in met) is (name == "mother")
    at(AFTER)
    client = Visitor.of(north, name)
    for page in ("", f"{north.rows['algebra'].pk}/"):
        words = client.get(f"{grades_of(north, 'ben')}{page}").content.decode()
        found = {CANARIES[f"ZQ{n}{slug}"].table for n, slug in WORD.findall(words)}
        assert HELD_BACK & found, page


def test_the_pages_say_when_the_rest_is_here_again(north: Cast, client_of: Clients, at: At) -> None:
    close(north)
    at(IN_CLASS)
    mother, child = client_of(north.mother), f"/north/family/{north.ben.id}/"
    course = f"{grades_of(north, 'ben')}{north.rows['algebra'].pk}/"
    for url in (child, grades_of(north, "ben"), course, f"{child}assignments/", "/north/family/"):
        assert SAID in words_of(mother.get(url)), url
    assert SAID in words_of(mother.get(f"{course}why/", follow=True))
    assert SAID in words_of(mother.get(f"{course}try/", follow=True))
    today = words_of(mother.get(child))
    assert "2:40 PM grades again" in today and "missing" not in today and "All quiet" not in today
    work = words_of(mother.get(f"{child}assignments/"))
    assert "Nothing is missing" not in work and "Due tomorrow" in work and "Not scored" not in work
    lost = words_of(mother.get(f"{child}assignments/?show=missing"))
    assert "Not shown now" in lost and "accounted for" not in lost
    assert SAID not in words_of(mother.get(f"{child}attendance/"))
    assert SAID not in words_of(mother.get(f"/north/family/{north.ana.id}/"))
    at(AFTER)
    assert SAID not in words_of(mother.get(child))


@pytest.mark.parametrize(("to", "mother", "ben"), [("students", True, False),
                                                   ("everybody", False, False),
                                                   ("nobody", True, True)])  # fmt: skip
def test_the_wall_holds_them_back_from_those_for_whom_it_is_closed(
    to: str, mother: bool, ben: bool, north: Cast, at: At
) -> None:
    close(north, to=to)
    at(IN_CLASS)
    for name, sees in (("mother", mother), ("ben", ben)):
        enter(Address("north", "family"), north.persons[name].account)
        house = System()
        for model in (Score, PostedMark):
            mine = model.objects.visible_to(house).filter(student_id=north.ben.id)
            assert mine.exists() is sees, (name, model)
        lines = Change.objects.filter(student_id=north.ben.id, kind__startswith="score.")
        assert lines.exists() is sees, name


def test_staff_see_everything_at_every_hour(north: Cast, client_of: Clients, at: At) -> None:
    close(north)
    at(IN_CLASS)
    for name, hat in (("teacher", "staff"), ("clerk", "office"), ("admin", "office")):
        enter(Address("north", hat), north.persons[name].account)  # type: ignore[arg-type]
        assert Score.objects.visible_to(System()).filter(student_id=north.ben.id).exists(), name
        assert PostedMark.objects.visible_to(System()).filter(student_id=north.ben.id).exists()


@pytest.mark.parametrize("clerk_sees", ["students", "everybody"])
def test_a_look_of_an_office_shows_what_the_guardian_sees(
    clerk_sees: str, north: Cast, at: At
) -> None:
    close(north, to=clerk_sees)
    at(IN_CLASS)
    step_in(north, "clerk", "long_parent")
    mine = PostedMark.objects.visible_to(System()).filter(student_id=north.max.id)
    assert mine.exists() is (clerk_sees == "students")


def test_of_a_child_at_two_schools_only_the_one_is_closed(north: Cast, at: At) -> None:
    close(north)
    at(IN_CLASS)
    enter(Address("north", "family"), north.grandmother.account)
    marks = PostedMark.objects.visible_to(System()).filter(student_id=north.cai.id)
    schools = set(marks.values_list("section__school_id", flat=True))
    assert north.rows["high"].pk not in schools and north.rows["career"].pk in schools


def test_a_page_of_before_class_is_never_unchanged_in_it_nor_the_other_way_round(
    north: Cast, client_of: Clients, at: At
) -> None:
    close(north)
    mother = client_of(north.mother)
    tags = {}
    for when in (BEFORE, "2026-10-06T08:04", IN_CLASS, "2026-10-06T14:39", AFTER):
        at(when)
        tags[when] = mother.get(grades_of(north, "ben"))["ETag"]
    assert tags[IN_CLASS] == tags["2026-10-06T14:39"]
    at(IN_CLASS)
    old = {"HTTP_IF_NONE_MATCH": tags[BEFORE]}
    assert mother.get(grades_of(north, "ben"), **old).status_code == 200
    same = {"HTTP_IF_NONE_MATCH": tags[IN_CLASS]}
    assert mother.get(grades_of(north, "ben"), **same).status_code == 304
    at(AFTER)
    assert SAID not in words_of(mother.get(grades_of(north, "ben"), **same))


@pytest.mark.django_db(transaction=True)
def test_in_what_changed_they_wait_and_stay_new(north: Cast, client_of: Clients, at: At) -> None:
    close(north)
    mother, url = client_of(north.mother), "/north/family/changes/"
    at(BEFORE)
    words_of(mother.get(url))
    with in_all(north):
        mine = Score.objects.visible_to(System()).filter(
            student_id=north.ben.id, assignment_id=north.rows["work_plain"].pk
        )
        assert mine.update(points=3)
    at(IN_CLASS)
    for _again in range(2):
        page = words_of(mother.get(url))
        assert north.rows["work_plain"].name not in page and SAID in page
    at(AFTER)
    page = words_of(mother.get(url))
    assert north.rows["work_plain"].name in page and "days · 1 new" in page
    assert "days · 1 new" not in words_of(mother.get(url))


def test_no_page_asks_one_more_statement(north: Cast, client_of: Clients, at: At) -> None:
    at(IN_CLASS)
    mother, child = client_of(north.mother), f"/north/family/{north.ben.id}/"
    pages = (child, grades_of(north, "ben"), f"{child}assignments/", f"{child}attendance/")
    counts: list[list[int]] = []
    for _closed in (False, True):
        counts.append([])
        for url in pages:
            mother.get(url)
            with CaptureQueriesContext(connection) as asked:
                mother.get(url)
            counts[-1].append(len(asked))
        close(north)
    assert all(shut <= open_ for open_, shut in zip(*counts, strict=True))


def hours(cast: Cast, on: date) -> list[tuple[time, time]]:
    with in_all(cast):
        found = rows(
            "SELECT starts_at, ends_at FROM openhouse_grade_hours(%s, %s) WHERE school = %s",
            [cast.id, on, cast.rows["high"].pk],
        )
    return [(starts, ends) for starts, ends in found]


TUESDAY, SATURDAY = date(2026, 10, 6), date(2026, 10, 10)


def test_the_class_hours_of_the_day_are_those_of_its_bell_schedule(north: Cast) -> None:
    close(north)
    assert hours(north, TUESDAY) == [(time(8), time(14, 40))]
    assert hours(north, SATURDAY) == []
    with in_all(north):
        last = Period.objects.filter(bell_schedule=north.rows["high_a"], ends_at__gt=time(12))
        early = Period.objects.filter(bell_schedule=north.rows["high_b"], ends_at__gt=time(12))
        assert last.delete() and early.delete()
    found = hours(north, TUESDAY)
    assert found and found[0][1] <= time(12)  # a day of early release


def test_a_day_without_a_bell_schedule_has_the_schools_own_hours_or_none(north: Cast) -> None:
    close(north)
    with in_all(north):
        Day.objects.filter(school_year=north.rows["high_year"], on=TUESDAY).update(
            bell_schedule=None
        )
    assert hours(north, TUESDAY) == []
    close(north, starts_at=time(7, 30), ends_at=time(16))
    assert hours(north, TUESDAY) == [(time(7, 30), time(16))]
    close(north, by_bell=False, starts_at=time(9), ends_at=time(15))
    assert hours(north, TUESDAY) == [(time(9), time(15))]
    assert hours(north, date(2026, 9, 7)) == []  # Labor Day
    assert hours(north, date(2020, 9, 8)) == []  # no school year


@pytest.mark.parametrize(
    ("moment", "closed"),
    [
        # Central Time: minus five hours until November 1, then minus six
        ("2026-10-30T12:29:59Z", False),
        ("2026-10-30T12:30:00Z", True),
        ("2026-11-02T12:30:00Z", False),
        ("2026-11-02T13:30:00Z", True),
        ("2026-11-02T21:59:59Z", True),
        ("2026-11-02T22:00:00Z", False),
    ],
)
def test_the_hours_are_those_of_the_districts_clock_before_and_after_it_is_turned(
    moment: str, closed: bool, north: Cast
) -> None:
    close(north, by_bell=False, starts_at=time(7, 30), ends_at=time(16))
    year = north.rows["high_year"]
    with in_all(north):
        Day.objects.update_or_create(
            school_year=year, on=date.fromisoformat(moment[:10]), defaults={"instructional": True}
        )
    said = "SELECT openhouse_enter('north', %s, 'family', %s, NULL, %s) ->> 'closed' IS NOT NULL"
    with connection.cursor() as cursor:
        cursor.execute(said, [north.ben.account, moment[:10], moment])
        assert cursor.fetchone() == (closed,)

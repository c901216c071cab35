"""Grades, one course and assignments as families see them."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import html

from openhouse.access.viewer import System
from openhouse.common.scope import scope
from openhouse.courses.models import Placement
from openhouse.districts.models import School, Term
from openhouse.grades.models import Assignment, PostedMark, Score
from openhouse.home import changes
from tests.cast import TODAY, Cast, Somebody, in_all
from tests.house_client import HouseClient, words_of

pytestmark = pytest.mark.django_db
Sign = Callable[[Somebody], HouseClient]
PAGES = ("grades/", "assignments/", "assignments/?show=missing")


def address(cast: Cast, student: Somebody, page: str) -> str:
    return f"/{cast.slug}/family/{student.id}/{page}"


def course_page(cast: Cast, section: str) -> str:
    return f"grades/{cast.rows[section].pk}/"


def words_at(client: HouseClient, url: str) -> str:
    return words_of(client.get(url))


def line_of(client: HouseClient, url: str, name: str) -> str:
    """The words of the row whose title starts with *name*."""
    tree = html.document_fromstring(client.get(url).content.decode())
    # where it is handed in there is a row above, with a link of its own
    handing = ".//a[contains(@href, '/work/')]"
    for row in tree.xpath(f"//li[contains(@class, 'row')][not({handing})]"):
        text = " ".join(" ".join(row.itertext()).split())
        if text.startswith(name):
            return text
    raise AssertionError(f"no row {name!r} on {url}")


@contextmanager
def office(cast: Cast) -> Iterator[None]:
    """Change rows as the district itself; the test's end takes it back."""
    with scope(district=cast.id, students="all", hat="system"):
        yield


@pytest.fixture
def mother(client_of: Sign, north: Cast) -> HouseClient:
    return client_of(north.mother)


# --- who sees it -----------------------------------------------------------------------------


@pytest.mark.parametrize("page", PAGES)
def test_a_barred_parent_gets_not_found(client_of: Sign, north: Cast, page: str) -> None:
    client = client_of(north.barred)
    assert client.get(address(north, north.leo, page)).status_code in (403, 404)
    assert client.get(address(north, north.ben, page)).status_code in (403, 404)


@pytest.mark.parametrize("page", PAGES)
def test_a_child_who_is_not_yours_is_not_found(
    mother: HouseClient, north: Cast, south: Cast, page: str
) -> None:
    for student in (north.leo, south.ben):
        assert mother.get(address(north, student, page)).status_code == 404


@pytest.mark.parametrize("section", ["biology", "science", "math"])
def test_a_course_that_the_child_is_not_in_is_not_found(
    mother: HouseClient, north: Cast, section: str
) -> None:
    url = address(north, north.ben, course_page(north, section))
    assert mother.get(url).status_code == 404


@pytest.mark.parametrize("section", ["0", "999999999", str(2**63), str(10**40)])
def test_an_unknown_course_is_not_found(mother: HouseClient, north: Cast, section: str) -> None:
    assert mother.get(address(north, north.ben, f"grades/{section}/")).status_code == 404


def test_another_districts_course_is_not_found(
    mother: HouseClient, north: Cast, south: Cast
) -> None:
    url = address(north, north.ben, course_page(south, "algebra"))
    assert mother.get(url).status_code == 404


@pytest.mark.parametrize(
    "query",
    [
        "?term=x",
        "?term=-1",
        "?term=99999999999999999999",
        "?school=0",
        "?school=²",
        "?term=&school=",
    ],
)
def test_a_wrong_choice_is_ignored(mother: HouseClient, north: Cast, query: str) -> None:
    for page in ("grades/", course_page(north, "algebra")):
        assert mother.get(address(north, north.ben, page + query)).status_code == 200


@pytest.mark.parametrize(
    "query", ["?show=x", "?show=all&weeks=x", "?weeks=99999999999", "?weeks=-3"]
)
def test_a_wrong_filter_is_ignored(mother: HouseClient, north: Cast, query: str) -> None:
    assert mother.get(address(north, north.ben, f"assignments/{query}")).status_code == 200


def test_a_student_sees_the_same_as_her_parent(
    client_of: Sign, mother: HouseClient, north: Cast
) -> None:
    url = address(north, north.ben, course_page(north, "algebra"))
    hers = words_at(client_of(north.ben), url)
    assert hers.split("So far")[1] == words_at(mother, url).split("So far")[1]


@pytest.mark.parametrize(
    "page", [*PAGES, "grades/{algebra}/", "grades/{algebra}/why/", "assignments/?show=all&weeks=60"]
)
def test_a_page_sends_at_most_eight_statements(mother: HouseClient, north: Cast, page: str) -> None:
    url = address(north, north.ben, page.format(algebra=north.rows["algebra"].pk))
    mother.get(url)
    changes._KNOWN.clear()  # what is unread is counted again, as for who comes first
    with CaptureQueriesContext(connection) as sent:
        assert mother.get(url).status_code == 200
    assert len(sent) <= 8, [query["sql"][:80] for query in sent]


# --- the list of courses ---------------------------------------------------------------------


def test_the_list_says_how_things_stand_before_any_mark(mother: HouseClient, north: Cast) -> None:
    words = words_at(mother, address(north, north.ben, "grades/"))
    name = north.rows["algebra"].name
    assert f"1 class going well, 1 to look at: {name} 57.9 %." in words
    assert "1 piece of work is missing" in words


def test_each_course_says_how_fresh_it_is(mother: HouseClient, north: Cast) -> None:
    url = address(north, north.ben, "grades/")
    assert "last entry yesterday" in line_of(mother, url, "Algebra II")
    assert "last entry 26 days ago" in line_of(mother, url, "US History")


def test_courses_for_grading_only_are_courses_here(mother: HouseClient, north: Cast) -> None:
    words = words_at(mother, address(north, north.ana, "grades/"))
    assert "Mathematics" in words and "Reading" in words


def test_a_child_at_two_schools_has_a_picker(client_of: Sign, north: Cast) -> None:
    client = client_of(north.grandmother)
    url = address(north, north.cai, "grades/")
    high, career = north.rows["high"], north.rows["career"]
    assert "Welding" not in words_at(client, url).split("So far")[1]
    assert high.name in words_at(client, url) and career.name in words_at(client, url)
    there = words_at(client, f"{url}?school={career.pk}")
    assert "Welding" in there and "Algebra" not in there


def test_a_child_who_moved_finds_her_old_school_too(client_of: Sign, north: Cast) -> None:
    client = client_of(north.grandmother)
    url = address(north, north.dee, "grades/")
    old = north.rows["elementary"]
    assert f"{old.name}, until Sep 18" in words_at(client, url)
    assert "until Sep 18" in line_of(client, f"{url}?school={old.pk}", "Grade 3")


def test_before_the_first_score_the_classes_are_there(client_of: Sign, north: Cast) -> None:
    with in_all(north):
        Score.objects.visible_to(System()).filter(student_id=north.ben.id).delete()
        PostedMark.objects.visible_to(System()).filter(student_id=north.ben.id).delete()
        Assignment.objects.all().update(visible=False)
    url = address(north, north.ben, "grades/")
    client = client_of(north.mother)
    assert "No mark in progress yet. It shows here when a teacher" in words_at(client, url)
    links = html.document_fromstring(client.get(url).content.decode()).xpath("//main//li//a/@href")
    assert address(north, north.ben, course_page(north, "algebra")) in links


def test_a_child_about_whom_nothing_is_recorded_gets_a_friendly_page(
    client_of: Sign, north: Cast
) -> None:
    client = client_of(north.empty_parent)
    assert "No marks yet" in words_at(client, address(north, north.gus, "grades/"))
    assert "No work now" in words_at(client, address(north, north.gus, "assignments/"))


# --- terms -----------------------------------------------------------------------------------


def test_there_is_no_term_picker_while_there_is_one_term(mother: HouseClient, north: Cast) -> None:
    assert "?term=" not in mother.get(address(north, north.ben, "grades/")).content.decode()


def test_earlier_terms_can_be_opened(
    mother: HouseClient, north: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENHOUSE_TODAY", "2026-11-02T10:00")
    url = address(north, north.ben, "grades/")
    now = words_at(mother, url)
    assert north.rows["high_q2"].name in now and north.rows["high_s1"].name in now
    assert "57.9 %" not in now
    first = words_at(mother, f"{url}?term={north.rows['high_q1'].pk}")
    posted, computed = first.split("What the scores come to")
    assert "84.5 %" in posted.split("Posted by the teachers")[1]
    assert "57.9 %" in computed and "so far" not in first


def test_a_hidden_term_is_not_to_be_seen(
    mother: HouseClient, north: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENHOUSE_TODAY", "2026-11-02T10:00")
    q1 = north.rows["high_q1"]
    with office(north):
        Term.objects.filter(pk=q1.pk).update(visible=False)
    for page in ("grades/", course_page(north, "algebra"), "assignments/?show=all&weeks=60"):
        for query in ("", f"?term={q1.pk}", f"?term={north.rows['high_s1'].pk}"):
            found = mother.get(address(north, north.ben, page) + ("" if "?" in page else query))
            text = found.content.decode()
            assert north.rows["work_plain"].name not in text
            assert q1.name not in text and "84.5" not in text


# --- one course ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("work", "said"),
    [
        ("plain", ["9 of 10", "90 %", "due Tuesday, Sep 1", "given Aug 17", "Come and see me."]),
        ("turned_in", ["Turned in", "–", "due Monday, Oct 5"]),
        ("late", ["Late", "7 of 10", "70 %"]),
        ("missing", ["Missing", "0 of 10", "was due Tuesday, Sep 15", "lowest, left out"]),
        ("incomplete", ["Incomplete", "4 of 10", "40 %"]),
        ("cheated", ["See the teacher", "0 of 50", "counts as 0"]),
        ("exempt", ["Excused", "–", "does not count"]),
        ("dropped", ["Dropped", "2 of 10", "does not count"]),
        ("test", ["39 of 50", "78 %", "counts 2 times"]),
        ("practice", ["Does not count", "5 of 5"]),
        ("due_today", ["due Tuesday, Oct 6", "10 points"]),
        ("undated", ["given Aug 17", "10 points"]),
    ],
)
def test_each_piece_of_work_says_its_flag_in_words(
    mother: HouseClient, north: Cast, work: str, said: list[str]
) -> None:
    url = address(north, north.ben, course_page(north, "algebra"))
    line = line_of(mother, url, north.rows[f"work_{work}"].name)
    for words in said:
        assert words in line


@pytest.mark.parametrize("flag", ["late", "missing", "incomplete", "cheated", "exempt", "dropped"])
def test_a_flag_has_an_icon_beside_its_word(mother: HouseClient, north: Cast, flag: str) -> None:
    page = mother.get(address(north, north.ben, course_page(north, "algebra"))).content.decode()
    name = north.rows[f"work_{flag}"].name
    (tag,) = html.document_fromstring(page).xpath(
        f"//li[.//*[contains(., '{name}')]]//span[contains(@class, 'tag')]"
    )
    assert tag.find("svg") is not None
    assert tag.text_content().strip()


def test_blank_and_incomplete_work_shows_no_percent(mother: HouseClient, north: Cast) -> None:
    with office(north):
        blank = Score.objects.visible_to(System()).filter(
            student_id=north.ben.id, assignment_id=north.rows["work_incomplete"].pk
        )
        blank.update(points=None)
    url = address(north, north.ben, course_page(north, "algebra"))
    line = line_of(mother, url, north.rows["work_incomplete"].name)
    assert "Incomplete" in line and "%" not in line and "–" in line


def test_the_page_says_why(mother: HouseClient, north: Cast) -> None:
    words = words_at(mother, address(north, north.ben, course_page(north, "algebra")))
    tests, homework = north.rows["tests"].name, north.rows["homework"].name
    assert "Why 57.9 %?" in words
    assert f"{tests} 52 % × 60 % 31.2" in words
    assert f"{homework} 66.7 % × 40 % 26.7" in words
    assert "Together 57.9" in words
    missing = north.rows["work_missing"].name
    assert f"Left out, because the lowest is dropped: {missing}." in words
    assert "counts as 0." not in words


def test_weights_are_named_only_where_they_are_used(mother: HouseClient, north: Cast) -> None:
    assert "counts 60 %" in words_at(
        mother, address(north, north.ben, course_page(north, "algebra"))
    )
    plain = words_at(mother, address(north, north.ben, course_page(north, "history")))
    assert "counts" not in plain.split("Why 85 %?")[1].replace("every point counts the same", "")
    assert "This class goes by points" in plain
    assert "All scores 17 of 20 85 %" in plain


def test_the_mark_is_called_early_while_one_score_can_move_it(
    mother: HouseClient, north: Cast
) -> None:
    words = words_at(mother, address(north, north.ben, course_page(north, "history")))
    assert "1 piece so far" in words
    assert "Early: one score can move it a lot" in words


@pytest.mark.parametrize("page", ["grades/{algebra}/", "assignments/?show=all&weeks=60"])
def test_a_comment_and_feedback_on_the_work_are_told_apart(
    mother: HouseClient, north: Cast, page: str
) -> None:
    url = address(north, north.ben, page.format(algebra=north.rows["algebra"].pk))
    words = words_at(mother, url)
    assert north.rows["ben_work_plain"].comment in words
    assert f"Feedback: “{north.rows['ben_work_plain'].feedback}" in words


@pytest.mark.parametrize("page", ["grades/", "grades/{algebra}/", "assignments/?show=all&weeks=60"])
def test_hidden_work_never_appears(mother: HouseClient, north: Cast, page: str) -> None:
    with office(north):
        Assignment.objects.filter(pk=north.rows["work_hidden"].pk).update(due_on=TODAY)
    url = address(north, north.ben, page.format(algebra=north.rows["algebra"].pk))
    text = mother.get(url).content.decode()
    assert north.rows["work_hidden"].name not in text
    assert north.rows["ben_work_hidden"].comment not in text
    assert "31 of 50" not in text


def test_hidden_work_is_not_in_the_mark_that_families_see(mother: HouseClient, north: Cast) -> None:
    url = address(north, north.ben, "grades/")
    with office(north):
        Assignment.objects.filter(pk=north.rows["work_hidden"].pk).update(due_on=TODAY)
    assert "57.9 %" in words_at(mother, url)


def test_a_score_for_another_districts_work_never_appears(mother: HouseClient, north: Cast) -> None:
    word = north.rows["bad_score_away"].comment
    for page in ("grades/", course_page(north, "algebra"), "assignments/?show=recent"):
        assert word not in mother.get(address(north, north.ben, page)).content.decode()


def test_work_due_before_she_came_is_not_held_against_her(mother: HouseClient, north: Cast) -> None:
    with office(north):
        mine = Placement.objects.visible_to(System()).filter(
            student_id=north.ben.id, section_id=north.rows["algebra"].pk
        )
        mine.update(starts_on=date(2026, 9, 28))
        Score.objects.visible_to(System()).filter(
            student_id=north.ben.id, assignment_id=north.rows["work_plain"].pk
        ).delete()
    page = mother.get(address(north, north.ben, course_page(north, "algebra"))).content.decode()
    assert north.rows["work_plain"].name not in page
    assert north.rows["work_late"].name in page


# --- what a school hides ---------------------------------------------------------------------


def test_a_school_may_hide_marks_in_progress(mother: HouseClient, north: Cast) -> None:
    with office(north):
        School.objects.filter(pk=north.rows["high"].pk).update(shows_in_progress_marks=False)
    words = words_at(mother, address(north, north.ben, "grades/"))
    assert "57.9 %" not in words and "84.5 %" in words
    assert "This school shows marks once the teachers have posted them." in words
    course = words_at(mother, address(north, north.ben, course_page(north, "algebra")))
    assert "57.9 %" not in course and "Why" not in course and "9 of 10" in course


def test_a_school_may_hide_assignments(mother: HouseClient, north: Cast) -> None:
    with office(north):
        School.objects.filter(pk=north.rows["high"].pk).update(shows_assignments=False)
    course = words_at(mother, address(north, north.ben, course_page(north, "algebra")))
    assert "This school does not show single assignments to families." in course
    assert "57.9 %" in course
    for work in ("plain", "missing", "due_today"):
        assert north.rows[f"work_{work}"].name not in course
    page = words_at(mother, address(north, north.ben, "assignments/"))
    assert "This school does not show single assignments to families." in page


# --- assignments -----------------------------------------------------------------------------


def test_missing_work_comes_first(mother: HouseClient, north: Cast) -> None:
    words = words_at(mother, address(north, north.ben, "assignments/"))
    missing = north.rows["work_missing"].name
    assert words.index(missing) < words.index("This week") < words.index("Last week")
    assert words.count(missing) == 1


@pytest.mark.parametrize(
    ("show", "there", "not_there"),
    [
        ("missing", ["missing"], ["plain", "due_today", "test"]),
        ("due", ["missing", "due_today", "due_tomorrow", "undated"], ["plain", "turned_in"]),
        ("recent", ["incomplete", "test", "practice", "dropped"], ["plain", "late", "due_today"]),
        ("all", ["missing", "due_today", "test", "turned_in"], ["plain", "late"]),
        ("all&weeks=60", ["missing", "plain", "late", "cheated"], []),
    ],
)
def test_the_filters_show_what_they_say(
    mother: HouseClient, north: Cast, show: str, there: list[str], not_there: list[str]
) -> None:
    words = words_at(mother, address(north, north.ben, f"assignments/?show={show}"))
    listed = words.split("New scores")[1]
    for work in there:
        assert north.rows[f"work_{work}"].name in listed
    for work in not_there:
        assert north.rows[f"work_{work}"].name not in listed


def test_work_is_grouped_by_week(mother: HouseClient, north: Cast) -> None:
    with office(north):
        Assignment.objects.filter(pk=north.rows["work_due_tomorrow"].pk).update(
            due_on=TODAY + timedelta(days=14)
        )
    words = words_at(mother, address(north, north.ben, "assignments/?show=due"))
    assert words.index("This week") < words.index("Week of Oct 19")


def test_weeks_farther_off_than_the_next_are_folded(mother: HouseClient, north: Cast) -> None:
    page = mother.get(address(north, north.ben, "assignments/?show=all&weeks=10"))
    cards = {
        card.xpath("string(.//h2)"): card
        for card in html.document_fromstring(page.content.decode()).xpath("//main//section")
    }
    folded = {name for name, card in cards.items() if card.xpath(".//details[not(@open)]//li")}
    assert folded == {"Week of Sep 21", "Week of Sep 7"}, "no near week and no single line"
    assert {"This week", "Last week", "Week of Sep 14"} <= set(cards)
    assert "Show 2 pieces of work" in " ".join(cards["Week of Sep 21"].itertext())
    assert not cards["Week of Sep 21"].xpath(".//h2[ancestor::details]"), "paper hides the handle"


def test_the_weeks_that_were_asked_for_begin_open(mother: HouseClient, north: Cast) -> None:
    """The link to earlier weeks leads to the first of them, which stands open there."""
    url = address(north, north.ben, "assignments/?show=all&weeks=4")
    page = mother.get(url).content.decode()
    tree = html.document_fromstring(page)
    (link,) = tree.xpath("//a[normalize-space()='Show earlier weeks']/@href")
    assert link == address(north, north.ben, "assignments/") + "?show=all&weeks=7#earlier"
    (card,) = tree.xpath("//*[@id='earlier']")
    assert card.xpath(".//li") and not card.xpath(".//details[not(@open)]")


def test_work_that_was_due_without_a_score_stays_to_be_done(
    mother: HouseClient, north: Cast
) -> None:
    with office(north):
        Assignment.objects.filter(pk=north.rows["work_due_today"].pk).update(
            due_on=date(2026, 9, 30)
        )
    words = words_at(mother, address(north, north.ben, "assignments/?show=due"))
    waiting = words.split("Was due, no score yet")[1]
    assert north.rows["work_due_today"].name in waiting
    assert "can still be turned in" not in words.lower()


def test_each_piece_leads_to_its_course_or_to_where_it_is_handed_in(
    mother: HouseClient, north: Cast
) -> None:
    page = mother.get(address(north, north.ben, "assignments/")).content.decode()
    target = address(north, north.ben, course_page(north, "algebra"))
    links = html.document_fromstring(page).xpath("//li[@class='row']/a/@href")
    there = {
        f"{target}work/{north.rows[f'work_{key}'].pk}/" for key in ("turned_in", "due_tomorrow")
    }
    assert set(links) == {target} | there

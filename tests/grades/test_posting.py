"""Marks posted to a task while its window is open; the office's windows."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection

from openhouse.access.viewer import System
from openhouse.common.scope import scope
from openhouse.courses.models import Placement, Section
from openhouse.districts.models import Term
from openhouse.grades.models import PostedMark, PostingWindow, Score
from openhouse.ledger.models import Change
from openhouse.people.models import Enrollment
from tests.cast import TODAY, Cast, in_all
from tests.house_client import found_in, words_of

pytestmark = pytest.mark.django_db
Clients = Callable[..., Any]


def url(cast: Cast, section: str = "algebra", window: str = "window_high") -> str:
    here = f"/{cast.slug}/staff/sections/{cast.rows[section].pk}/gradebook/posting/"
    return f"{here}?window={cast.rows[window].pk}"


def form(cast: Cast, **more: str) -> dict[str, str]:
    return {name.replace("_", "-").replace("ben", str(cast.ben.id)): v for name, v in more.items()}


def posted(cast: Cast) -> Any:
    with scope(district=cast.id, students="all", hat="system"):
        found = PostedMark.objects.visible_to(System()).filter(
            student_id=cast.ben.id, section_id=cast.rows["algebra"].pk
        )
        return found.values_list("letter", "percent", "comment", "posted_on").get()


def test_what_would_change_is_shown_before_it_is_posted(north: Cast, client_of: Clients) -> None:
    client = client_of(north.teacher)
    before = posted(north)
    said = form(north, letter_ben="A-", percent_ben="91.5", comment_ben="Well done")
    looked = client.post(url(north), said)
    assert "1 mark would change" in words_of(looked)
    assert "91.5 % A-" in words_of(looked)
    assert posted(north) == before
    assert client.post(url(north), said | {"post": "yes"}).status_code == 302
    assert [str(part) for part in posted(north)] == ["A-", "91.500", "Well done", str(TODAY)]
    family = client_of(north.mother).get(
        f"/north/family/{north.ben.id}/grades/{north.rows['algebra'].pk}/"
    )
    assert "Well done" in words_of(family)


def test_a_closed_window_refuses_with_a_sentence(north: Cast, client_of: Clients) -> None:
    client, before = client_of(north.teacher), posted(north)
    with scope(district=north.id, students="all", hat="system"):
        PostingWindow.objects.filter(pk=north.rows["window_high"].pk).update(
            closes_on=TODAY - timedelta(1)
        )
    assert "closed on Monday, Oct 5" in words_of(client.get(url(north)))
    said = form(north, letter_ben="A", comment_ben="Long thought of", post="yes")
    answer = client.post(url(north), said)
    assert answer.status_code == 409
    assert "Nothing was posted" in answer.content.decode()
    assert "Long thought of" in found_in(answer, "//input/@value")  # what was typed is not lost
    assert posted(north) == before


def test_of_two_who_post_the_second_looks_again(north: Cast, client_of: Clients) -> None:
    """Else the marks of the first would be what the second's page had before."""
    client = client_of(north.teacher)
    page = client.get(url(north))
    (saw,) = found_in(page, "//input[@name='saw']/@value")
    first = form(north, letter_ben="A", percent_ben="95", post="yes", saw=saw)
    assert client.post(url(north), first).status_code == 302
    second = form(north, comment_ben="Well done", letter_ben="B", percent_ben="84.5", saw=saw)
    answer = client.post(url(north), second | {"post": "yes"})
    assert answer.status_code == 409
    assert "Somebody else posted here meanwhile" in answer.content.decode()
    assert "from 95\u00a0% A" in answer.content.decode()
    assert posted(north)[0] == "A"
    (saw,) = found_in(answer, "//input[@name='saw']/@value")
    assert client.post(url(north), second | {"post": "yes", "saw": saw}).status_code == 302
    assert posted(north)[0] == "B"


@pytest.mark.parametrize("typed", ["-1", "NaN", "1e400", "8,5", "8/10", "1000"])
def test_what_is_no_percent_is_not_posted(typed: str, north: Cast, client_of: Clients) -> None:
    before = posted(north)
    said = form(north, percent_ben=typed, post="yes")
    assert client_of(north.teacher).post(url(north), said).status_code == 400
    assert posted(north) == before


def test_another_schools_window_and_anothers_section_are_not_there(
    north: Cast, client_of: Clients
) -> None:
    client = client_of(north.teacher)
    assert client.get(url(north, window="window_middle")).status_code == 404
    assert client.get(url(north, section="biology")).status_code == 404


def test_the_office_opens_and_closes_windows_of_its_own_schools(
    north: Cast, client_of: Clients
) -> None:
    client = client_of(north.clerk)
    high, middle = north.rows["high"].pk, north.rows["middle"].pk
    said = {
        "task": str(north.rows["task_final"].pk),
        "term": f"{high}-{north.rows['high_s1'].pk}",
        "opens_on": "2026-12-01",
        "closes_on": "2026-12-18",
    }
    here = "/north/office/posting/"
    assert client.post(here, said).status_code == 302
    assert client.post(here, said | {"closes_on": "2026-11-01"}).status_code == 400
    other = said | {"term": f"{middle}-{north.rows['middle_s1'].pk}"}
    assert client.post(here, other).status_code == 400
    with scope(district=north.id, students="all", hat="system"):
        made = PostingWindow.objects.filter(task_id=north.rows["task_final"].pk)
        assert [(one.school_id, str(one.closes_on)) for one in made] == [(high, "2026-12-18")]


def test_an_office_without_marks_to_post_reads_who_makes_them(
    north: Cast, client_of: Clients
) -> None:
    with in_all(north), connection.cursor() as cursor:
        for table in ("postedmark", "postingwindow", "taskpart", "gradingtask"):
            cursor.execute(f"DELETE FROM grades_{table}")
    words = words_of(client_of(north.clerk).get("/north/office/posting/"))
    assert "under Rules of grades" in words
    assert "Keep the window" not in words


def test_the_office_sees_who_has_not_posted(north: Cast, client_of: Clients) -> None:
    with scope(district=north.id, students="all", hat="system"):
        PostedMark.objects.visible_to(System()).filter(
            section_id=north.rows["history"].pk, student_id=north.ben.id
        ).delete()
    page = client_of(north.clerk).get(
        f"/north/office/posting/?window={north.rows['window_high'].pk}"
    )
    words = words_of(page)
    assert "1 of 2" in words
    assert words.index("Not posted yet") < words.index("2 of 2")


def test_a_mark_set_by_hand_says_so_to_teacher_office_family_and_ledger(
    north: Cast, client_of: Clients
) -> None:
    client = client_of(north.teacher)
    said = form(north, letter_ben="A-", percent_ben="91.5", comment_ben="")
    assert "set by hand, computed: 57.9 % F" in words_of(client.post(url(north), said))
    client.post(url(north), said | {"post": "yes"})
    assert "set by hand, computed: 57.9 % F" in words_of(client.get(url(north)))
    window = north.rows["window_high"].pk
    office = words_of(client_of(north.clerk).get(f"/north/office/posting/?window={window}"))
    assert office.count("1 set by hand") == 1
    course = f"/north/family/{north.ben.id}/grades/{north.rows['algebra'].pk}/"
    family = words_of(client_of(north.mother).get(course))
    assert family.count("set by the teacher") == 1
    assert lines_about(north)[-1]["computed_percent"] == 57.9


def test_the_computed_mark_is_taken_by_one_button_and_is_not_by_hand(
    north: Cast, client_of: Clients
) -> None:
    client = client_of(north.teacher)
    looked = client.post(url(north), form(north, letter_ben="Z", percent_ben="1") | {"take": "yes"})
    assert found_in(looked, f"//input[@name='letter-{north.ben.id}']/@value") == ["F"]
    assert "by hand" not in words_of(looked)
    said = form(north, letter_ben="F", percent_ben="57.9", comment_ben="", post="yes")
    client.post(url(north), said)
    again = form(north, letter_ben="F", percent_ben="57.9", comment_ben="See me", post="yes")
    client.post(url(north), again)
    assert "set by hand" not in words_of(client.get(url(north)))
    assert posted(north)[:3] == ("F", Decimal("57.9"), "See me")


def lines_about(cast: Cast) -> list[Any]:
    """What the ledger holds of ben's posted mark in algebra after each change."""
    with scope(district=cast.id, students="all", hat="system"):
        found = Change.objects.filter(student_id=cast.ben.id, kind="mark.changed").order_by("id")
        return list(found.values_list("after", flat=True))


def missing(cast: Cast, client: Any, **asked: str) -> str:
    query = "&".join(f"{name}={value}" for name, value in asked.items())
    return words_of(client.get(f"/{cast.slug}/office/posting/missing/?{query}"))


def test_the_office_lists_missing_work_by_school_grade_and_class(
    north: Cast, client_of: Clients
) -> None:
    client, algebra = client_of(north.clerk), str(north.rows["algebra"].pk)
    words = missing(north, client)
    assert "Rivera" in words
    assert "Missing" in words
    assert "Due tomorrow" not in words
    assert "Rivera" in missing(north, client, section=algebra)
    assert "Rivera" not in missing(north, client, section=str(north.rows["history"].pk))
    assert "Nothing is missing" in missing(north, client, grade="01")
    assert "Rivera" not in missing(north, client, school=str(north.rows["middle"].pk))
    page = client.get("/north/office/posting/missing/")
    [link] = found_in(page, "//a[contains(., 'Rivera')]/@href")
    words = words_of(client.get(link))
    assert "Rivera" in words and "due Tuesday, Sep 15" in words and "Missing" in words
    assert "Due tomorrow" not in words
    assert client.get(link.replace(str(north.ben.id), str(north.leo.id))).status_code == 404


def test_the_list_of_missing_work_is_saved_as_a_spreadsheet_with_a_line_of_the_ledger(
    north: Cast, client_of: Clients
) -> None:
    said = {"school": str(north.rows["high"].pk), "grade": "", "section": ""}
    answer = client_of(north.clerk).post("/north/office/posting/missing/", said)
    assert answer["Content-Type"].startswith("text/csv")
    lines = answer.content.decode("utf-8-sig").splitlines()
    assert lines[0] == '"Student","Grade","Class","Teacher","Work","Due on"'
    assert any("Rivera" in line and "Tuesday, Sep 15" in line for line in lines)
    with scope(district=north.id, students="all", hat="system"):
        saved = Change.objects.get(kind="missing_work.exported")
        assert saved.actor_id == north.clerk.id
        assert saved.after["lines"] == len(lines) - 1


def test_a_slip_of_the_keys_does_not_keep_a_mark_from_being_posted(
    north: Cast, client_of: Clients
) -> None:
    """999,999 points of 10 compute to more than the table keeps beside the mark."""
    with scope(district=north.id, students="all", hat="system"):
        Score.objects.visible_to(System()).filter(student_id=north.ben.id).update(points=999_999)
    client = client_of(north.teacher)
    said = form(north, letter_ben="B", percent_ben="84", post="yes")
    assert client.post(url(north), said).status_code == 302
    assert [str(part) for part in posted(north)[:2]] == ["B", "84.000"]
    assert client.post(url(north), {"take": "yes"}).status_code == 400


def test_a_teachers_windows_say_how_many_marks_are_posted(north: Cast, client_of: Clients) -> None:
    client, page = client_of(north.teacher), url(north).partition("?")[0]
    assert "2 of 2 posted" in words_of(client.get(page))
    with scope(district=north.id, students="all", hat="system"):
        PostedMark.objects.visible_to(System()).filter(
            student_id=north.cai.id, section=north.rows["algebra"]
        ).delete()
    assert "1 of 2 posted" in words_of(client.get(page))


def test_a_teachers_windows_are_those_of_terms_that_the_class_is_taught_in(
    north: Cast, client_of: Clients
) -> None:
    client, page = client_of(north.teacher), url(north).partition("?")[0]
    assert "posted" in words_of(client.get(page))
    with scope(district=north.id, students="all", hat="system"):
        quarter = Term.objects.get(pk=north.rows["high_q1"].pk)
        later = Term.objects.create(
            school_year_id=quarter.school_year_id,
            name="Semester 2",
            kind=Term.Kind.SEMESTER,
            starts_on=quarter.ends_on + timedelta(70),
            ends_on=quarter.ends_on + timedelta(200),
        )
        Section.objects.filter(pk=north.rows["algebra"].pk).update(term=later)
    assert "No window yet" in words_of(client.get(page))
    assert client.get(url(north)).status_code == 404


def test_an_office_reads_first_who_has_not_posted(north: Cast, client_of: Clients) -> None:
    """Who has is folded away, and classes that nobody could tell apart are one line."""
    page = f"/north/office/posting/?window={north.rows['window_high'].pk}"
    found = client_of(north.clerk).get(page)
    assert "All have posted" in words_of(found) and "5 classes have posted" in words_of(found)
    with scope(district=north.id, students="all", hat="system"):
        Section.objects.filter(
            pk__in=[north.rows[key].pk for key in ("algebra", "history")]
        ).update(name="Algebra", teacher_name="Ms. Teacher")
        PostedMark.objects.visible_to(System()).filter(
            section__in=[north.rows["algebra"], north.rows["history"]]
        ).delete()
    found = client_of(north.clerk).get(page)
    [line] = found_in(found, "//li[@class='row'][contains(., 'Not posted yet')]")
    assert "2 classes" in line and "0 of 4" in line
    assert "3 classes have posted" in words_of(found)


def test_a_canned_comment_is_chosen_and_a_spanish_reader_has_it_in_spanish(
    north: Cast, client_of: Clients
) -> None:
    client = client_of(north.teacher)
    page = client.get(url(north))
    (listed,) = set(found_in(page, "//fieldset//input[contains(@name, 'comment')]/@list"))
    offered = found_in(page, f"//datalist[@id='{listed}']/option/@value")
    kept = north.rows["canned"].text
    assert offered == [kept]
    said = form(north, letter_ben="A", percent_ben="95", comment_ben=kept)
    looked = client.post(url(north), said)
    assert found_in(looked, "(//main//form//button)[1]/@name") == []  # Enter looks, never posts
    above = "//fieldset[1]/preceding::button[@name='post']"
    assert len(found_in(looked, above)) == 1  # nobody goes past all students to post
    assert client.post(url(north), said | {"post": "yes"}).status_code == 302
    mother = client_of(north.mother)
    here = f"/north/family/{north.ben.id}/grades/{north.rows['algebra'].pk}/"
    assert kept in words_of(mother.get(here))
    spanish = mother.get(here, headers={"accept-language": "es"})
    assert north.rows["canned"].text_es in words_of(spanish)
    assert kept not in words_of(spanish)


def end_the_class(cast: Cast, days_ago: int) -> None:
    """Algebra, its roster and its term ended so many days ago; the window is still open."""
    last = TODAY - timedelta(days_ago)
    with scope(district=cast.id, students="all", hat="system"):
        algebra = Section.objects.select_related("term").get(pk=cast.rows["algebra"].pk)
        Section.objects.filter(pk=algebra.pk).update(ends_on=last)
        Placement.objects.visible_to(System()).filter(section_id=algebra.pk).update(ends_on=last)
        Enrollment.objects.visible_to(System()).filter(student_id=cast.ben.id).update(ends_on=last)


def test_marks_of_a_class_that_has_just_ended_can_still_be_posted(
    north: Cast, client_of: Clients
) -> None:
    """As in the week after a semester: its rosters end with it."""
    end_the_class(north, 4)
    client = client_of(north.teacher)
    assert "Classes that have just ended" in words_of(client.get(f"/{north.slug}/staff/"))
    assert "Ben" in words_of(client.get(url(north)))
    said = form(north, letter_ben="A-", percent_ben="91.5", post="yes")
    assert client.post(url(north), said).status_code == 302
    assert posted(north)[0] == "A-"


def test_a_class_that_ended_a_month_ago_is_its_teachers_no_more(
    north: Cast, client_of: Clients
) -> None:
    end_the_class(north, 31)
    before = posted(north)
    said = form(north, letter_ben="A-", percent_ben="91.5", post="yes")
    client_of(north.teacher).post(url(north), said)
    assert posted(north) == before


def test_who_has_posted_for_a_term_that_is_over_is_asked_of_its_last_day(
    north: Cast, client_of: Clients
) -> None:
    """Not of the classes of the term after it, none of which could have."""
    office = client_of(north.clerk)
    here = f"/{north.slug}/office/posting/?window={north.rows['window_high'].pk}"
    assert "Algebra" in words_of(office.get(here))
    window = PostingWindow.objects.none()
    with scope(district=north.id, students="all", hat="system"):
        window = PostingWindow.objects.filter(pk=north.rows["window_high"].pk)
        term = window.get().term
        term.ends_on = TODAY - timedelta(2)
        term.save()
    end_the_class(north, 2)
    assert "Algebra" in words_of(office.get(here))


def test_a_window_that_is_opened_stands_in_the_form(north: Cast, client_of: Clients) -> None:
    """Else the next press of the button gives other days to another one."""
    window = north.rows["window_high"]
    page = client_of(north.clerk).get(f"/{north.slug}/office/posting/?window={window.pk}")
    assert found_in(page, "//input[@name='closes_on']/@value") == [str(window.closes_on)]
    assert found_in(page, "//select[@name='term']/option[@selected]/@value") == [
        f"{window.school_id}-{window.term_id}"
    ]

"""Today, where little is known."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from lxml import html

from openhouse.access.viewer import System
from openhouse.common.scope import ALL, scope
from openhouse.courses.models import Section
from openhouse.districts.models import School, SchoolYear, Term
from openhouse.grades.models import Assignment, PostedMark, Score
from openhouse.messages.models import Announcement, Message, MessageWords
from openhouse.people.models import Enrollment
from tests.cast import TODAY, Cast
from tests.house_client import HouseClient, words_of

pytestmark = pytest.mark.django_db


def test_a_parent_of_a_grown_up_child_reads_why_nobody_is_there(
    north: Cast, client_of: Callable[..., HouseClient]
) -> None:
    words = words_of(client_of(north.adult_mother).get("/north/family/"))
    assert "From 18 on, the right to see records is the student’s own." in words


@pytest.mark.parametrize(
    ("flag", "tag", "score"),
    [
        ("cheated", "See the teacher", "0 of 50"),
        ("incomplete", "Incomplete", "4 of 10"),
        ("late", "Late", "7 of 10"),
        ("dropped", "Dropped", "2 of 10"),
    ],
)
def test_a_new_score_reads_as_it_does_in_its_course(
    north: Cast, client_of: Callable[..., HouseClient], flag: str, tag: str, score: str
) -> None:
    work = north.rows[f"work_{flag}"]
    with scope(district=north.id, students=ALL, hat="system"):
        Score.objects.visible_to(System()).filter(
            student_id=north.ben.id, assignment_id=work.pk
        ).update(scored_on=TODAY)
    client = client_of(north.mother)
    course = f"grades/{north.rows['algebra'].pk}/"
    for page in ("", course):
        found = client.get(f"/north/family/{north.ben.id}/{page}")
        tree = html.fromstring(found.content.decode())
        (line, *_rest) = tree.xpath(f"//li[@class='row'][contains(., '{work.name}')]")
        assert line.xpath("string(.//*[starts-with(@class, 'tag')])").strip() == tag, page
        assert line.xpath("string(.//*[@class='row-side'])").strip().startswith(score), page


def test_excused_work_without_a_score_is_no_new_score(
    north: Cast, client_of: Callable[..., HouseClient]
) -> None:
    with scope(district=north.id, students=ALL, hat="system"):
        Score.objects.visible_to(System()).filter(
            student_id=north.ben.id, assignment_id=north.rows["work_exempt"].pk
        ).update(scored_on=TODAY)
    client = client_of(north.mother)
    for page in ("", "assignments/?show=recent"):
        words = words_of(client.get(f"/north/family/{north.ben.id}/{page}"))
        assert north.rows["work_exempt"].name not in words, page


def test_work_handed_in_long_before_its_day_is_not_due_tomorrow(
    north: Cast, client_of: Callable[..., HouseClient]
) -> None:
    work, client = north.rows["work_turned_in"], client_of(north.mother)
    for days, is_told in ((1, True), (6, False)):
        with scope(district=north.id, students=ALL, hat="system"):
            Assignment.objects.filter(pk=work.pk).update(due_on=TODAY + timedelta(days))
            Score.objects.visible_to(System()).filter(
                student_id=north.ben.id, assignment_id=work.pk
            ).update(scored_on=TODAY)
        words = words_of(client.get(f"/north/family/{north.ben.id}/"))
        assert (work.name in words) is is_told


def test_missing_work_reads_the_same_on_every_page(
    north: Cast, client_of: Callable[..., HouseClient]
) -> None:
    work = north.rows["work_missing"].name
    client = client_of(north.mother)
    for page in ("", "assignments/", f"grades/{north.rows['algebra'].pk}/"):
        found = client.get(f"/north/family/{north.ben.id}/{page}")
        tree = html.fromstring(found.content.decode())
        (line, *_rest) = tree.xpath(f"//li[@class='row'][contains(., '{work}')]")
        assert line.xpath("string(.//*[starts-with(@class, 'tag')])").strip() == "Missing", page
        assert line.xpath("string(.//*[@class='row-side']/b)") == "0 of 10", page


def test_a_newly_posted_mark_is_on_today(
    north: Cast, client_of: Callable[..., HouseClient]
) -> None:
    """Ben has three of September 25: each has a line on his page, and one line on everyone's."""
    client = client_of(north.mother)
    alone = words_of(client.get(f"/north/family/{north.ben.id}/"))
    assert north.rows["ben_mark_in_algebra"].letter in alone
    term, task = north.rows["high_q1"].name, north.rows["task"].name
    posted = alone.split("Newly posted by the teachers")[1].split("New scores")[0]
    assert posted.count(f"{term}: {task} · Friday, Sep 25") == 3
    assert "84.5 %" in posted
    with scope(district=north.id, students=ALL, hat="system"):
        PostedMark.objects.visible_to(System()).filter(student_id=north.ben.id).update(
            posted_on=TODAY - timedelta(days=15)
        )
    alone = words_of(client.get(f"/north/family/{north.ben.id}/"))
    assert "Newly posted" not in alone


def test_many_posted_marks_are_one_line_that_leads_to_all(
    north: Cast, client_of: Callable[..., HouseClient]
) -> None:
    with scope(district=north.id, students=ALL, hat="system"):
        PostedMark(
            student_id=north.ben.id,
            section=north.rows["algebra"],
            task=north.rows["task_final"],
            letter="A",
            posted_on=TODAY,
        ).save()
    client = client_of(north.mother)
    tree = html.fromstring(client.get("/north/family/").content.decode())
    (line,) = tree.xpath("//li[@class='row'][contains(., '4 marks')]/a/@href")
    assert line == f"/north/family/{north.ben.id}/grades/"


@pytest.mark.parametrize("hidden", ["term", "school", "later"])
def test_a_posted_mark_of_a_hidden_term_is_not_on_today(
    north: Cast, client_of: Callable[..., HouseClient], hidden: str
) -> None:
    with scope(district=north.id, students=ALL, hat="system"):
        if hidden == "term":
            Term.objects.filter(pk=north.rows["high_q1"].pk).update(visible=False)
        elif hidden == "later":
            PostedMark.objects.visible_to(System()).filter(student_id=north.ben.id).update(
                term_id=north.rows["high_q2"].pk
            )
        else:
            School.objects.filter(pk=north.rows["high"].pk).update(portal_open=False)
    client = client_of(north.mother)
    for page in ("/north/family/", f"/north/family/{north.ben.id}/"):
        text = client.get(page).content.decode()
        for section in ("algebra", "history", "drawing"):
            assert north.rows[f"ben_mark_in_{section}"].letter not in text


@pytest.mark.parametrize("whole_year", [False, True])
def test_work_of_a_hidden_term_is_not_on_today(
    north: Cast, client_of: Callable[..., HouseClient], whole_year: bool
) -> None:
    """Be it the work's own term or, where work names none, the term of its day."""
    mother = client_of(north.mother)
    pages = ("/north/family/", f"/north/family/{north.ben.id}/")
    works = [north.rows[f"work_{name}"].name for name in ("due_today", "missing")]
    shown = [all(work in mother.get(page).content.decode() for work in works) for page in pages]
    assert shown == [True, True]
    with scope(district=north.id, students=ALL, hat="system"):
        if whole_year:
            algebra = north.rows["algebra"].pk
            Section.objects.filter(pk=algebra).update(term_id=north.rows["high_s1"].pk)
            Assignment.objects.filter(section_id=algebra).update(term=None)
        Term.objects.filter(pk=north.rows["high_q1"].pk).update(visible=False)
    for page in pages:
        text = mother.get(page).content.decode()
        assert not [work for work in works if work in text]


def test_a_link_in_an_announcement_can_be_followed(
    north: Cast, client_of: Callable[..., HouseClient]
) -> None:
    with scope(district=north.id, students=ALL, hat="system"):
        Announcement(
            title="Survey",
            body="Two minutes: https://survey.example/a?b=1&c=2 <b>now</b> javascript:alert(1)",
            starts_on=TODAY,
            ends_on=TODAY,
        ).save()
    page = client_of(north.mother).get("/north/family/").content.decode()
    (line,) = html.fromstring(page).xpath("//li[@class='row'][contains(., 'Survey')]")
    assert line.xpath(".//a/@href") == ["https://survey.example/a?b=1&c=2"]
    assert "<b>now" not in page


def test_a_day_that_nobody_told_of_is_not_called_free_of_classes(
    north: Cast, client_of: Callable[..., HouseClient]
) -> None:
    with scope(district=north.id, students=ALL, hat="system"):
        years = SchoolYear.objects.filter(school=north.rows["middle"].pk)
        Section.objects.filter(term__school_year__in=years).update(term=None)
        Assignment.objects.filter(term__school_year__in=years).update(term=None)
        enrolled = Enrollment.objects.visible_to(System()).filter(school_year__in=years)
        enrolled.update(school_year=None)
        posted = PostedMark.objects.visible_to(System()).filter(term__school_year__in=years)
        posted.update(term=None)
        years.delete()
    words = words_of(client_of(north.empty_parent).get("/north/family/"))
    assert "No calendar yet" in words
    assert "No classes listed yet" not in words and "No school today" not in words


def test_todays_words_are_explained_and_no_others(
    north: Cast, client_of: Callable[..., HouseClient]
) -> None:
    words = words_of(client_of(north.mother).get(f"/north/family/{north.ben.id}/"))
    meant = words.partition("What these words mean")[2]
    assert "Missing It was due, and the teacher does not have it." in meant
    assert "Weighted" not in meant and "Left early" not in meant
    quiet = words_of(client_of(north.long_parent).get(f"/north/family/{north.max.id}/"))
    assert "It was due, and the teacher" not in quiet


def test_an_emergency_of_the_school_stands_above_today_until_it_is_opened(
    north: Cast, client_of: Callable[..., HouseClient]
) -> None:
    """Of who has opened it the sender hears; another's and an office's look show nothing."""
    message = north.rows["message_high"]
    with scope(district=north.id, students=ALL, hat="system"):
        Message.objects.visible_to(System()).filter(pk=message.pk).update(kind="message.emergency")
    mother, url = client_of(north.mother), f"/north/family/messages/{message.pk}/"
    (above,) = html.fromstring(mother.get("/north/family/").content.decode()).xpath(
        "//main//div[starts-with(@class, 'notice bad')]"
    )
    assert words_of_message(north) in above.text_content()
    assert above.xpath(".//a/@href") == [url]
    assert url not in mother.get(f"/north/family/{north.ana.id}/").content.decode()
    assert url not in client_of(north.father).get("/north/family/").content.decode()
    mother.get(url)
    assert url not in mother.get("/north/family/").content.decode()


def words_of_message(north: Cast) -> str:
    with scope(district=north.id, students=ALL, hat="system"):
        found = MessageWords.objects.filter(message=north.rows["message_high"]).first()
    assert found
    return found.subject

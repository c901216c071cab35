"""What a card says on its page is what its file says."""

from collections.abc import Callable

import pytest

from openhouse.documents.on_screen import said_by
from tests.access.walk import address
from tests.cast import Cast
from tests.documents.test_card_layouts import SKILL_MARKS, facts_of
from tests.documents.test_card_releases import papers, release
from tests.house_client import HouseClient, words_of
from tests.jobs import work_off


def test_a_skill_stands_under_its_subject_with_marks_and_the_teachers_words() -> None:
    facts = facts_of(("T1", "T2"), SKILL_MARKS[:2], "elementary")
    art = {"name": "Art", "teacher": "Mr. P", "marks": ["", "Meets"], "comment": "Bold <colors>"}
    facts["subjects"].insert(0, {"name": "art", "lines": [art]})
    found = said_by(facts, "en")
    assert found is not None
    assert [subject for subject, _lines in found.marks] == ["Science", "Other subjects"]
    skills, alone = (lines for _subject, lines in found.marks)
    assert skills.count("Proficient") == 3
    assert "T2:\u00a0<b>Meets</b><br>Bold &lt;colors&gt;" in alone and "T1" not in alone
    assert found.days == ["1 day absent"]


def test_days_missed_are_said_where_there_are_some() -> None:
    facts = facts_of(("Q1",), ("A",), "secondary")
    facts["courses"] = [facts["courses"][0] | {"missed": [2, 0]}]
    found = said_by(facts, "en")
    assert found is not None
    ((subject, lines),) = found.marks
    assert subject == "" and "Absent:\u00a02" in lines and "Late" not in lines


def test_of_a_paper_that_is_no_card_nothing_is_said() -> None:
    assert said_by(None, "en") is None
    assert said_by({"paragraphs": ["To the family"], "words": {}}, "en") is None
    assert said_by({"courses": [{"name": "Art"}], "words": {}}, "en") is None


@pytest.mark.django_db
def test_a_mother_reads_the_card_on_its_page(
    north: Cast, client_of: Callable[..., HouseClient]
) -> None:
    release(client_of(north.clerk), north)
    work_off()
    bens = next(paper for paper in papers(north) if paper.student_id == north.ben.id)
    page = address("north", "paper", north.ben.id, bens.pk)
    shown = words_of(client_of(north.mother).get(page))
    line = bens.facts["courses"][1]
    marks = f"{bens.facts['columns'][0]}: {line['marks'][0]}"
    for said in ("What it says", line["name"], marks, line["comment"], "school days"):
        assert said in shown

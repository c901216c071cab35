"""Today, where little is known."""

from collections.abc import Callable

import pytest
from lxml import html

from openhouse.access.viewer import System
from openhouse.common.scope import ALL, scope
from openhouse.grades.models import Score
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
        ("exempt", "Excused", "–"),
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

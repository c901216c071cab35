"""Papers that a school issued: each family's own, once they are released."""

import pytest

from tests.access import issued, matrix
from tests.access.walk import Visitor, address, outcome, words_on
from tests.cast import ACCOUNTS, Cast
from tests.cast_papers import FOR_PRINTING

pytestmark = pytest.mark.django_db


def paper_at(key: str, here: Cast, there: Cast) -> tuple[int, int]:
    """The number of a paper, and of the student whom it is about."""
    if key == "none":
        return 2**62, here.ben.id
    row = there.rows["paper_ben"] if key == "away" else here.rows[key]
    return row.pk, row.student_id


@pytest.mark.parametrize("name", ["nobody", *ACCOUNTS])
@pytest.mark.parametrize("district", ["north", "south"])
def test_a_paper_is_of_its_students_family(
    name: str, district: str, north: Cast, south: Cast
) -> None:
    here, there = (north, south) if district == "north" else (south, north)
    client, wrong = Visitor.of(here, name), []
    for key, expected in matrix.table(issued.PAPERS)[name].items():
        paper, student = paper_at(key, here, there)
        for page in issued.OF_A_PAPER:
            url = address(here.slug, page, student, paper)
            answer = client.get(url)
            if (got := outcome(answer, here.slug, url)) != expected:
                wrong.append(f"{url} of {key}: {got}, not {expected}")
            if expected == "200":
                assert key in [word.key for word in words_on(answer)]
            for other in (here.ana.id, here.ben.id):
                if expected == "200" and other != student:
                    assert client.get(address(here.slug, page, other, paper)).status_code == 404
    assert wrong == []


@pytest.mark.parametrize("name", ["nobody", *ACCOUNTS])
@pytest.mark.parametrize("district", ["north", "south"])
def test_of_one_that_was_taken_back_the_family_gets_words(
    name: str, district: str, request: pytest.FixtureRequest
) -> None:
    here: Cast = request.getfixturevalue(district)
    paper, client = here.rows["paper_ben_back"], Visitor.of(here, name)
    usual = matrix.table(issued.PAPERS)[name]["none"]  # as for one that there never was
    for page, expected in zip(
        issued.OF_A_PAPER, issued.WITHDRAWN.get(name, (usual,) * 3), strict=True
    ):
        url = address(here.slug, page, here.ben.id, paper.pk)
        answer = client.get(url)
        got = (
            str(answer.status_code)
            if answer.status_code == 410
            else outcome(answer, here.slug, url)
        )
        assert got == expected, url
        words = [word.key for word in words_on(answer)]
        assert "paper_ben_back" not in words
        assert ("gone_ben" in words) == (name in issued.WITHDRAWN)
        assert bytes(paper.content) not in answer.content


@pytest.mark.parametrize("name", ["nobody", *ACCOUNTS])
@pytest.mark.parametrize("district", ["north", "south"])
def test_one_for_printing_only_is_as_one_that_never_was(
    name: str, district: str, request: pytest.FixtureRequest
) -> None:
    here: Cast = request.getfixturevalue(district)
    client = Visitor.of(here, name)
    usual = matrix.table(issued.PAPERS)[name]["none"]
    for key in sorted(FOR_PRINTING):
        for page in issued.OF_A_PAPER:
            url = address(here.slug, page, here.ben.id, here.rows[key].pk)
            assert outcome(client.get(url), here.slug, url) == usual, url

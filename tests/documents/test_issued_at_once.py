"""Two of a family ask for the same paper at the same moment, each on her own connection."""

from collections.abc import Callable

import pytest

from openhouse.access.viewer import System
from openhouse.papers.models import Paper
from tests.cast import Cast, in_all
from tests.house_client import HouseClient
from tests.threads import at_once

pytestmark = pytest.mark.django_db(transaction=True)
ClientOf = Callable[..., HouseClient]


@pytest.mark.parametrize(
    ("page", "kind"), [("transcript/", "transcript"), ("immunizations/paper/", "immunizations")]
)
def test_a_paper_that_is_asked_for_twice_at_once_is_issued_once(
    page: str, kind: str, north: Cast, client_of: ClientOf
) -> None:
    url = f"/north/family/{north.ben.id}/{page}"
    with in_all(north):
        papers = Paper.objects.visible_to(System()).filter(student_id=north.ben.id, kind=kind)
        before = papers.count()
    mother, ben = client_of(north.mother), client_of(north.ben)
    asks = [lambda one=one: one.post(url) for one in (mother, ben, mother, ben)]
    assert at_once(*asks) == [302] * 4
    with in_all(north):
        assert papers.all().count() == before + 1

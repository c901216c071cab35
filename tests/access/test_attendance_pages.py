"""Pages of attendance for staff: each teacher's own rolls, each office's own schools."""

import pytest

from tests.access import matrix
from tests.access.walk import Visitor, address, outcome, words_on
from tests.cast import ACCOUNTS, Cast

pytestmark = pytest.mark.django_db
EVERYBODY = ("nobody", *ACCOUNTS)


@pytest.fixture(params=["north", "south"])
def here(request: pytest.FixtureRequest) -> Cast:
    cast: Cast = request.getfixturevalue(request.param)
    return cast


@pytest.fixture
def there(here: Cast, north: Cast, south: Cast) -> Cast:
    return south if here is north else north


#: The period in which each class of the grid meets.
PERIODS = {"algebra": "high_a2", "biology": "high_a3", "homeroom": "elementary_r1"}


@pytest.mark.parametrize("name", EVERYBODY)
def test_a_roll_is_its_teachers(name: str, here: Cast, there: Cast) -> None:
    client, wrong = Visitor.of(here, name), []
    for section, expected in matrix.table(matrix.ROLLS)[name].items():
        known = there.rows["algebra"] if section == "away" else here.rows.get(section)
        number = known.pk if known else 2**62
        period = here.rows[PERIODS.get(section, "high_a2")].pk
        for page in matrix.ABOUT_A_ROLL:
            url = address(here.slug, page, number, period)
            answer = client.get(url)
            if (got := outcome(answer, here.slug, url)) != expected:
                wrong.append(f"{url} of {section}: {got}, not {expected}")
            wrong += [
                f"{url} of {section}: shows {word.table} {word.key}"
                for word in words_on(answer)
                if not (word.public or word.staff is None or name in word.staff)
            ]
            posted = outcome(client.post(url), here.slug, url)
            if expected != "200" and posted != expected:
                wrong.append(f"{url} of {section} posted: {posted}")
    assert wrong == []

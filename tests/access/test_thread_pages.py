"""Pages about one thread: of who stands at home, and of who stands at school."""

import pytest

from tests.access import conversations
from tests.access.walk import Visitor, address, outcome, words_on
from tests.cast import ACCOUNTS, HOLDS, Cast

pytestmark = pytest.mark.django_db
EVERYBODY = ("nobody", *ACCOUNTS)


def keys(here: Cast, there: Cast) -> dict[str, tuple[int, int]]:
    """Each thread's number and student; one of the other district, and one that is not."""
    found = {key: (here.rows[key].pk, here.rows[key].student_id) for key in conversations.AT_HOME}
    away = there.rows["thread_ben"]
    return found | {"away": (away.pk, here.ben.id), "none": (2**62, here.ben.id)}


def of_file(here: Cast, there: Cast, page: str, key: str) -> list[int]:
    """What stands behind the thread's number in the address of *page*."""
    if not page.endswith("-file"):
        return []
    row = there.rows["thread_ben_post_file"] if key == "away" else here.rows.get(f"{key}_post_file")
    return [row.pk if row else 2**62]


def expected_at_home(name: str, key: str) -> str:
    if name == "nobody":
        return "in"
    only_staff = name in HOLDS and name != "teacher_mother"
    if name in conversations.AT_HOME.get(key, ()):
        return "200"
    return "403" if only_staff else "404"


@pytest.mark.parametrize("name", EVERYBODY)
def test_a_thread_opens_to_whose_it_is_at_home(name: str, north: Cast, south: Cast) -> None:
    client, wrong = Visitor.of(north, name), []
    pages = [(key, page) for key in keys(north, south) for page in conversations.OF_A_THREAD]
    for key, page in pages:
        number, student = keys(north, south)[key]
        more = of_file(north, south, page, key)
        url = address("north", page, student, number, *more)
        expected = expected_at_home(name, key)
        answer = client.get(url)
        if (got := outcome(answer, "north", url)) != expected:
            wrong.append(f"{key}: {got}, not {expected}")
        wrong += [
            f"{key}: shows {word.table} {word.key}"
            for word in words_on(answer)
            if not (word.public or word.families is None or name in word.families)
        ]
        posted = outcome(client.post(url, {"body": "Ours now"}), "north", url)
        if expected != "200" and posted not in (expected, "405"):
            wrong.append(f"{key} posted: {posted}")
    assert wrong == []


@pytest.mark.parametrize("name", EVERYBODY)
def test_a_thread_opens_to_whose_it_is_at_school(name: str, north: Cast, south: Cast) -> None:
    client, wrong = Visitor.of(north, name), []
    for key, (number, _student) in keys(north, south).items():
        for page, opened in conversations.OF_STAFFS_THREAD.items():
            url = address("north", page, number, *of_file(north, south, page, key))
            expected = "404" if name in conversations.ANSWERS else "403"
            expected = "in" if name == "nobody" else expected
            if name in conversations.AT_SCHOOL.get(key, ()):
                expected = opened
            answer = client.get(url)
            got = outcome(answer, "north", url)
            if got != expected and not (got == "405" and expected == "404"):
                wrong.append(f"{page} {key}: {got}, not {expected}")
            wrong += [
                f"{key}: shows {word.table} {word.key}"
                for word in words_on(answer)
                if not (word.public or word.staff is None or name in word.staff)
            ]
            posted = outcome(client.post(url, {"body": "Ours now"}), "north", url)
            if expected not in ("200", "405") and posted not in (expected, "405"):
                wrong.append(f"{page} {key} posted: {posted}")
    assert wrong == []


def test_an_office_opens_no_file_from_before_it_read_along_and_none_of_another_thread(
    north: Cast,
) -> None:
    clerk, thread = Visitor.of(north, "clerk"), north.rows["thread_cai"]
    expects = {"thread_cai_post": 200, "thread_cai_before": 404, "thread_ben_post": 404}
    for key, expected in expects.items():
        url = address("north", "staff-thread-file", thread.pk, north.rows[f"{key}_file"].pk)
        assert clerk.get(url).status_code == expected, key


@pytest.mark.parametrize("name", EVERYBODY)
def test_the_other_pages_of_threads_are_for_who_answers(name: str, north: Cast) -> None:
    client, wrong = Visitor.of(north, name), []
    closed = "in" if name == "nobody" else "403"
    expected = {
        address("north", page): "200" if name in who else closed
        for page, who in conversations.TOGETHER.items()
    }
    for whose, who in conversations.SAY_AWAY.items():
        missing = "404" if name in conversations.SAYS_AWAY else closed
        url = address("north", "staff-away", north.persons[whose].id)
        expected[url] = "200" if name in who else missing
    for url, comes in expected.items():
        got = outcome(client.get(url), "north", url)
        posted = outcome(client.post(url, {}), "north", url)
        if got != comes or (comes != "200" and posted != comes):
            wrong.append(f"{url}: {got}, {posted} posted, not {comes}")
    assert wrong == []

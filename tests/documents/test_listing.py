"""The family's list: child by child, what several got alike once, by kind and year."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.cast import Cast
from tests.documents.test_published import newest, publish
from tests.house_client import found_in, words_of

pytestmark = pytest.mark.django_db
Clients = Callable[..., Any]
ALL = "/north/family/documents/"


def heads(answer: Any, north: Cast, tag: str = "h2") -> list[str]:
    """The headings, without the canary's words of the cast."""
    found = found_in(answer, f"//main//{tag}/text()")
    return [" ".join(word for word in head.split() if not word.startswith("ZQ")) for head in found]


@pytest.fixture
def grandmother(north: Cast, client_of: Clients) -> Any:
    """Of two children who were at one school in September."""
    office = client_of(north.admin)
    both = f"school={north.rows['elementary'].pk}"
    september = {"visible_from": "2026-09-01"}
    publish(office, north, both, title="Lunch menu", kind="letter", **september)
    publish(office, north, f"student={north.eli.id}", title="Reading plan", **september)
    publish(office, north, both, title="Photo consent", asks="sign", **september)
    return client_of(north.grandmother)


def test_each_child_has_a_heading_and_what_two_got_alike_stands_once(
    north: Cast, grandmother: Any
) -> None:
    listed = grandmother.get(ALL)
    words = words_of(listed)
    assert [words.count(title) for title in ("Lunch menu", "Photo consent")] == [1, 1]
    found = heads(listed, north)
    both = next(head for head in found if head in ("Dee and Eli", "Eli and Dee"))
    assert found.index("Waiting for you") < found.index(both) < found.index("Eli")
    assert "School year 2026–27" in heads(listed, north, "h3")
    alone = grandmother.get(f"/north/family/{north.eli.id}/documents/")
    assert heads(alone, north) == ["Waiting for you", "School year 2026–27"]
    assert words_of(alone).count("Lunch menu") == 1


def test_what_was_signed_for_one_child_waits_for_the_other(north: Cast, grandmother: Any) -> None:
    number = newest(north).pk
    first, second = (
        f"/north/family/{one.id}/documents/{number}/" for one in (north.dee, north.eli)
    )
    assert second in found_in(grandmother.get(first), "//main//a/@href")
    signed = {"do": "sign", "edition": "1", "agree": "on", "typed": north.grandmother.name}
    assert "Signed as" in words_of(grandmother.post(first, signed, follow=True))
    listed = grandmother.get(ALL)
    assert words_of(listed).count("Photo consent") == 2
    waiting = found_in(listed, "//section[contains(., 'Waiting for you')]//a/@href")
    assert second in waiting and first not in waiting
    assert "Dee" in heads(listed, north)


def test_the_list_is_filtered_by_kind_and_year_together(north: Cast, grandmother: Any) -> None:
    listed = grandmother.get(ALL)
    assert "?kind=letter" in " ".join(found_in(listed, "//nav/ul/li/a/@href"))
    letters = words_of(grandmother.get(f"{ALL}?kind=letter"))
    assert "Lunch menu" in letters and "Photo consent" not in letters
    both = words_of(grandmother.get(f"{ALL}?kind=letter&year=2027"))
    assert "Lunch menu" in both and "Reading plan" not in both
    # what no document has is no filter
    assert "Photo consent" in words_of(grandmother.get(f"{ALL}?kind=x&year=1999"))


def test_a_list_of_two_children_sends_no_more_statements_than_of_one(
    grandmother: Any, django_assert_max_num_queries: Any
) -> None:
    grandmother.get(ALL)
    with django_assert_max_num_queries(8):
        grandmother.get(ALL)

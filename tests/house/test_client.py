"""The house client refuses what no page may have."""

import pytest

from tests.house_client import faults, holds_after_a_file

GOOD = (
    '<!DOCTYPE html><html lang="en"><head><title>Today</title></head>'
    "<body><h1>Today</h1>{}</body></html>"
)


def test_a_good_page_has_no_faults() -> None:
    more = '<label for="a">Name</label><input id="a" name="a"><script src="/a.js"></script>'
    assert faults(GOOD.format(more)) == []


@pytest.mark.parametrize(
    ("part", "fault"),
    [
        ("<h1>Again</h1>", "2 h1"),
        ("<input name='q'>", "q without a label"),
        ("<p id='a'></p><p id='a'></p>", "id 'a' twice"),
        ("<script>go()</script>", "an inline script"),
        ("<p style='color:red'>x</p>", "an inline style"),
        ("<script src='/htmx-2.js'></script>", "htmx writes a style into the page"),
        ("<p onclick='go()'>x</p>", "an inline onclick"),
        ("<img src='/a.png'>", "an image without alt"),
        ("<a href='/a'></a>", "a /a without a label"),
        ("<a href=''>Go on</a>", "a link that leads nowhere"),
    ],
)
def test_a_bad_part_is_named(part: str, fault: str) -> None:
    assert fault in faults(GOOD.format(part))


@pytest.mark.parametrize("words", ["Room None", "{{ name }}", "{% if %}"])
def test_what_the_code_left_in_the_words_is_named(words: str) -> None:
    assert faults(GOOD.format(f"<p>{words}</p>"))


def test_djangos_own_words_for_no_choice_are_named() -> None:
    part = "<select aria-label='A'><option value=''>- Select an option -</option></select>"
    assert faults(GOOD.format(part))


def test_a_page_says_its_language_and_title() -> None:
    assert faults("<html><body><h1>x</h1></body></html>") == ["no lang", "no title"]


def test_a_fragment_needs_no_heading() -> None:
    assert faults("<p>Saved</p>") == []


@pytest.mark.parametrize(
    ("form", "holds"),
    [
        ("<form method='post'>", True),
        ("<form method='post' data-file>", False),
        ("<form method='post' action='/b/'>", False),
        ("<form method='post' action='/b/'><button formaction='/a/'>", True),
        ("<form>", False),
    ],
)
def test_a_form_that_answers_with_a_file_says_so(form: str, holds: bool) -> None:
    assert holds_after_a_file(GOOD.format(form), "/a/", "/a/") is holds

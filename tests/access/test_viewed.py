"""Staff who open a page about one student leave a line that her family reads; a list does not."""

from collections.abc import Callable

import pytest

from openhouse.home.looked_words import PAGES
from openhouse.ledger.models import Change
from tests.access import ledgers, matrix
from tests.access.walk import CONFS, address, patterns
from tests.cast import Cast, in_all
from tests.house_client import HouseClient, words_of

pytestmark = pytest.mark.django_db
Client = Callable[..., HouseClient]


def views_of(cast: Cast, student: int) -> list[tuple[int | None, str]]:
    """Who looked at which page, without what the cast has."""
    there = cast.rows["line_look"].pk
    with in_all(cast):
        found = Change.objects.filter(kind="record.viewed", student_id=student).exclude(pk=there)
        return list(found.order_by("id").values_list("actor_id", "subject"))


def pages_of_staff(cast: Cast) -> dict[str, tuple[str, str]]:
    """Staff pages that show ben's record and his alone: who opens it, and where."""
    algebra, ben = cast.rows["algebra"].pk, cast.ben.id
    return {
        "gradebook-student": ("teacher", address("north", "gradebook-student", algebra, ben)),
        "gradebook-score-changes": (
            "teacher",
            address("north", "gradebook-score-changes", algebra, ben, cast.rows["work_plain"].pk),
        ),
        "student-day": ("clerk", address("north", "student-day", ben)),
        "missing-work-student": ("clerk", address("north", "missing-work-student", ben)),
        "card-proof": (
            "clerk",
            address("north", "card-proof", cast.rows["release_high"].pk, ben),
        ),
        "office-note": ("clerk", address("north", "office-note", cast.rows["note_ben"].pk)),
        "office-note-file": (
            "clerk",
            address("north", "office-note-file", cast.rows["note_ben"].pk),
        ),
        "audit": ("clerk", f"{address('north', 'audit')}?student={ben}"),
        "helped": ("clerk", address("north", "helped", ben)),
    }


def test_each_page_about_one_student_is_a_line_once_a_day(client_of: Client, north: Cast) -> None:
    for page, (who, url) in pages_of_staff(north).items():
        before = views_of(north, north.ben.id)
        for _ in range(2):
            assert client_of(north.persons[who]).get(url).status_code == 200, page
        assert views_of(north, north.ben.id) == [*before, (north.persons[who].id, page)]


def test_every_address_that_names_a_student_has_words_for_her_family() -> None:
    """What an office looks at as a guardian is told by the same words."""
    names = {name for name, one in patterns(CONFS[1]) if "student" in one.pattern.converters}
    names |= {
        name
        for name, one in patterns(CONFS[1])
        if name
        in {
            *matrix.ABOUT_A_CHILD,
            *matrix.ABOUT_A_COURSE,
            *ledgers.ABOUT_A_SCORE,
            *ledgers.ABOUT_A_MARK,
        }
    }
    assert {"gradebook-student", "student-day", "portal-access", "score-changes"} <= names
    assert names - set(PAGES) == set()


def test_a_list_of_many_is_no_view_of_one(client_of: Client, north: Cast) -> None:
    algebra = north.rows["algebra"].pk
    for who, url in (
        ("teacher", address("north", "gradebook", algebra)),
        ("teacher", address("north", "roll", algebra, north.rows["high_a2"].pk)),
        ("clerk", address("north", "audit")),
        ("clerk", address("north", "attendance-desk")),
        ("clerk", address("north", "helped", north.long_parent.id)),
    ):
        assert client_of(north.persons[who]).get(url).status_code == 200, url
    assert views_of(north, north.ben.id) == []
    assert views_of(north, north.long_parent.id) == []


def test_what_was_not_shown_is_no_view(client_of: Client, north: Cast) -> None:
    client = client_of(north.clerk)
    assert client.get(address("north", "student-day", north.leo.id)).status_code == 404
    assert views_of(north, north.leo.id) == []
    client_of(north.mother).get(address("north", "grades", north.ben.id))
    assert views_of(north, north.ben.id) == []


def test_the_family_reads_who_looked_and_why(client_of: Client, north: Cast, south: Cast) -> None:
    client_of(north.teacher).get(pages_of_staff(north)["gradebook-student"][1])
    url = address("north", "looks-child", north.ben.id)
    for reader in (north.mother, north.ben):
        words = words_of(client_of(reader).get(url))
        assert "Ms. Marchetti" in words
        assert ", teacher" in words
        assert "Scores in a teacher’s gradebook, to enter or check scores" in words
        assert "Ms. Novak" in words
        assert "Monday, Oct 5" in words
    assert client_of(north.father).get(url).status_code == 404
    none = address("north", "looks-child", north.ana.id)
    assert "Nobody has looked" in words_of(client_of(north.father).get(none))


def test_a_look_at_what_another_of_the_family_sent_is_told_to_who_reads_it_alone(
    client_of: Client, north: Cast
) -> None:
    """The mother has told of an absence, sent a card of vaccines and talks with the teacher: that
    she has, her son reads nowhere, nor does another guardian who does not read it."""
    ben, rows = north.ben.id, north.rows
    for who, url in (
        ("clerk", address("north", "office-note", rows["note_ben"].pk)),
        ("clerk", address("north", "office-note-file", rows["note_ben"].pk)),
        ("nurse", address("north", "nurse-card", ben, rows["card_ben"].pk)),
        ("teacher", address("north", "staff-thread", rows["thread_ben"].pk)),
    ):
        assert client_of(north.persons[who]).get(url).status_code == 200, url
    said = ("What a guardian told of an absence", "A card of vaccines", "Conversations")
    url = address("north", "looks-child", ben)
    hers, his = (words_of(client_of(one).get(url)) for one in (north.mother, north.ben))
    assert [words for words in said if words not in hers] == []
    assert [words for words in said if words in his] == []

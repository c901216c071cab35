"""At which schools somebody keeps the office: a table of posts."""

import pytest

from openhouse.access.offices import offices_of
from openhouse.access.viewer import Post, Viewer

POSTS = [
    ("office at one", [("office", 1)], [1]),
    ("counselor and office", [("office", 2), ("counselor", 1)], [1, 2]),
    ("teacher at another school", [("office", 1), ("teacher", 2)], [1]),
    ("nurse", [("nurse", 1)], []),
    ("office without a school", [("office", None)], []),
    ("district", [("district", None)], None),
    ("district and office", [("district", None), ("office", 1)], None),
    ("no post", [], []),
]


@pytest.mark.parametrize(
    ("posts", "kept"), [case[1:] for case in POSTS], ids=[case[0] for case in POSTS]
)
def test_posts_in_an_office_keep_their_schools_and_the_district_all(
    posts: list[tuple[str, int | None]], kept: list[int] | None
) -> None:
    held = tuple(Post(*each) for each in posts)
    roles = frozenset(post.role for post in held)
    viewer = Viewer(1, "Lena Ford", "Lena", "staff", (), posts=held, roles=roles)
    assert offices_of(viewer) == kept

"""Workers are killed with SIGKILL while they hold and tell notices: each is told once, in order.

``benchmarks/notices.py --kills 200`` does the same two hundred times.
"""

from tests.cast import Cast
from tests.home.killing_notices import killed

KILLS, STUDENTS = 12, 8


def test_workers_are_killed_again_and_again_and_each_change_is_told_once(north: Cast) -> None:
    """Each of two guardians reads of each mark: from nothing to the first, and on to the last."""
    found = killed(north, KILLS, STUDENTS)
    assert (found.kills, found.persons) == (KILLS, 2 * STUDENTS), found.complained
    assert (found.broken, found.waiting) == (0, 0)
    assert found.messages >= 2 * STUDENTS

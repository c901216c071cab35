"""Workers are killed with SIGKILL while they hold and tell: each change is told once, in order.

``python benchmarks/notices.py --kills 200`` does the same two hundred times.
"""

from tests.cast import Cast
from tests.home.killing_notices import killed

KILLS, STUDENTS = 5, 60


def test_workers_are_killed_again_and_again_and_each_family_hears_it_once(north: Cast) -> None:
    found = killed(north, KILLS, STUDENTS)
    assert found.waiting == 0
    assert found.broken == 0
    assert found.persons == 2 * STUDENTS

"""Workers are killed with SIGKILL while messages go out: none is lost, and no reader has one twice.

``benchmarks/kills.py`` does the same two hundred times.
"""

from tests.cast import Cast
from tests.notifications.killing import killed

KILLS, MAILS, PUSHES = 12, 400, 200


def test_workers_are_killed_again_and_again_and_each_message_is_there_once(north: Cast) -> None:
    found = killed(north, KILLS, MAILS, PUSHES)
    assert found.left == 0
    assert found.kills == KILLS
    # a mailbox knows a Message-ID again, a phone a tag: each message is there, and there once
    assert found.different == found.written == {"mail": MAILS, "push": PUSHES}
    assert found.out_of_order == 0
    # and what a killed worker had in hand is all that was handed over again
    assert found.twice["mail"] <= KILLS * 2
    assert found.twice["push"] <= KILLS * 24

"""Workers are killed with SIGKILL while messages go out: none is lost, and no reader has one twice.

``benchmarks/kills.py`` does the same two hundred times.
"""

from tests.cast import Cast
from tests.notifications.killing import killed

KILLS, MAILS, PUSHES, TEXTS = 14, 400, 200, 80


def test_workers_are_killed_again_and_again_and_each_message_is_there_once(north: Cast) -> None:
    found = killed(north, KILLS, MAILS, PUSHES, TEXTS)
    assert found.left == 0
    assert found.kills == KILLS
    # a mailbox knows a Message-ID again, a phone a tag: each message is there, and there once
    for way, many in (("mail", MAILS), ("push", PUSHES), ("urgent text", TEXTS // 2)):
        assert found.different[way] == found.written[way] == many
    assert found.out_of_order == 0
    # and what a killed worker had in hand is all that was handed over again
    assert found.twice["mail"] <= KILLS * 2
    assert found.twice["push"] <= KILLS * 24
    assert found.twice["urgent text"] <= KILLS * 2
    # no gateway knows a text again: one that need not arrive goes once, or says that it may have
    assert found.twice["other text"] == 0
    assert found.different["other text"] + found.unsure >= TEXTS // 2

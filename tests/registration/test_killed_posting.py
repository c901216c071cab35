"""A posting that is killed between two of its statements has written nothing; the next one all."""

from collections import Counter
from typing import Any

from tests.cast import Cast
from tests.registration.killing_posting import (
    AFTERWARDS,
    WRITES,
    clerks,
    killed_at,
    lets_post,
    picture,
    sends_and_is_killed,
    until_alone,
)

#: The child's state, and how often what was written is there.
_ONCE = """
SELECT state,
    (SELECT count(*) FROM people_enrollment e WHERE e.student_id = c.student_id),
    (SELECT count(*) FROM registration_posting p WHERE p.candidate_id = c.id),
    (SELECT count(*) FROM people_guardianship g WHERE g.student_id = c.student_id),
    (SELECT count(*) FROM sign_in_activationcode a JOIN people_guardianship g
        ON g.person_id = a.person_id WHERE g.student_id = c.student_id)
FROM registration_candidate c WHERE id = %s
"""


def once(owner: Any, child: int) -> Any:
    return owner.execute(_ONCE, [child]).fetchone()


def test_a_posting_is_killed_anywhere_and_nothing_is_half_nothing_twice_nothing_lost(
    north: Cast,
) -> None:
    with clerks(north) as (owner, nursery, child):
        until_alone(owner)
        before = picture(owner)
        for table in WRITES:
            assert killed_at(owner, nursery, table), table
            assert picture(owner) == before, table
        # and when all is written, but nobody told yet that something waits to be sent
        assert killed_at(owner, nursery, AFTERWARDS)
        assert once(owner, child) == ("posted", 1, 1, 2, 1)
        lets_post(nursery)
        assert once(owner, child) == ("posted", 1, 1, 2, 1)
        arrived = Counter(str(mail["Message-ID"]) for mail in sends_and_is_killed(owner, kills=2))
        # accepted, the way in, registered; a mailbox knows one that comes again by its number
        assert len(arrived) == 3
        # a worker has several under way, so one kill may repeat each of them, and no kill none
        assert max(arrived.values()) <= 1 + 2

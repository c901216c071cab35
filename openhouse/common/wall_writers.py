"""Who writes a walled table, where that is narrower than who reads it.

A model says ``writers`` where its wall alone does not tell (``wall_policies.WRITERS``). What may
not change even for who may write the row, a model says as ``fixed`` (``common/triggers``).
"""

from dataclasses import dataclass

from openhouse.common.wall_words import (
    BY_AN_OFFICE,
    BY_THE_HOUSE,
    EVERYONE,
    IN_AN_OFFICE,
    KEPT,
    SELF_ID,
    TAUGHT,
    WEARING,
    WRITES,
    runs,
)


@dataclass(frozen=True, slots=True)
class Writers:
    """Conditions on a row: of what is added, changed, as what it may stand then, and deleted.

    Without ``afterwards`` a row that was changed is to be one that may be changed still.
    """

    inserts: str
    updates: str
    afterwards: str = ""
    deletes: str = BY_THE_HOUSE

    def policies(self) -> dict[str, str]:
        """The restrictive policies, by name: what follows ``CREATE POLICY … ON …``."""
        check = f" WITH CHECK ({self.afterwards})" if self.afterwards else ""
        return {
            "who_inserts": f"AS RESTRICTIVE FOR INSERT WITH CHECK ({self.inserts})",
            "who_updates": f"AS RESTRICTIVE FOR UPDATE USING ({self.updates}){check}",
            "who_deletes": f"AS RESTRICTIVE FOR DELETE USING ({self.deletes})",
        }


def all_by(who: str) -> Writers:
    """Whoever *who* says adds, changes and deletes."""
    return Writers(who, who, deletes=who)


#: The house alone, on somebody's behalf or by a job: who is signed in never writes it herself.
THE_HOUSE = all_by(BY_THE_HOUSE)
#: What a district decides for all of it: no school and no teacher writes it.
THE_DISTRICT = all_by(f"{BY_THE_HOUSE} OR {EVERYONE}")
#: Staff, each where she reads: what a model's wall says for itself.
STAFF = all_by(WRITES)
#: An office, for whom it helps; no teacher.
AN_OFFICE = all_by(BY_AN_OFFICE)

#: In her own name.
_MINE = f"written_by_id = {SELF_ID}"
#: An office for its school, the district for all.
_OF_THE_SCHOOL = f"({EVERYONE} OR ({IN_AN_OFFICE} AND school_id = ANY ({KEPT})))"
#: A teacher to her class, as its teacher.
_OF_THE_CLASS = (
    f"({WEARING} = 'staff' AND kind = 'message.teacher' AND section_id = ANY ({TAUGHT}))"
)
#: What a teacher has not sent is hers to write: an office lets go or takes back what waits.
_SPEAKS = f"(({_OF_THE_SCHOOL} AND (section_id IS NULL OR state <> 'draft')) OR {_OF_THE_CLASS})"
#: It begins as a draft, and is sent or taken back; what has begun to go out is the house's.
A_MESSAGE = Writers(
    inserts=(f"{BY_THE_HOUSE} OR ({_SPEAKS} AND state = 'draft' AND rule_id IS NULL AND {_MINE})"),
    updates=f"{BY_THE_HOUSE} OR ({_SPEAKS} AND state IN ('draft', 'waiting', 'held'))",
    afterwards=f"{BY_THE_HOUSE} OR ({_SPEAKS} AND state IN ('draft', 'waiting', 'cancelled'))",
)
#: Words and files of a message are written as long as it is a draft, by who reads that.
OF_A_DRAFT = all_by(
    f"{BY_THE_HOUSE} OR ({WEARING} IN ('staff', 'office') AND EXISTS (SELECT FROM"
    " school_messages_message m WHERE m.id = message_id AND m.state = 'draft'))"
)
#: An office speaks for its school, and a teacher to her class and never of an emergency; what was
#: taken back stays so.
_ANNOUNCES = (
    f"({_OF_THE_SCHOOL} OR ({WEARING} = 'staff' AND NOT emergency AND section_id = ANY ({TAUGHT})))"
)
AN_ANNOUNCEMENT = Writers(
    inserts=f"{BY_THE_HOUSE} OR ({_ANNOUNCES} AND {_MINE})",
    updates=f"{BY_THE_HOUSE} OR ({_ANNOUNCES} AND withdrawn_at IS NULL)",
    afterwards=f"{BY_THE_HOUSE} OR {_ANNOUNCES}",
)
#: An office turns its school's rule on and off in its own name; it is never deleted.
A_RULE_OF_ABSENCES = Writers(
    inserts=f"{BY_THE_HOUSE} OR ({IN_AN_OFFICE} AND {_MINE})",
    updates=f"{BY_THE_HOUSE} OR {IN_AN_OFFICE}",
    afterwards=f"{BY_THE_HOUSE} OR ({IN_AN_OFFICE} AND {_MINE})",
)
#: The same of a rule about what comes about: of its own school, and of all schools the district.
_ITS_RULE = f"({EVERYONE} OR school_id = ANY ({KEPT}))"
A_RULE_OF_EVENTS = Writers(
    inserts=f"{BY_THE_HOUSE} OR ({IN_AN_OFFICE} AND {_MINE} AND {_ITS_RULE})",
    updates=f"{BY_THE_HOUSE} OR ({IN_AN_OFFICE} AND state <> 'ended' AND {_ITS_RULE})",
    afterwards=f"{BY_THE_HOUSE} OR ({IN_AN_OFFICE} AND {_MINE} AND {_ITS_RULE})",
)
#: When she is away a teacher says herself, or the office of a school at which she teaches.
_TEACH_THERE = (
    "ARRAY(SELECT x.person_id FROM courses_sectionteacher x JOIN courses_section c"
    f" ON c.id = x.section_id WHERE c.school_id = ANY ({KEPT}) AND {runs('x')})"
)
AN_ABSENCE = all_by(
    f"{BY_THE_HOUSE} OR {EVERYONE} OR ({WEARING} = 'staff'"
    f" AND (person_id = {SELF_ID} OR person_id = ANY ({_TEACH_THERE})))"
)
#: The house files what somebody asks for; an office decides it, once, and never her own.
A_REQUEST = Writers(
    inserts=BY_THE_HOUSE,
    updates=(
        f"{BY_THE_HOUSE} OR ({IN_AN_OFFICE} AND state = 'waiting' AND person_id <> {SELF_ID})"
    ),
    afterwards=(
        f"{BY_THE_HOUSE} OR ({IN_AN_OFFICE} AND state IN ('taken', 'declined')"
        f" AND decided_by_id = {SELF_ID})"
    ),
)
#: Whom a thread is with at home: all adults, the student, or a guardian of hers.
_OF_HERS = (
    "(person_id IS NULL OR person_id = student_id OR EXISTS (SELECT FROM people_guardianship g"
    " WHERE g.student_id = school_messages_thread.student_id"
    " AND g.person_id = school_messages_thread.person_id))"
    " AND readers <@ ARRAY(SELECT g.person_id FROM people_guardianship g"
    " WHERE g.student_id = school_messages_thread.student_id)"
)
#: A family begins a thread that is hers, the school one with a guardian of the student; either is
#: open and with nobody else yet. The school closes it, and nobody opens it again.
A_THREAD = Writers(
    inserts=(
        f"{BY_THE_HOUSE} OR (closed_at IS NULL AND handed_at IS NULL"
        f" AND (({WEARING} = 'family' AND person_id = {SELF_ID})"
        f" OR ({WEARING} IN ('staff', 'office') AND {_OF_HERS})))"
    ),
    updates=f"{BY_THE_HOUSE} OR ({WEARING} IN ('staff', 'office') AND closed_at IS NULL)",
    afterwards=f"{BY_THE_HOUSE} OR ({WEARING} IN ('staff', 'office') AND closed_at IS NOT NULL)",
)
#: A family that registers answers in its own name, or by its link in nobody's, until it is sent.
_ANSWERS = (
    f"(({WEARING} = 'family' AND person_id = {SELF_ID})"
    f" OR ({WEARING} = 'applicant' AND person_id IS NULL))"
)
#: ``registration/sql/read_by.sql``
_NOT_SENT = "application_id = ANY ((SELECT openhouse_unsent_applications())::bigint[])"
#: The other parent's answer is written over in one's own name.
AN_ANSWER = Writers(
    inserts=f"{BY_THE_HOUSE} OR ({_ANSWERS} AND {_NOT_SENT})",
    updates=f"{BY_THE_HOUSE} OR ({WEARING} IN ('family', 'applicant') AND {_NOT_SENT})",
    afterwards=f"{BY_THE_HOUSE} OR ({_ANSWERS} AND {_NOT_SENT})",
)
#: A student hands in her own work and takes it back: no guardian and no teacher does it for her.
_HERSELF = f"({WEARING} = 'family' AND student_id = {SELF_ID})"
A_HAND_IN = Writers(
    inserts=f"{BY_THE_HOUSE} OR ({_HERSELF} AND taken_back_at IS NULL)",
    updates=f"{BY_THE_HOUSE} OR ({_HERSELF} AND taken_back_at IS NULL)",
    afterwards=f"{BY_THE_HOUSE} OR {_HERSELF}",
)
A_HAND_IN_FILE = Writers(
    inserts=(
        f"{BY_THE_HOUSE} OR ({WEARING} = 'family' AND EXISTS (SELECT FROM grades_handin h"
        f" WHERE h.id = hand_in_id AND h.student_id = {SELF_ID} AND h.taken_back_at IS NULL))"
    ),
    updates=BY_THE_HOUSE,
)

"""The policies of a table: its wall, and what narrows it for who may not write."""

from openhouse.common.wall import Wall
from openhouse.common.wall_words import (
    BY_AN_OFFICE,
    BY_THE_HOUSE,
    EVERYONE,
    IN_AN_OFFICE,
    KEPT,
    LEDGER_LINES,
    OF_SEEN,
    SELF_ID,
    WEARING,
    WRITES,
)
from openhouse.common.wall_writers import (
    A_HAND_IN,
    A_HAND_IN_FILE,
    A_MESSAGE,
    A_THREAD,
    AN_ANNOUNCEMENT,
    AN_ANSWER,
    AN_OFFICE,
    OF_A_DRAFT,
    STAFF,
    THE_HOUSE,
    Writers,
    all_by,
)

#: Of registration what only the house writes.
OF_THE_HOUSE = (
    *(Wall.APPLICATION, Wall.MEMBER, Wall.CANDIDATE, Wall.OF_APPLICATION, Wall.SIGNATURE),
    *(Wall.KNOWN, Wall.POSTED, Wall.HOUSE, Wall.CONSENT),
)
#: Who writes, where that is not all of staff: a row of these lets somebody see a student.
WRITERS = {
    Wall.POST: all_by(EVERYONE),
    Wall.TRANSCRIPT: AN_OFFICE,
    Wall.TRANSCRIPT_LINE: AN_OFFICE,
    Wall.KEY: all_by(EVERYONE),
    Wall.SCHOOLS_OWN: all_by(f"{EVERYONE} OR ({IN_AN_OFFICE} AND school_id = ANY ({KEPT}))"),
    #: What was issued is frozen: the house alone writes it, never who looks.
    Wall.PAPER: THE_HOUSE,
    Wall.WITHDRAWAL: THE_HOUSE,
    #: And what was published is added to by who publishes, and rewritten by nobody.
    Wall.PUBLISHED_EDITION: Writers(inserts=WRITES, updates=BY_THE_HOUSE),
    #: The house prints with its own eyes, so nobody else says what it is to print.
    Wall.PRINT: THE_HOUSE,
    Wall.PRINT_PIECE: THE_HOUSE,
    Wall.GUARDIANSHIP: AN_OFFICE,
    Wall.HOUSEHOLD: AN_OFFICE,
    Wall.MESSAGE: A_MESSAGE,
    Wall.OF_MESSAGE: OF_A_DRAFT,
    #: Who reads an application, what state it has and what was signed: the house says it.
    **dict.fromkeys(OF_THE_HOUSE, THE_HOUSE),
    **dict.fromkeys((Wall.ANSWER, Wall.ANSWER_FILE), AN_ANSWER),
    #: The house alone writes to whom it goes, and who has read it.
    Wall.RECIPIENT: THE_HOUSE,
    Wall.ANNOUNCED: AN_ANNOUNCEMENT,
    Wall.THREAD: A_THREAD,
    Wall.HANDED_IN: A_HAND_IN,
    Wall.OF_HAND_IN: A_HAND_IN_FILE,
    #: What is hers alone the house writes for her: her session has only to be somebody's.
    Wall.ALONE: THE_HOUSE,
}


def policies(wall: Wall, writers: Writers | None = None) -> dict[str, str]:
    """The policies of a table, by name: what follows ``CREATE POLICY … ON …``.

    The wall itself, and what narrows it for who may not write; *writers* says so where the model
    does. One's own account is marked with the time of the last sign-in before anybody is known, so
    its update stays with the wall.
    """
    found = {"wall": f"FOR ALL USING ({wall.value})"}
    if wall in (Wall.PUBLIC, Wall.OF_ACCOUNT, Wall.OF_ADDRESS):
        return found
    if wall is Wall.PROOF:
        known = f"COALESCE({WEARING}, '') <> ''"
        found["who_inserts"] = f"AS RESTRICTIVE FOR INSERT WITH CHECK ({known})"
        found["who_deletes"] = f"AS RESTRICTIVE FOR DELETE USING ({known})"
        return found
    if wall in (Wall.NOTE, Wall.NOTE_FILE, Wall.QUESTION, Wall.RECEIPT, Wall.HEALTH_UPLOAD):
        return found | _of_families(wall)
    if wall in (Wall.THREAD_POST, Wall.THREAD_READER, Wall.OF_POST):
        return found | _of_threads(wall)
    usual = all_by(LEDGER_LINES) if wall is Wall.LEDGER else WRITERS.get(wall, STAFF)
    found |= (writers or usual).policies()
    if wall is Wall.ACCOUNT:
        del found["who_updates"]
    return found


def _of_families(wall: Wall) -> dict[str, str]:
    """The policies of the tables on which families write.

    A guardian files what waits, in her own name, and takes back what waits still; whether it is
    approved, or what is answered, she can never write. Nobody but a job deletes.
    """
    decides, deletes = BY_AN_OFFICE, f"{BY_THE_HOUSE} OR {EVERYONE}"
    hers = f"{WEARING} = 'family' AND person_id = {SELF_ID}"
    files, takes_back, afterwards = hers, "false", "false"
    if wall in (Wall.QUESTION, Wall.HEALTH_UPLOAD):
        decides = WRITES
    if wall is Wall.QUESTION:
        blank = "answer = '' AND answered_at IS NULL AND correction_id IS NULL"
        files = f"{hers} AND state = 'open' AND {blank}"
        takes_back = f"{hers} AND state = 'open'"
        afterwards = f"{hers} AND state = 'closed' AND {blank}"
    if wall is Wall.RECEIPT:
        # what a family did is nobody else's to write; what is read or signed is final
        decides = deletes = BY_THE_HOUSE
        files = f"{hers} AND {OF_SEEN}"
        takes_back = f"{hers} AND state IN ('opened', 'declined')"
        afterwards = hers
    if wall in (Wall.NOTE, Wall.HEALTH_UPLOAD):
        files = f"{hers} AND state = 'waiting' AND decided_at IS NULL AND answer = ''"
        takes_back = f"{hers} AND state = 'waiting'"
        afterwards = f"{hers} AND state = 'withdrawn' AND decided_at IS NULL AND answer = ''"
    return {
        "who_inserts": f"AS RESTRICTIVE FOR INSERT WITH CHECK ({decides} OR ({files}))",
        "who_updates": (
            f"AS RESTRICTIVE FOR UPDATE USING ({decides} OR ({takes_back}))"
            f" WITH CHECK ({decides} OR ({afterwards}))"
        ),
        "who_deletes": f"AS RESTRICTIVE FOR DELETE USING ({deletes})",
    }


def _of_threads(wall: Wall) -> dict[str, str]:
    """In threads both sides write, in their own name and on their own side; a post is final.

    How far somebody has read she alone says.
    """
    hers = (
        f"person_id = {SELF_ID} AND ((side = 'family' AND {WEARING} = 'family')"
        f" OR (side = 'school' AND {WEARING} IN ('staff', 'office')))"
    )
    inserts, updates = f"{BY_THE_HOUSE} OR ({hers})", BY_THE_HOUSE
    if wall is Wall.THREAD_READER:
        updates = inserts
    if wall is Wall.OF_POST:
        own = f"SELECT FROM school_messages_post p WHERE p.id = post_id AND p.person_id = {SELF_ID}"
        inserts = f"{BY_THE_HOUSE} OR EXISTS ({own})"
    return Writers(inserts, updates).policies()

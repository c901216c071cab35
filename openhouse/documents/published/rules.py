"""Where a published document stands with a family, and with a student for the school. Pure.

Sources: features.md DOC-06. Without a signature four states: not opened, opened, read, overdue;
with one seven: not opened, opened, overdue, waiting for the student too, signed, declined, and
nobody at home who could sign.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

NOTHING, READ, SIGN = "nothing", "read", "sign"
OPENED, SIGNED, DECLINED = "opened", "signed", "declined"
#: States that are of no receipt.
NEW, WAITS, LATE, ANEW = "new", "waits", "late", "anew"
#: For the school only: a guardian has signed and the student has not; nobody can.
HALF, NOBODY = "half", "nobody"
#: What has been done and needs nothing more.
DONE = frozenset({READ, SIGNED})


@dataclass(frozen=True, slots=True)
class Asked:
    """What a document asks, of whom, by when."""

    asks: str
    by_student: bool = False
    due_on: date | None = None


def state_for_reader(asked: Asked, state: str, before: str, *, may: bool, today: date) -> str:
    """Where it stands with one reader.

    *state* is what she did with this edition, *before* with an earlier one, each "" for nothing;
    *may*: if she is asked at all.
    """
    if state in DONE or state == DECLINED:
        return state
    if asked.asks == NOTHING or not may:
        return state or NEW
    if before in DONE:
        return ANEW
    if asked.due_on is not None and asked.due_on < today:
        return LATE
    return WAITS


@dataclass(frozen=True, slots=True)
class Answer:
    """What one person did with the present edition."""

    by_student: bool
    state: str


def state_for_school(
    asked: Asked, answers: Sequence[Answer], *, readers: int, adult: bool, today: date
) -> str:
    """Where it stands with one student. *readers*: how many can open it at home, herself included.

    One guardian is enough; where the student is asked too, both. An *adult* student is her own.
    """
    guardians = [one for one in answers if adult or not one.by_student]
    hers = any(one.by_student and one.state in DONE for one in answers)
    done = any(one.state in DONE for one in guardians)
    if done and (hers or adult or not asked.by_student):
        return SIGNED if asked.asks == SIGN else READ
    if any(one.state == DECLINED for one in answers):
        return DECLINED
    if done:
        return HALF
    if not readers and not answers:
        return NOBODY
    if asked.asks != NOTHING and asked.due_on is not None and asked.due_on < today:
        return LATE
    return OPENED if answers else NEW


def whose_answer_is_open(
    asked: Asked, answers: Sequence[Answer], *, readers: int, adult: bool, today: date
) -> tuple[bool, bool]:
    """If a guardian's answer is open still, and if the student's is; a refusal is an answer too.

    *readers* are the guardians who can open it. One guardian's word is enough; an *adult* student
    is asked like a guardian.
    """
    reading = readers + adult
    state = state_for_school(asked, answers, readers=reading, adult=adult, today=today)
    if state in DONE or state in (DECLINED, NOBODY):
        return False, False
    if state == HALF:
        return False, True
    return readers > 0, adult or asked.by_student


def days_waiting(since: date, today: date) -> int:
    """For how many days it has been there."""
    return max(0, (today - since).days)


def is_the_name(typed: str, name: str) -> bool:
    """If somebody typed her own name; accents, capitals and spaces do not matter."""
    return bool(_letters(typed)) and _letters(typed) == _letters(name)


def _letters(text: str) -> str:
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in apart if sign.isalnum())

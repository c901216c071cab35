"""What a student of some ability gets for work of some kind: tables to throw dice into.

One table holds 256 endings of a COPY line (points, flag, comment, feedback), so that a score costs
one random byte. There is one table for each level of ability, carelessness and number of points.
"""

from functools import cache
from random import Random

#: Ability 0.40, 0.42, … 1.00.
LEVELS = 31
POINTS = (0, 5, 10, 20, 25, 50, 100)
#: Of 256 by carelessness: missing, late, incomplete, no score yet.
MISSING = (0, 3, 10, 28)
LATE = (2, 8, 16, 30)
PRAISE = (
    "Great work!",
    "Clear thinking. Keep it up.",
    "You showed every step. Thank you.",
    "A big step forward.",
    "Very thoughtful.",
)
ADVICE = (
    "Let’s go over this together.",
    "Check your work before you hand it in.",
    "You may redo this by Friday.",
    "Come to study time if you have questions.",
    "Almost there. Look at the last part again.",
)
FEEDBACK = (
    "You explain your steps so that a classmate could follow them. Next, try the starred problems.",
    "Your beginning draws the reader in. Look at how the second part leads to the last.",
    "Careful reading. Next time, say where in the text you found it.",
)
LATE_NOTES = ("Two days late.", "Handed in on Monday.", "Late, but complete.")
MISSING_NOTES = ("Can still be turned in.", "Please hand this in by Friday.", "")


def level_of(ability: float) -> int:
    """The table's level for an ability from 0 to 1."""
    return min(LEVELS - 1, max(0, round((ability - 0.4) * 50)))


def ending(points: str | None, flag: str = "", comment: str = "", feedback: str = "") -> str:
    """The middle of a COPY line: points, flag, comment, feedback."""
    return f"{'\\N' if points is None else points}\t{flag}\t{comment}\t{feedback}"


@cache
def table(level: int, careless: int, worth: int) -> tuple[str, ...]:
    """256 endings, equally likely."""
    dice = Random(f"outcomes {level} {careless} {worth}")  # noqa: S311
    made: list[str] = []
    for _ in range(MISSING[careless]):
        stands = "0" if worth and dice.random() < 0.25 else None
        made.append(ending(stands, "missing", dice.choice(MISSING_NOTES)))
    for _ in range(LATE[careless]):
        points = _points(dice, level, worth, 0.07)
        made.append(ending(points, "late", dice.choice((*LATE_NOTES, "", "", ""))))
    made += [ending(None, "exempt", note) for note in ("Away that day.", "", "")]
    if careless:
        made += [ending(_points(dice, level, worth, 0.3), "incomplete", "Page 2 is not done.")]
        made += [ending(None)]
    if careless == 3:
        made += [ending(_points(dice, level, worth, 0.0), "cheated", "Please see me.")]
    if careless == 2 and worth < 50:
        made += [ending(_points(dice, level, worth, 0.25), "dropped", "")]
    while len(made) < 256:
        made.append(_ordinary(dice, level, worth))
    dice.shuffle(made)
    return tuple(made)


def _ordinary(dice: Random, level: int, worth: int) -> str:
    points = _points(dice, level, worth, 0.0)
    comment = ""
    if worth and dice.random() < 0.05:
        share = float(points) / worth
        comment = dice.choice(PRAISE if share >= 0.9 else ADVICE) if not 0.8 < share < 0.9 else ""
    feedback = dice.choice(FEEDBACK) if comment in PRAISE and dice.random() < 0.4 else ""
    return ending(points, "", comment, feedback)


def _points(dice: Random, level: int, worth: int, less: float) -> str:
    """Points by a bell around the student's ability; now and then half a point."""
    if worth == 0:
        return str(dice.choice((0, 0, 1, 2, 3, 5)))
    share = min(1.02, max(0.1, dice.gauss(0.4 + level / 50 - less, 0.085)))
    points = round(share * worth * 2) / 2 if worth <= 25 and dice.random() < 0.1 else None
    if points is None:
        points = round(share * worth)
    most = worth if dice.random() < 0.98 else worth + 1
    return f"{min(points, most):g}"


@cache
def pending() -> tuple[str, ...]:
    """For work that is due but not scored: 256 endings, empty where there is no row at all."""
    dice = Random("pending")  # noqa: S311
    return tuple(ending(None, "turned in") if dice.random() < 0.35 else "" for _ in range(256))

"""How many cards of a child a family may send."""

#: So many of one person about a child wait for the nurse, and so many she sends in a day.
MOST_WAITING, MOST_A_DAY = 5, 10


def why_enough(waiting: int, lately: int) -> str:
    """Why no further card is kept now: "waiting", "day", or ""."""
    if waiting >= MOST_WAITING:
        return "waiting"
    return "day" if lately >= MOST_A_DAY else ""

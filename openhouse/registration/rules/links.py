"""For how long the link of a family that is new here opens its registration."""

from datetime import date, timedelta

#: After the last day of the window; and at least, for a family may be on a waiting list.
AFTER_WINDOW, AT_LEAST = timedelta(weeks=4), timedelta(days=60)
#: Once each child is decided: to read what was decided, and to open the account.
AFTER_DECIDED = timedelta(days=30)


def ends_on(last_day: date, today: date, *, is_over: bool) -> date:
    """The last day of a link that is made *today*; *last_day* is that of the window.

    Each e-mail about the registration brings a link of its own, with days of its own.
    """
    if is_over:
        return today + AFTER_DECIDED
    return max(last_day + AFTER_WINDOW, today + AT_LEAST)

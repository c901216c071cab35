"""Days in a row."""

from collections.abc import Callable, Hashable, Iterable
from datetime import date, timedelta

#: From Friday to Monday: a weekend does not break a vacation in two.
WEEKEND = timedelta(days=3)


def runs[T](
    days: Iterable[T], on: Callable[[T], date], alike: Callable[[T], Hashable]
) -> list[list[T]]:
    """*days*, in order of date, as stretches of days that are *alike* and follow each other."""
    found: list[list[T]] = []
    for day in days:
        last = found[-1][-1] if found else None
        if last is not None and alike(last) == alike(day) and on(day) - on(last) <= WEEKEND:
            found[-1].append(day)
        else:
            found.append([day])
    return found

"""What a family's page reads of the district's own settings, kept while they stand still.

Terms, the calendar, announcements: the same for every family of a school, and asked for on each
page. As long as the district's stamp, which the opening statement has read before, says the same,
none of these has changed (decision 0013), and a process need not ask again.

Nothing about a person may be kept so, nor what moves another stamp than the district's.
"""

from collections.abc import Callable, Hashable
from functools import wraps
from typing import Any, cast

from openhouse.access.enter import standing_of_district

#: Answers that a process keeps; forgotten when there are more.
MOST = 2_000
_KEPT: dict[Hashable, object] = {}
_NOTHING = object()


def of_the_district[**P, T](read: Callable[P, T]) -> Callable[P, T]:
    """Keep what *read* says of its arguments; it reads rows that move the district's stamp alone.

    Its arguments tell apart all that its answer depends on, the day too; the answer is not to be
    changed. Outside of a family's request each is a read of its own.
    """

    @wraps(read)
    def kept(*args: P.args, **kwargs: P.kwargs) -> T:
        standing = standing_of_district()
        if standing is None:
            return read(*args, **kwargs)
        key = (standing, read, args, tuple(sorted(kwargs.items())))
        found: Any = _KEPT.get(key, _NOTHING)
        if found is _NOTHING:
            found = read(*args, **kwargs)
            if len(_KEPT) >= MOST:
                _KEPT.clear()
            _KEPT[key] = found
        return cast("T", found)

    return kept

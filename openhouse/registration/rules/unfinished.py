"""What somebody has typed that is no answer yet: a street without its city, half a ZIP code.

It is kept where the answer will stand, so that it is there again on another day and another device,
in a frame that no answer has. It counts as nothing: nobody but who fills in reads it, and nothing
is sent while a question that is asked has one.
"""

from collections.abc import Iterable
from json import dumps
from typing import Any

from openhouse.common.signs import lines

KEY = "unfinished"
#: Of more characters nothing is kept that is no answer.
MOST = 5000


def framed(raw: Any) -> dict[str, Any] | None:
    """What is kept of *raw*, as its controls sent it; None where it is none that can be kept."""
    tidy = _tidy(raw)
    return {KEY: tidy} if tidy and len(dumps(tidy)) <= MOST else None


def _tidy(raw: Any) -> Any:
    if isinstance(raw, dict):
        return {str(key): _tidy(value) for key, value in raw.items()}
    if isinstance(raw, list):
        return [_tidy(value) for value in raw]
    return lines(raw) if isinstance(raw, str) else raw if isinstance(raw, bool) else ""


def is_unfinished(value: Any) -> bool:
    """If *value* is what ``framed`` makes."""
    return isinstance(value, dict) and value.keys() == {KEY}


def split(value: Any) -> tuple[Any, Any]:
    """What counts of a value as it is kept, and what is typed there and does not count."""
    return (None, value[KEY]) if is_unfinished(value) else (value, None)


def words_of(raw: Any, order: Iterable[str] = ()) -> str:
    """What is typed, in one line; of several pieces those of *order* first."""
    if isinstance(raw, dict):
        pieces = {key: raw[key] for key in order if key in raw} | raw
        return ", ".join(filter(None, map(words_of, pieces.values())))
    return raw if isinstance(raw, str) else ""

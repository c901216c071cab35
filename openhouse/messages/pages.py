"""The contexts of a family's pages of messages."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from openhouse.access.viewer import Child
from openhouse.messages import pieces
from openhouse.messages.queries import Notice
from openhouse.ui.markup import joined


def messages_page(
    children: Sequence[Child], announced: Sequence[Notice], on: date
) -> dict[str, Any]:
    """What is announced now, and what was before."""
    now = [one for one in announced if one.ends_on >= on]
    over = [one for one in announced if one.ends_on < on]
    return {
        "emergencies": pieces.above_all(now),
        "now": joined(_line(one, children, on) for one in now if not one.emergency),
        "over": joined(_line(one, children, on) for one in over),
    }


def _line(one: Notice, children: Sequence[Child], on: date) -> Any:
    return pieces.line(one, day=pieces.days_words(one, children, on))

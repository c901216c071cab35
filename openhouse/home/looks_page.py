"""The context of Who looked: a line for each person and day, with what she opened and why."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from openhouse.access.viewer import Child
from openhouse.common.text import day_title, hour_words
from openhouse.home import looked_words
from openhouse.home.changed_words import post_words
from openhouse.home.looks import Looked
from openhouse.ui.components.row import row
from openhouse.ui.markup import joined


def context(child: Child, found: Sequence[Looked]) -> dict[str, Any]:
    """The looks day by day, newest first."""
    by_day = groupby(found, key=lambda look: look.at.date())
    return {"child": child, "days": [(day_title(on), joined(_rows(list(of)))) for on, of in by_day]}


def _rows(found: Sequence[Looked]) -> list[SafeString]:
    """One row for each person of a day, her newest look first; a look as a guardian stays apart."""
    by_whom: dict[tuple[str, str, bool], list[Looked]] = {}
    for look in found:
        by_whom.setdefault((look.name, look.post, look.as_guardian), []).append(look)
    return [_row(of) for of in by_whom.values()]


def _row(of: Sequence[Looked]) -> SafeString:
    look = of[0]
    name = look.name or _("Somebody of the school")
    who = _("%(name)s, %(post)s") % {"name": name, "post": post_words(look.post)}
    pages = dict.fromkeys(looked_words.reason_words(each.page, each.as_guardian) for each in of)
    return row(who, small=" · ".join(pages), small_right=hour_words(look.at.time()))

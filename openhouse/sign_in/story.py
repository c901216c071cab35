"""The story of an account, as its owner and the help desk read it: what happened, and when."""

from collections.abc import Iterable

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from openhouse.ledger.kinds import ACCOUNT as STORY
from openhouse.ledger.queries import Line
from openhouse.sign_in.words import moment
from openhouse.ui.components.row import row
from openhouse.ui.markup import joined

#: What an office did with an account: its owner reads who, and why.
BY_AN_OFFICE = {
    "account.reset_by_staff",
    "account.looked_at",
    "account.child_opened",
    "account.child_closed",
}


def words_of_kind(kind: str) -> str:
    """What happened; never nothing, for a line of a later release is read by this one too."""
    return str(STORY[kind]) if kind in STORY else _("The account was changed")


def _given(line: Line) -> list[str]:
    """How a way in went out, and by whom; a line of an earlier release does not say it."""
    said = line.after if isinstance(line.after, dict) else {}
    if not said:
        return []
    how = _("on paper") if said.get("paper") else _("by e-mail to %(email)s")
    by = [_("by %(name)s") % {"name": said["by"]}] if said.get("by") else []
    return [how % {"email": line.subject} if not said.get("paper") else how, *by]


def story(lines: Iterable[Line]) -> SafeString:
    """A row for each line."""
    found = []
    for line in lines:
        said = [moment(line.at)]
        if line.kind in BY_AN_OFFICE:
            said += [_("by %(name)s") % {"name": line.subject}, f"“{line.reason}”"]
        if line.kind == "account.code_made":
            said += _given(line)
        found.append(row(words_of_kind(line.kind), small=" · ".join(said)))
    return joined(found)

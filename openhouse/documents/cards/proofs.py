"""A card before it is released: marked across each page, with a code that proves nothing.

A page of a release asks for several at once, so a proof waits for its turn where a preview does
not; two are made at a time.
"""

from dataclasses import dataclass, replace
from typing import Any

from django.db import OperationalError, connection, transaction
from django.utils.translation import gettext as _

from openhouse.common import clock
from openhouse.documents.cards.previews import Preview
from openhouse.documents.cards.trying import line_of
from openhouse.papers.drafts import Draft, dressed
from openhouse.papers.typesetting import LayoutFault, pictures, typeset

#: Dots an inch of the pictures on the page of a release.
DOTS = 80
#: As long a proof waits for its turn, in milliseconds.
WAITS = 8_000


@dataclass(frozen=True, slots=True)
class Proof:
    """A PDF, or a picture of each of its pages; or what is wrong, as a preview says it."""

    pdf: bytes = b""
    pages: tuple[bytes, ...] = ()
    fault: Preview | None = None

    def page(self, number: int) -> bytes | None:
        """The picture of that page, counted from 1; None where it has none."""
        return self.pages[number - 1] if 0 < number <= len(self.pages) else None


def proof_of(draft: Draft, *, as_pictures: bool) -> Proof:
    """The proof of *draft*, once it is its turn."""
    if not _has_turn(draft.student):
        words = _("Others look at their cards just now. Wait a few seconds and try again.")
        return Proof(fault=Preview(wrong=words))
    facts = _marked(draft)
    try:
        if as_pictures:
            found = pictures(draft.layout, facts, made_at=clock.now(), ppi=DOTS)
            return Proof(pages=tuple(found))
        return Proof(pdf=typeset(draft.layout, facts, made_at=clock.now()).content)
    except LayoutFault as fault:
        line = line_of(facts.get("note", ""))
        return Proof(fault=Preview(wrong=str(fault), line=line, hints=fault.hints))


def _has_turn(student: int) -> bool:
    """Wait until fewer than two are made; the turn ends with the request."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL lock_timeout = {WAITS}")
            slot = [student % 2]
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext('card proof'), %s)", slot)
            cursor.execute("SET LOCAL lock_timeout = 0")
    except OperationalError:
        return False
    return True


def _marked(draft: Draft) -> dict[str, Any]:
    facts = {**draft.facts, "proof": _("Proof")}
    return dressed(replace(draft, facts=facts), "0" * 12, 1)

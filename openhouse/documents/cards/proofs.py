"""A card before it is released: marked across each page, with a code that proves nothing.

A page of a release asks for several at once, so a proof waits for its turn where a preview does
not; two are made at a time, each in a process of its own with the limits of a preview.
"""

import base64
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _

from openhouse.access.viewer import Viewer
from openhouse.documents.cards.facts import drafts_or_faults
from openhouse.documents.cards.previews import Preview, run, turn_came
from openhouse.documents.cards.setup import Setup
from openhouse.papers.drafts import Draft, dressed

#: Dots an inch of the pictures on the page of a release.
DOTS = 80


@dataclass(frozen=True, slots=True)
class Proof:
    """A PDF, or a picture of each of its pages; or what is wrong, as a preview says it."""

    title: str = ""
    pdf: bytes = b""
    pages: tuple[bytes, ...] = ()
    fault: Preview | None = None

    def page(self, number: int) -> bytes | None:
        """The picture of that page, counted from 1; None where it has none."""
        return self.pages[number - 1] if 0 < number <= len(self.pages) else None


def proof_of(viewer: Viewer, setup: Setup, student: int, *, as_pictures: bool) -> Proof | None:
    """The proof of a student's card, once it is its turn; None where she has no mark, or is not
    seen."""
    drafts, bad = drafts_or_faults(viewer, setup, [student])
    if bad:
        return Proof(fault=Preview(wrong=_("The marks or days of this card cannot be read.")))
    if not drafts:
        return None
    if not turn_came("card proof", student % 2):
        words = _("Others look at their cards just now. Wait a few seconds and try again.")
        return Proof(fault=Preview(wrong=words))
    draft = drafts[0]
    made = run(draft.layout, _marked(draft), DOTS if as_pictures else 0)
    if made.wrong:
        return Proof(fault=made)
    pages = tuple(map(base64.b64decode, made.pages))
    return Proof(draft.title, pages=pages) if as_pictures else Proof(draft.title, pages[0])


def _marked(draft: Draft) -> dict[str, Any]:
    facts = {**draft.facts, "proof": _("Proof")}
    return dressed(replace(draft, facts=facts), "0" * 12, 1)

"""A card before it is released: marked across each page, with a code that proves nothing."""

from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from openhouse.common import clock
from openhouse.papers.drafts import Draft, dressed
from openhouse.papers.typesetting import pictures, typeset

#: Dots an inch of the pictures on the page of a release.
DOTS = 80


def proof_pdf(draft: Draft) -> bytes:
    """The PDF."""
    return typeset(draft.layout, _marked(draft), made_at=clock.now()).content


def proof_pictures(draft: Draft) -> list[bytes]:
    """Its pages as PNG."""
    return pictures(draft.layout, _marked(draft), made_at=clock.now(), ppi=DOTS)


def _marked(draft: Draft) -> dict[str, Any]:
    facts = {**draft.facts, "proof": _("Proof")}
    return dressed(replace(draft, facts=facts), "0" * 12, 1)

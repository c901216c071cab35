"""What a reader sends about a document: that she has read it, a signature, or why not."""

from datetime import datetime
from functools import cached_property
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from openhouse.access.viewer import Child, Viewer
from openhouse.common.fields import focused
from openhouse.documents.published import words
from openhouse.documents.published.actions import decline, say_read, sign
from openhouse.documents.published.forms import DeclineForm, SignForm
from openhouse.documents.published.queries import Shown, document_of
from openhouse.documents.published.rules import SIGN


class Answered:
    """The forms under a document, and which of them was sent."""

    def __init__(self, viewer: Viewer, child: Child, shown: Shown, sent: Any) -> None:
        self.viewer, self.child, self.shown, self.sent = viewer, child, shown, sent
        self.does = sent.get("do", "") if sent else ""

    @property
    def agreed_to(self) -> str:
        """What she agrees to."""
        shown = self.shown
        return words.agreed_words(shown.title, self.child.name, shown.number)

    @property
    def is_of_this_edition(self) -> bool:
        """If what was sent is about the file that is there now."""
        return bool(self.sent) and self.sent.get("edition") == str(self.shown.number)

    @cached_property
    def sign_form(self) -> SignForm:
        sent = self.sent if self.does == "sign" else None
        first = {"edition": self.shown.number}
        return focused(SignForm(sent, name=self.viewer.name, initial=first, prefix=None))

    @cached_property
    def decline_form(self) -> DeclineForm:
        sent = self.sent if self.does == "decline" else None
        first = {"edition": self.shown.number}
        return focused(DeclineForm(sent, initial=first, auto_id="decline_%s"))


def answer(said: Answered, now: datetime) -> tuple[str, str] | None:
    """Keep what was sent: "success" or "warning" with words; None where a form is to be shown."""
    viewer, child, shown = said.viewer, said.child, said.shown
    if not said.is_of_this_edition:
        return _anew()
    if said.does == "read" and shown.asks != SIGN:
        done = say_read(viewer, child, shown, now)
        thanks = _("Thank you. The school sees that you have read it.")
    elif said.does == "sign" and shown.asks == SIGN:
        if not said.sign_form.is_valid():
            return None
        name = said.sign_form.cleaned_data["typed"]
        done = sign(viewer, child, shown, name, said.agreed_to, now)
        thanks = _("Signed. The school sees it.")
    elif said.does == "decline" and shown.asks == SIGN:
        if not said.decline_form.is_valid():
            return None
        done = decline(viewer, child, shown, said.decline_form.cleaned_data["reason"], now)
        thanks = _("Declined. The school reads your reason.")
    else:
        return None
    if done:
        return "success", thanks
    there = document_of(viewer, child, shown.id, timezone.localdate(now))
    if there is None or there.number != shown.number:  # while she wrote
        return _anew()
    return "warning", _("You have answered already.")


def _anew() -> tuple[str, str]:
    return "warning", _("The school has put a new edition here. Please read it first.")

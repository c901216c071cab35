"""The weekly word as a text message."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

#: Signs of a text message, in all.
IN_A_TEXT = 600


def as_text(said: Sequence[tuple[str, list[str]]], sender: str, link: str) -> str:
    """The word as a text message, of which each child has as much room as the others.

    No gateway is asked what she answers, so it ends with the page (*link*) on which she ends it.
    """
    end = _("To end this: %(link)s") % {"link": link}
    room = (IN_A_TEXT - len(sender) - len(end) - 2) // len(said) - 1
    words = []
    for name, lines in said:
        all_of_it = f"{name}: {'. '.join(lines)}." if name else f"{'. '.join(lines)}."
        all_of_it = all_of_it.replace("..", ".")
        words.append(all_of_it if len(all_of_it) <= room else f"{all_of_it[: room - 1]}…")
    return f"{sender}: {' '.join(words)} {end}"

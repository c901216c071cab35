"""Who is meant: a child's first letter in her own quiet colour, and her name for who hears it."""

from collections.abc import Iterable, Sequence

from django.utils.safestring import SafeString

from openhouse.access.viewer import Child
from openhouse.ui.markup import joined, markup

#: Colours that are told apart; with more children they begin anew, and the name tells.
COLOURS = 6
_WHOSE = (
    '<b class="whose c{n}"><span class="whose-short" aria-hidden="true">{short}</span>'
    '<span class="whose-name">{name}</span></b>'
)
_CHIP = '<b class="whose c{n}" aria-hidden="true">{short}</b> {name}'


class Faces:
    """The children of a family, each with as many letters as tell her from the others."""

    def __init__(self, children: Sequence[Child]) -> None:
        names = [child.first_name for child in children]
        self.drawn: dict[int, dict[str, object]] = {
            child.id: {
                "n": at % COLOURS + 1,
                "short": short_name(child.first_name, [*names[:at], *names[at + 1 :]]),
                "name": child.first_name,
            }
            for at, child in enumerate(children)
        }

    def of(self, ids: Iterable[int]) -> SafeString:
        """Those with these *ids*, one after the other."""
        return joined([markup(_WHOSE, **self.drawn[one]) for one in ids])

    def chip(self, child: Child) -> SafeString:
        """One with her name written out."""
        return markup(_CHIP, **self.drawn[child.id])


def short_name(name: str, others: Iterable[str]) -> str:
    """The first letters of *name* that no other name begins with; all of it where each does."""
    others = [other.casefold() for other in others]
    for many in range(1, len(name)):
        if not any(other.startswith(name[:many].casefold()) for other in others):
            return name[:many]
    return name

"""Controls of answers that have several pieces: an address, a name, ties to adults, initials."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.safestring import SafeString

from openhouse.ui.markup import NOTHING, joined, markup

_PIECE = '<div class="piece {name}"><label for="{id}">{label}</label>{control}</div>'
_TICK = '<div class="piece {name}"><label for="{id}">{control} {label}</label></div>'
_GROUP = '<div class="piece {name}" role="group" aria-label="{label}">{control}</div>'


class Pieces(forms.Widget):
    """Inputs with a label each; their value is a dictionary, by the name of the piece.

    ``words`` stand above them: the statement that somebody signs, a paragraph a line.
    """

    use_fieldset = True

    def __init__(self, pieces: Mapping[str, tuple[Any, forms.Widget]], words: str = "") -> None:
        super().__init__()
        self.pieces, self.words = dict(pieces), words
        #: The piece that is not right.
        self.wrong = ""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> dict[str, Any]:
        return {
            piece: widget.value_from_datadict(data, files, f"{name}-{piece}")
            for piece, (_label, widget) in self.pieces.items()
        }

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return all(
            widget.value_omitted_from_data(data, files, f"{name}-{piece}")
            for piece, (_label, widget) in self.pieces.items()
        )

    def id_for_label(self, id_: str, index: Any = None) -> str:
        return ""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        own = attrs or {}
        said = value if isinstance(value, dict) else {}
        drawn = [self._drawn(piece, name, said.get(piece), own, renderer) for piece in self.pieces]
        frame = '{words}<div class="pieces" id="{id}">{pieces}</div>'
        return markup(
            frame, words=statement(self.words), id=own.get("id", ""), pieces=joined(drawn)
        )

    def _drawn(
        self, piece: str, name: str, value: Any, attrs: dict[str, Any], renderer: Any
    ) -> SafeString:
        label, widget = self.pieces[piece]
        place = f"{attrs.get('id', name)}-{piece}"
        own = {"id": place}
        if self.wrong == piece:
            own |= {"aria-invalid": "true", "autofocus": "autofocus"}
        control = SafeString(widget.render(f"{name}-{piece}", value, own, renderer))
        tick, group = isinstance(widget, forms.CheckboxInput), widget.use_fieldset
        frame = _GROUP if group else _TICK if tick else _PIECE
        return markup(frame, name=piece, id=place, label=label, control=control)


class Ties(forms.Widget):
    """What each adult is to a child, and if the child lives with her: by the adult's part."""

    use_fieldset = True

    def __init__(self, adults: Mapping[str, Pieces], names: Mapping[str, str]) -> None:
        super().__init__()
        self.adults, self.names = dict(adults), names
        self.wrong = ""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> dict[str, Any]:
        return {
            part: pieces.value_from_datadict(data, files, f"{name}-{part}")
            for part, pieces in self.adults.items()
        }

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return all(
            pieces.value_omitted_from_data(data, files, f"{name}-{part}")
            for part, pieces in self.adults.items()
        )

    def id_for_label(self, id_: str, index: Any = None) -> str:
        return ""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        own, said = attrs or {}, value if isinstance(value, dict) else {}
        drawn = []
        for part, pieces in self.adults.items():
            pieces.wrong = "relation" if self.wrong == part else ""
            place = {"id": f"{own.get('id', name)}-{part}"}
            inside = pieces.render(f"{name}-{part}", said.get(part), place, renderer)
            frame = '<div class="tie" role="group" aria-label="{name}"><b>{name}</b>{inside}</div>'
            drawn.append(markup(frame, name=self.names[part], inside=inside))
        return markup(
            '<div class="ties" id="{id}">{all}</div>', id=own.get("id", ""), all=joined(drawn)
        )


def statement(words: str) -> SafeString:
    """*words* as the text of a statement, a paragraph for each line."""
    if not words:
        return NOTHING
    lines = [markup("<p>{line}</p>", line=line) for line in words.splitlines() if line.strip()]
    frame = '<div class="statement">{lines}</div>'
    return markup(frame, lines=joined(lines))

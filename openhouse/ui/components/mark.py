from django.utils.safestring import SafeString

from openhouse.ui.markup import given, markup, optional


def mark(letter: object, percent: object = "", note: object = "", small: object = "") -> SafeString:
    """A mark, large, with its sentence: "B−", "81.6 %", "so far", "was B before today’s quiz"."""
    shown = letter if given(letter) else "–"
    return markup(
        '<div class="mark"><b class="mark-letter{long}">{letter}</b>'
        '<p class="mark-words">{percent} {note}{small}</p></div>',
        letter=shown,
        long=" mark-word" if len(str(shown)) > 5 else "",
        percent=optional("<strong>{value}</strong>", percent),
        note=note,
        small=optional("<small>{value}</small>", small),
    )

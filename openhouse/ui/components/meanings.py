from collections.abc import Iterable

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from openhouse.ui.components.more import more
from openhouse.ui.markup import drawn, markup


def meanings(words: Iterable[tuple[object, object]]) -> SafeString:
    """What the school's words on a page mean, each with a plain sentence, until somebody asks."""
    lines = "".join(
        markup("<div><dt>{word}</dt><dd>{said}</dd></div>", word=word, said=said)
        for word, said in words
    )
    content = markup("<dl>{lines}</dl>", lines=drawn(lines))
    closed = more(content, gettext("What these words mean"))
    return markup('<div class="meanings">{closed}</div>', closed=closed)

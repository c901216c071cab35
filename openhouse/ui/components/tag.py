from django.utils.safestring import SafeString

from openhouse.ui.icons import ICONS
from openhouse.ui.markup import NOTHING, known_kind, markup

KIND_ICONS = {name: ICONS[name] for name in ("good", "warn", "bad", "info")}


def tag(word: object, kind: str = "neutral", icon: str = "") -> SafeString:
    """A status in one word. Kinds: neutral, good, warn, bad, info; each but neutral has an icon."""
    kind = known_kind(kind)
    drawing = ICONS[icon] if icon else KIND_ICONS.get(kind, NOTHING)
    return markup(
        '<span class="tag {kind}">{drawing}{word}</span>', kind=kind, drawing=drawing, word=word
    )

from django.utils.safestring import SafeString

from openhouse.ui.components.button import link_button
from openhouse.ui.icons import ICONS
from openhouse.ui.markup import NOTHING, given, markup, optional


def nothing(
    icon: str, headline: object, sentence: object = "", *, url: object = "", link: object = ""
) -> SafeString:
    """What stands where there is nothing yet: a drawing, a headline, what will come and when."""
    return markup(
        '<div class="nothing"><span class="nothing-drawing">{drawing}</span>'
        "<strong>{headline}</strong>{sentence}{door}</div>",
        drawing=ICONS[icon],
        headline=headline,
        sentence=optional("<p>{value}</p>", sentence),
        door=link_button(link, url) if given(url) and given(link) else NOTHING,
    )

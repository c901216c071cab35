from django.utils.safestring import SafeString

from openhouse.ui.markup import markup, optional


def happening(headline: object, small: object = "", *, quiet: bool = False) -> SafeString:
    """The band that says what is on now. `quiet` for a day off, before or after school."""
    return markup(
        '<div class="happening{quiet}"><span class="happening-dot"></span>'
        "<strong>{headline}</strong>{small}</div>",
        quiet=" quiet-band" if quiet else "",
        headline=headline,
        small=optional("<small>{value}</small>", small),
    )

from collections.abc import Iterable

from django.utils.safestring import SafeString

from openhouse.ui.components.tag import tag as tag_of
from openhouse.ui.markup import NOTHING, given, joined, markup, optional, safe_url

_LINE = (
    '<li class="row"><div class="row-line choice-line"><span class="row-main">{title} {tag}'
    "{small}{below}</span>{field}</div></li>"
)
_LINK = '<a class="row-title link" href="{url}">{title}</a>'
_FIELD = (
    '<span class="field choice-field"><select name="{name}" aria-label="{label}">'
    '<option value="">{first}</option>{options}</select></span>'
)
_OPTION = '<option value="{value}">{words}</option>'
_CHOSEN = '<option value="{value}" selected>{words}</option>'


def choice(  # noqa: PLR0913
    title: object,
    small: object,
    name: object,
    label: object,
    first: object,
    choices: Iterable[tuple[object, object, bool]],
    *,
    below: object = "",
    url: object = "",
    tag: object = "",
    kind: str = "neutral",
    icon: str = "",
) -> SafeString:
    """One line of a list with a choice at its end; goes inside `rows`.

    `name` is the field's, `label` what a screen reader calls it, `first` its empty choice;
    `choices` are value, words and if chosen, and without any the line is all there is. `below` is
    a second quiet line; `url` makes a link of the title.
    """
    options = [
        markup(_CHOSEN if on else _OPTION, value=value, words=words) for value, words, on in choices
    ]
    field = markup(_FIELD, name=name, label=label, first=first, options=joined(options))
    plain = markup('<span class="row-title">{title}</span>', title=title)
    return markup(
        _LINE,
        title=markup(_LINK, url=safe_url(url), title=title) if given(url) else plain,
        tag=tag_of(tag, kind, icon) if given(tag) else NOTHING,
        small=optional("<small>{value}</small>", small),
        below=optional("<small>{value}</small>", below),
        field=field if options else NOTHING,
    )

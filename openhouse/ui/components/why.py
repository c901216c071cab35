from collections.abc import Iterable, Sequence

from django.utils.safestring import SafeString

from openhouse.ui.markup import drawn, markup, optional


def why(content: SafeString, question: object, *, note: object = "") -> SafeString:
    """How a number came about, on a sunken ground: a question, the sum, a sentence."""
    return markup(
        '<div class="why"><strong>{question}</strong>{content}{note}</div>',
        question=question,
        content=content,
        note=optional("<p><small>{value}</small></p>", note),
    )


def steps(lines: Iterable[Sequence[object]], total: Sequence[object] = ()) -> SafeString:
    """A sum, line by line: what, then its numbers; `total` closes it under a rule."""
    body = drawn("".join(_line(line) for line in lines))
    foot = markup("<tfoot>{line}</tfoot>", line=_line(total)) if total else ""
    return markup('<table class="steps"><tbody>{body}</tbody>{foot}</table>', body=body, foot=foot)


def _line(line: Sequence[object]) -> SafeString:
    cells = "".join(markup("<td>{value}</td>", value=value) for value in line[1:])
    frame = '<tr><th scope="row">{what}</th>{cells}</tr>'
    return markup(frame, what=line[0], cells=drawn(cells))

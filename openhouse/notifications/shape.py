"""Whether a mail can be read in a moment, and the words of an HTML one.

The library reads headers in a time that grows with the square of their length, and a page of broken
tags likewise: one mail of 60 kilobytes would keep a worker busy for minutes. So the shape is looked
at first, by readers whose time grows with the length alone.
"""

from email import policy
from email.message import Message
from email.parser import BytesParser

from lxml import etree

#: Bytes of a field that is looked into, folded lines together; honest ones have a few hundred.
LONGEST_FIELD = 4000
#: Fields of one part, and parts of a mail.
MOST_FIELDS = 500
MOST_PARTS = 500
#: Lines of a mail; the largest has fewer, for a file is sent in lines of 64 signs and more.
MOST_LINES = 450_000
#: Fields that the house looks into (``arriving``), beside those that begin with "content-".
READ = (
    *("from", "subject", "message-id", "return-path", "auto-submitted", "precedence"),
    *("list-id", "list-unsubscribe", "x-autoreply", "x-autorespond", "x-loop"),
    *("action", "status", "diagnostic-code"),
)
#: Elements whose words are not shown, and those that begin a line.
UNSAID = frozenset({"script", "style", "head", "title"})
LINES = frozenset({"br", "p", "div", "li", "tr", "h1", "h2", "h3", "h4"})


def is_readable(raw: bytes) -> bool:
    """If *raw* has no more lines, parts, fields and signs in a field than an honest mail has."""
    if raw.count(b"\n") + raw.count(b"\r") - raw.count(b"\r\n") > MOST_LINES:
        return False
    message = BytesParser(policy=policy.compat32).parsebytes(raw)
    for number, part in enumerate(message.walk()):
        if number >= MOST_PARTS or not _is_plain(part):
            return False
    return True


def _is_plain(part: "Message[str, str]") -> bool:
    fields = list(part.raw_items())
    return len(fields) <= MOST_FIELDS and not any(
        len(value) > LONGEST_FIELD and (name.lower() in READ or name.lower().startswith("content-"))
        for name, value in fields
    )


def words_of_html(html: str) -> str:
    """The words of a page without its marks, those of scripts and styles left out."""
    parser = etree.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True
    )
    try:
        tree = etree.fromstring(html.encode(errors="replace"), parser)
    except etree.LxmlError:
        return ""  # nothing in it but comments
    if tree is None:
        return ""
    said: list[str] = []
    hidden = 0
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        if event == "start":
            hidden += element.tag in UNSAID
            said += ["\n"] * (element.tag in LINES)
            words = element.text
        else:
            hidden -= element.tag in UNSAID
            words = element.tail
        if words and not hidden:
            said.append(words)
    return "".join(said)

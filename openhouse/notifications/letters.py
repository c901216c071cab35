"""What an e-mail says, as text and as HTML from one source; a push, and a call."""

import json
from dataclasses import asdict, dataclass, field
from xml.sax.saxutils import escape

from django.template.loader import render_to_string
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _

from openhouse.common.text import own_order, reader_language

#: The languages that a machine speaks, as TwiML names them. Others are not guessed: what is read
#: with the sounds of another language nobody understands.
VOICES = {"en": "en-US", "es": "es-MX"}


@dataclass(frozen=True, slots=True)
class Sender:
    """The district that an e-mail is from: its name, colour, and where help is."""

    name: str
    hue: int
    help_email: str
    help_phone: str
    #: The address of its portal, from ``https://`` on.
    home: str


@dataclass(frozen=True, slots=True)
class Letter:
    """An e-mail before it is dressed. The subject says no secret, and is forgotten with it.

    ``paragraphs`` come first, then ``code`` on a line of its own, then the one button, then
    ``closing``. All of it is text; nothing is taken for HTML.
    """

    subject: str
    paragraphs: tuple[str, ...]
    code: str = ""
    #: Label and full address of the button.
    link: tuple[str, str] | None = None
    closing: tuple[str, ...] = field(default_factory=tuple)


@dataclass(frozen=True, slots=True)
class Push:
    """What a phone shows. ``url`` is a path of the portal; a later one with the same ``tag`` takes
    its place on the screen, and rings again. ``news`` is how many things it adds to the number on
    the app's icon. ``once`` says what it tells, which a phone shows once; empty: the tag."""

    title: str
    body: str
    url: str
    tag: str
    news: int = 1
    once: str = ""


#: Bytes of a push, of the 4096 that its service takes with all that is around it.
LARGEST_PUSH = 3000


def as_payload(push: Push) -> str:
    """The JSON that the service worker reads, in the language that is active and on the side on
    which its lines begin; words that are too many end with "…"."""
    turned = "rtl" if get_language_bidi() else "ltr"
    said = asdict(push) | {"lang": reader_language(), "dir": turned}
    while len(found := json.dumps(said, ensure_ascii=False).encode()) > LARGEST_PUSH:
        over = len(found) - LARGEST_PUSH
        longest = "body" if len(said["body"]) >= len(said["title"]) else "title"
        said[longest] = said[longest][: max(0, len(said[longest]) - 1 - max(1, over // 4))] + "…"
    return found.decode()


def as_text(letter: Letter, sender: Sender, stop: str = "") -> str:
    """The e-mail as plain text; *stop* is the address that turns such mails off."""
    parts = [*letter.paragraphs]
    if letter.code:
        parts.append(f"    {letter.code}")
    if letter.link:
        label, url = letter.link
        parts.append(f"{label}:\n{url}")
    parts += [*letter.closing, _foot(sender)]
    if stop:
        parts.append(_("Do you not want e-mails like this? Turn them off here:") + f"\n{stop}")
    return "\n\n".join(parts) + "\n"


def as_html(letter: Letter, sender: Sender, stop: str = "") -> str:
    """The e-mail as HTML that mail programs understand: tables' age, styles in the tags."""
    context = {"letter": letter, "sender": sender, "foot": _foot(sender).splitlines(), "stop": stop}
    return render_to_string("notifications/mail.html", context)


def _foot(sender: Sender) -> str:
    ways = [way for way in (sender.help_email, sender.help_phone) if way]
    lines = [sender.name, sender.home]
    if ways:
        lines.append(_("Help: %(ways)s") % {"ways": ", ".join(map(own_order, ways))})
    return "\n".join(lines)


def aloud(words: str, language: str) -> str:
    """*words* as TwiML, the language of Twilio: spoken twice, in the voice of *language*."""
    voice = VOICES[language]
    return f'<Response><Say language="{voice}" loop="2">{escape(words)}</Say></Response>'

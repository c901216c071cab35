"""A person's notices as an e-mail, a text message and a push, in the language that is active."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from openhouse.common.addresses import whole_page
from openhouse.grades.words import listed
from openhouse.home.heard.facts import Fact, lines
from openhouse.notifications.calm import rules
from openhouse.notifications.letters import Letter, Push

#: Lines that fit on the screen of a phone, and signs in two text messages.
ON_A_SCREEN, IN_A_TEXT = 4, 300
TAG = "notices"


def safe(facts: Sequence[Fact], names: Mapping[int, str], reader: int) -> str:
    """What a locked screen may show: "Something new about Maya’s grades"."""
    students = list(dict.fromkeys(fact.student for fact in facts))
    kinds = {fact.kind for fact in facts}
    if len(students) > 1:
        return _("Something new about %(names)s") % {
            "names": listed(names[student] for student in students)
        }
    if students == [reader]:
        return _("Something new about your %(what)s") % {"what": _about(kinds)}
    return _("Something new about %(name)s’s %(what)s") % {
        "name": names[students[0]],
        "what": _about(kinds),
    }


def _about(kinds: set[str]) -> str:
    """What all of it is about, as it stands behind a name."""
    if kinds == {rules.ATTENDANCE}:
        return _("attendance")
    if kinds <= {rules.SCORE, rules.MARK, rules.POSTED}:
        return _("grades")
    if kinds <= {rules.ASSIGNMENT, rules.NEW_WORK, rules.DUE}:
        return _("assignments")
    if kinds <= {rules.DOCUMENT}:
        return _("documents")
    return _("school")


def by_child(
    facts: Sequence[Fact], names: Mapping[int, str], reader: int
) -> list[tuple[str, list[str]]]:
    """The lines of each child, with her name; a student's own have none."""
    students = dict.fromkeys(fact.student for fact in facts)
    return [
        (
            "" if student == reader else names[student],
            lines([fact for fact in facts if fact.student == student]),
        )
        for student in students
    ]


def letter(facts: Sequence[Fact], names: Mapping[int, str], reader: int, slug: str) -> Letter:
    """The e-mail. Its subject says no fact, for a mailbox shows it to whoever passes."""
    paragraphs = []
    for name, said in by_child(facts, names, reader):
        every = "\n".join(f"• {line}" for line in said)
        paragraphs.append(f"{name}\n{every}" if name else every)
    return Letter(
        subject=safe(facts, names, reader),
        paragraphs=tuple(paragraphs),
        link=(_("See what changed"), whole_page(slug, "changes")),
        closing=(
            _("You choose what you hear, and when: %(url)s")
            % {"url": whole_page(slug, "notice-settings")},
        ),
    )


def text(
    facts: Sequence[Fact], names: Mapping[int, str], reader: int, *, is_safe: bool, sender: str
) -> str:
    """The text message, with who sends it."""
    if is_safe:
        return f"{sender}: {safe(facts, names, reader)}"
    said = _in_a_row(facts, names, reader)
    found, left = f"{sender}:", len(said)
    for line in said:
        if len(found) + len(line) > IN_A_TEXT and left < len(said):
            break
        found, left = f"{found} {line}{'' if line.endswith('.') else '.'}", left - 1
    return f"{found} {_more(left)}" if left else found


def push(
    facts: Sequence[Fact], names: Mapping[int, str], reader: int, *, is_safe: bool, url: str
) -> Push:
    """What a phone shows; a later one stands beside it, for it says other things."""
    said, news = _in_a_row(facts, names, reader), len(facts)
    first = facts[0].change
    tag = f"{TAG}-{first.line or f'{first.kind}-{first.about}'}-{news}"
    if is_safe:
        return Push(safe(facts, names, reader), _("Open to read it"), url, tag, news)
    if len(said) == 1:
        name = "" if facts[0].student == reader else names[facts[0].student]
        only = by_child(facts, names, reader)[0][1][0]
        return Push(name or safe(facts, names, reader), only, url, tag, news)
    title = ngettext("%(many)s new thing", "%(many)s new things", len(said)) % {"many": len(said)}
    left = len(said) - ON_A_SCREEN
    shown = [*said[:ON_A_SCREEN], *([_more(left)] if left > 0 else [])]
    return Push(title, "\n".join(shown), url, tag, news)


def _in_a_row(facts: Sequence[Fact], names: Mapping[int, str], reader: int) -> list[str]:
    return [
        _("%(name)s: %(what)s") % {"name": name, "what": line} if name else line
        for name, said in by_child(facts, names, reader)
        for line in said
    ]


def _more(many: int) -> str:
    return _("And %(many)s more.") % {"many": many}

"""What the pages about contact data show: one's own, and an office's."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from openhouse.common.addresses import address
from openhouse.common.text import day_words
from openhouse.contact import queries
from openhouse.contact.changing import Became, lives_apart
from openhouse.contact.choosing import BY_CALL, CALLS_TO_CHOOSE, TO_CHOOSE, is_on
from openhouse.contact.models import ContactRequest
from openhouse.contact.on_file import HOME as COLUMNS
from openhouse.notifications.kinds import Kind, words_of
from openhouse.notifications.ways import makes_calls
from openhouse.people.models import ContactPoint, Household
from openhouse.ui.components.row import row
from openhouse.ui.components.tick import tick
from openhouse.ui.markup import joined

#: What a family reads when a change was sent.
SAID = {
    Became.DONE: ("success", gettext_lazy("Saved.")),
    Became.ASKED: (
        "success",
        gettext_lazy("Your wish is with the office. Until it has decided, nothing changes."),
    ),
    Became.MAILED: (
        "success",
        gettext_lazy(
            "We have sent an e-mail to %(value)s. Open the link in it: until then nothing changes."
            " Nothing came? Look among the unwanted mail, or give the address again."
        ),
    ),
    Became.TOO_OFTEN: (
        "warning",
        gettext_lazy("Not more often in an hour. Please try again later."),
    ),
    Became.FULL: (
        "warning",
        gettext_lazy("Several wishes of yours wait for the office. Take one back first."),
    ),
    Became.LAST: (
        "warning",
        gettext_lazy("An emergency could not reach you any more. Add another way first."),
    ),
    Became.NOTHING: ("info", gettext_lazy("Nothing was changed.")),
}
COLUMN_WORDS = {
    "street": gettext_lazy("Street and number"),
    "city": gettext_lazy("City"),
    "state": gettext_lazy("State"),
    "postal_code": gettext_lazy("ZIP code"),
    "phone": gettext_lazy("Phone at home"),
}
#: What a machine calls with, as it is ticked.
BY_PHONE: dict[str, object] = {Kind.ATTENDANCE: gettext_lazy("Attendance, by a phone call")}
STATES = {"waiting": "neutral", "taken": "good", "declined": "bad", "withdrawn": "neutral"}


NONE = SafeString("")


@dataclass(frozen=True, slots=True)
class PointCard:
    """A phone or address with the kinds that come by it."""

    number: int
    value: str
    label: str
    tag: str
    kind: str
    #: Since when everything comes back, in words.
    failing: str
    #: Lines to tick; nothing where nothing can be sent there.
    ticks: SafeString
    is_phone: bool
    #: A phone that gets no texts yet, but could.
    can_verify: bool
    #: What a machine may call it with, as ``ticks``.
    calls: SafeString


def own(person: int) -> dict[str, Any]:
    """Every phone and address of hers, her homes, and what she has asked for."""
    points = queries.points(person)
    asked = queries.requests_of(person)
    homes = queries.homes(person)
    return {
        "points": _cards(person, points),
        "has_email": any(point.kind == queries.EMAIL for point in points),
        "unconfirmed": [
            (each.pk, each.new, each.old, day_words(localtime(each.asked_at).date()))
            for each in queries.unconfirmed(person)
        ],
        "homes": [(home.pk, home.street, _town(home), home.phone) for home in homes],
        "asked": [_asked(each) for each in asked],
        "chooses": any(queries.address_of(point)[1] for point in points),
        "decides": queries.asks_first(person, queries.EMAIL),
    }


def _cards(person: int, points: Sequence[ContactPoint]) -> list[PointCard]:
    chosen, proved = queries.choices(person), queries.proved(person)
    failing = queries.failing(person)
    return [_card(point, chosen, proved, failing.get(point.value.lower(), "")) for point in points]


def _card(
    point: ContactPoint,
    chosen: dict[tuple[str, str, str], bool],
    proved: dict[str, bool],
    since: str,
) -> PointCard:
    way, to = queries.address_of(point)
    is_phone = point.kind == queries.PHONE
    works = not is_phone or proved.get(to) is False
    tag, kind = _tag(is_phone=is_phone, works=works, since=since)
    lines = [
        tick("on", f"{point.pk}:{each}", words_of(each), checked=is_on(chosen, way, to, each))
        for each in TO_CHOOSE
    ]
    return PointCard(
        point.pk,
        point.value,
        label_words(point.label),
        tag,
        kind,
        day_words(date.fromisoformat(since)) if since else "",
        joined(lines) if works else NONE,
        is_phone,
        is_phone and not works and bool(to),
        _calls(point.pk, to, chosen) if is_phone and to in proved and makes_calls() else NONE,
    )


def _tag(*, is_phone: bool, works: bool, since: str) -> tuple[str, str]:
    if since:
        return _("E-mail comes back"), "bad"
    if is_phone:
        return (_("Gets texts"), "good") if works else (_("Calls only"), "neutral")
    return "", "neutral"


def _calls(number: int, to: str, chosen: dict[tuple[str, str, str], bool]) -> SafeString:
    return joined(
        tick(
            "on",
            f"{number}:{BY_CALL}{each}",
            BY_PHONE[each],
            checked=is_on(chosen, "call", to, each),
        )
        for each in CALLS_TO_CHOOSE
    )


def label_words(label: str) -> str:
    """What the records call a phone or an address, in the reader's language where it is usual."""
    usual = {
        "home": pgettext("a phone or an e-mail address", "Home"),
        "mobile": pgettext("a phone or an e-mail address", "Mobile"),
        "cell": pgettext("a phone or an e-mail address", "Mobile"),
        "work": pgettext("a phone or an e-mail address", "Work"),
    }
    return usual.get(label.strip().casefold(), label)


def _town(home: Household) -> str:
    place = " ".join(part for part in (home.state, home.postal_code) if part)
    return ", ".join(part for part in (home.city, place) if part)


@dataclass(frozen=True, slots=True)
class Asked:
    """A change that she asked for, as she reads it."""

    number: int
    title: str
    small: str
    tag: str
    kind: str
    waits: bool


def _asked(each: ContactRequest) -> Asked:
    small = [day_words(each.asked_at.date())]
    if each.reason:
        small.append(each.reason)
    return Asked(
        each.pk,
        change_words(each),
        " · ".join(small),
        each.get_state_display(),
        STATES[each.state],
        each.state == "waiting",
    )


def change_words(each: ContactRequest) -> str:
    """ "573-555-0100 becomes 573-555-0199"."""
    if each.kind == "home":
        street = each.new_home.get("street", "")
        return _("Home address: %(street)s") % {"street": street}
    said = {"old": each.old, "new": each.new}
    if not each.new:
        return _("Take away %(old)s") % said
    return (_("%(old)s becomes %(new)s") if each.old else _("Add %(new)s")) % said


def waiting_rows(found: Iterable[ContactRequest]) -> SafeString:
    """What waits for an office, each a door."""
    return joined(
        row(
            str(each.person),
            small=change_words(each),
            small_right=day_words(each.asked_at.date()),
            url=address("contact-request", each.pk),
        )
        for each in found
    )


def decided_rows(found: Iterable[ContactRequest]) -> SafeString:
    """What was decided, each a door."""
    return joined(
        row(
            str(each.person),
            small=change_words(each),
            tag=each.get_state_display(),
            kind=STATES[each.state],
            url=address("contact-request", each.pk),
        )
        for each in found
    )


def of_request(asked: ContactRequest) -> dict[str, Any]:
    """Old beside new, and whether the records have changed since."""
    lines, now = _compared(asked), _now(asked)
    return {
        "asked": asked,
        "asked_on": day_words(asked.asked_at.date()),
        "person": asked.person,
        "what": asked.get_kind_display(),
        "lines": lines,
        "alone": lives_apart(asked),
        "since": now,
        "waits": asked.state == "waiting",
        "state": asked.get_state_display(),
    }


def _compared(asked: ContactRequest) -> list[tuple[str, str, str]]:
    """What it is called, what stood there, what is to stand there: the lines that differ."""
    if asked.kind != "home":
        return [(asked.get_kind_display(), asked.old, asked.new)]
    return [
        (str(COLUMN_WORDS[name]), asked.old_home.get(name, ""), asked.new_home.get(name, ""))
        for name in COLUMNS
        if asked.old_home.get(name, "") != asked.new_home.get(name, "")
    ]


def _now(asked: ContactRequest) -> str:
    """What the records say by now, where that is neither; a clerk or an import was faster."""
    if asked.kind == "home":
        home = asked.household
        differs = home and any(getattr(home, n) != asked.old_home.get(n, "") for n in COLUMNS)
        return f"{home.street}, {_town(home)}" if home and differs else ""
    if asked.old and asked.point is None:
        return _("nothing any more")
    return asked.point.value if asked.point and asked.point.value != asked.old else ""

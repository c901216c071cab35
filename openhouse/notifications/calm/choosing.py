"""What somebody has chosen to hear, read for the page and kept from it."""

from collections.abc import Collection, Iterable, Mapping
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from openhouse.access.viewer import Child
from openhouse.common.scope import as_the_house
from openhouse.ledger.actions import record
from openhouse.notifications.calm import rules
from openhouse.notifications.calm.forms import PERCENTS, TimesForm, below_words
from openhouse.notifications.models_notices import Notice, NoticeChoice, NoticeTimes
from openhouse.ui.components.choice import choice

OFF = "off"
#: The ways that can be chosen for one kind about one child, as the field sends them.
#: The kinds by their words.
_KINDS = dict(NoticeChoice._meta.get_field("kind").flatchoices)
TOGETHER = ("push", "mail", "text", "push mail", "push text", "push mail text", OFF)


def times_of(person: int) -> NoticeTimes:
    return NoticeTimes.objects.filter(person_id=person).first() or NoticeTimes(person_id=person)


def chosen_by(person: int) -> dict[tuple[int, str], NoticeChoice]:
    """By student and kind."""
    rows = NoticeChoice.objects.filter(person_id=person)
    return {(each.student_id, each.kind): each for each in rows}


def lines_of(
    person: int, child: Child, chosen: Mapping[tuple[int, str], NoticeChoice]
) -> list[SafeString]:
    """A line for each kind of notice about *child*, with what may be chosen; then the percents."""
    found = []
    for kind in (*rules.KINDS, rules.THREAD):
        row, title = chosen.get((child.id, kind)), _KINDS[kind]
        now = None if row is None or row.ways is None else (" ".join(row.ways) or OFF)
        options = [(each, _ways(each), each == now) for each in _choices_of(kind)]
        usual = _("As usual")
        if kind in rules.STUDENTS_OWN and child.id != person:
            usual, options = _ways(OFF), [one for one in options if one[0] != OFF]
        label = _("%(kind)s, %(name)s") % {"kind": title, "name": child.first_name}
        found.append(
            choice(title, "", f"ways-{child.id}-{kind}", label, usual, options)
        )  # fmt: skip
    for kind in rules.MEASURED:
        row, title = chosen.get((child.id, kind)), Notice.Kind(kind).label
        kept = row.below if row else None
        percents = sorted({*map(Decimal, PERCENTS), *([kept] if kept else [])}, reverse=True)
        below = [
            (f"{n.normalize():f}", below_words(f"{n.normalize():f}"),
             n == kept)
            for n in percents
        ]  # fmt: skip
        said = _("%(kind)s: which ones?") % {"kind": title}
        label = _("%(kind)s, %(name)s") % {"kind": said, "name": child.first_name}
        found.append(choice(said, "", f"below-{child.id}-{kind}", label, _("As above"), below))
    return found


def _choices_of(kind: str) -> tuple[str, ...]:
    return (*rules.THREAD_WAYS, OFF) if kind == rules.THREAD else TOGETHER


def ways_chosen(persons: Collection[int], student: int, kind: str) -> dict[int, Collection[str]]:
    """Of who has chosen ways of *kind* about a student, these; read as the house."""
    with as_the_house():
        found = NoticeChoice.objects.filter(person_id__in=persons, student_id=student, kind=kind)
        return {one.person_id: one.ways for one in found if one.ways is not None}


def _ways(together: str) -> str:
    return {
        "push": _("App"),
        "mail": _("E-mail"),
        "text": _("Text message"),
        "push mail": _("App and e-mail"),
        "push text": _("App and text message"),
        "push mail text": _("All three"),
        OFF: _("Not at all"),
    }[together]


@transaction.atomic
def keep(person: int, form: TimesForm, children: Iterable[Child], sent: Mapping[str, str]) -> None:
    """Keep what the page says; a line of the ledger tells that it was changed."""
    with as_the_house():
        form.instance.person_id = person
        form.save()
        for child in children:
            for kind in (*rules.KINDS, rules.THREAD):
                _keep_one(person, child.id, kind, sent)
    record("account.notices_chosen", actor=person, person=person)


def _keep_one(person: int, student: int, kind: str, sent: Mapping[str, str]) -> None:
    """One line of one child; what cannot be chosen is as if nothing were."""
    together = sent.get(f"ways-{student}-{kind}", "")
    percent = sent.get(f"below-{student}-{kind}", "")
    of_it: dict[str, Any] = {"person_id": person, "student_id": student, "kind": kind}
    kept = NoticeChoice.objects.filter(**of_it).first()
    below = Decimal(percent) if percent in _percents(kept) else None
    usual = together not in _choices_of(kind)
    if usual and below is None:
        NoticeChoice.objects.filter(**of_it).delete()
        return
    ways = [] if together == OFF or usual else together.split()
    NoticeChoice.objects.update_or_create(
        **of_it, defaults={"ways": None if usual else ways, "below": below}
    )


def _percents(kept: NoticeChoice | None) -> set[str]:
    found = {str(n) for n in PERCENTS}
    return found | ({f"{kept.below.normalize():f}"} if kept and kept.below else set())


@transaction.atomic
def keep_rules(form: Any, by: int) -> None:
    """Keep what the district decides, with a line of what it was before."""
    before = {name: str(form.initial.get(name)) for name in form.changed_data}
    form.save()
    if before:
        after = {name: str(form.cleaned_data[name]) for name in before}
        record("rules.notices", actor=by, before=before, after=after)

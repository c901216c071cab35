"""Whose consent is there, on an office's page about one child, and going on without one."""

from collections.abc import Collection
from dataclasses import dataclass

from django.utils.translation import gettext as _

from openhouse.access.viewer import System, Viewer
from openhouse.common import clock
from openhouse.common.scope import as_the_house
from openhouse.common.text import reader_language
from openhouse.ledger.actions import record
from openhouse.registration.compared import OFFICE_DESKS
from openhouse.registration.consents.waiting import said_before, still_asked, still_needed
from openhouse.registration.consents.words import signed_words
from openhouse.registration.models import Candidate, RegistrationWindow
from openhouse.registration.models_consents import Consent
from openhouse.registration.office.holding import Refused, holding
from openhouse.registration.queries import form_of
from openhouse.registration.rules.form import said_in
from openhouse.registration.states import WITH_THE_SCHOOL

Rule = RegistrationWindow.Consents


@dataclass(frozen=True, slots=True)
class Word:
    """What one guardian has said, or that she has not; ``before`` what counted until she said
    otherwise, the newest first."""

    name: str
    tag: str
    kind: str
    small: str
    before: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """One consent that each guardian must give, or that somebody has said otherwise to since, and
    what it comes to."""

    label: str
    tag: str
    kind: str
    words: tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class Consents:
    """All of one child. ``waits``: somebody has not answered; ``may_excuse``: the school may go on
    without her, with a reason. ``otherwise`` are the questions whose answer counts no more as it
    was sent."""

    lines: list[Line]
    waits: bool
    may_excuse: bool
    otherwise: frozenset[str] = frozenset()


def consents_of(
    viewer: Viewer, candidate: Candidate, desks: Collection[str] = OFFICE_DESKS
) -> Consents:
    """What the desks of *viewer* read of it."""
    mine = Consent.objects.visible_to(viewer).filter(candidate=candidate, desk__in=list(desks))
    rows = list(mine.order_by("pk"))
    waiting, needed = waiting_of(candidate), needed_of(candidate)
    known, by_key = {row.pk: row for row in rows}, _counting(rows)
    otherwise = frozenset(row.key for row in rows if row.replaces_id)
    form, language = form_of(candidate.application.version), reader_language()
    found = []
    for key, each in by_key.items():
        asked = form.question(key)
        if asked and asked[1].consent == "one" and key not in otherwise:
            continue  # one guardian's word, which stands among the answers
        label = said_in(asked[1].label, language) if asked else key
        words = tuple(_word(one, waiting, known) for one in each)
        found.append(Line(label, *_comes_to(each, waiting), words))
    may = rule_of(candidate) != Rule.WAIT and bool(needed) and candidate.state in WITH_THE_SCHOOL
    return Consents(found, bool(needed), may, otherwise)


def _counting(rows: list[Consent]) -> dict[str, list[Consent]]:
    """By question, what counts of each guardian, in the order in which they were asked."""
    later = {row.replaces_id: row for row in rows if row.replaces_id}
    found: dict[str, list[Consent]] = {}
    for row in rows:
        if row.replaces_id is None:
            counts = row
            while counts.pk in later:
                counts = later[counts.pk]
            found.setdefault(row.key, []).append(counts)
    return found


def rule_of(candidate: Candidate) -> str:
    """What the district says of a consent that is not there."""
    window = candidate.application.window
    return window.consents if window else Rule.SHOW


def waiting_of(candidate: Candidate) -> set[int]:
    """Who may still answer, at whatever desk: read by the house."""
    with as_the_house():
        rows = Consent.objects.visible_to(System()).filter(candidate=candidate, excused_at=None)
        return set(still_asked(rows).values_list("pk", flat=True))


def needed_of(candidate: Candidate) -> set[int]:
    """Those of them for whom the school waits: read by the house."""
    with as_the_house():
        rows = Consent.objects.visible_to(System()).filter(candidate=candidate)
        return set(still_needed(rows).values_list("pk", flat=True))


def _comes_to(rows: list[Consent], waiting: set[int]) -> tuple[str, str]:
    """Given only where each says yes; one no is enough."""
    if any(row.agreed is False for row in rows):
        agreed = any(row.agreed for row in rows)
        return (_("They do not agree: not given") if agreed else _("Not given")), "warn"
    if any(row.pk in waiting for row in rows):
        return _("Not complete yet"), "info"
    if any(row.agreed is None for row in rows):
        return _("Given without everybody"), "info"
    return (_("Given by each") if len(rows) > 1 else _("Given")), "good"


def _word(row: Consent, waiting: set[int], known: dict[int, Consent]) -> Word:
    if row.answered_at is not None:
        before = (f"{_tag(each)[0]}: {signed_words(each)}" for each in said_before(row, known))
        return Word(row.name, *_tag(row), signed_words(row), tuple(before))
    if row.excused_at is not None:
        return Word(row.name, _("Without her or him"), "neutral", row.reason)
    if row.pk in waiting:
        return Word(row.name, _("Has not answered"), "info", "")
    return Word(row.name, _("Not asked any more"), "neutral", "")


def _tag(row: Consent) -> tuple[str, str]:
    if row.agreed:
        return _("Agrees"), "good"
    return (_("Taken back") if row.replaces_id else _("Does not agree")), "warn"


def must_not_wait(candidate: Candidate) -> None:
    """Before a child is accepted: raises Refused while somebody's word is still to come and the
    district does not let the school go on."""
    rule = rule_of(candidate)
    if rule == Rule.SHOW or not needed_of(candidate):
        return
    if rule == Rule.WAIT:
        raise Refused(
            _("A parent or guardian has not answered a consent yet. The district waits for it.")
        )
    raise Refused(
        _(
            "A parent or guardian has not answered a consent yet. Say under “Consents” why the"
            " school goes on without it, or wait."
        )
    )


def go_on_without(viewer: Viewer, number: int, reason: str) -> None:
    """Go on without the words that are still to come, with a reason. Raises NotHers, Overtaken and
    Refused. Who is excused may answer all the same: then her word counts."""
    with holding(viewer, number, None, *WITH_THE_SCHOOL) as candidate:
        if rule_of(candidate) == Rule.WAIT:
            raise Refused(_("The district waits for each parent and guardian."))
        if not reason.strip():
            raise Refused(_("Write why the school goes on without it."))
        Consent.objects.visible_to(System()).filter(pk__in=needed_of(candidate)).update(
            excused_at=clock.now(), excused_by_id=viewer.person_id, reason=reason.strip()[:500]
        )
        # of no student: the homes do not read what is asked of each other
        record(
            "registration.excused", actor=viewer.person_id, about=candidate.pk,
            subject=candidate.application.number, reason=reason.strip()[:500],
        )  # fmt: skip

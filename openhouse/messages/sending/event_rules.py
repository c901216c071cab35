"""Keeping a rule about what comes about, and what it does on a day: once, whoever looks."""

from collections.abc import Collection
from datetime import UTC, date, datetime

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import override

from openhouse.access.offices import offices_of
from openhouse.access.viewer import System, Viewer
from openhouse.common import clock
from openhouse.common.rows import LARGEST_ID
from openhouse.districts.models import District
from openhouse.ledger.actions import record
from openhouse.messages.models import Message, MessageWords
from openhouse.messages.models_rules import EventRule, RuleCrossing
from openhouse.messages.sending.actions import begin
from openhouse.messages.sending.crossings import Key, Looked, is_for, looked_at, schools_of_rule
from openhouse.messages.sending.event_staff import tell_staff
from openhouse.messages.sending.whom import DISTRICT, SCHOOL, Whom
from openhouse.notifications.calm import rules as calm
from openhouse.notifications.calm.hours import house_now
from openhouse.notifications.kinds import Kind

State, Tells, What = EventRule.State, EventRule.Tells, EventRule.What
#: What a rule can be turned to.
STATES = frozenset(State.values)
#: What somebody says of one, as the form, the rule and the ledger call it.
ASKED = (
    *(
        "name",
        "school_id",
        "what",
        "least",
        "during",
        "unexcused",
        "before_due",
        "by_class",
        "below",
    ),
    *("letters", "grades", "tells", "often", "those_already", "added", "at"),
)
#: What of it says of whom it is so: who changes that begins anew.
_FINDS = (
    *("school_id", "what", "least", "during", "unexcused", "before_due", "by_class", "below"),
    *("letters", "grades"),
)
#: Nobody's own hours: each reader's are kept when it goes out to her.
_ANYBODY = calm.Times(calm.AT_ONCE, quiet_from=None, quiet_until=None)


def rules_of(viewer: Viewer) -> list[EventRule]:
    """Those of the schools whose office she keeps, and of all schools; those in use first."""
    kept = offices_of(viewer)
    found = EventRule.objects.select_related("school").order_by("school__name", "name", "pk")
    those = [one for one in found if kept is None or one.school_id in (None, *kept)]
    return sorted(those, key=lambda one: one.state == State.ENDED)


def new_rule() -> EventRule:
    """One that nobody has kept yet."""
    return EventRule()


def rule_of(viewer: Viewer, number: int) -> EventRule | None:
    """One of them; None for any other."""
    if number > LARGEST_ID:
        return None
    return next((one for one in rules_of(viewer) if one.pk == number), None)


def may_change(viewer: Viewer, rule: EventRule) -> bool:
    """If it is hers to say what it does: a rule of all schools is the district's."""
    kept = offices_of(viewer)
    return rule.state != State.ENDED and (kept is None or rule.school_id in kept)


def keep_rule(viewer: Viewer, rule: EventRule, now: datetime) -> bool:
    """Keep what she says of it; False where somebody has changed it since she looked."""
    with transaction.atomic():
        kind = "message.event_rule_changed" if rule.pk else "message.event_rule_made"
        if rule.pk:
            there = _as_seen(rule)
            if there is None:
                return False
            same = all(getattr(rule, name) == getattr(there, name) for name in _FINDS)
            rule.ran_on, rule.began_on = there.ran_on, there.began_on if same else None
        _signed(viewer, rule, now)
        record(kind, actor=viewer.person_id, about=rule.pk, subject=rule.name, after=_said(rule))
    return True


def turn(viewer: Viewer, rule: EventRule, state: str, now: datetime) -> bool:
    """Turn it on or off, or end it for good; False as of ``keep_rule``."""
    with transaction.atomic():
        there = _as_seen(rule)
        if there is None:
            return False
        rule.state, rule.ran_on, rule.began_on = State(state), there.ran_on, None
        if rule.state == State.ON and now.time() >= rule.at:
            rule.ran_on = now.date()
        _signed(viewer, rule, now)
        kind = {
            State.ON: "message.event_rule_on",
            State.OFF: "message.event_rule_off",
            State.ENDED: "message.event_rule_ended",
        }[rule.state]
        after = {"school_id": rule.school_id}
        record(kind, actor=viewer.person_id, about=rule.pk, subject=rule.name, after=after)
    return True


def _as_seen(rule: EventRule) -> EventRule | None:
    """The row, held until the transaction ends; None where it is not what she saw any more."""
    there = EventRule.objects.select_for_update().filter(pk=rule.pk, edition=rule.edition)
    return there.exclude(state=State.ENDED).first()


def _signed(viewer: Viewer, rule: EventRule, now: datetime) -> None:
    rule.edition = rule.edition + 1 if rule.pk else 1
    rule.written_by_id, rule.written_by_name = viewer.person_id, viewer.name[:250]
    rule.written_at = now
    rule.save()


def _said(rule: EventRule) -> dict[str, object]:
    said = {name: getattr(rule, name) for name in ASKED}
    below = None if rule.below is None else str(rule.below)
    return said | {"at": rule.at.isoformat(), "below": below}


def run_due(district: District, now: datetime) -> None:
    """Let each rule look whose hour has come. Within the scope of the district's own jobs."""
    house = house_now(clock.zone(district.time_zone), now.date())
    if not house.is_school_day(now.date()):
        return
    due = EventRule.objects.filter(state=State.ON, at__lte=now.time()).exclude(ran_on=now.date())
    for number, what in due.order_by("pk").values_list("pk", "what"):
        if calm.may_ring(_kind_of(what), now, house, _ANYBODY):
            with transaction.atomic():
                _run(district, number, now, house)


def _kind_of(what: str) -> str:
    """What a notice of the same would be: of a day's absence no school hours are kept."""
    return {
        What.ABSENCES.value: calm.ATTENDANCE, What.DOCUMENT.value: calm.DOCUMENT,
    }.get(what, calm.SCORE)  # fmt: skip


def _run(district: District, number: int, now: datetime, house: calm.House) -> None:
    """One rule on one day, held: another worker finds that it has looked."""
    today = now.date()
    there = EventRule.objects.select_for_update().exclude(ran_on=today)
    rule = there.filter(pk=number, state=State.ON).first()
    if rule is None:
        return
    tells = rule.began_on is not None or rule.those_already
    rule.ran_on, rule.began_on = today, rule.began_on or today
    rule.save(update_fields=["ran_on", "began_on"])
    looked = [looked_at(System(), rule, one, today) for one in schools_of_rule(rule)]
    came = _came(rule, looked, today, tells=tells)
    told = [one for one in came if one.told]
    if not told:
        return
    student_too = Tells.STUDENT in rule.tells
    if student_too and any(is_for(one.facts, students=True) for one in told):
        _write(district, rule, now, house, alone=True, waits=False)
    if Tells.GUARDIANS in rule.tells and any(is_for(one.facts, students=False) for one in told):
        _write(district, rule, now, house, alone=False, waits=student_too)
    tell_staff(district, rule, told, today)


def _came(
    rule: EventRule, looked: Collection[Looked], today: date, *, tells: bool
) -> list[RuleCrossing]:
    """Note what has come about and what is over; what has come about."""
    crossings = RuleCrossing.objects.visible_to(System()).filter(rule=rule)
    stand = {_key(one): one.pk for one in crossings.filter(cleared_on=None)}
    so = {fit.key for one in looked for fit in one.fits}
    over = [pk for key, pk in stand.items() if key not in so]
    crossings.filter(pk__in=over).update(cleared_on=today)
    came = []
    for one in looked:
        told = Q(told=True, crossed_on__gte=one.term_began)
        here = crossings.filter(student_id__in={fit.student for fit in one.fits})
        before = here.filter(Q(crossed_on=today) | told)
        if rule.often == EventRule.Often.ANEW:
            before = here.filter(crossed_on=today)
        had = set(before.values_list("student_id", "section_id", "document_id"))
        for fit in one.fits:
            if fit.key not in stand and fit.key not in had:
                stand[fit.key] = 0  # of a student of two schools once
                came.append(
                    RuleCrossing(
                        rule=rule, student_id=fit.student, section_id=fit.section,
                        document_id=fit.document, crossed_on=today, facts=fit.facts, told=tells,
                    )
                )  # fmt: skip
    return RuleCrossing.objects.visible_to(System()).bulk_create(came)


def _key(one: RuleCrossing) -> Key:
    return one.student_id, one.section_id, one.document_id


def _write(
    district: District, rule: EventRule, now: datetime, house: calm.House, *, alone: bool,
    waits: bool,
) -> None:  # fmt: skip
    """A message to the students *alone*, or to their guardians; it *waits* for the students'."""
    kind = _kind_of(rule.what)
    send_at = calm.due(kind, now.astimezone(UTC), house, _ANYBODY, waits_for_student=waits)
    message = Message(
        event=rule, event_on=now.date(), school_id=rule.school_id, kind=Kind.GENERAL,
        whom=Whom(
            SCHOOL if rule.school_id else DISTRICT, school=rule.school_id, grades=tuple(rule.grades)
        ).as_json(),
        whom_words=rule.name, students_too=alone, language=settings.LANGUAGE_CODE,
        state=Message.State.WAITING, send_at=send_at, written_by_id=rule.written_by_id,
        written_by_name=rule.written_by_name, written_at=clock.now(),
    )  # fmt: skip
    message.save(force_insert=True)
    MessageWords.objects.bulk_create(_words(rule, message))
    record(
        "message.sent", about=message.pk, subject=rule.name,
        after={"school_id": rule.school_id, "kind": message.kind, "event": rule.pk},
    )  # fmt: skip
    begin(district.pk, message.pk, message.kind)


def _words(rule: EventRule, message: Message) -> list[MessageWords]:
    """The house's own sentence in each of its languages, and what the school adds."""
    found = []
    for code, _name in settings.LANGUAGES:
        with override(code):
            subject = {
                What.ABSENCES: _("Days of absence"), What.MISSING: _("Missing work"),
                What.DOCUMENT: _("A document waits for an answer"),
            }.get(What(rule.what), _("A mark to know about"))  # fmt: skip
            where = _("You find it on the portal, under Documents.")
        added = rule.added.get(code) or next(iter(rule.added.values()), "")
        parts = ("{first_name}: {fact}.", where if rule.what == What.DOCUMENT else "", added)
        body = "\n\n".join(filter(None, parts))
        found.append(MessageWords(message=message, language=code, subject=subject, body=body))
    return found

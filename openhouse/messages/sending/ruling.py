"""Keeping a rule of an office, and what it does each day: one message, at most."""

from datetime import date, datetime

from django.db import transaction

from openhouse.access.offices import offices_of
from openhouse.access.viewer import System, Viewer
from openhouse.attendance.notices import without_who_told
from openhouse.common import clock
from openhouse.ledger.actions import record
from openhouse.messages.models import Message, MessageWords
from openhouse.messages.models_rules import AttendanceRule
from openhouse.messages.quiet import hours_of_the_house
from openhouse.messages.sending.actions import begin
from openhouse.messages.sending.addressing import Addressee, addressees, people_of
from openhouse.messages.sending.by_rule import (
    is_day_off,
    not_told,
    students_of_rule,
    whom_of,
)
from openhouse.notifications.kinds import Kind
from openhouse.people.models import Student

_KEPT = ("name", "statuses", "excuses", "least", "grades", "reads", "on", "language", "said")


def keep_rule(viewer: Viewer, rule: AttendanceRule, now: datetime) -> None:
    """Keep it; where its hour is over today it begins tomorrow."""
    rule.written_by_id, rule.written_by_name = viewer.person_id, viewer.name[:250]
    rule.written_at = now
    if now.time() >= rule.at:
        rule.ran_on = now.date()
    with transaction.atomic():
        rule.save()
        said = {name: getattr(rule, name) for name in _KEPT}
        record(
            "message.rule_changed", actor=viewer.person_id, about=rule.pk, subject=rule.name,
            after=said | {"at": rule.at.isoformat(), "school_id": rule.school_id},
        )  # fmt: skip


def run_due(district: int, now: datetime) -> None:
    """Let each rule write whose hour has come, none before the hours in which families are told.

    Within the scope of the district's own jobs.
    """
    due = AttendanceRule.objects.filter(on=True, at__lte=now.time()).exclude(ran_on=now.date())
    first, last = hours_of_the_house()  # as they are today, whenever the rule was kept
    if not first <= now.time() < last:  # in the morning "today" would be another day
        return
    for number in due.values_list("pk", flat=True):
        with transaction.atomic():
            _run(district, number, now)


def _run(district: int, number: int, now: datetime) -> None:
    """One rule on one day, held: another worker finds that it has run."""
    today = now.date()
    there = AttendanceRule.objects.select_for_update().exclude(ran_on=today)
    rule = there.filter(pk=number, on=True).first()
    if rule is None:
        return
    rule.ran_on = today
    rule.save(update_fields=["ran_on"])
    if is_day_off(rule.school_id, today) or not people_of_rule(System(), rule, today):
        return
    message = Message(
        rule=rule, about_on=today, school_id=rule.school_id, kind=Kind.ATTENDANCE,
        whom=whom_of(rule).as_json(), whom_words=rule.name, language=rule.language,
        state=Message.State.WAITING, written_by_id=rule.written_by_id,
        written_by_name=rule.written_by_name, written_at=clock.now(),
    )  # fmt: skip
    message.save(force_insert=True)
    MessageWords.objects.bulk_create(
        MessageWords(
            message=message, language=code, subject=one["title"], body=one["body"],
            machine=bool(one.get("machine")),
        )
        for code, one in rule.said.items()
    )  # fmt: skip
    record(
        "message.sent", about=message.pk, subject=rule.name,
        after={"school_id": rule.school_id, "kind": message.kind, "rule": rule.pk},
    )  # fmt: skip
    begin(district, message.pk, message.kind)


def rules_of(viewer: Viewer) -> list[AttendanceRule]:
    """Those of the schools whose office she keeps."""
    kept = offices_of(viewer)
    found = AttendanceRule.objects.select_related("school").order_by("school__name", "at", "pk")
    return list(found if kept is None else found.filter(school_id__in=kept))


def new_rule() -> AttendanceRule:
    """One that nobody has kept yet."""
    return AttendanceRule()


def rule_of(viewer: Viewer, number: int) -> AttendanceRule | None:
    """One of them; None for any other."""
    return next((one for one in rules_of(viewer) if one.pk == number), None)


def told_now(
    viewer: Viewer, rule: AttendanceRule, on: date
) -> tuple[list[Addressee], dict[int, str]]:
    """Who would be told now, by name, and the names of the students."""
    people = people_of_rule(viewer, rule, on)
    students = {student for theirs in people.values() for student in theirs}
    named = Student.objects.visible_to(viewer).filter(pk__in=students).select_related("person")
    found = addressees(viewer, people, Kind.ATTENDANCE, (), by_name=True)
    return found, {one.pk: str(one.person) for one in named}


def people_of_rule(
    viewer: Viewer | System, rule: AttendanceRule, on: date
) -> dict[int, tuple[int, ...]]:
    """Who would be told now, each with the students; not who was told of it already."""
    students = students_of_rule(viewer, rule, on)
    people = people_of(viewer, students, on, students_too=False, language=rule.reads)
    return not_told(without_who_told(viewer, people, on), on)

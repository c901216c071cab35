"""Entering and removing, sending and confirming; each with its line of the ledger."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction

from openhouse.access.viewer import Viewer
from openhouse.common.locks import alone
from openhouse.common.uploads import Upload
from openhouse.immunizations.models import Appointment, CardUpload, Dose, Exemption
from openhouse.immunizations.queries import sent_enough
from openhouse.immunizations.rules.entry import NewDose
from openhouse.ledger.actions import record
from openhouse.papers.runs import Work, ask


def enter_doses(
    viewer: Viewer, student: int, doses: Sequence[NewDose], source: str, now: datetime
) -> int:
    """Enter doses; how many were new: one that is on file already stays as it is."""
    rows = [
        Dose(
            student_id=student,
            cvx=each.cvx,
            trade=each.trade,
            given_on=each.on,
            lot=each.lot,
            source=source,
            entered_by_id=viewer.person_id,
            entered_at=now,
        )
        for each in doses
    ]
    with transaction.atomic():
        before = Dose.objects.visible_to(viewer).filter(student_id=student).count()
        Dose.objects.visible_to(viewer).bulk_create(rows, ignore_conflicts=True)
        return Dose.objects.visible_to(viewer).filter(student_id=student).count() - before


def remove(viewer: Viewer, what: str, student: int, number: int) -> bool:
    """Take a dose, an exemption or an appointment off the record; the ledger keeps what it was."""
    model: Any = {"dose": Dose, "exemption": Exemption, "appointment": Appointment}[what]
    found = model.objects.visible_to(viewer).filter(pk=number, student_id=student)
    return bool(found.delete()[0])


def keep_exemption(viewer: Viewer, student: int, said: dict[str, Any]) -> None:
    """Put an exemption on file; the same one again has the last day that it is said to have now."""
    row = Exemption(student_id=student, entered_by_id=viewer.person_id, **said)
    Exemption.objects.visible_to(viewer).bulk_create(
        [row],
        update_conflicts=True,
        unique_fields=["student", "kind", "vaccine", "given_on"],
        update_fields=["expires_on", "entered_by"],
    )


def keep_rules(form: Any, by: int) -> None:
    """Keep what the district decides about health records, with a line of what it was before."""
    before = {name: form.initial.get(name) for name in form.changed_data}
    with transaction.atomic():
        form.save()
        if before:
            after = {name: form.cleaned_data[name] for name in before}
            record("rules.health", actor=by, before=before, after=after)


def keep_appointment(viewer: Viewer, student: int, said: dict[str, Any]) -> None:
    """Put the next visit on file, in place of the one for the same vaccine that was not kept."""
    row = Appointment(student_id=student, entered_by_id=viewer.person_id, **said)
    mine = Appointment.objects.visible_to(viewer).filter(student_id=student)
    with transaction.atomic():
        mine.filter(vaccine=said["vaccine"], was_kept=False).exclude(on=said["on"]).delete()
        Appointment.objects.visible_to(viewer).bulk_create([row], ignore_conflicts=True)


def say_kept(viewer: Viewer, student: int, number: int, today: date) -> bool:
    """Say that the student was at an appointment; False where it is still to come, or is none."""
    found = Appointment.objects.visible_to(viewer).filter(pk=number, student_id=student)
    return bool(found.filter(on__lte=today).update(was_kept=True))


def send_card(viewer: Viewer, student: int, upload: Upload, now: datetime) -> str:
    """Keep a family's card for the nurse, as it was looked into (``common/checking``).

    "", or why it is not kept, as ``sent_enough`` has it: one person's cards are sent one by one.
    """
    with transaction.atomic():
        alone("immunization cards", viewer.person_id)
        if why := sent_enough(viewer, student, now):
            return why
        CardUpload(
            student_id=student,
            person_id=viewer.person_id,
            sent_by_name=viewer.name[:250],
            name=upload.name,
            kind=upload.kind,
            size=len(upload.content),
            pages=upload.pages,
            content=upload.content,
            sent_at=now,
        ).save(force_insert=True)
    return ""


def take_back_card(viewer: Viewer, student: int, number: int) -> bool:
    """Take back what waits still; False where the nurse was faster."""
    return _decide(viewer, student, number, state=CardUpload.State.WITHDRAWN)


def decide_card(
    viewer: Viewer, student: int, number: int, state: str, answer: str, now: datetime
) -> bool:
    """Say that a card is entered, or why not; False where it waits no more."""
    with transaction.atomic():
        done = _decide(
            viewer,
            student,
            number,
            state=state,
            answer=answer,
            decided_by_id=viewer.person_id,
            decided_at=now,
        )
        if done:
            entered = state == CardUpload.State.CONFIRMED
            kind = "health.card_entered" if entered else "health.card_refused"
            _tell(kind, viewer, student, number)
    return done


def _tell(kind: str, viewer: Viewer, student: int, number: int) -> None:
    """A line that is hers who sent the card: another guardian does not read of it."""
    sent_by = CardUpload.objects.visible_to(viewer).values_list("person_id", flat=True)
    record(
        kind,
        actor=viewer.person_id,
        person=sent_by.get(pk=number),
        about=number,
        after={"student_id": student},
    )


def ask_letters(viewer: Viewer, work: Work, district: int, about: str) -> None:
    """Have letters made, once however often it is asked; the ledger has who asked first, and the
    papers are issued in her name.

    *about* is for whom they are, in words.
    """
    after = {"school": work.school, "letters": work.copies, "students": len(work.students)}
    with transaction.atomic():
        run = ask(viewer, work, district)
        if run is not None:
            actor = viewer.person_id
            record("health.letters_asked", actor=actor, about=run.pk, subject=about, after=after)


def _decide(viewer: Viewer, student: int, number: int, **values: Any) -> bool:
    waiting = CardUpload.objects.visible_to(viewer).filter(
        pk=number, student_id=student, state=CardUpload.State.WAITING
    )
    return bool(waiting.update(**values))

"""Asking, taking back, answering; each with its line of the ledger, which the database writes."""

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from openhouse.access.district import CurrentDistrict
from openhouse.access.enter import overtake
from openhouse.access.viewer import Child, Viewer
from openhouse.common.scope import as_the_house
from openhouse.ledger.actions import record
from openhouse.questions.letters import tell
from openhouse.questions.models import Question
from openhouse.questions.queries import corrections, due_on, named
from openhouse.questions.subjects import Subject

State = Question.State


def ask(
    viewer: Viewer,
    child: Child,
    subject: Subject,
    text: str,
    now: datetime,
    district: CurrentDistrict,
) -> bool:
    """Ask about *subject*, and mail who answers; False where she waits for the same already."""
    question = Question(
        student_id=child.id,
        person_id=viewer.person_id,
        asked_by_name=viewer.name[:250],
        school_id=subject.school,
        label=subject.label[:300],
        stood=dict(subject.stood),
        text=text,
        asked_at=now,
        due_on=due_on(subject.school, now.date()),
        **named(subject.about),
    )
    try:
        with transaction.atomic():
            question.save(force_insert=True)
            tell(question, district, now.date())
    except IntegrityError:  # two forms at the same moment
        return False
    return True


def take_back(viewer: Viewer, question: Question) -> bool:
    """Take back what waits still; False where the answer was faster."""
    waiting = Question.objects.visible_to(viewer).filter(
        pk=question.pk, person_id=viewer.person_id, state=State.OPEN
    )
    return bool(waiting.update(state=State.CLOSED))


def answer(viewer: Viewer, question: Question, text: str, now: datetime) -> bool:
    """Answer, and keep what was corrected since it was asked; False where it waits no more."""
    with transaction.atomic():
        waiting = Question.objects.visible_to(viewer).filter(pk=question.pk, state=State.OPEN)
        since = corrections([question]).get(question.pk)
        return bool(
            waiting.update(
                state=State.ANSWERED,
                answer=text,
                answered_by_id=viewer.person_id,
                answered_by_name=viewer.name[:250],
                answered_at=now,
                correction_id=since.answered.pk if since and since.answered else None,
            )
        )


def mark_read(viewer: Viewer, child: Child, now: datetime) -> None:
    """*viewer* has read the answers about a child; nothing happens while an office looks."""
    if viewer.look:
        return
    unread = Question.objects.visible_to(viewer).filter(
        student_id=child.id, person_id=viewer.person_id, state=State.ANSWERED, read_at=None
    )
    ids = list(unread.values_list("pk", flat=True))
    if ids:
        with as_the_house():
            Question.objects.visible_to(viewer).filter(pk__in=ids).update(read_at=now)
        overtake()


def keep_rules(form: Any, by: int) -> None:
    """Keep by when a question is answered, with a line of what it was before."""
    before = {name: form.initial.get(name) for name in form.changed_data}
    with transaction.atomic():
        form.save()
        if before:
            record("rules.questions", actor=by, before=before, after=form.cleaned_data)

"""A mail before a document is due, to who is asked and has not answered: once a person."""

from collections import defaultdict
from datetime import date, timedelta

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import override

from openhouse.access.district import as_current
from openhouse.access.ties import open_ties
from openhouse.access.viewer import System
from openhouse.common.addresses import whole
from openhouse.common.scope import ALL, scope
from openhouse.common.text import day_words
from openhouse.districts.models import District
from openhouse.documents.models import PublishedFile, PublishedReceipt
from openhouse.documents.published.counting import students_of
from openhouse.documents.published.rules import DECLINED, DONE, NOTHING
from openhouse.notifications.actions import draft, send_off
from openhouse.notifications.calm.mailing import Reader, mail_readers
from openhouse.notifications.calm.rules import DOCUMENT
from openhouse.notifications.letters import Letter
from openhouse.notifications.models import Delivery

#: With the document and its edition: by it a later run knows whom it has reminded.
KIND = "document.reminder.{}.{}"


def remind(district: District, today: date) -> None:
    """Remind the guardians of a district of what is due soon, each once."""
    with scope(district=district.pk, students=ALL, hat="system"):
        for file in soon_due(today):
            kind = KIND.format(file.pk, file.edition)
            asked = unreminded(file, kind, today)
            mails = [_mail(district, kind, file, to) for to in mail_readers(asked, DOCUMENT)]
            send_off(mails, as_current(district))


def soon_due(today: date) -> list[PublishedFile]:
    """Documents whose day of reminding has come, and that are not over or withdrawn."""
    held = PublishedFile.objects.visible_to(System()).select_for_update()
    shown = Q(visible_until=None) | Q(visible_until__gte=today)
    found = held.filter(
        shown,
        withdrawn_at=None,
        visible_from__lte=today,
        due_on__gte=today,
        remind_days__gt=0,
        school__portal_open=True,
    )
    return [
        file
        for file in found.exclude(asks=NOTHING).order_by("pk")
        if file.due_on and file.due_on - timedelta(file.remind_days) <= today
    ]


def unreminded(file: PublishedFile, kind: str, today: date) -> dict[int, set[int]]:
    """Each guardian whose answer is open still, and who was not mailed yet, with her students.

    For a student one guardian's word is enough. Who is barred has no open tie.
    """
    answers = PublishedReceipt.objects.visible_to(System()).filter(
        published=file, edition__number=file.edition
    )
    done = answers.filter(state__in=DONE).values_list("student_id", "person_id")
    said = {student for student, person in done if student != person}
    declined = set(answers.filter(state=DECLINED).values_list("student_id", "person_id"))
    students = students_of(System(), file, today) - said
    ties = open_ties(System(), today).filter(student_id__in=students)
    told = Delivery.objects.filter(kind=kind, person__isnull=False).values("person_id")
    asked: dict[int, set[int]] = defaultdict(set)
    for student, person in ties.exclude(person_id__in=told).values_list("student_id", "person_id"):
        if (student, person) not in declined:
            asked[person].add(student)
    return asked


def _mail(district: District, kind: str, file: PublishedFile, to: Reader) -> Delivery:
    with override(to.language or None):
        day = day_words(file.due_on) if file.due_on else ""
        words = _("The school waits for your answer to a document, by %(day)s.") % {"day": day}
        letter = Letter(
            subject=_("The school waits for an answer"),
            paragraphs=(words, _("You find it on the portal, under Documents.")),
            link=(_("Open the portal"), whole(f"/{district.slug}/")),
        )
        ours = as_current(district)
        return draft(
            letter, to.email, kind=kind, district=ours, person=to.person, students=to.students
        )

"""A mail that a question waits: to who answers it, without a word of the child."""

from datetime import date, timedelta

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from openhouse.access.district import CurrentDistrict
from openhouse.common.addresses import address, whole
from openhouse.common.models import running
from openhouse.common.scope import as_the_house
from openhouse.common.text import day_words
from openhouse.courses.models import SectionTeacher
from openhouse.notifications.actions import write
from openhouse.notifications.letters import Letter
from openhouse.notifications.models import Delivery
from openhouse.people.models import ContactPoint, StaffPost
from openhouse.people.queries import language_of
from openhouse.questions.models import Question
from openhouse.questions.rules import ATTENDANCE

KIND = "question.waits"
#: Nobody is mailed about questions more often than this.
AGAIN = timedelta(hours=12)


def tell(question: Question, district: CurrentDistrict, today: date) -> None:
    """Mail who answers *question*, where the school's records have an e-mail of hers."""
    with as_the_house():
        told = Delivery.objects.filter(kind=KIND, written_at__gt=timezone.now() - AGAIN)
        points = (
            ContactPoint.objects.filter(_answering(question, today), kind="email")
            .exclude(person_id__in=told.values("person_id"))
            .order_by("person_id", "pk")
            .distinct("person_id")
            .select_related("person__account")
        )
        found = [(point.person_id, point.value, language_of(point.person)) for point in points]
    for person, email, language in found:
        with override(language or None):
            write(_letter(question.due_on), email, kind=KIND, district=district, person=person)


def _answering(question: Question, today: date) -> Q:
    """The teachers of the section; of attendance, or where nobody teaches it, the office."""
    posts = StaffPost.objects.filter(running(today))
    teachers = SectionTeacher.objects.filter(
        running(today), section_id=question.section_id or 0
    ).filter(person_id__in=posts.filter(role=StaffPost.Role.TEACHER).values("person_id"))
    if question.kind == ATTENDANCE or not teachers.exists():
        office = posts.filter(role=StaffPost.Role.OFFICE, school_id=question.school_id)
        return Q(person_id__in=office.values("person_id"))
    return Q(person_id__in=teachers.values("person_id"))


def _letter(due: date) -> Letter:
    return Letter(
        subject=_("A family has a question"),
        paragraphs=(
            _("A family thinks that a score, a posted mark or a day of attendance is wrong."),
            _("Please answer by %(day)s.") % {"day": day_words(due)},
        ),
        link=(_("Read the question"), whole(address("staff-questions"))),
    )

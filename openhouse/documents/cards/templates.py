"""Writing templates and the list of comments."""

from django.db import transaction
from django.db.models import QuerySet

from openhouse.districts.models import School
from openhouse.documents.cards.rules import HEADER
from openhouse.documents.models_cards import CannedComment, CardTemplate
from openhouse.ledger.actions import record


def fresh() -> CardTemplate:
    """A new template before anything is chosen."""
    return CardTemplate(level=School.Level.HIGH, header=list(HEADER), languages=["en", "es"])


def keep_template(template: CardTemplate, by: int) -> int:
    """Keep it, with a line of the ledger; its id."""
    with transaction.atomic():
        template.save()
        record("rules.card", actor=by, about=template.pk, subject=template.name)
    return int(template.pk)


def canned() -> QuerySet[CannedComment]:
    """The comments that teachers choose."""
    return CannedComment.objects.order_by("text")


def forget_canned(number: str) -> None:
    """Take one off the list; a mark that has it keeps it."""
    if number.isascii() and number.isdigit() and len(number) < 19:
        CannedComment.objects.filter(pk=int(number)).delete()

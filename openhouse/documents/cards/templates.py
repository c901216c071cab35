"""Writing templates."""

from django.db import transaction

from openhouse.districts.models import School
from openhouse.documents.cards.rules import HEADER
from openhouse.documents.models_cards import CardTemplate
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

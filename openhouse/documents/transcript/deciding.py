"""For whom a district decides what of transcripts, as both its forms and its actions say it."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import QuerySet

from openhouse.documents.models_transcript import CreditNeed, Level


@dataclass(frozen=True, slots=True)
class Whom:
    """For whom graduation asks: a school, and the year of the first class; None: all of them."""

    school: int | None = None
    class_from: int | None = None

    @property
    def is_everyone(self) -> bool:
        return self.school is None and self.class_from is None


EVERYONE = Whom()


def needs_of(whom: Whom) -> QuerySet[CreditNeed]:
    """What is said of exactly these."""
    return CreditNeed.objects.filter(school=whom.school, class_from=whom.class_from)


@dataclass(frozen=True, slots=True)
class Area:
    """An area with the credits that everyone needs; *was*: which one it is under this name."""

    name: str
    credits: Decimal
    was: int | None = None


@dataclass(slots=True)
class Row:
    """A course with what it is worth, as the form has it."""

    id: int
    name: str
    number: str
    credits: str = ""
    area: int | None = None
    level: str = Level.REGULAR
    counts: bool = True

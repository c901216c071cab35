"""Which documents a family sees of a child, and what the reader has done with each."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from openhouse.access.viewer import Child, Viewer
from openhouse.common.rows import LARGEST_ID, array, rows
from openhouse.documents.models import PublishedEdition, PublishedReceipt
from openhouse.documents.published.rules import Asked
from openhouse.people.guard import seen

_SHOWN = """
SELECT t.student, f.id, f.kind, f.title, f.words, f.language, y.ends_in, f.school_id,
       t.school_name, f.section_id, f.published_by_name, e.added_at, f.visible_from, f.asks,
       f.by_student, f.due_on, e.id, e.number, e.name, e.kind, e.size, e.pages, e.sha256,
       coalesce(r.state, ''), r.done_at, coalesce(r.typed_name, ''), coalesce(r.reason, ''),
       coalesce(b.state, '')
FROM openhouse_published_to(%s, %s) t CROSS JOIN LATERAL (SELECT (t.file).*) f
JOIN districts_schoolyear y ON y.id = f.school_year_id
JOIN documents_publishededition e ON e.published_id = f.id AND e.number = f.edition
LEFT JOIN documents_publishedreceipt r
    ON r.edition_id = e.id AND r.student_id = t.student AND r.person_id = %s
LEFT JOIN LATERAL (
    SELECT x.state FROM documents_publishedreceipt x
    WHERE x.published_id = f.id AND x.student_id = t.student AND x.person_id = %s
      AND x.edition_id <> e.id AND x.state IN ('read', 'signed') LIMIT 1) b ON true
WHERE %s::bigint IS NULL OR f.id = %s"""


_WITHDRAWN = """
SELECT t.student, f.id, f.kind, f.title, y.ends_in, f.visible_from, f.withdrawn_at,
       f.withdrawn_because
FROM openhouse_published_to(%s, %s, true) t CROSS JOIN LATERAL (SELECT (t.file).*) f
JOIN districts_schoolyear y ON y.id = f.school_year_id
WHERE f.withdrawn_at::date >= f.visible_from"""


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """A document that the school has taken back after families could see it."""

    student: int
    id: int
    kind: str
    title: str
    year: int
    visible_from: date
    withdrawn_at: datetime
    because: str


def withdrawn_from(viewer: Viewer, children: Collection[Child], today: date) -> list[Withdrawn]:
    """What families of *children* have seen and see no more; it is listed, and opens no file."""
    ids = seen(viewer, [child.id for child in children])
    return [Withdrawn(*row) for row in rows(_WITHDRAWN, [array(ids), today])]


@dataclass(frozen=True, slots=True)
class Shown:
    """A document as one reader sees it of one child.

    ``state`` is what she did with this edition, ``before`` with an earlier one; "" for nothing.
    """

    student: int
    id: int
    kind: str
    title: str
    words: str
    language: str
    year: int
    school: int
    school_name: str
    section: int | None
    by: str
    added_at: datetime
    visible_from: date
    asks: str
    by_student: bool
    due_on: date | None
    edition: int
    number: int
    name: str
    media: str
    size: int
    pages: int
    sha256: str
    state: str
    done_at: datetime | None
    typed_name: str
    reason: str
    before: str

    @property
    def asked(self) -> Asked:
        return Asked(self.asks, self.by_student, self.due_on)


def shown_to(
    viewer: Viewer, children: Collection[Child], today: date, only: int | None = None
) -> list[Shown]:
    """The documents that are there for *children* on a day; with *only* that one."""
    ids = seen(viewer, [child.id for child in children])
    person = 0 if viewer.look else viewer.person_id
    return [Shown(*row) for row in rows(_SHOWN, [array(ids), today, person, person, only, only])]


def document_of(viewer: Viewer, child: Child, number: int, today: date) -> Shown | None:
    """One of them; None for any other."""
    if number > LARGEST_ID:
        return None
    return next(iter(shown_to(viewer, [child], today, number)), None)


def edition_with_content(
    viewer: Viewer, shown: Shown, number: int | None = None
) -> PublishedEdition | None:
    """The file of a document that is shown; an earlier one only to who has answered it."""
    if number is None or number == shown.number:
        return PublishedEdition.objects.get(pk=shown.edition, published_id=shown.id)
    hers = answered_before(viewer, shown).filter(edition__number=number).first()
    return PublishedEdition.objects.get(pk=hers.edition_id) if hers else None


def answered_before(viewer: Viewer, shown: Shown) -> QuerySet[PublishedReceipt]:
    """What *viewer* herself has said of earlier editions, the newest first."""
    mine = PublishedReceipt.objects.visible_to(viewer).filter(
        published_id=shown.id,
        student_id=shown.student,
        person_id=viewer.person_id,
        state__in=(PublishedReceipt.State.READ, PublishedReceipt.State.SIGNED),
    )
    earlier = mine.exclude(edition_id=shown.edition).order_by("-edition__number")
    return earlier.select_related("edition").defer("edition__content")

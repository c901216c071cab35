"""Releases as an office sees them: which there are, what is missing, who has which card."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, Model, OuterRef, Q, QuerySet

from openhouse.access.offices import schools_kept
from openhouse.access.viewer import Viewer
from openhouse.common.rows import LARGEST_ID, rows
from openhouse.common.scope import Sees
from openhouse.districts.models import School, Term
from openhouse.documents.cards.facts import drafts_of, drafts_or_faults
from openhouse.documents.cards.making import students_without
from openhouse.documents.cards.rules import Difference, differences
from openhouse.documents.cards.setup import Setup, setup_of
from openhouse.documents.models_cards import CardRelease, CardTemplate
from openhouse.ledger.models import Change
from openhouse.papers.drafts import Draft
from openhouse.papers.models import Paper
from openhouse.people.guard import seen
from openhouse.people.models import Student

State = CardRelease.State
#: Releases, students and cards on a page, at most.
MOST = 200
#: Students of one name whose cards are shown before they are released.
MOST_PROVED = 6
#: Cards that are compared with today's for a page.
MOST_COMPARED = 1000
#: Where somebody sits, each mark of the release's own term that is not posted, and how many of the
#: posted have no comment. A term that has not begun is not asked for. A section counts whose
#: gradebook has work or that has a mark already.
_MISSING = """
WITH asked AS (
    SELECT * FROM unnest(%(tasks)s::bigint[], %(terms)s::bigint[]) AS c (task, term)
), sits AS (
    SELECT DISTINCT s.id, s.name, s.teacher_name, c.task, c.term, p.student_id
    FROM courses_section s
    LEFT JOIN districts_term t ON t.id = s.term_id
    JOIN courses_placement p ON p.section_id = s.id
      AND coalesce(p.starts_on <= %(on)s, true) AND coalesce(p.ends_on >= %(on)s, true)
    CROSS JOIN asked c
    JOIN districts_term a ON a.id = c.term
    WHERE s.school_id = %(school)s AND p.student_id = ANY (%(students)s)
      AND a.starts_on <= %(on)s
      AND coalesce(t.starts_on <= a.starts_on AND t.ends_on >= a.ends_on, true)
      AND (EXISTS (SELECT FROM grades_assignment w WHERE w.section_id = s.id)
           OR EXISTS (SELECT FROM grades_postedmark m WHERE m.section_id = s.id))
)
SELECT s.id, s.name, s.teacher_name, s.task, s.term, count(*) FILTER (WHERE m.id IS NULL),
       count(m.id) FILTER (WHERE m.comment = ''), count(*)
FROM sits s
LEFT JOIN grades_postedmark m ON m.student_id = s.student_id AND m.section_id = s.id
    AND m.task_id = s.task AND m.term_id = s.term
GROUP BY s.id, s.name, s.teacher_name, s.task, s.term
ORDER BY s.teacher_name, s.name, s.id, s.term, s.task
"""
_ENROLLED = """
SELECT DISTINCT e.student_id FROM people_enrollment e
WHERE e.school_id = %(school)s
  AND coalesce(e.starts_on <= %(on)s, true) AND coalesce(e.ends_on >= %(on)s, true)
"""


@dataclass(frozen=True, slots=True)
class Missing:
    """What a class lacks of a column: marks, and comments to those that are posted."""

    section: int
    name: str
    teacher: str
    task: int
    term: int
    marks: int
    comments: int
    students: int


def templates() -> QuerySet[CardTemplate]:
    """The district's templates, by name."""
    return CardTemplate.objects.order_by("name")


def releases_of(viewer: Viewer) -> list[CardRelease]:
    """The releases of the schools whose office *viewer* keeps, newest first."""
    found = CardRelease.objects.filter(school__in=schools_kept(viewer))
    found = found.select_related("template", "school", "term", "replaces")
    return list(found.order_by("-pk")[:MOST])


def release_of(viewer: Viewer, number: int) -> CardRelease | None:
    """One of them."""
    found = CardRelease.objects.filter(school__in=schools_kept(viewer))
    if number > LARGEST_ID:
        return None
    found = found.select_related("template", "school", "term", "replaces", "replaced_by")
    return found.filter(pk=number).first()


def schools_of(viewer: Viewer) -> QuerySet[School]:
    """The schools whose cards *viewer* releases."""
    return schools_kept(viewer)


def terms_begun(viewer: Viewer, today: date) -> QuerySet[Term]:
    """The terms of her schools that have begun, the newest first."""
    found = Term.objects.filter(school_year__school__in=schools_kept(viewer))
    found = found.filter(starts_on__lte=today).exclude(kind=Term.Kind.YEAR)
    return found.select_related("school_year__school").order_by("-ends_on", "-starts_on", "pk")


def missing(viewer: Sees, setup: Setup) -> list[Missing]:
    """What classes lack of the release's own columns, by teacher and class."""
    enrolled = [one for (one,) in rows(_ENROLLED, {"school": setup.school.pk, "on": setup.last_on})]
    own = setup.of_this_term.columns
    found = rows(
        _MISSING,
        {
            "tasks": [each.task for each in own],
            "terms": [each.term for each in own],
            "on": setup.last_on,
            "school": setup.school.pk,
            "students": seen(viewer, enrolled),
        },
    )
    return [Missing(*row) for row in found]


def unposted(viewer: Sees, setup: Setup) -> tuple[int, int]:
    """How many marks of the released term are not posted, and in how many classes."""
    lacking = [one for one in missing(viewer, setup) if one.marks]
    return sum(one.marks for one in lacking), len({one.section for one in lacking})


def proof_students(viewer: Sees, setup: Setup) -> list[tuple[int, str]]:
    """A few worth a look before all: the fullest card, the longest name, the emptiest."""
    few = seen(viewer, students_without(setup, most=60))
    drafts, _bad = drafts_or_faults(viewer, setup, few)
    if not drafts:
        return []
    size = {draft.student: len(str(draft.facts)) for draft in drafts}
    names = {draft.student: str(draft.facts["student"]["name"]) for draft in drafts}
    picked = [
        max(size, key=lambda one: size[one]),
        max(names, key=lambda one: len(names[one])),
        min(size, key=lambda one: size[one]),
    ]
    return [(one, names[one]) for one in dict.fromkeys(picked)]


def draft_of(viewer: Sees, setup: Setup, student: int, release: int | None = None) -> Draft | None:
    """One student's card as it would be today; None where she has no mark, or is not seen."""
    return next(iter(drafts_of(viewer, setup, [student], release)), None)


def papers_of_release(viewer: Sees, release: int) -> QuerySet[Paper]:
    """The cards of a release that are the newest of their student in it, without their files."""
    found = Paper.objects.visible_to(viewer).filter(release=release, is_twin=False)
    found = found.filter(Q(corrected_by=None) | ~Q(corrected_by__release=release))
    return found.defer("content", "facts").select_related("student__person")


def twins_of_release(viewer: Sees, release: int) -> dict[tuple[int, int, str], int]:
    """The cards in the other languages that are read at home: by student, edition and language."""
    found = Paper.objects.visible_to(viewer).filter(release=release, is_twin=True)
    lines = found.values_list("student_id", "edition", "language", "pk")
    return {(student, edition, language): pk for student, edition, language, pk in lines}


def editions_of(viewer: Viewer, release: int, student: int) -> list[Paper]:
    """A student's cards of a release, the first edition first."""
    found = Paper.objects.visible_to(viewer).filter(
        release=release, student_id=student, is_twin=False
    )
    found = found.select_related("student__person", "withdrawal")
    return list(found.defer("content").order_by("edition"))


def differing(viewer: Viewer, release: CardRelease, today: date) -> list[Paper]:
    """Released cards that would say something else today, by name.

    Compared word for word are those of students about whom a mark that the card shows, or a day
    that it counts, has changed since the release was ordered.
    """
    setup = setup_of(release, today)
    found = papers_of_release(viewer, release.pk)
    found = found.filter(released_at__isnull=False, withdrawn_at=None)
    found = found.filter(Exists(_lines_since(release, setup))).defer(None).defer("content")
    papers = list(found.order_by("student__person__family_name", "pk")[:MOST_COMPARED])
    drafts, _bad = drafts_or_faults(viewer, setup, [each.student_id for each in papers], release.pk)
    now = {draft.student: draft.facts for draft in drafts}
    differ = [one for one in papers if differences(one.facts, now.get(one.student_id, one.facts))]
    return differ[:MOST]


def taken_back(viewer: Viewer, release: int) -> list[Paper]:
    """The cards that were taken back and have no corrected edition yet, by name."""
    found = papers_of_release(viewer, release).filter(withdrawn_at__isnull=False)
    return list(found.order_by("student__person__family_name", "pk")[:MOST])


def _lines_since(release: CardRelease, setup: Setup) -> QuerySet[Change]:
    """The ledger's lines about a card's marks and days. The ledger's clock is its own: it begins
    with its own line of the release, an hour earlier, for a change is seen later than its time."""
    terms = [each.term for each in setup.columns]
    days = (setup.term.starts_on.isoformat(), setup.last_on.isoformat())
    marks = Q(after__term_id__in=terms) | Q(before__term_id__in=terms)
    on = Q(after__on__range=days) | Q(before__on__range=days)
    found = Change.objects.filter(student_id=OuterRef("student_id")).filter(
        Q(kind__startswith="mark.") & marks | Q(kind__startswith="attendance.") & on
    )
    ordered = Change.objects.filter(kind="cards.released", about_id=release.pk).order_by("-pk")
    at = ordered.values_list("at", flat=True).first()
    return found.filter(at__gt=at - timedelta(hours=1)) if at else found


def named_in(viewer: Viewer, release: int, text: str) -> list[Paper]:
    """The cards of students whose name begins so, a word each."""
    return list(_of_name(papers_of_release(viewer, release), text, "student__")[:30])


def to_be_proved(viewer: Viewer, setup: Setup, text: str) -> list[tuple[int, str]]:
    """The students of that name who would get a card, for a look at it before it is released."""
    found = Student.objects.visible_to(viewer).filter(pk__in=students_without(setup))
    named = _of_name(found.select_related("person"), text)[:MOST_PROVED]
    return [(one.pk, str(one.person)) for one in named]


def _of_name[M: Model](found: QuerySet[M], text: str, her: str = "") -> QuerySet[M]:
    """Those whose student's name begins so, a word each, or whose number a word is."""
    for word in text.split()[:4]:
        found = found.filter(
            Q(**{f"{her}person__family_name__istartswith": word})
            | Q(**{f"{her}person__given_name__istartswith": word})
            | Q(**{f"{her}number__iexact": word})
        )
    return found.order_by(f"{her}person__family_name", f"{her}person__given_name", "pk")


def difference_now(
    viewer: Viewer, release: CardRelease, paper: Paper, today: date
) -> Sequence[Difference]:
    """In what a card of today would differ from *paper*; nothing where she would get none."""
    draft = draft_of(viewer, setup_of(release, today), paper.student_id, release.pk)
    return differences(paper.facts, draft.facts) if draft else []

"""From page to page: in which order an application is filled in, and what is next."""

from collections.abc import Iterator
from dataclasses import dataclass

from openhouse.registration.models import Part
from openhouse.registration.rules.form import Kind, Section
from openhouse.registration.rules.progress import Asked, Stands, State
from openhouse.registration.standing.state import Standing


@dataclass(frozen=True, slots=True)
class Page:
    """A section about one part, and how it stands."""

    section: Section
    part: Part
    stands: Stands


def pages_of(standing: Standing) -> Iterator[Page]:
    """The pages that ask something, in the order in which a family meets them: whoever a section
    is about, one after another, and each child to her end before the next one."""
    found = standing.progress.pages
    for kind in dict.fromkeys(section.per for section in standing.form.sections):
        for part in standing.of(kind):
            for section in standing.form.of(kind):
                stands = found.get((section.key, part.pk))
                if stands is not None:
                    yield Page(section, part, stands)


def to_confirm(standing: Standing, part: Part) -> list[Asked]:
    """What was said of *part* in an earlier year and is asked anew: what one look and one tap
    answer where it is still so. Nobody agrees to anything by it: statements stand on their pages.
    """
    if standing.application.is_change:
        return []  # of a change it is asked what differs, not if all is still right
    return [
        one for one in standing.progress.asked
        if one.part.id == part.pk and one.expired and not one.missing
        and one.question.kind not in (Kind.STATEMENT, Kind.SIGNATURE)
    ]  # fmt: skip


def next_to_do(
    standing: Standing, section: Section | None = None, part: Part | None = None
) -> Page | None:
    """The page with something left after this one, else the first; None where nothing is left. On
    the way a page is met too that asks for nothing but a paper that may follow."""
    pages = list(pages_of(standing))
    here = next(
        (n for n, page in enumerate(pages)
         if section and part and page.section.key == section.key and page.part.pk == part.pk),
        -1,
    )  # fmt: skip
    for page in pages[here + 1 :]:
        if page.stands.state == State.TO_DO or (here >= 0 and _offers(standing, page)):
            return page
    return next((page for page in pages[: here + 1] if page.stands.state == State.TO_DO), None)


def _offers(standing: Standing, page: Page) -> bool:
    if page.stands.state != State.NOTHING:
        return False
    return all(one.follows for one in standing.asked(page.section, page.part))

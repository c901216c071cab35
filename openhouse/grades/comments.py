"""Comments that teachers choose while posting (TCH-13), and what a Spanish reader has of them."""

from collections.abc import Iterable
from dataclasses import replace

from django.db.models import QuerySet
from django.utils.translation import get_language, gettext_noop, override
from django.utils.translation import gettext as _

from openhouse.grades.models_district import CannedComment
from openhouse.grades.queries import Course

#: For a district that has no list of its own yet.
OURS = (
    gettext_noop("A pleasure to have in class."),
    gettext_noop("Works hard and shows it."),
    gettext_noop("Can do more with regular homework."),
    gettext_noop("Missing work lowers this mark."),
    gettext_noop("Please come and see me."),
)


def canned() -> QuerySet[CannedComment]:
    """The district's list."""
    return CannedComment.objects.order_by("text")


def to_choose() -> list[tuple[str, str]]:
    """What a teacher chooses from: the district's list, or ours where it has none.

    Each in English, as it is kept, so that a reader has it in her own language; and what it says in
    Spanish where the teacher reads that.
    """
    found = dict(canned().values_list("text", "text_es")) or {one: _(one) for one in OURS}
    return [(text, said if get_language() == "es" else "") for text, said in found.items()]


def forget_canned(number: str) -> None:
    """Take one off the list; a mark that has it keeps it."""
    if number.isascii() and number.isdigit() and len(number) < 19:
        CannedComment.objects.filter(pk=int(number)).delete()


def canned_in_spanish() -> dict[str, str]:
    """By each canned comment the same in Spanish; the district's own words before ours."""
    with override("es"):
        ours = {words: _(words) for words in OURS}
    return ours | dict(canned().exclude(text_es="").values_list("text", "text_es"))


def in_readers_language(courses: Iterable[Course]) -> None:
    """Turn the canned comments of posted marks into the reader's language."""
    marked = [each for each in courses if any(mark.comment for mark in each.posted)]
    if not marked or get_language() != "es":
        return
    spanish = canned_in_spanish()
    for course in marked:
        course.posted = tuple(
            replace(mark, comment=spanish.get(mark.comment, mark.comment)) for mark in course.posted
        )

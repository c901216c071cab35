"""Which of somebody's phones and addresses on file a field of a form means.

What a family finds filled in and what its answer replaces is the same one, by this rule alone.
"""

from collections.abc import Iterable

from openhouse.people.models import ContactPoint

#: A label that has one of these, in English or Spanish, is that of a phone at work.
_WORK = ("work", "trabajo")


def points_by_field(points: Iterable[ContactPoint]) -> dict[str, list[ContactPoint]]:
    """By field of ``rules.fields``, those that it means: the first is shown, and replaced."""
    every = list(points)
    phones = [each for each in every if each.kind == ContactPoint.Kind.PHONE]
    work = [each for each in phones if any(word in each.label.lower() for word in _WORK)]
    return {
        "person.email": [each for each in every if each.kind == ContactPoint.Kind.EMAIL],
        "person.cell_phone": [each for each in phones if each not in work],
        "person.work_phone": work,
    }

"""How far each skill of a class is learnt, beside its mark (GRD-14): a category is a skill."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from openhouse.grades.queries import Course
from openhouse.grades.rules.scales import letter_of
from openhouse.grades.rules.standards import Learnt, Method, learnt
from openhouse.grades.words import percent_words
from openhouse.ui.components.bar import bar
from openhouse.ui.components.row import row
from openhouse.ui.markup import joined

#: Each way to estimate a skill, as a teacher chooses it and a family reads it.
METHODS = [
    (Method.MOST_RECENT, gettext_lazy("The most recent score")),
    (Method.HIGHEST, gettext_lazy("The highest score")),
    (Method.MEAN, gettext_lazy("The average of all scores")),
    (Method.MODE, gettext_lazy("The score that comes most often in the last five")),
    (Method.DECAYING, gettext_lazy("All scores, the newer the more they weigh")),
    (Method.LATEST_WEIGHS, gettext_lazy("The newest score 65 %, the average of the others 35 %")),
    (Method.POWER_LAW, gettext_lazy("The line of learning through all scores (power law)")),
]


def skills_in(course: Course, estimate: str) -> dict[str, Any]:
    """The context of the skills; nothing where the class estimates none, or none has a score."""
    if estimate not in list(Method):
        return {}
    work = [(each, each.scored_on) for each in course.work]
    found = learnt(work, course.scheme.categories, Method(estimate))
    words = str(dict(METHODS)[Method(estimate)])
    return {
        "skills": joined(_row(course, each) for each in found),
        "skills_words": _("How it is estimated: %(how)s.") % {"how": words[:1].lower() + words[1:]},
    }


def _row(course: Course, each: Learnt) -> Any:
    percent = percent_words(each.percent)
    letter = letter_of(each.percent, course.scheme.scale, course.scheme.rounding)
    scores = ngettext("%(many)s score", "%(many)s scores", each.scores) % {"many": each.scores}
    name = each.skill.name
    return row(
        name,
        letter or percent,
        scores,
        percent if letter else "",
        extra=bar(each.percent, f"{name}: {percent}"),
    )

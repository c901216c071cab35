"""How a section computes: read from its form, tried on the class, kept."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from openhouse.access.requests import whole_number
from openhouse.common.scope import Sees
from openhouse.courses.models import Section
from openhouse.grades.models import Category as CategoryRow
from openhouse.grades.models import Gradebook, GradingScale
from openhouse.grades.numbers import number_in
from openhouse.grades.rules.pieces import HUNDRED, ZERO
from openhouse.grades.rules.scales import Rounding, exact_steps, faults_of
from openhouse.grades.rules.schemes import Category, Scheme, faults_of_weights
from openhouse.grades.rules.standards import Method

#: Empty lines for new categories on the form, the most new ones at once, and the most of a category
#: that is dropped.
NEW, MOST_NEW, MOST_DROPS = 2, 20, 20
LONGEST_NAME = 100
ZEROED, FLOOR, WAITS = "zero", "floor", "waits"


@dataclass(slots=True)
class Options:
    """What the form says: a scheme, the scale's id, how skills are estimated ("": not at all), and
    what is wrong or to be known of it.

    New categories have ids below zero. ``faults`` are refused; ``told`` is only said.
    """

    scheme: Scheme
    scale: int | None
    estimate: str = ""
    faults: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)


def scales() -> list[tuple[int, str]]:
    return list(GradingScale.objects.order_by("name").values_list("id", "name"))


def chosen_in(section: int) -> tuple[int | None, str]:
    """The section's scale, and how its skills are estimated."""
    found = Gradebook.objects.filter(section_id=section)
    return found.values_list("scale_id", "estimate").first() or (None, "")


def own_categories(section: int) -> list[int]:
    """The categories that are the section's own: others are many sections', and not hers."""
    found = CategoryRow.objects.filter(section_id=section).order_by("id")
    return list(found.values_list("id", flat=True))


def read_options(said: Mapping[str, str], now: Scheme, own: list[int]) -> Options:
    """What the form says, on top of the scheme as it is *now*."""
    options = Options(now, None)
    changed = [
        category if category.id not in own else _category(said, category, options)
        for category in now.categories
        if category.id > 0
    ]
    changed += [
        _category(said, Category(number, ""), options)
        for number in range(-1, -MOST_NEW - 1, -1)
        if said.get(f"name-{number}", "").strip()
    ]
    options.scheme = replace(
        now,
        categories=tuple(changed),
        weighted="weighted" in said,
        by_percent="by_percent" in said,
        beyond="beyond" in said,
        missing=_missing(said, options),
    )
    _take_scale(said, options)
    options.estimate = said.get("estimate", "") if said.get("estimate") in list(Method) else ""
    _judge_weights(options)
    return options


def _category(said: Mapping[str, str], before: Category, options: Options) -> Category:
    at = before.id
    name = said.get(f"name-{at}", "").strip()
    if not name or len(name) > LONGEST_NAME:
        options.faults.append(_("A category needs a name of at most 100 letters."))
    weight = _number(said.get(f"weight-{at}", ""), options, Decimal(1000))
    lowest, highest = (
        _number(said.get(f"{which}-{at}", ""), options, Decimal(MOST_DROPS)) or ZERO
        for which in ("lowest", "highest")
    )
    return Category(at, name, weight, int(lowest), int(highest), f"extra-{at}" in said)


def _number(text: str, options: Options, most: Decimal) -> Decimal | None:
    if not text.strip():
        return None
    number = number_in(text, most)
    if number is None:
        words = _("“%(text)s” is no number from 0 to %(most)s.")
        options.faults.append(words % {"text": text[:20], "most": most})
    return number


def _missing(said: Mapping[str, str], options: Options) -> Decimal | None:
    chosen = said.get("missing", ZEROED)
    if chosen == WAITS:
        return None
    return (_number(said.get("floor", ""), options, HUNDRED) or ZERO) if chosen == FLOOR else ZERO


def _take_scale(said: Mapping[str, str], options: Options) -> None:
    """The scale that is chosen; one with gaps or overlaps is refused."""
    chosen = whole_number(said.get("scale", ""))
    if chosen is None:
        options.scheme = replace(options.scheme, scale=(), rounding=Rounding.TENTH)
        return
    found = GradingScale.objects.filter(pk=chosen).first()
    if found is None:
        options.faults.append(_("This scale is not there."))
        return
    steps = exact_steps(found.steps)
    if faults_of(steps):
        words = _("The scale “%(name)s” has gaps or marks that overlap. The district mends it.")
        options.faults.append(words % {"name": found.name})
        return
    options.scale = found.pk
    options.scheme = replace(options.scheme, scale=steps, rounding=Rounding(found.rounding))


def _judge_weights(options: Options) -> None:
    scheme = options.scheme
    if not scheme.weighted:
        return
    total = sum((each.weight or ZERO for each in scheme.categories if not each.extra), ZERO)
    words = {
        "negative": _("A weight cannot be below zero."),
        "none": _("No category has a weight, so points count without weights."),
        "not 100": _("The weights add up to %(total)s. Each is taken as its share of that."),
    }
    for fault in faults_of_weights(scheme.categories):
        where = options.faults if fault == "negative" else options.told
        where.append(words[fault] % {"total": f"{total.normalize():f}"})


def hold(section: int) -> None:
    """Whoever changes what a section's gradebook is made of waits until this transaction ends."""
    list(Section.objects.select_for_update(no_key=True).filter(pk=section).values_list("pk"))


def values_of(options: Options) -> dict[str, Any]:
    """The columns of a gradebook, and of the district's default, but for its categories."""
    scheme = options.scheme
    return {
        "scale_id": options.scale,
        "weighted": scheme.weighted,
        "by_percent": scheme.by_percent,
        "missing_percent": scheme.missing,
        "beyond": scheme.beyond,
        "estimate": options.estimate,
    }


def category_values(category: Category) -> dict[str, Any]:
    """The columns of a category, but for whose it is."""
    return {
        "name": category.name,
        "weight": category.weight,
        "drop_lowest": category.drop_lowest,
        "drop_highest": category.drop_highest,
        "extra": category.extra,
    }


def keep_options(actor: Sees, section: int, options: Options) -> None:
    """Keep what was read and has no faults; a category that was made meanwhile is not made anew."""
    categories = options.scheme.categories
    with transaction.atomic():
        hold(section)
        Gradebook.objects.update_or_create(section_id=section, defaults=values_of(options))
        own = dict(CategoryRow.objects.filter(section_id=section).values_list("id", "name"))
        read = {each.id for each in categories}
        made = {name for number, name in own.items() if number not in read}
        for each in categories:
            values = category_values(each)
            if each.id < 0 and each.name not in made:
                CategoryRow.objects.create(section_id=section, **values)
            elif each.id in own:
                CategoryRow.objects.filter(pk=each.id, section_id=section).update(**values)

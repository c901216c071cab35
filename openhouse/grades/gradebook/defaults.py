"""How a new class computes, as the district has it; taken by its gradebook."""

from decimal import Decimal

from openhouse.grades.gradebook.options import Options, category_values, hold, values_of
from openhouse.grades.models import Category as CategoryRow
from openhouse.grades.models_district import GradebookDefault
from openhouse.grades.rules.scales import Rounding, exact_steps
from openhouse.grades.rules.schemes import Category, Scheme


def default_scheme() -> tuple[Scheme, int | None, str]:
    """The district's default, its scale's id, how skills are estimated; without one by points. Its
    categories' ids are below zero, for they are nobody's yet."""
    row = GradebookDefault.objects.select_related("scale").first()
    if row is None:
        return Scheme(), None, ""
    scheme = Scheme(
        tuple(_category(-place, *said) for place, said in enumerate(row.categories, 1)),
        row.weighted,
        exact_steps(row.scale.steps) if row.scale else (),
        Rounding(row.scale.rounding) if row.scale else Rounding.TENTH,
        row.by_percent,
        row.missing_percent,
        row.beyond,
    )
    return scheme, row.scale_id, row.estimate


def _category(
    number: int, name: str, weight: str | None, lowest: int, highest: int, extra: bool
) -> Category:
    worth = Decimal(weight) if weight is not None else None
    return Category(number, name, worth, lowest, highest, extra)


def keep_default(options: Options) -> None:
    """Keep what was read and has no faults."""
    categories = [
        [each.name, None if each.weight is None else str(each.weight), each.drop_lowest,
         each.drop_highest, each.extra]
        for each in options.scheme.categories
    ]  # fmt: skip
    values = values_of(options) | {"categories": categories}
    GradebookDefault.objects.update_or_create(defaults=values)


def offered_categories(section: int) -> tuple[Category, ...]:
    """The district's categories for a section that has none of its own."""
    if CategoryRow.objects.filter(section_id=section).exists():
        return ()
    return default_scheme()[0].categories


def take_categories(section: int) -> dict[int, int]:
    """Give the section the district's categories, where it has none; the district's id to its own.

    Two who begin with a section at once give them to it once.
    """
    hold(section)
    own = dict(CategoryRow.objects.filter(section_id=section).values_list("name", "id"))
    offered = default_scheme()[0].categories
    if own:
        return {each.id: own[each.name] for each in offered if each.name in own}
    return {
        each.id: CategoryRow.objects.create(section_id=section, **category_values(each)).pk
        for each in offered
    }

"""A grading scale as the district keeps it: each mark from which percent to which."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from openhouse.grades.models import Gradebook, GradingScale
from openhouse.grades.models_district import GradebookDefault
from openhouse.grades.numbers import number_in, plain
from openhouse.grades.rules.scales import Fault, Rounding, faults_of, faults_of_ranges
from openhouse.grades.words import together

#: Empty lines at the end, those of a new scale (A+ to F), the most, and the longest mark.
BLANK, NEW, MOST, LONGEST = 3, 13, 40, 20
#: The most percent.
HIGHEST = Decimal(1000)
HUNDRED = Decimal(100)


class ScaleForm(forms.ModelForm):  # type: ignore[type-arg]
    """What it is called, and how percents are rounded before they are looked up."""

    class Meta:
        model = GradingScale
        fields = ("name", "rounding")
        labels = {"name": gettext_lazy("Name"), "rounding": gettext_lazy("Percents are rounded")}


@dataclass(slots=True)
class Line:
    """A mark as the form has it."""

    mark: str = ""
    low: str = ""
    high: str = ""


@dataclass(slots=True)
class Steps:
    """The marks that a form says, best first, and what is wrong with them, in sentences."""

    lines: list[Line] = field(default_factory=list)
    kept: list[tuple[str, Decimal]] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


def scale_at(number: int) -> GradingScale | None:
    """A scale; a new one for 0; None where there is none."""
    return GradingScale.objects.filter(pk=number).first() if number else GradingScale(steps=[])


def steps_of(scale: GradingScale) -> Steps:
    """The marks as they stand: each ends one step of the rounding below the next better."""
    found, above, step = Steps(), None, Rounding(scale.rounding).step
    for mark, least in scale.steps:
        low = Decimal(str(least))
        high = HUNDRED if above is None else above - step
        found.lines.append(Line(str(mark), plain(low), plain(high) if high >= low else ""))
        above = low
    found.lines += [Line() for _blank in range(BLANK if scale.steps else NEW)]
    return found


def read_steps(said: Mapping[str, str], rounding: Rounding) -> Steps:
    """The marks that a form says; a line without anything is none.

    Where a line says to which percent it goes, it must meet the one above it.
    """
    steps = Steps()
    ranges: list[tuple[str, Decimal, Decimal | None]] = []
    for at in range(MOST):
        if f"mark-{at}" not in said:
            break
        line = Line(*(said.get(f"{name}-{at}", "").strip() for name in ("mark", "low", "high")))
        steps.lines.append(line)
        if line != Line():
            _read(line, steps, ranges)
    if not steps.faults:
        steps.kept = [(mark, low) for mark, low, _high in ranges]
        steps.faults = _judged(steps.kept, ranges, rounding)
    return steps


def _read(line: Line, steps: Steps, ranges: list[tuple[str, Decimal, Decimal | None]]) -> None:
    low = number_in(line.low, HIGHEST)
    high = number_in(line.high, HIGHEST) if line.high else None
    if not line.mark or len(line.mark) > LONGEST:
        words = _("A mark has 1 to %(most)s letters.") % {"most": LONGEST}
    elif low is None or (line.high and high is None):
        words = _("%(mark)s: type percents as numbers from 0 to 1000, like 89.5.")
        words = words % {"mark": line.mark}
    else:
        ranges.append((line.mark, low, high))
        return
    steps.faults.append(words)


def _judged(
    kept: Sequence[tuple[str, Decimal]],
    ranges: Sequence[tuple[str, Decimal, Decimal | None]],
    rounding: Rounding,
) -> list[str]:
    whole = [(mark, low, high) for mark, low, high in ranges if high is not None]
    if whole and len(whole) < len(ranges):
        return [_("Say of each mark to which percent it goes, or of none.")]
    found = faults_of_ranges(whole, rounding) if whole else faults_of(kept)
    return list(dict.fromkeys(_words(fault) for fault in found))


def _words(fault: Fault) -> str:
    """What is wrong with a scale, in a sentence."""
    about = dict(zip("abcd", fault.about, strict=False))
    return {
        "empty": _("A scale needs at least one mark."),
        "name": _("Each mark needs a name."),
        "twice": _("%(a)s stands here twice."),
        "number": _("%(a)s: this is no number."),
        "range": _("%(a)s: %(b)s is no range of percents. From comes first, to after it."),
        "gap": _("There is a gap: %(a)s ends at %(b)s, and %(c)s begins at %(d)s."),
        "overlap": _("%(a)s and %(b)s overlap. List the best mark first, each below the last."),
        "bottom": _("The last mark must begin at 0: %(a)s begins at %(b)s."),
    }[fault.kind] % about


def keep_scale(form: ScaleForm, steps: Steps) -> None:
    """Keep a scale without faults."""
    scale: Any = form.save(commit=False)
    scale.steps = [[mark, plain(low)] for mark, low in steps.kept]
    scale.save()


def delete_scale(scale: GradingScale) -> bool:
    """Delete a scale; False where a class or the default uses it."""
    used = Gradebook.objects.filter(scale=scale).exists()
    if used or GradebookDefault.objects.filter(scale=scale).exists():
        return False
    scale.delete()
    return True


def scales_in_words() -> list[tuple[int, str, str, str]]:
    """Each scale: id, name, its marks, and how many classes use it."""
    used = dict(
        Gradebook.objects.exclude(scale=None).values_list("scale_id").annotate(many=Count("pk"))
    )
    found = GradingScale.objects.order_by("name").values_list("id", "name", "steps")
    return [
        (
            number,
            name,
            together(mark for mark, _least in steps),
            _classes(used.get(number, 0)),
        )
        for number, name, steps in found
    ]


def _classes(many: int) -> str:
    return ngettext("%(many)s class", "%(many)s classes", many) % {"many": many}

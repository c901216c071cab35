"""A mark that can be reported, and of which others it is made (TCH-08)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django import forms
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openhouse.grades.models import GradingTask
from openhouse.grades.models_district import TaskPart
from openhouse.grades.numbers import number_in, plain
from openhouse.grades.words import listed

#: Empty lines for parts, and the most of a whole.
BLANK, MOST = 2, 12
HEAVIEST = Decimal(1000)
Place = TaskPart.Place


class TaskForm(forms.ModelForm):  # type: ignore[type-arg]
    """What the mark is called, and what happens while a part of it lacks."""

    waits = forms.TypedChoiceField(
        label=gettext_lazy("While a part has no mark yet"),
        choices=[
            ("no", gettext_lazy("Its weight is shared out among the others")),
            ("yes", gettext_lazy("There is no mark until all are there")),
        ],
        coerce=lambda said: said == "yes",
        widget=forms.RadioSelect,
    )

    class Meta:
        model = GradingTask
        fields = ("name", "kind", "waits")
        labels = {"name": gettext_lazy("Name"), "kind": gettext_lazy("What it is")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["waits"] = "yes" if self.instance.waits else "no"

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        if GradingTask.objects.filter(name=name).exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError(_("Another mark is called so."))
        return name


@dataclass(slots=True)
class Line:
    """A part as the form has it."""

    part: str = ""
    place: str = Place.INSIDE
    weight: str = ""
    fault: str = ""


@dataclass(slots=True)
class Parts:
    """The parts that a form says, and its lines with what is wrong in them."""

    kept: list[TaskPart] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)

    @property
    def faulty(self) -> bool:
        return any(line.fault for line in self.lines)


def task_at(number: int) -> GradingTask | None:
    """A mark; a new one for 0; None where there is none."""
    return GradingTask.objects.filter(pk=number).first() if number else GradingTask()


def parts_of(task: GradingTask) -> Parts:
    """The parts as they stand."""
    rows = TaskPart.objects.filter(task_id=task.pk).order_by("place", "part__name")
    lines = [Line(str(row.part_id), row.place, plain(row.weight)) for row in rows]
    return Parts(lines=[*lines, *(Line() for _blank in range(BLANK))])


def read_parts(said: Mapping[str, str], task: GradingTask) -> Parts:
    """The parts that a form says; a line without a mark is none."""
    parts, known = Parts(), dict(others())
    for at in range(MOST):
        if f"part-{at}" not in said:
            break
        line = Line(*(said.get(f"{name}-{at}", "").strip() for name in ("part", "place", "weight")))
        parts.lines.append(line)
        if line.part:
            _read(line, known, task, parts)
    return parts


def _read(line: Line, known: Mapping[str, str], task: GradingTask, parts: Parts) -> None:
    weight = number_in(line.weight, HEAVIEST)
    if line.part not in known or line.place not in Place.values:
        line.fault = _("This mark is not there.")
    elif weight is None:
        line.fault = _("The weight is a number from 0 to 1000.")
    elif line.place == Place.SAME and line.part == str(task.pk):
        line.fault = _("A mark cannot be a part of itself in the same term.")
    elif any((str(one.part_id), one.place) == (line.part, line.place) for one in parts.kept):
        line.fault = _("This part stands here twice.")
    else:
        parts.kept.append(TaskPart(part_id=int(line.part), place=line.place, weight=weight))


def others() -> list[tuple[str, str]]:
    """The marks that can be a part."""
    found = GradingTask.objects.order_by("name").values_list("id", "name")
    return [(str(number), name) for number, name in found]


def keep_task(form: TaskForm, parts: Parts) -> None:
    """Keep the mark, and of which others it is made."""
    with transaction.atomic():
        task = form.save()
        TaskPart.objects.filter(task=task).delete()
        for part in parts.kept:
            part.task = task
        TaskPart.objects.bulk_create(parts.kept)


def tasks_in_words() -> list[tuple[int, str, str]]:
    """Each mark with its name and of what it is made, in words."""
    made: dict[int, list[str]] = {}
    for part in TaskPart.objects.select_related("part").order_by("place", "part__name"):
        words = _("%(name)s (%(weight)s)")
        if part.place == Place.INSIDE:
            words = _("each %(name)s inside (%(weight)s)")
        said = words % {"name": part.part.name, "weight": plain(part.weight)}
        made.setdefault(part.task_id, []).append(said)
    found = GradingTask.objects.order_by("name").values_list("id", "name")
    return [
        (
            number,
            name,
            _("made of %(parts)s") % {"parts": listed(made[number])} if number in made else "",
        )
        for number, name in found
    ]

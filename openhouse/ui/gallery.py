"""What the gallery shows: invented values, among them the awkward ones."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.http import HttpRequest

from openhouse.ui.components.calendar import Day
from openhouse.ui.icons import ICONS

HOSTILE = "<script>alert('no')</script> & \"quotes\""
LONG = "Introduction to Comparative Environmental Biogeochemistry and Laboratory Practice, part 2"
SPANISH = "Ausencia justificada por enfermedad prolongada"


@dataclass(frozen=True, slots=True)
class Place:
    """A door of the rail or the bar."""

    label: str
    icon: str
    url: str = "#"
    current: bool = False


@dataclass(frozen=True, slots=True)
class Child:
    """A child as the switch reads it."""

    first_name: str
    current: bool = False
    url: str = "#"

    @property
    def initial(self) -> str:
        return self.first_name[:1]


@dataclass(frozen=True, slots=True)
class Everyone:
    """All children at once."""

    url: str = "#"
    current: bool = True


class SampleForm(forms.Form):
    """Fields of each sort, some of them wrong."""

    username = forms.CharField(label="Username", help_text="The one from your school’s letter.")
    email = forms.EmailField(label="E-mail")
    phone = forms.CharField(label="Phone", required=False)
    school = forms.ChoiceField(label="School", choices=[("a", "Oak Street Elementary")])
    reach = forms.ChoiceField(
        label="How may we reach you?",
        choices=[("mail", "By e-mail"), ("text", "By text message")],
        widget=forms.RadioSelect,
    )
    words = forms.CharField(label="Note to the office", widget=forms.Textarea, required=False)
    file = forms.FileField(label="File from your records system", required=False)
    keep = forms.BooleanField(label="Keep me signed in on this phone", required=False)


NAV = (
    *(Place("Today", "today", current=True), Place("Grades", "grades")),
    *(Place("Assignments", "assignments"), Place("Attendance", "attendance")),
    Place("Schedule", "schedule"),
)
TABS = (*NAV[:4], Place("More", "more"))


MEANT = (("Excused", "The school knows the reason and accepts it."), (LONG, HOSTILE))


def sample_days() -> list[Day]:
    """October 2026, with each status that a day can have."""

    def on(day: int) -> date:
        return date(2026, 10, day)

    return [
        Day(on(1), "Here", "good", "check"),
        Day(on(2), "Late", "warn", "late", "#"),
        Day(on(5), "Excused", "info", "excused", "#"),
        Day(on(6), "Absent", "bad", "x", "#", today=True),
        Day(on(9), "Injustificada", "bad", "x", "#"),
        Day(on(12), "No school", off=True),
        Day(on(13), "Left early", "warn", "clock", "#"),
    ]


def sample(request: HttpRequest) -> dict[str, Any]:
    """The context of `ui/gallery.html`; `?theme=dark` or `light` overrides the system's."""
    theme = request.GET.get("theme")
    four = [Child("Ana", True), Child("Leo"), Child("Maximiliano Alejandro"), Child("Sofía")]
    return {
        "district": {"name": "Capital Hills School District", "help_phone": "573-555-0100"},
        "viewer": {"name": "Marisol Vega", "children": four, "everyone": Everyone(current=False)},
        "nav": NAV,
        "tabs": TABS,
        "theme": theme if theme in ("light", "dark") else "",
        "hostile": HOSTILE,
        "choices": [(1, "Ill", False), (2, "At the doctor’s", True)],
        "hostile_choices": [(HOSTILE, HOSTILE, False)],
        "long": LONG,
        "spanish": SPANISH,
        "icons": list(ICONS),
        "month": date(2026, 10, 1),
        "days": sample_days(),
        "weekend": [Day(date(2026, 10, 10), "Here", "good", "check")],
        "falling": [
            ("Aug 28", "88 %", 88),
            ("Sep 4", "91 %", 91),
            ("Sep 11", "86 %", 86),
            ("Sep 18", "87 %", 87),
            ("Sep 25", "81 %", 81),
            ("Oct 6", "78 %", 78),
        ],
        "steady": [("Aug 28", "100 %", 100), ("Oct 6", "100 %", 100)],
        "lines": [
            ("Homework", "92 %", "× 30 of 60", "46.0"),
            ("Quizzes", "71.2 %", "× 30", "35.6"),
        ],
        "total": ("Together", "", "", "81.6"),
        "new_form": SampleForm(),
        "wrong_form": SampleForm(
            {"username": "", "email": HOSTILE, "reach": "mail", "school": "a"},
            auto_id="wrong_%s",
        ),
        "meant": MEANT,
        "kinds": ("neutral", "good", "warn", "bad", "info", "unheard-of"),
    }

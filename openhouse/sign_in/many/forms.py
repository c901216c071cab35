"""The forms of accounts in batch and of the district's rules about accounts."""

from collections.abc import Sequence
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from openhouse.people.rules import GRADES
from openhouse.people.words import grade_words
from openhouse.sign_in.many import choosing as many
from openhouse.sign_in.many.naming import PARTS, Named, is_pattern, wished
from openhouse.sign_in.models import AccountRules

#: An invented student, to show what a pattern makes.
EXAMPLE = Named("Ana", "Vega", "100234", "08")


class ManyForm(forms.Form):
    """Which accounts to list."""

    who = forms.ChoiceField(label=_("Whose"), required=False)
    school = forms.ChoiceField(label=_("School"), required=False)
    grade = forms.ChoiceField(label=_("Grade"), required=False)
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[
            ("", _("All accounts")),
            ("open", _("Open")),
            ("closed", _("Closed")),
            ("never", _("Never signed in")),
        ],
    )

    def __init__(
        self, *args: Any, schools: Sequence[tuple[int, str]], guardians: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        whose = [(many.STUDENTS, _("Students"))]
        if guardians:
            whose.append((many.GUARDIANS, _("Guardians")))
        self._choose("who", whose)
        self._choose(
            "school", [("", _("All schools")), *((str(number), name) for number, name in schools)]
        )
        self._choose(
            "grade", [("", _("All grades")), *((grade, grade_words(grade)) for grade in GRADES)]
        )

    def _choose(self, name: str, choices: list[Any]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices


class RulesForm(forms.ModelForm):  # type: ignore[type-arg]
    """What the district decides about accounts, and the words of its pages (ADM-08)."""

    help_email = forms.EmailField(label=_("E-mail of the help desk"), required=False)
    help_phone = forms.CharField(label=_("Phone of the help desk"), max_length=40, required=False)

    class Meta:
        model = AccountRules
        widgets: ClassVar[dict[str, Any]] = {
            "second_step_from": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        }
        fields = (
            *("sign_in_text", "sign_in_text_es", "help_text", "help_text_es", "terms", "terms_es"),
            *("takes_requests", "way", "code_days"),
            *("student_accounts", "username_pattern", "first_password", "guardians_in_batch"),
            "second_step_from",
        )
        labels = {
            "sign_in_text": _("Text on the sign-in page"),
            "sign_in_text_es": _("Text on the sign-in page, in Spanish"),
            "help_text": _("Text on the help page"),
            "help_text_es": _("Text on the help page, in Spanish"),
            "terms": _("Terms of use"),
            "terms_es": _("Terms of use, in Spanish"),
            "takes_requests": _("Parents may ask for an account on the sign-in page"),
            "way": _("How a request is answered, if the clerk chooses nothing else"),
            "code_days": _("Days that a code or a first password works"),
            "student_accounts": _("Students in grades 6 to 12 get an account by themselves"),
            "username_pattern": _("User names of students"),
            "first_password": _("First passwords of students"),
            "second_step_from": _("Staff need a second step from this day on"),
            "guardians_in_batch": _(
                "Guardians with an e-mail address of their own are sent a way in by themselves"
            ),
        }
        help_texts = {
            "sign_in_text": _("Families read it in their language; where one is empty, the other."),
            "terms": _("What families agree to before the first use. Empty: nothing is asked."),
            "second_step_from": _(
                "Those who act on many: offices, counselors, the district. Empty: never."
            ),
            "student_accounts": _("They lose it when they leave, and have it back on return."),
            "first_password": _("Always drawn at random, and changed at the first sign-in."),
        }

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        pattern = self.instance.username_pattern
        self.fields["username_pattern"].help_text = _(
            "Made of %(parts)s. With %(pattern)s, Ana Vega in 8th grade is %(example)s."
        ) % {
            "parts": ", ".join(f"{{{part}}}" for part in PARTS),
            "pattern": pattern,
            "example": wished(pattern, EXAMPLE, today),
        }
        for name in ("sign_in_text", "help_text", "terms"):
            for field in (name, f"{name}_es"):
                self.fields[field].max_length = 20_000  # type: ignore[attr-defined]

    def clean_username_pattern(self) -> str:
        pattern = str(self.cleaned_data["username_pattern"]).strip().lower()
        if not is_pattern(pattern):
            raise forms.ValidationError(
                _("Use the parts in braces, small letters, digits and . - _ only.")
            )
        return pattern

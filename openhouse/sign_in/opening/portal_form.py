"""The Portal Request Form (ACC-03): the fields that the district asks for, on paper and on line."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from openhouse.people.rules import GRADES
from openhouse.people.words import grade_words
from openhouse.sign_in.opening.forms import MOST_CHILDREN, AskForm

#: What a request keeps beside name, e-mail and children: field to label.
TEXTS = {
    "street": _("Street and number"),
    "city": _("City"),
    "state": _("State"),
    "postal_code": _("ZIP code"),
    "home_phone": _("Home phone"),
    "work_phone": _("Work phone"),
}
_FILLED_BY = {
    "street": "street-address",
    "city": "address-level2",
    "state": "address-level1",
    "postal_code": "postal-code",
    "home_phone": "home tel",
    "work_phone": "work tel",
}


class PortalForm(AskForm):
    """One guardian, her home and phones, up to four children, what she agrees to."""

    legal = forms.BooleanField(
        label=_(
            "I am the parent or legal guardian of these children. No court order keeps me from"
            " their school records."
        )
    )
    agree = forms.BooleanField(label=_("I agree to the terms of use."))
    messenger = forms.BooleanField(
        required=False,
        label=_("The school may call and text these phones with automatic messages."),
    )

    def __init__(self, *args: Any, has_terms: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_terms:
            del self.fields["agree"]
        self.fields["email"].help_text = _(
            "The school keeps this one from now on. Your way in is sent there."
        )
        for name, label in TEXTS.items():
            widget = forms.TextInput(attrs={"autocomplete": _FILLED_BY[name]})
            needed = name in ("street", "city")
            self.fields[name] = forms.CharField(
                label=label, max_length=100, required=needed, widget=widget
            )
        grades = [("", "—"), *((grade, grade_words(grade)) for grade in GRADES)]
        for n in range(1, MOST_CHILDREN + 1):
            self.fields[f"relation{n}"] = forms.CharField(
                label=_("What you are to the child"),
                help_text=_("Mother, father, grandparent …"),
                max_length=60,
                required=n == 1,
            )
            self.fields[f"grade{n}"] = forms.ChoiceField(
                label=_("Grade"), choices=grades, required=False
            )
            self.fields[f"lives{n}"] = forms.BooleanField(
                label=_("The child lives with me"), required=False
            )

    def homes(self) -> list[Any]:
        """The fields of address and phones."""
        return [self[name] for name in TEXTS]

    def each_child(self) -> list[list[Any]]:
        """Each child's fields."""
        names = ("child", "school", "grade", "relation", "lives")
        return [[self[f"{name}{n}"] for name in names] for n in range(1, MOST_CHILDREN + 1)]

    def asked(self) -> dict[str, Any]:
        """What ``counter.keep_form`` takes."""
        said, asked = self.cleaned_data, super().asked()
        written = [n for n in range(1, MOST_CHILDREN + 1) if said.get(f"child{n}")]
        for n, child in zip(written, asked["children"], strict=True):
            child["relation"] = said[f"relation{n}"]
            child["grade"] = said[f"grade{n}"]
            child["lives_with"] = said[f"lives{n}"]
        form = {name: said[name] for name in TEXTS if said.get(name)}
        return asked | {"form": form | {"messenger": said["messenger"]}}

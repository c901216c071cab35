"""The forms with which an office gives somebody a way in."""

from collections.abc import Collection, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from openhouse.sign_in.models import Way


def _mailed(email: str, came_back: bool) -> str:
    if came_back:
        return gettext("By e-mail to %(email)s. The last mail to it came back.") % {"email": email}
    return gettext("By e-mail to %(email)s") % {"email": email}


class WayForm(forms.Form):
    """What way in, and where to: an address on file or, with *letter*, paper."""

    LETTER = "letter"

    way = forms.ChoiceField(label=_("What to give"), choices=Way, widget=forms.RadioSelect)
    email = forms.ChoiceField(label=_("How it gets there"), widget=forms.RadioSelect)

    def __init__(
        self,
        data: Any = None,
        *,
        addresses: Sequence[str],
        usual: str,
        letter: bool = True,
        returned: Collection[str] = (),
        **kwargs: Any,
    ) -> None:
        if not addresses and usual == Way.LINK:
            usual = Way.CODE
        super().__init__({"way": usual, **data.dict()} if data else None, **kwargs)
        mailed = [(each, _mailed(each, each.lower() in returned)) for each in addresses]
        field = self.fields["email"]
        assert isinstance(field, forms.ChoiceField)
        on_paper = [(self.LETTER, _("On a letter to print"))] if letter else []
        field.choices = [*mailed, *on_paper]
        field.initial = addresses[0] if addresses else self.LETTER
        way = self.fields["way"]
        assert isinstance(way, forms.ChoiceField)
        if not addresses:  # a link would have nowhere to go
            way.choices = [each for each in Way.choices if each[0] != Way.LINK]
        way.initial = usual

    def clean(self) -> dict[str, Any]:
        """A letter has the link in its code."""
        said = self.cleaned_data
        said["email"] = said.get("email", "").removeprefix(self.LETTER)
        if not said["email"] and said.get("way") == Way.LINK:
            said["way"] = Way.CODE
        return said


def reason_field() -> forms.CharField:
    return forms.CharField(
        label=_("Reason"),
        max_length=500,
        help_text=_("It is kept, and the family can read it."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class LookForm(forms.Form):
    """Why an office looks at a family's pages."""

    reason = reason_field()

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, auto_id="look-%s")


class ResetForm(WayForm):
    """A way in for somebody who has an account, and why."""

    reason = reason_field()
    forget_email = forms.BooleanField(
        label=_("Forget the security e-mail too"),
        required=False,
        help_text=_("If somebody else may have set it, or can read what comes to it."),
    )
    #: Asked only where there are any, with no answer given beforehand: a passkey that stays opens
    #: the account without a password, and one that goes is one thing less that guards it.
    forget_second_step = forms.TypedChoiceField(
        label=_("Passkeys and authenticator app"),
        coerce=lambda said: said == "yes",
        choices=[
            ("no", _("They stay. The owner has them, and only forgot the password.")),
            ("yes", _("All go. The phone is lost, or somebody else may have added one.")),
        ],
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, second_step: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if second_step:
            self.fields["forget_second_step"].help_text = second_step
        else:
            del self.fields["forget_second_step"]

"""The district's form for a provider of single sign-on."""

import re
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from openhouse.common.sealed import sealed
from openhouse.sign_in.models_identity import IdentityProvider, Protocol, ProviderSetup, Rule
from openhouse.sign_in.single import openid, saml
from openhouse.sign_in.single.fetching import is_web
from openhouse.sign_in.single.rules import GOOGLE, Refused
from openhouse.sign_in.single.words import what_is_wrong

DOMAIN = re.compile(r"(?=.{4,253}\Z)([a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?\.)+[a-z]{2,63}")
#: Where Microsoft lets people of any organization in.
ANYBODYS = ("common", "organizations", "consumers")
DISCOVERY = "/.well-known/openid-configuration"


class ProviderForm(forms.Form):
    """What every provider has: the button, whom it is for, and the rule."""

    name = forms.CharField(
        label=_("Name on the button"),
        max_length=60,
        help_text=_("The button says “Sign in with …” and this name."),
    )
    for_staff = forms.BooleanField(label=_("Staff"), required=False, initial=True)
    for_students = forms.BooleanField(label=_("Students"), required=False)
    rule = forms.ChoiceField(
        label=_("How people are recognized the first time"),
        choices=Rule.choices,
        widget=forms.RadioSelect,
        initial=Rule.EMAIL,
    )
    claim = forms.RegexField(
        r"^[\x21-\x7e]*$",
        label=_("Where the provider tells it"),
        max_length=200,
        required=False,
        help_text=_("The claim or attribute. Leave it empty for the usual one."),
    )
    domains = forms.CharField(
        label=_("E-mail domains of the district"),
        max_length=1000,
        required=False,
        help_text=_(
            "Such as juniper.k12.us. Several with commas. Others are turned away. Needed where"
            " people are recognized by e-mail."
        ),
    )
    makes_accounts = forms.BooleanField(
        label=_("Make an account for people who have none yet"),
        required=False,
        help_text=_("Only for people who are in the records already. Nobody else gets in."),
    )
    second_factor_there = forms.BooleanField(
        label=_("The provider asks for the second step"),
        required=False,
        initial=True,
        help_text=_("Then the portal does not ask for one of its own."),
    )
    #: Fields of the class below that stand between the name and the rest.
    own: tuple[str, ...] = ()

    def __init__(self, *args: Any, setup: ProviderSetup | None = None, **kwargs: Any) -> None:
        self.setup = setup
        if setup is not None:
            names = [name for name in self.base_fields if hasattr(setup, name)]
            begin = {name: getattr(setup, name) for name in names}
            begin |= {"name": setup.provider.name, "domains": ", ".join(setup.domains)}
            kwargs["initial"] = begin
        super().__init__(*args, **kwargs)

    def own_fields(self) -> list[forms.BoundField]:
        """The fields of this protocol."""
        return [self[name] for name in self.own]

    def clean_domains(self) -> list[str]:
        words = re.split(r"[\s,;]+", self.cleaned_data["domains"].lower())
        found = [word.removeprefix("@") for word in words if word]
        for word in found:
            if not DOMAIN.fullmatch(word):
                raise forms.ValidationError(
                    gettext("%(word)s is not a domain such as juniper.k12.us.")
                    % {"word": word[:60]}
                )
        return list(dict.fromkeys(found))

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        if not said.get("for_staff") and not said.get("for_students"):
            self.add_error("for_staff", _("Choose staff, students or both."))
        if said.get("rule") == Rule.EMAIL and not said.get("domains") and "domains" in said:
            self.add_error(
                "domains",
                _("Name a domain: without one, an address of anybody’s would do."),
            )
        if said.get("rule") == Rule.NUMBER and not said.get("claim"):
            self.add_error("claim", _("Say where the provider tells the number."))
        return said

    def ready(self) -> ProviderSetup:
        """The setup as the form says, not saved yet."""
        said = self.cleaned_data
        setup = self.setup or ProviderSetup(provider=IdentityProvider(protocol=self.protocol()))
        setup.provider.name = said["name"]
        for name, value in said.items():
            if hasattr(setup, name) and name != "secret":
                setattr(setup, name, value)
        return setup

    def protocol(self) -> str:
        raise NotImplementedError


class OpenIDForm(ProviderForm):
    """A provider that talks OpenID Connect."""

    issuer = forms.CharField(
        label=_("Issuer"),
        max_length=300,
        help_text=_(
            "Google: https://accounts.google.com. Microsoft:"
            " https://login.microsoftonline.com/, your tenant id, and /v2.0."
        ),
        widget=forms.URLInput(attrs={"spellcheck": "false"}),
    )
    client_id = forms.CharField(
        label=_("Client ID"),
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs={"spellcheck": "false", "autocomplete": "off"}),
    )
    secret = forms.CharField(
        label=_("Client secret"),
        max_length=500,
        required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    own = ("issuer", "client_id", "secret")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kept = self.setup is not None and bool(self.setup.secret)
        self.fields["secret"].help_text = (
            _("A secret is kept and is not shown again. Leave this empty to keep it.")
            if kept
            else _("You get both when you register the portal there. You can add them later.")
        )

    def clean_issuer(self) -> str:
        issuer: str = self.cleaned_data["issuer"].strip().removesuffix(DISCOVERY).rstrip("/")
        if not is_web(issuer):
            raise forms.ValidationError(_("Give the whole address. It begins with https://."))
        parts = urlsplit(issuer)
        if parts.hostname == "login.microsoftonline.com" and any(
            word in parts.path.split("/") for word in ANYBODYS
        ):
            raise forms.ValidationError(
                _("With this address people of any organization get in. Use your own tenant id.")
            )
        try:
            openid.look_again(issuer)
        except Refused as refusal:
            raise forms.ValidationError(what_is_wrong(refusal)) from refusal
        return issuer

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        if (
            said.get("issuer") == GOOGLE
            and not said.get("domains")
            and "domains" not in self.errors
        ):
            self.add_error("domains", _("Google lets anybody in. Name the district’s domain."))
        return said

    def ready(self) -> ProviderSetup:
        setup = super().ready()
        if self.cleaned_data["secret"]:
            setup.secret = sealed(self.cleaned_data["secret"].strip())
        return setup

    def protocol(self) -> str:
        return Protocol.OPENID


class SAMLForm(ProviderForm):
    """A provider that talks SAML 2.0: all of it is in its metadata."""

    metadata_url = forms.CharField(
        label=_("Address of the provider’s metadata"),
        max_length=500,
        required=False,
        widget=forms.URLInput(attrs={"spellcheck": "false"}),
    )
    metadata = forms.CharField(
        label=_("Or the metadata itself"),
        max_length=500_000,
        required=False,
        widget=forms.Textarea(attrs={"spellcheck": "false"}),
        help_text=_("The text of the XML file that the provider gives you."),
    )
    own = ("metadata_url", "metadata")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.setup is not None:
            self.fields["metadata_url"].help_text = _("Leave both empty to keep what is there.")

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        url, text = said.get("metadata_url", ""), said.get("metadata", "")
        if not url and not text and self.setup is None:
            self.add_error("metadata_url", _("Give the address or the text."))
        try:
            found = saml.read_metadata(text or saml.fetched(url)) if url or text else None
        except Refused as refusal:
            self.add_error("metadata" if text else "metadata_url", what_is_wrong(refusal))
            return said
        if found:
            said["issuer"], said["sign_in_url"], said["certificates"] = found
        return said

    def protocol(self) -> str:
        return Protocol.SAML


#: The form of each protocol.
FORMS: dict[str, type[ProviderForm]] = {Protocol.OPENID: OpenIDForm, Protocol.SAML: SAMLForm}

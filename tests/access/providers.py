"""The pages of single sign-on, and what each person gets there."""

#: Single sign-on, the same for everybody, where it is off; on it is in ``tests/sign_in``.
OF_A_PROVIDER = {
    "sso": "404",
    "sso-callback": "404",
    "sso-acs": "405",
    "sso-acs-finish": "404",
    "sso-metadata": "404",
}

#: Where the district sets a provider up: its staff get this, others 403; "tried" leads back.
SETTING_UP = {
    "providers": "200",
    "provider-new": "200",
    "provider": "200",
    "provider-edit": "200",
    "provider-switch": "405",
    "provider-try": "400",
    "provider-tried": "provider",
    "provider-forget": "405",
}
SETS_UP = ("admin",)

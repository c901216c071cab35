"""What the cast's accounts came about by: requests, codes, mails, lines of the ledger."""

from datetime import UTC, datetime

from allauth.mfa.models import Authenticator

from openhouse.access.models import Look
from openhouse.ledger.models import Change
from openhouse.notifications.models import Delivery, PushSubscription
from openhouse.people.models import Correction
from openhouse.sign_in.models import (
    AccountRequest,
    AccountRules,
    AccountRun,
    ActivationCode,
    Agreement,
    IdentityCheck,
)
from openhouse.sign_in.models_devices import Device
from openhouse.sign_in.models_identity import IdentityProvider, LinkedIdentity, ProviderSetup
from openhouse.sign_in.models_not_me import NotMeLink
from openhouse.sign_in.safety.devices import digest_of
from openhouse.sign_in.safety.proof import ProofAdapter
from tests.cast_rows import Maker
from tests.passkeys import Passkey

EARLIER = datetime(2026, 9, 2, 9, 0, tzinfo=UTC)
LATER = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)
#: What the clerk's authenticator app was given; her recovery codes come from a seed of their own.
APP_SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
CODES_SEED = "a-seed-of-the-cast"


def make_accounts(make: Maker) -> None:
    """Rows of each kind, of families at the high school and of others."""
    make_proofs(make)
    make.row(AccountRules, "account_rules", terms="Use it kindly.")
    make.row(
        Look,
        "look_over",
        by=make.cast.rows["clerk"],
        helped=make.cast.rows["long_parent"],
        reason="She sees no marks",
        until=EARLIER,
    )
    for key in ("mother", "father", "long_parent", "ben"):
        make_mail(make, key)
        make_given(make, key)
    make_provider(make)
    make_desks(make)


def make_mail(make: Maker, key: str) -> None:
    """A way in, the mail that brought it, and the line that it was used."""
    person, too = make.cast.rows[key], (key,)
    make.row(
        ActivationCode,
        f"code_{key}",
        readers_too=too,
        person=person,
        way="link",
        digest=f"{person.id}",
        sent_to="mail@openhouse.example",
        expires_at=LATER,
    )
    make.row(
        Delivery,
        f"mail_{key}",
        readers_too=too,
        person=person,
        kind="account.link",
        to="mail@openhouse.example",
        subject="Your account",
        reference=f"<{person.id}>",
        state="sent",
    )
    make.row(
        Change,
        f"line_{key}",
        readers_too=too,
        at=EARLIER,
        kind="account.opened",
        person_id=person.id,
        subject="Opened",
    )


def make_given(make: Maker, key: str) -> None:
    """What an owner agreed to and showed, and what an office corrected."""
    person, too = make.cast.rows[key], (key,)
    make.row(Agreement, f"agreed_{key}", readers_too=too, person=person, terms="Kindly")
    make.row(IdentityCheck, f"seen_{key}", readers_too=too, person=person, kind="passport")
    make.row(
        Correction,
        f"correction_{key}",
        readers_too=too,
        person=person,
        field="phone",
        sent="555-0100",
        kept="555-0123",
    )


def make_desks(make: Maker) -> None:
    """A run and a request of two schools, and of all or none."""
    for key, school in (("run_high", "high"), ("run_west", "west"), ("run_any", "")):
        make.row(
            AccountRun,
            key,
            about_school=school,
            state="done",
            percent=100,
            report={"made": 3, "closed": 1, "opened": 0, "invited": 0},
            school=make.cast.rows[school] if school else None,
        )
    for key, school in (("request_high", "high"), ("request_west", "west"), ("request_any", "")):
        make.row(
            AccountRequest,
            key,
            about_school=school,
            source="form",
            name="Robin Asks",
            email="robin@openhouse.example",
            children=[],
            school=make.cast.rows[school] if school else None,
        )


def make_provider(make: Maker) -> None:
    """A provider of single sign-on that is off, and whom it knows."""
    provider = make.row(IdentityProvider, "provider", name="Juniper ID", protocol="openid")
    make.row(
        ProviderSetup,
        "provider_setup",
        provider=provider,
        issuer="https://id.openhouse.example",
        client_id="openhouse",
        secret="sealed",
        domains=["north.example"],
        rule="email",
    )
    for key in ("teacher", "ben"):
        make.row(
            LinkedIdentity,
            f"identity_{key}",
            readers_too=(key,),
            provider=provider,
            person=make.cast.rows[key],
            subject=f"{key}-at-juniper",
        )


def make_devices(make: Maker) -> None:
    """What is of one person alone: her devices, and links that take back a second step."""
    for key in ("mother", "adult_mother", "clerk", "admin"):
        make.row(
            Device,
            f"device_{key}",
            readers_too=(key,),
            person=make.cast.rows[key],
            digest=f"{make.cast.persons[key].id}",
            browser="Firefox",
            system="Linux",
            place="203.0.113.•",
            how="password",
            signed_in_at=EARLIER,
        )
        # The endpoint is its word: whoever had another's could send to her phone.
        make.row(
            PushSubscription,
            f"push_{key}",
            readers_too=(key,),
            person=make.cast.rows[key],
            endpoint="https://push.openhouse.example/",
        )
    for key in ("adult_mother", "clerk", "admin"):
        make.row(
            NotMeLink,
            f"not_me_{key}",
            readers_too=(key,),
            person=make.cast.rows[key],
            # The key in the link: "north-clerk".
            digest=digest_of(f"{make.cast.slug}-{key}"),
            email="mail@openhouse.example",
            is_confirmed=True,
            since=EARLIER,
            expires_at=LATER,
        )


def make_proofs(make: Maker) -> None:
    """Who has a second step: the clerk an app, the administrator and a parent a passkey."""
    lock = ProofAdapter().encrypt
    proofs: tuple[tuple[str, str, dict[str, object]], ...] = (
        ("clerk", "totp", {"secret": lock(APP_SECRET)}),
        ("clerk", "recovery_codes", {"seed": lock(CODES_SEED), "used_mask": 0}),
        ("admin", "webauthn", {"credential": Passkey(1).made()}),
        ("adult_mother", "webauthn", {"credential": Passkey(2).made()}),
    )
    make_devices(make)
    for key, kind, data in proofs:
        account = make.cast.persons[key].account
        row = make.row(
            Authenticator,
            f"{kind}_{key}",
            readers_too=(key,),
            user_id=account,
            type=kind,
            data=data,
            created_at=EARLIER,
        )
        if kind == "webauthn":
            row.data = {**data, "name": f"Phone ZQ{row.pk}{make.cast.slug}"}

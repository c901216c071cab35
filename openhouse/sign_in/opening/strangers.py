"""E-mails to the help address from senders whom no record knows: how many of them may wait.

Anybody writes any sender on a mail, a thousand of them in an hour. A sender on file waits for
nobody else's mails; those who are on no file share one measure, and a clerk declines them at once.
"""

from allauth.account.models import EmailAddress
from django.db.models import QuerySet
from django.db.models.functions import Lower

from openhouse.people.models import ContactPoint
from openhouse.sign_in.models import AccountRequest

#: Mails of unknown senders that wait at a time; what comes then stays in the mailbox.
MOST_WAITING = 50


def is_stranger(email: str) -> bool:
    """If *email* is neither on file at the school nor anybody's confirmed one. Inside the house."""
    filed = ContactPoint.objects.filter(kind=ContactPoint.Kind.EMAIL, value__iexact=email)
    confirmed = EmailAddress.objects.filter(verified=True, email__iexact=email)
    return not filed.exists() and not confirmed.exists()


def mails_of_strangers() -> QuerySet[AccountRequest]:
    """The e-mails of unknown senders that wait and that nobody has taken. Inside the house."""
    waiting = AccountRequest.objects.filter(
        source=AccountRequest.Source.MAIL, state=AccountRequest.State.WAITING, taken_by=None
    )
    filed = ContactPoint.objects.filter(kind=ContactPoint.Kind.EMAIL)
    confirmed = EmailAddress.objects.filter(verified=True)
    return (
        waiting.annotate(sender=Lower("email"))
        .exclude(sender__in=filed.values(small=Lower("value")))
        .exclude(sender__in=confirmed.values(small=Lower("email")))
    )


def is_full() -> bool:
    """If no further e-mail of an unknown sender is taken in. Inside the house."""
    return mails_of_strangers().count() >= MOST_WAITING

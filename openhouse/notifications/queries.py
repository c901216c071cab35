"""The mails that this installation shows instead of sending them."""

from openhouse.common.scope import as_the_house
from openhouse.notifications.models import Mail


def mails_shown(most: int = 100) -> list[Mail]:
    """The newest *most* mails of the district that were shown instead of sent, newest first."""
    with as_the_house():
        return list(Mail.objects.filter(state=Mail.State.SHOWN).order_by("-id")[:most])

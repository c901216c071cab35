"""Mails of the house, read from where they wait or are shown."""

import re
from urllib.parse import urlsplit

from openhouse.common.scope import scope
from openhouse.notifications.models import Delivery
from tests.cast import Cast
from tests.jobs import work_off


def mails(cast: Cast, kind: str) -> list[Delivery]:
    """The mails of a kind that this test wrote, oldest first, once all jobs are done."""
    work_off()
    with scope(district=cast.id, students="all", hat="system"):
        return list(Delivery.objects.filter(kind=kind).exclude(text="").order_by("pk"))


def link_in(mail: Delivery) -> str:
    """The path of the one link of the mail's button."""
    return urlsplit(re.findall(r"https?://\S+", mail.text)[0]).path

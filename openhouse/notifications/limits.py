"""The mail server's daily limit (``MAIL_A_DAY``), of all districts of the installation together.

Of any 24 hours, for so count the servers that have one. A tenth is kept back for emergencies, and
who is more urgent goes first, whatever lane and district she is in.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone

from openhouse.common.rows import rows
from openhouse.notifications.models import Delivery

Priority = Delivery.Priority
DAY = timedelta(days=1)
_QUEUE = "SELECT gone, ahead FROM openhouse_mail_queue(%s, %s, %s, %s)"
#: Where there is a limit, one e-mail at a time is counted and handed over.
_ONE_AT_A_TIME = "SELECT pg_advisory_xact_lock(%s)"
_LOCK = 0x0B0D << 48


def most_a_day(priority: int) -> int:
    """How many e-mails of that priority may go out in 24 hours, with all others; 0: no limit."""
    most: int = settings.MAIL_A_DAY
    return most if priority == Priority.EMERGENCY else most - most // 10


def may_go(priority: int) -> bool:
    """If the limit leaves room for one more. Others wait until this transaction ends."""
    if not settings.MAIL_A_DAY:
        return True
    rows(_ONE_AT_A_TIME, [_LOCK])
    now = timezone.now()
    ((gone, ahead),) = rows(_QUEUE, [now - DAY, now, priority, 0])
    return bool(gone + ahead < most_a_day(priority))


def out_by(priority: int, last: int, until: datetime, more: int = 0) -> datetime:
    """When what goes up to that place in the queue, and *more* after it, will have gone out.

    *last* is the id of the last one, *until* when the last may go.
    """
    now, most = timezone.now(), most_a_day(priority)
    at = max(now, until)
    if not settings.MAIL_A_DAY:
        return at
    ((gone, ahead),) = rows(_QUEUE, [now - DAY, at, priority, last])
    over = int(gone + ahead + more - most)
    if over <= 0:
        return at
    # The nth over the limit goes a day after the nth of the last day did, or after whole days.
    days, nth = divmod(over - 1, max(most, 1))
    ((freed,),) = rows("SELECT openhouse_mail_gone_at(%s, %s)", [now - DAY, nth + 1])
    return max(at, (freed or now) + DAY * (days + 1))

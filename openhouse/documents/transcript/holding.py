"""Who writes at transcripts waits for who does."""

from django.db import connection


def hold_transcripts() -> None:
    """Until this transaction is over nobody else posts, enters, settles or strikes in the district.

    Posting asks what stands on transcripts already, entering by hand too: each must see what the
    other has just written. Posting a whole school's term takes a few seconds (docs/performance.md).
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtext('transcripts'),"
            " (current_setting('openhouse.district')::bigint % 2147483647)::int)"
        )

"""Who writes at transcripts waits for who does."""

from openhouse.common.locks import alone_in_the_district


def hold_transcripts() -> None:
    """Until this transaction is over nobody else posts, enters, settles or strikes in the district.

    Posting asks what stands on transcripts already, entering by hand too: each must see what the
    other has just written. Posting a whole school's term takes a few seconds (docs/performance.md).
    """
    alone_in_the_district("transcripts")

"""The lanes of the outbox: all that is of one person is in one, so it goes out in its order."""

from zlib import crc32

#: Workers that send at the same time in a district, at most.
LANES = 8


def lane_of(whose: int | str) -> int:
    """The lane of a person's id, or of an address that is nobody's known; 0 to ``LANES`` - 1."""
    return crc32(str(whose).encode()) % LANES

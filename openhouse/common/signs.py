"""What somebody typed or pasted, as signs that can be seen."""

import re

#: What a reader cannot see and a paper, file or other system trips over: control signs, and marks
#: that turn the order of letters round. Signs that join letters of Persian or Hindi names stay.
_HIDDEN = re.compile(
    r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]"
)


def one_line(text: str) -> str:
    """*text* as one line of signs that can be seen; ends of lines and blanks become one blank."""
    return " ".join(_HIDDEN.sub("", text).split())


def lines(text: str) -> str:
    """*text* of several lines, of signs that can be seen; a browser ends each with two."""
    return _HIDDEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))

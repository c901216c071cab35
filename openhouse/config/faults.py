"""What the server writes to its standard error when a page breaks."""

import logging


class ByPage(logging.Formatter):
    """Names the page instead of its address, which may hold a code or the key of a link."""

    def format(self, record: logging.LogRecord) -> str:
        match = getattr(getattr(record, "request", None), "resolver_match", None)
        if match is not None:
            record.msg, record.args = "A page broke: %s", (match.view_name,)
        elif hasattr(record, "request"):
            record.msg, record.args = "A request broke before its page was found", ()
        return super().format(record)

"""What a worker loads before it takes its first job: what an e-mail with a link needs.

The first link loads the addresses of all pages, and with them the pages: most of a second of the
processor, which the first emergency after a start would wait for.
"""

from django.conf import settings
from django.utils.translation import override

from openhouse.common.addresses import whole_page
from openhouse.notifications.letters import Letter, Sender, as_html, as_text


def warm_up() -> None:
    """Word and dress a letter in each language, for nobody; nothing is asked of the database."""
    nobody = Sender("", 0, "", "", "")
    for language, _name in settings.LANGUAGES:
        with override(language):
            letter = Letter("", (), link=("", whole_page("warm", "message", number=1)))
            as_text(letter, nobody)
            as_html(letter, nobody)

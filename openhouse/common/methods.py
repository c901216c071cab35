"""Which requests a page takes, beside Django's ``require_safe`` and ``require_POST``."""

from django.views.decorators.http import require_http_methods

#: A page with a form: to be looked at, and to be sent back to the same address.
form_page = require_http_methods(["GET", "HEAD", "POST"])

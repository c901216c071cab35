"""The web application for Granian and every other WSGI server."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "openhouse.config.settings")
application = get_wsgi_application()

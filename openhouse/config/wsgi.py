"""The web application for Granian and every other WSGI server."""

import gc
import os

from django.core.wsgi import get_wsgi_application

from openhouse.config.children import end_with_main_process

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "openhouse.config.settings")
application = get_wsgi_application()
end_with_main_process()
# What is loaded by now stays as long as the process: no collection need look through it again.
gc.freeze()

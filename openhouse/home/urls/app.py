"""The two apps of a district: what a phone installs, and where it opens."""

from django.urls import path

from openhouse.home.app.rules import PARENT, STUDENT
from openhouse.home.views import app

urlpatterns = [
    path("kept/", app.kept, name="kept"),
    path(f"{PARENT}/", app.open_app, {"app": PARENT}, name="app-parent"),
    path(f"{STUDENT}/", app.open_app, {"app": STUDENT}, name="app-student"),
    path(
        f"{PARENT}/manifest.webmanifest",
        app.show_manifest,
        {"app": PARENT},
        name="manifest-parent",
    ),
    path(
        f"{STUDENT}/manifest.webmanifest",
        app.show_manifest,
        {"app": STUDENT},
        name="manifest-student",
    ),
]

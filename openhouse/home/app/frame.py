"""What the frame of every page says of the app that it belongs to."""

from typing import Any

from django.http import HttpRequest

from openhouse.access.on_device import APP, keeps
from openhouse.access.requests import viewer_if_any
from openhouse.common.addresses import address
from openhouse.home.app.rules import APPS, PARENT, app_of


def app_of_page(request: HttpRequest) -> dict[str, Any]:
    """The app whose manifest a page names: none of staff, nor of who only looks at a family's."""
    viewer = viewer_if_any(request)
    if viewer is None:
        chosen = request.COOKIES.get(APP, "")
        return {"app_name": chosen if chosen in APPS else PARENT}
    if viewer.look or not viewer.is_family or viewer.hat in ("staff", "office"):
        return {}
    app = app_of(viewer.person_id, [child.id for child in viewer.children])
    push = address("push") if viewer.hat == "family" else ""
    return {"app_name": app, "keeps_pages": keeps(request), "push_url": push}

"""What the frame of every page says of the app that it belongs to."""

import hashlib
from typing import Any

from django.http import HttpRequest

from openhouse.access.on_device import APP, is_own_device, keeps
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
    # a browser that others use too is not to show on its screen what is said of a child
    push = address("push") if viewer.hat == "family" and is_own_device(request) else ""
    found = {"app_name": app, "keeps_pages": keeps(request), "push_url": push}
    return found | ({"push_session": _called(request.session.session_key or "")} if push else {})


def _called(session_key: str) -> str:
    """What a page calls its session: enough to know another one by."""
    return hashlib.sha256(session_key.encode()).hexdigest()[:12]

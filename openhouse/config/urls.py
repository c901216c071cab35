"""Addresses of the server itself; those of a district are in ``district_urls``."""

from django.urls import include, path

from openhouse.home.views import server, stores, worker

handler400 = "openhouse.home.views.errors.bad_request"
handler403 = "openhouse.home.views.errors.forbidden"
handler404 = "openhouse.home.views.errors.not_found"
handler429 = "openhouse.home.views.errors.too_many"  # asked for by allauth
handler500 = "openhouse.home.views.errors.server_error"

urlpatterns = [
    path("", server.find_district, name="find-district"),
    path("health", server.health, name="health"),
    path("language/", server.language, name="language"),
    path("ui/", include("openhouse.ui.urls")),
    path("app/", include("openhouse.home.urls.server_app")),
    path(".well-known/assetlinks.json", stores.asset_links, name="asset-links"),
    path(".well-known/apple-app-site-association", stores.apple_links, name="apple-links"),
    path("sw.js", worker.show_worker, name="worker"),
    path("offline/<slug:language>/", worker.offline, name="offline"),
    path("offline/<slug:language>/unsent/", worker.offline, {"sent": True}, name="unsent"),
    path("verify/", include("openhouse.papers.urls")),
]

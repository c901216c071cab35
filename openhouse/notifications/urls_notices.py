"""One's own choice of notices, and the district's."""

from django.urls import path

from openhouse.notifications.views import notices

urlpatterns = [
    path("account/notices/", notices.notice_settings, name="notice-settings"),
    path("office/rules/notices/", notices.notice_rules, name="notice-rules"),
]

from django.urls import path

from openhouse.papers.views import verify

urlpatterns = [
    path("", verify.verify, name="verify"),
    path("<str:code>", verify.verified, name="verified"),
]

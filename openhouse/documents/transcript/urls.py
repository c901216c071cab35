from django.urls import path

from openhouse.documents.transcript.views import family

urlpatterns = [
    path("", family.transcript, name="transcript"),
]

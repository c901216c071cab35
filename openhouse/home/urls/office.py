from django.urls import path

from openhouse.home.views import audit

urlpatterns = [
    path("", audit.audit, name="audit"),
    path("file/", audit.audit_file, name="audit-file"),
]

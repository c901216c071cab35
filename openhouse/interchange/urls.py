from django.urls import path

from openhouse.interchange.views import staff

urlpatterns = [
    path("", staff.imports, name="imports"),
    path("<int:run>/", staff.import_run, name="import-run"),
    path("<int:run>/take-in/", staff.take_in, name="import-take-in"),
    path("<int:run>/report.json", staff.import_report, name="import-report"),
]

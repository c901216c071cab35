from django.urls import path

from openhouse.grades.views import district, missing, windows

urlpatterns = [
    path("", windows.posting_windows, name="posting-windows"),
    path("missing/", missing.missing_work, name="missing-work"),
    path(
        "missing/students/<int:student>/",
        missing.missing_work_student,
        name="missing-work-student",
    ),
    path("rules/", district.grading_rules, name="grading-rules"),
    path("rules/scales/<int:number>/", district.grading_scale, name="grading-scale"),
    path("rules/marks/<int:number>/", district.grading_task, name="grading-task"),
    path("rules/new-classes/", district.gradebook_default, name="gradebook-default"),
]

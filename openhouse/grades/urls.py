from django.urls import path

from openhouse.grades.views import family, files

urlpatterns = [
    path("", family.grades, name="grades"),
    path("<int:section>/", family.course, name="course"),
    path("<int:section>/why/", family.why, name="why"),
    path("<int:section>/files/<int:file>/", files.work_file, name="work-file"),
    path("<int:section>/try/", family.try_scores, name="try-scores"),
]

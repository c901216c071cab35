from django.urls import path

from openhouse.grades.views import family, files, handing

urlpatterns = [
    path("", family.grades, name="grades"),
    path("<int:section>/", family.course, name="course"),
    path("<int:section>/why/", family.why, name="why"),
    path("<int:section>/files/<int:file>/", files.work_file, name="work-file"),
    path("<int:section>/work/<int:assignment>/", handing.hand_in, name="hand-in"),
    path(
        "<int:section>/work/<int:assignment>/take-back/",
        handing.take_back,
        name="hand-in-take-back",
    ),
    path(
        "<int:section>/work/<int:assignment>/files/<int:file>/",
        handing.hand_in_file,
        name="hand-in-file",
    ),
    path("<int:section>/try/", family.try_scores, name="try-scores"),
]

from django.urls import path

from openhouse.grades.views import files, gradebook, handed, options, posting, rubric, scoring, work

urlpatterns = [
    path("", gradebook.gradebook, name="gradebook"),
    path("scores/", scoring.scores, name="gradebook-scores"),
    path("news/", scoring.news, name="gradebook-news"),
    path("students/<int:student>/", gradebook.student, name="gradebook-student"),
    path("work/<int:assignment>/", gradebook.work, name="gradebook-work"),
    path("work/<int:assignment>/students/<int:student>/", handed.handed_in, name="handed-in"),
    path(
        "work/<int:assignment>/students/<int:student>/files/<int:file>/",
        handed.handed_in_file,
        name="handed-in-file",
    ),
    path("work/new/", work.assignment_new, name="assignment-new"),
    path("work/<int:assignment>/edit/", work.assignment_edit, name="assignment-edit"),
    path("work/<int:assignment>/rubric/", rubric.rubric, name="rubric"),
    path("work/<int:assignment>/remove/", work.assignment_remove, name="assignment-remove"),
    path("work/<int:assignment>/files/", files.assignment_files, name="assignment-files"),
    path("files/<int:file>/", files.assignment_file, name="assignment-file"),
    path("files/<int:file>/remove/", files.assignment_file_remove, name="assignment-file-remove"),
    path("posting/", posting.posting, name="posting"),
    path("options/", options.gradebook_options, name="gradebook-options"),
    path(
        "options/categories/<int:category>/remove/",
        options.category_remove,
        name="category-remove",
    ),
    path("missing/", options.gradebook_missing, name="gradebook-missing"),
]

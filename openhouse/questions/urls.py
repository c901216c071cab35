from django.urls import path

from openhouse.questions.views import family

urlpatterns = [
    path("", family.questions, name="questions"),
    path("new/", family.question_new, name="question-new"),
    path("<int:question>/close/", family.question_close, name="question-close"),
]

from django.urls import path

from openhouse.questions.views import staff

urlpatterns = [
    path("", staff.staff_questions, name="staff-questions"),
    path("rules/", staff.question_rules, name="question-rules"),
    path("<int:question>/", staff.staff_question, name="staff-question"),
]

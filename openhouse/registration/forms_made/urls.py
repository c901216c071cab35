"""Under ``office/registration/forms/``."""

from django.urls import path

from openhouse.registration.forms_made import views

urlpatterns = [
    path("", views.registration_forms, name="registration-forms"),
    path("begin/", views.registration_form_begin, name="registration-form-begin"),
    path("<int:number>/", views.registration_form, name="registration-form"),
    path("<int:number>/move/", views.registration_form_move, name="registration-form-move"),
    path(
        "<int:number>/preview/", views.registration_form_preview, name="registration-form-preview"
    ),
    path(
        "<int:number>/publish/", views.registration_form_publish, name="registration-form-publish"
    ),
    path("<int:number>/section/", views.registration_section, name="registration-section-new"),
    path(
        "<int:number>/section/<slug:key>/", views.registration_section, name="registration-section"
    ),
    path(
        "<int:number>/section/<slug:section>/question/",
        views.registration_question_new,
        name="registration-question-new",
    ),
    path(
        "<int:number>/question/<slug:key>/",
        views.registration_question,
        name="registration-question",
    ),
]

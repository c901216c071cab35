"""Under ``register/``."""

from django.urls import path

from openhouse.registration.views import applicant, consents

urlpatterns = [
    path("", applicant.register, name="register"),
    path("sent/", applicant.register_mailed, name="register-mailed"),
    path("again/", applicant.register_again, name="register-again"),
    path("leave/", applicant.register_leave, name="register-leave"),
    path("with/<str:secret>/", applicant.register_link, name="register-link"),
    path("consents/<str:secret>/", consents.register_consents, name="register-consents"),
    path("<int:number>/", applicant.register_open, name="register-open"),
    path("<int:number>/about/<int:part>/", applicant.register_page, name="register-page"),
    path("<int:number>/about/<int:part>/save/", applicant.register_save, name="register-save"),
    path(
        "<int:number>/about/<int:part>/remove/",
        applicant.register_remove,
        name="register-remove",
    ),
    path("<int:number>/add/", applicant.register_add, name="register-add"),
    path("<int:number>/review/", applicant.register_review, name="register-review"),
    path("<int:number>/files/<int:file>/", applicant.register_file, name="register-file"),
    path("<int:number>/copy/", applicant.register_copy, name="register-copy"),
    path("<int:number>/withdraw/", applicant.register_withdraw, name="register-withdraw"),
    path("<int:number>/needed/<int:item>/", applicant.register_item, name="register-item"),
    path("<int:number>/asked/<int:asked>/", applicant.register_reply, name="register-reply"),
]

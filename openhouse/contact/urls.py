"""One's own contact data, and what a link in a mail leads to."""

from django.urls import path

from openhouse.contact.views import own
from openhouse.contact.views.unsubscribe import unsubscribe

urlpatterns = [
    path("account/contact/", own.contact, name="contact"),
    path("account/contact/add/<str:kind>/", own.contact_add, name="contact-add"),
    path("account/contact/points/<int:number>/", own.contact_point, name="contact-point"),
    path("account/contact/points/<int:number>/verify/", own.contact_verify, name="contact-verify"),
    path("account/contact/points/<int:number>/try/", own.contact_try, name="contact-try"),
    path(
        "account/contact/unconfirmed/<int:number>/",
        own.contact_unconfirmed,
        name="contact-unconfirmed",
    ),
    path("account/contact/homes/<int:number>/", own.contact_home, name="contact-home"),
    path(
        "account/contact/asked/<int:number>/take-back/",
        own.contact_withdraw,
        name="contact-withdraw",
    ),
    path("contact/confirm/<str:token>/", own.contact_confirm, name="contact-confirm"),
    path("unsubscribe/<str:token>/", unsubscribe, name="unsubscribe"),
]

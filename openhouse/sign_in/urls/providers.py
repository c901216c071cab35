from django.urls import path

from openhouse.sign_in.views import providers

urlpatterns = [
    path("", providers.providers, name="providers"),
    path("new/<slug:protocol>/", providers.provider_new, name="provider-new"),
    path("<int:number>/", providers.provider, name="provider"),
    path("<int:number>/edit/", providers.provider_edit, name="provider-edit"),
    path("<int:number>/switch/", providers.provider_switch, name="provider-switch"),
    path("<int:number>/try/", providers.provider_try, name="provider-try"),
    path("<int:number>/tried/", providers.provider_tried, name="provider-tried"),
    path("<int:number>/forget/<int:person>/", providers.provider_forget, name="provider-forget"),
]

from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "openhouse.ui"
    label = "ui"

"""Imports, for the district's staff."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from openhouse.access.audience import audience


@audience("district")
def imports(request: HttpRequest) -> HttpResponse:
    """Earlier imports, and a place to begin one."""
    return render(request, "interchange/imports.html", {})

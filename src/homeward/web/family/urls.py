"""The addresses of this face."""

from __future__ import annotations

from django.urls import path

from homeward.web.family import views

app_name = "family"
urlpatterns = [path("", views.start, name="start")]

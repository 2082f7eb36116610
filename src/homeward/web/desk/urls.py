"""The addresses of this face."""

from __future__ import annotations

from django.urls import path

from homeward.web.desk import views

app_name = "desk"
urlpatterns = [path("", views.queue, name="queue")]

"""The addresses of this face: they say nothing that a history should not show."""

from __future__ import annotations

from django.urls import path

from homeward.web.family.views import ask, read, start

app_name = "family"
urlpatterns = [
    path("", start.start, name="start"),
    path("new/<int:number>/", ask.step, name="ask"),
    path("new/code/", ask.code, name="code"),
    path("read/", read.read, name="read"),
    path("read/change/", read.change, name="change"),
    path("close/", start.close, name="close"),
    path("closed/", start.closed, name="closed"),
    path("leave/", start.leave, name="leave"),
]

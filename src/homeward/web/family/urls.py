"""The addresses of this face: they say nothing that a history should not show."""

from __future__ import annotations

from django.urls import path

from homeward.web.family.details import DETAILS
from homeward.web.family.views import apart, ask, details, files, read, start

app_name = "family"
urlpatterns = [
    path("", start.start, name="start"),
    path("new/", ask.before, name="before"),
    path("new/code/", ask.code, name="code"),
    path("new/<int:number>/", ask.step, name="ask"),
    path("new/on/", ask.go_on, name="on"),
    path("new/more/", details.hub, name="details"),
    path("new/more/add/", details.add_person, name="add_person"),
    path("new/more/drop/<int:number>/", details.drop_person, name="drop_person"),
    *(
        path(f"new/more/<int:number>/{one}/", details.page, {"letter": one}, name=f"detail_{one}")
        for one in DETAILS
    ),
    path("new/files/", files.files, name="files"),
    path("new/files/drop/<uuid:pk>/", files.drop, name="drop_file"),
    path("new/apart/", apart.apart, name="apart"),
    path("new/sheet/", apart.paper, name="paper"),
    path("new/send/", ask.send, name="send"),
    path("new/sent/", ask.sent, name="sent"),
    path("read/", read.read, name="read"),
    path("read/change/", read.change, name="change"),
    path("close/", start.close, name="close"),
    path("closed/", start.closed, name="closed"),
    path("leave/", start.leave, name="leave"),
]

"""The addresses of this face: they say nothing that a history should not show."""

from __future__ import annotations

from django.urls import path

from homeward.web.family.details import DETAILS
from homeward.web.family.views import (
    amend,
    apart,
    ask,
    copy,
    details,
    figures,
    files,
    keep,
    letters,
    messages,
    pictures,
    read,
    start,
    tell,
)

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
    path("new/file/", apart.offline, name="offline"),
    path("bring/", apart.hand_in, name="hand_in"),
    path("bring/done/", apart.handed_in, name="handed_in"),
    path("new/send/", ask.send, name="send"),
    path("new/sent/", ask.sent, name="sent"),
    path("read/", read.read, name="read"),
    path("read/change/", read.change, name="change"),
    path("read/messages/", messages.messages, name="messages"),
    path("read/more/", amend.more, name="more"),
    path("read/keep/", keep.keep, name="keep"),
    path("read/letters/", letters.letters, name="letters"),
    path("read/letters/print/", letters.letter, name="letter"),
    path("read/copy/", copy.copy, name="copy"),
    path("read/pictures/", pictures.pictures, name="pictures"),
    path("read/pictures/1/", pictures.picture, name="picture"),
    path("figures/", figures.figures, name="figures"),
    path("tell/", tell.paths, name="tell_paths"),
    path("tell/<int:number>/", tell.tell, name="tell"),
    path("tell/done/", tell.told, name="told"),
    path("close/", start.close, name="close"),
    path("closed/", start.closed, name="closed"),
    path("leave/", start.leave, name="leave"),
]

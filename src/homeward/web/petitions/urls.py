"""Pages, below the language."""

from __future__ import annotations

from django.urls import path

from homeward.web.petitions.views import asking, helper, public, work

app_name = "petitions"
urlpatterns = [
    path("", public.petitions, name="list"),
    path("code/", public.code, name="code"),
    path("code/case/", public.code_of_case, name="code_of_case"),
    path("code/supporter/", public.code_of_supporter, name="code_of_supporter"),
    path("code/invite/", public.invitations, name="invite"),
    path("help/", helper.helped, name="helped"),
    path("help/<uuid:pk>/", helper.help_sign, name="help"),
    path("help/<uuid:pk>/hand-in/", helper.help_hand_in, name="help_hand_in"),
    path("work/", work.work, name="work"),
    path("work/new/", work.new, name="new"),
    path("work/sheet/", work.sheet, name="sheet"),
    path("work/codes.json", work.list_codes, name="list_codes"),
    path("work/help/", work.help_another, name="help_another"),
    path("work/<uuid:pk>/", work.one, name="one_work"),
    path("work/<uuid:pk>/change/", work.change, name="change"),
    path("work/<uuid:pk>/freeze/", work.freeze, name="freeze"),
    path("work/<uuid:pk>/reply/", work.reply, name="reply"),
    path("work/<uuid:pk>/helpers/", work.helpers, name="helpers"),
    path("work/<uuid:pk>/issued/", work.issued_elsewhere, name="issued"),
    path("work/<uuid:pk>/tokens/", work.tokens, name="tokens"),
    path("<uuid:pk>/", public.petition, name="petition"),
    path("<uuid:pk>/sign/", public.sign, name="sign"),
    path("<uuid:pk>/ask/", asking.ask, name="ask"),
    path("<uuid:pk>/hand-in/", public.hand_in, name="hand_in"),
    path("<uuid:pk>/receipt/", public.receipt, name="receipt"),
]

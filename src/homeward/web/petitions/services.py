"""Addresses of the services and of public files: without a language, the same for ever."""

from __future__ import annotations

from django.urls import path, re_path

from homeward.web.petitions.views import services

app_name = "petition_services"
urlpatterns = [
    path("issue", services.issue, name="issue"),
    path("petition.js", services.script, name="script"),
    path("<uuid:pk>/sign", services.sign, name="sign"),
    re_path("^governance/(.*)$", services.governance_file, name="governance"),
    re_path("^([0-9a-f-]{36})/log/(.*)$", services.log_file, name="log"),
]

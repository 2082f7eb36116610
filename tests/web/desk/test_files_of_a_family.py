"""Photos and sounds of a family, taken out sealed."""

from __future__ import annotations

import uuid
from dataclasses import replace

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from tests.office import INTAKE_KEY, Family, filing
from tests.web.family.things import picture

from homeward.seal.parcel import file_in, open_parcel
from homeward.web.access.login import set_one_time_code
from homeward.web.access.models import LogEntry, User
from homeward.web.registry import uploads
from homeward.web.registry.actions import file_request
from homeward.web.registry.models import Upload
from homeward.web.registry.sweep import sweep

pytestmark = pytest.mark.django_db


@pytest.fixture
def upload(office: object) -> Upload:
    """A photo that came with a request."""
    request, file = uuid.uuid4(), uuid.uuid4()
    uploads.keep(request, file, uploads.NewFile("він.jpg", picture(), "2023"), "picture")
    told = replace(filing(), request=request, files=((file, "picture"),))
    family = Family(file_request(told).code)
    sweep()
    return Upload.objects.get(request=family.request())


def desk_of(user: User) -> Client:
    set_one_time_code(user, "JBSWY3DPEHPK3PXP")
    browser = Client()
    browser.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[0])
    return browser


@pytest.mark.rule("R10")
def test_an_officer_takes_a_file_out_with_a_reason(upload: Upload, bohdan: User) -> None:
    """Sealed as it lies; the read is in the log; opened only with the office's key."""
    browser, case = desk_of(bohdan), upload.request.pk
    address = reverse("desk:upload", kwargs={"pk": case, "thing": upload.pk})
    assert browser.post(address).status_code == 302  # no reason yet
    browser.post(reverse("desk:open_case", kwargs={"thing": case}), {"reason": "case_work"})
    answer = browser.post(address)

    assert "attachment" in answer["Content-Disposition"]
    opened = file_in(open_parcel(answer.content.decode(), INTAKE_KEY.private))
    assert opened
    assert opened.about["name"] == "він.jpg"
    assert LogEntry.objects.filter(event__verb="request.taken_out").count() == 1


def test_nobody_else_takes_it_out(upload: Upload, iryna: User) -> None:
    """Iryna works in another office: for her there is no such case."""
    address = reverse("desk:upload", kwargs={"pk": upload.request.pk, "thing": upload.pk})
    assert desk_of(iryna).post(address).status_code == 404

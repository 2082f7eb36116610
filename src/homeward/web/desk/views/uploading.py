"""Files handed in at the desk: kept and read as the `ingest` command does it, in memory only."""

from __future__ import annotations

from functools import partial
from http import HTTPStatus
from pathlib import Path
from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import TooManyFilesSent
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods

from homeward.custody import Acquired
from homeward.errors import BadInput
from homeward.web.access.login import StaffRequest, staff_only
from homeward.web.custody.ingest import Ingest, Outcome
from homeward.web.custody.memory import folder_in_memory
from homeward.web.custody.models import Original, WorkingCopy
from homeward.web.custody.stills import take_frame
from homeward.web.custody.typed import add_typed
from homeward.web.desk.file_words import where, why
from homeward.web.desk.forms import refuse
from homeward.web.desk.page import common
from homeward.web.desk.rights import has_hat_for, require_hat
from homeward.web.desk.upload_forms import ScreenshotForm, UploadForm
from homeward.web.matching import client
from homeward.web.registry.unread import Unread

MOST_BYTES = 256 * 1024 * 1024  # of one form
MOST_FILES = 100  # Django's own limit
FILMS = "video/"


class IntoMemory(FileUploadHandler):
    """Each file of a form is written into a folder in memory as it comes."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.folder = folder
        self.count = 0

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Files of one name get folders of their own."""
        super().new_file(*args, **kwargs)
        self.count += 1
        name = Path(self.file_name or "").name.lstrip(".") or "file"
        path = self.folder / name
        if path.exists():
            path = self.folder / str(self.count) / name
            path.parent.mkdir()
        self.path = path
        self.file = path.open("xb")

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Nothing goes on to other handlers."""
        del start
        try:
            self.file.write(raw_data)
        except OSError:
            full = _("The memory of this machine is full: add fewer files at once.")
            raise BadInput(full) from None

    def file_complete(self, file_size: int) -> UploadedFile[bytes]:
        """The file as it lies there."""
        self.file.close()
        return UploadedFile(self.path.open("rb"), self.path.name, self.content_type, file_size)


@csrf_exempt  # what is too large is refused before anything of it is read; the rest is checked
@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def upload(request: StaffRequest) -> HttpResponse:
    """Files with their source, and how they were collected."""
    require_hat(request.user, "item.add")
    if request.method != "POST":
        return _form(request, UploadForm(by=request.user, initial=_of_address(request)))
    if _is_too_large(request):
        return _refused(request)
    try:
        with folder_in_memory() as folder:
            request.upload_handlers = [IntoMemory(folder)]
            return _take(request, folder)
    except BadInput as problem:
        return _refused(request, str(problem))


def _of_address(request: HttpRequest) -> dict[str, str | None]:
    return {"source": request.GET.get("source")}


def _is_too_large(request: HttpRequest) -> bool:
    return int(request.META.get("CONTENT_LENGTH") or 0) > MOST_BYTES


def _refused(request: StaffRequest, problem: str = "") -> HttpResponse:
    """Without a problem it is the size. The rest of what is sent runs out unread."""
    form = UploadForm(by=request.user)
    page = {**common(request), "form": form, "most": MOST_BYTES >> 20, "problem": problem}
    body = render(request, "desk/upload.html", {**page, "too_large": not problem}).content
    status = HTTPStatus.BAD_REQUEST if problem else HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    answer = Unread(body, status=status)
    answer.unread = request
    return answer


@csrf_protect
def _take(request: HttpRequest, folder: Path) -> HttpResponse:
    return _taken(cast("StaffRequest", request), folder)


def _taken(request: StaffRequest, folder: Path) -> HttpResponse:
    try:
        form = UploadForm(request.POST, request.FILES, by=request.user)
    except TooManyFilesSent:
        return _form(request, UploadForm(by=request.user), too_many=True)
    if not form.is_valid():
        return _form(request, form)
    told = form.cleaned_data
    how = _acquired(told["method"], told["tool"], told["url"])
    outcome = Ingest(folder, told["source"], how, request.user, _keyed(request)).run()
    frame, problem = _frame(request, folder, outcome, told["at"])
    page = {
        **common(request),
        "outcome": outcome,
        "rejected": [
            (one.origin.path, where(one.origin.locator), why(one.reason))
            for one in outcome.rejected
        ],
        "originals": [(name, row) for name, row in sorted(outcome.originals.items())],
        "frame": frame,
        "problem": problem,
        "may_read": has_hat_for(request.user, "item.read"),
    }
    return render(request, "desk/uploaded.html", page)


def _acquired(method: str, tool: str, url: str) -> Acquired:
    day = timezone.localdate().isoformat()
    return Acquired(method=method, utc=day, tool=tool, url=url)


def _keyed(request: StaffRequest) -> Any:
    return partial(client.keyed_digests, by=request.user)


def _frame(
    request: StaffRequest, folder: Path, outcome: Outcome, at: float | None
) -> tuple[WorkingCopy | None, str]:
    """A picture out of the one film of this form, if one was asked for; what went wrong."""
    if at is None:
        return None, ""
    films = _films(outcome)
    if len(films) != 1:
        return None, _("A still needs exactly one film: choose one.")
    [(name, original)] = films
    try:
        return take_frame(original, folder / name, at, by=request.user), ""
    except BadInput as problem:
        return None, why(str(problem))


def _films(outcome: Outcome) -> list[tuple[str, Original]]:
    return [one for one in outcome.originals.items() if one[1].mime.startswith(FILMS)]


def _form(request: StaffRequest, form: UploadForm, **more: object) -> HttpResponse:
    page = {**common(request), "form": form, "most": MOST_BYTES >> 20, "files": MOST_FILES, **more}
    page["may_add_source"] = has_hat_for(request.user, "source.add")
    return render(request, "desk/upload.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def screenshot(request: StaffRequest) -> HttpResponse:
    """A chat's screenshot typed in by hand: one item, the picture as its origin."""
    require_hat(request.user, "item.add")
    given = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = ScreenshotForm(*given, by=request.user, initial=_of_address(request))
    if getattr(request, "cut_off", False):  # `site.large_bodies` read the beginning alone
        form.add_error("picture", _("This picture is too large: make it smaller."))
    elif request.method == "POST" and form.is_valid():
        try:
            return _typed(form, request)
        except BadInput as problem:
            refuse(form, problem)
    return render(request, "desk/screenshot.html", {**common(request), "form": form})


def _typed(form: ScreenshotForm, request: StaffRequest) -> HttpResponse:
    told = form.cleaned_data
    file = told["picture"]
    item = add_typed(
        form.post(),
        told["source"],
        file.name,
        file.read(),
        _acquired(told["method"], "", told["address"]),
        by=request.user,
        keyed=_keyed(request),
    )
    messages.success(request, _("The post is kept. It is compared with every request now."))
    if has_hat_for(request.user, "item.read"):
        return redirect("desk:item", pk=item.pk)
    return redirect("desk:screenshot")

"""FLO-1 and FLO-2: a flood closes no family's page and does not bury what is true."""

from __future__ import annotations

import http.cookiejar
import random
import re
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections import Counter
from pathlib import Path
from statistics import quantiles

import pytest
from django.test import Client
from tests.office import TOLD, Family, ask, search_all
from tests.running import Site, running_site

from homeward.seal.codes import new_code
from homeward.web.access.limits import DERIVATIONS_AT_A_TIME
from homeward.web.access.models import User
from homeward.web.matching.server import Matcher
from homeward.web.registry import codes
from homeward.web.reports.actions import report
from homeward.web.reports.models import Kind, Report
from homeward.web.reports.told import Told
from homeward.web.site import flood

A_SECOND = 50  # false reports
FALSE = {"name": "Шумко Гаврило", "sex": "male", "birth_year": "1970", "event_year": "2024",
         "event_place": "Курськ", "story": "бачив"}  # fmt: skip


@pytest.mark.rule("FLO-1")
@pytest.mark.django_db
def test_while_reports_pour_in_a_family_reads(olena: Family) -> None:
    """Two hundred at once: the gate lets in what it bears, and not one page of hers waits."""
    reporter, family = Client(), Client()
    answers, pages = Counter[int](), Counter[int]()
    assert family.post("/uk/read/", {"code": olena.code}).status_code == 302
    for number in range(200):
        answers[reporter.post("/uk/tell/1/", FALSE).status_code] += 1
        if number % 20 == 0:
            pages[family.get("/uk/read/").status_code] += 1

    assert pages == {200: 10}
    assert answers[503] > 0  # the control: the gate did close
    assert Report.objects.count() == answers[302] >= flood.REPORTS.size


@pytest.mark.rule("FLO-1")
@pytest.mark.django_db
def test_argon2_never_takes_more_than_twice_its_memory(
    office: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Eight threads make keys: two at a time; the control without the fence has more."""
    most, now, lock = [0], [0], threading.Lock()

    def derive(*_: object, **__: object) -> None:
        with lock:
            now[0] += 1
            most[0] = max(most[0], now[0])
        time.sleep(0.05)
        with lock:
            now[0] -= 1

    monkeypatch.setattr(codes, "derive", derive)
    waiting = "homeward.web.access.limits._WAITING"
    monkeypatch.setattr(waiting, threading.BoundedSemaphore(8))

    def at_once(work: object) -> int:
        most[0] = 0
        threads = [threading.Thread(target=work) for _ in range(8)]  # type: ignore[arg-type]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return most[0]

    assert at_once(lambda: codes.keys_of(new_code())) == DERIVATIONS_AT_A_TIME
    assert at_once(derive) > DERIVATIONS_AT_A_TIME


@pytest.mark.rule("FLO-2")
@pytest.mark.django_db
def test_what_is_true_stands_first_in_the_queue(
    office: object, bohdan: User, matcher: Matcher, *, full: bool
) -> None:
    """Of twenty reports nineteen are noise, some about names of people who are looked for."""
    true, draw = (50 if full else 4), random.Random(7)
    people = [_sought(number) for number in range(true)]
    for person in people:
        ask(**person)
    search_all(matcher)
    genuine = set()
    waiting = [*people, *(_noise(draw, people) for _ in range(19 * true))]
    draw.shuffle(waiting)
    for told in waiting:
        is_true = told in people
        row = report(Told(Kind.SIGHTING, _as_seen(told) if is_true else told, story="бачили"))
        genuine |= {row.pk} if is_true else set()
    search_all(matcher)

    queue = [row.pk for row in Report.objects.visible_to(bohdan).queue()]
    first = queue[: len(queue) // 10]
    assert len(queue) > 10 * true  # the same words again are one line
    assert len(genuine & set(first)) >= 0.9 * true
    assert len(genuine & set(queue[-len(first) :])) == 0  # and none at the very end


SURNAMES = ("Лосенко", "Гайовий", "Замлинний", "Перебийніс", "Рукавишников", "Шумко", "Мазур")
GIVEN = ("Остап", "Ярема", "Тадей", "Єлисей", "Макар", "Гнат", "Устим", "Денис")
PATRONYMICS = ("Гнатович", "Арсенович", "Денисович", "Маркович", "Остапович")


def _sought(number: int) -> dict[str, str]:
    draw = random.Random(number)
    name = f"{draw.choice(SURNAMES)} {draw.choice(GIVEN)} {draw.choice(PATRONYMICS)}"
    born = f"{draw.randint(1970, 2002)}-{draw.randint(1, 12):02}-{draw.randint(1, 28):02}"
    return {**TOLD, "name": name, "birth_date": born}


def _as_seen(told: dict[str, str]) -> dict[str, str]:
    """As a witness tells of him: without patronymic and with the year only."""
    given = " ".join(told["name"].split()[:2])
    return {"name": given, "sex": "male", "birth_date": told["birth_date"][:7],
            "event_place": told["event_place"]}  # fmt: skip


def _noise(draw: random.Random, people: list[dict[str, str]]) -> dict[str, str]:
    """Somebody who is not looked for; one of four has a surname that is."""
    surname = draw.choice(people)["name"].split()[0] if draw.random() < 0.25 else "Вигадько"
    born = str(draw.randint(1940, 1969))
    given = draw.choice(GIVEN)
    return {
        "name": f"{surname} {given}",
        "sex": "male",
        "birth_date": born,
        "event_place": "Курськ",
    }


@pytest.mark.rule("FLO-1")
def test_ten_minutes_of_flood(tmp_path: Path, *, full: bool) -> None:
    """A real site, fifty false reports a second: p95 of a family's page below two seconds."""
    if not full:
        pytest.skip("ten minutes: with --full")
    with running_site(tmp_path) as site:
        site.do(
            "from homeward.web.access.models import Office;"
            "Office.objects.create(name='Office', takes_filings=True)"
        )
        code = site.do(FILE).splitlines()[-1]
        took = flooded(site, code, seconds=600)
    assert len(took) > 100
    assert quantiles(took, n=20)[-1] < 2.0


FILE = """
from tests.office import filing
from homeward.web.registry.actions import file_request
print(file_request(filing()).code)
"""


def flooded(site: Site, code: str, *, seconds: float) -> list[float]:
    """Seconds that each page of a family took while false reports came in."""
    stopping = threading.Event()
    threads = [threading.Thread(target=_fire, args=(site, stopping)) for _ in range(8)]
    for thread in threads:
        thread.start()
    took, ends, browser = [], time.monotonic() + seconds, _browser()
    _post(browser, f"{site.url}/uk/read/", {"code": code})
    while time.monotonic() < ends:
        began = time.monotonic()
        browser.open(f"{site.url}/uk/read/", timeout=30).read()
        took.append(time.monotonic() - began)
        time.sleep(0.5)
    stopping.set()
    for thread in threads:
        thread.join()
    return took


def _fire(site: Site, stopping: threading.Event) -> None:
    browser, pause = _browser(), 8 / A_SECOND
    while not stopping.is_set():
        began = time.monotonic()
        _post(browser, f"{site.url}/uk/tell/1/", FALSE)
        stopping.wait(max(0.0, pause - (time.monotonic() - began)))


def _browser() -> urllib.request.OpenerDirector:
    jar = http.cookiejar.CookieJar()
    return urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))


def _post(browser: urllib.request.OpenerDirector, url: str, typed: dict[str, str]) -> None:
    """The form as a browser sends it; a waiting page is an answer, too."""
    try:
        page = browser.open(url, timeout=30).read().decode()
        token = re.search(r'csrfmiddlewaretoken" value="([^"]+)"', page)
        told = {**typed, "csrfmiddlewaretoken": token[1] if token else ""}
        request = urllib.request.Request(url, urllib.parse.urlencode(told).encode())
        request.add_header("Origin", "/".join(url.split("/")[:3]))
        browser.open(request, timeout=30).read()
    except (urllib.error.HTTPError, OSError):
        return

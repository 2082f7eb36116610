"""Who signed a text: the author of a post, the official of a reply."""

from __future__ import annotations

import re

from homeward.extract.fields.kin import find_kin
from homeward.extract.person import Person
from homeward.extract.phrases import lexicon
from homeward.extract.scene import Scene
from homeward.records import Role

_REPLY = re.compile(
    r"сообщаем|повідомляємо|на ваш[еу]?\s|ваше (?:обращение|звернення)|our records|повідомля|"
    r"в ответ на|у відповідь|исх\.|вих\."
)
_PHONE_LEFT = r"[\w.\s:/,-]{0,14}[+\d(][\d\s()-]{6,}"
_LAST_WORDS = re.compile(rf"[\s.,!)—–-]*(?P<phone>{_PHONE_LEFT})?[^\w]*")


def find_signature(scene: Scene) -> None:
    """Who stands alone at the end of a text wrote it; under a reply it is an official."""
    if len(scene.people) < 2:
        return
    last = scene.people[-1]
    item = scene.item_at(last.start)
    rest = _LAST_WORDS.fullmatch(scene.low[last.end : last.end + 80])
    if rest is None or item is None or item.listed or item.heading:
        return
    start, _ = scene.sentence_at(last.start)
    if _REPLY.search(scene.low[:20000]) and _ends_reply(scene, start, last):
        last.role = Role.OFFICIAL
    elif last.same is None and last.role in (None, Role.RELATIVE):
        _sign(scene, start, last, phone=rest["phone"] is not None)


def _sign(scene: Scene, start: int, last: Person, *, phone: bool) -> None:
    """With a phone a relative is whom to call; alone or "Mother, Iryna" is the author."""
    before = scene.low[start : last.start]
    left = _without_kin(scene.low, start, last.start)
    if re.search(r"\w", left) or "\n" in before.strip():
        return
    if not (phone and left != before):
        last.role = Role.AUTHOR


def _without_kin(low: str, start: int, end: int) -> str:
    hits = [*find_kin(low, start, end), *lexicon("signature").find(low, start, end)]
    rest = low[start:end]
    for hit in sorted(hits, key=lambda hit: -hit.start):
        rest = rest[: hit.start - start] + rest[hit.end - start :]
    return rest


def _ends_reply(scene: Scene, start: int, last: Person) -> bool:
    before = scene.low[start : last.start]
    ranked = bool(lexicon("ranks").find(scene.low, start, last.start))
    return last.role in (None, Role.RELATIVE) and (ranked or not before.strip())

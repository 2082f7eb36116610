"""Saved pages and archives that hold many posts: each is a document of its own."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from homeward.records import Document, DocumentKind
from homeward.sources import read_documents

VK_MESSAGES = """\
<html><head><meta charset="windows-1251"><title>Сообщения</title></head><body>
<div class="wrap_page_content"><div class="item"><div class='item__main'>
<div class="message" data-id="11"><div class="message__header"><a href="#">Лосева Анна</a>,
12 фев 2024 в 10:11:12</div><div>Ищу брата, Лосева Ивана Петровича<br>служил под Угледаром
<div class="kludges"><div class="attachment"><div class="attachment__description">Фотография</div>
</div></div></div></div></div></div>
<div class="item"><div class='item__main'><div class="message" data-id="12">
<div class="message__header">Вы, 13 фев 2024 в 9:00:01 <span>(ред.)</span></div>
<div>Когда писал последний раз?<div class="kludges"></div></div></div></div></div></div>
</body></html>"""
VK_WALL = """\
<html><head><meta charset="windows-1251"></head><body><div class="item">
<div class="item__main">Пропал Бобров Олег Юрьевич, 1990 г.р.</div>
<div class="kludges"><div class="attachment__description">Фотография</div></div>
<div class="item__tertiary"><a class="post__link">wall1_2</a> 3 мар 2024 в 18:20</div></div>
</body></html>"""
VK_PAGE = """\
<html><body><div id="side">Моя страница Новости Друзья</div>
<div class="_post post"><h5><a class="author">Поиск своих</a></h5>
<span class="rel_date">5 апреля 2024 в 7:30</span><div class="wall_post_text">Погиб Зуев Артём,
село Кленовка<br>Вечная память</div></div>
<div class="_post post"><a class="author">Поиск своих</a>
<span class="rel_date">сегодня в 8:00</span>
<div class="wall_post_text">Кто знает Панова Глеба? Был в 3 роте, на связь не выходил</div></div>
<div class="_post post"><a class="author">Поиск своих</a><div class="page_media"></div></div>
</body></html>"""
TELEGRAM_EXPORT = """\
<html><body><div class="history"><div class="message service">
<div class="body details">1 April 2024</div></div>
<div class="message default clearfix" id="message7"><div class="body">
<div class="pull_right date details" title="01.04.2024 21:05:09 UTC+03:00">21:05</div>
<div class="from_name">Рідні зниклих</div><div class="text">Шукаємо Гаврилюка Дениса,
позивний «Лис»</div></div></div>
<div class="message default clearfix joined" id="message8"><div class="body">
<div class="pull_right date details" title="01.04.2024 21:06:00 UTC+03:00">21:06</div>
<div class="text">Востаннє на зв'язку 28 березня біля Роботиного</div></div></div></div>
</body></html>"""
TELEGRAM_PAGE = """\
<html><body><div class="tgme_widget_message_wrap">
<div class="tgme_widget_message" data-post="channel/9"><a class="tgme_widget_message_owner_name">
<span>Пошук</span></a><div class="tgme_widget_message_text">Зник Ткаченко Роман Ігорович</div>
<a class="tgme_widget_message_date" href="#">
<time datetime="2024-05-06T07:08:09+00:00">07:08</time></a>
</div></div>
</body></html>"""


def posts(folder: Path, markup: str, encoding: str = "utf-8") -> list[Document]:
    (folder / "page.html").write_bytes(markup.encode(encoding))
    found = list(read_documents(folder / "page.html", root=folder))
    assert all(isinstance(one, Document) for one in found)
    return [one for one in found if isinstance(one, Document)]


def test_messages_of_a_vk_archive(tmp_path: Path) -> None:
    """Author and day come from the header; what VK appends to the text is left out."""
    first, second = posts(tmp_path, VK_MESSAGES, "cp1251")

    assert first.text == "Ищу брата, Лосева Ивана Петровича\nслужил под Угледаром"
    assert (first.author, first.posted) == ("Лосева Анна", date(2024, 2, 12))
    assert first.kind is DocumentKind.POST
    assert first.origin.locator == "post 1"
    assert (second.author, second.posted) == (None, date(2024, 2, 13))


def test_wall_of_a_vk_archive(tmp_path: Path) -> None:
    """A post of one's own wall, with its day."""
    [post] = posts(tmp_path, VK_WALL, "cp1251")

    assert post.text == "Пропал Бобров Олег Юрьевич, 1990 г.р."
    assert post.posted == date(2024, 3, 3)


def test_saved_vk_page(tmp_path: Path) -> None:
    """Menus are no posts, a post without words is none; a day is never guessed."""
    first, second = posts(tmp_path, VK_PAGE)

    assert first.text == "Погиб Зуев Артём, село Кленовка\nВечная память"
    assert (first.author, first.posted) == ("Поиск своих", date(2024, 4, 5))
    assert second.posted is None


def test_telegram_export_as_html(tmp_path: Path) -> None:
    """Two messages of one author, the second joined to the first; no service message."""
    first, second = posts(tmp_path, TELEGRAM_EXPORT)

    assert (first.author, first.posted) == ("Рідні зниклих", date(2024, 4, 1))
    assert second.text.startswith("Востаннє")
    assert second.author == "Рідні зниклих"


def test_public_page_of_a_telegram_channel(tmp_path: Path) -> None:
    """The day is that of the time stamp."""
    [post] = posts(tmp_path, TELEGRAM_PAGE)

    assert (post.author, post.posted) == ("Пошук", date(2024, 5, 6))


@pytest.mark.parametrize("name", ["message", "post", "item"])
def test_an_article_with_a_box_of_posts_beside_it_stays_whole(name: str, tmp_path: Path) -> None:
    """What is most of the page is the page."""
    article = "<p>Довга стаття про людей, яких шукають рідні.</p>" * 20
    box = (
        f'<div class="{name}"><div class="item__main wall_post_text text">Читайте також</div></div>'
    )
    [page] = posts(tmp_path, f"<html><body>{article}{box}</body></html>")

    assert page.kind is DocumentKind.PAGE
    assert page.text.count("Довга стаття") == 20

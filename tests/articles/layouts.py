"""Pages in the manner of news sites' layouts, made from the same article: what must be kept, and what must go."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Final

TITLE: Final = "Border army loses 40 tanks in a month, ministry says"
OUTLET: Final = "The Meridian Post"
DATE: Final = "2024-03-15T08:00:00+00:00"
URL: Final = "https://meridian-post.example/world/2024/mar/15/border-army-tanks"
PARAGRAPHS: Final = [
    "The army of Borduria lost 40 tanks and 1,200 men in February, its defence ministry said on Friday, the highest "
    "toll for a single month since the war along the northern border began two years ago.",
    "Half of the tanks were destroyed in one ambush near the town of Aldea, where a column of the third division had "
    "stopped to refuel, according to two officers who asked not to be named.",
    "The rebels of the Northern Front put the figure far higher. Their spokesman told reporters that 75 armoured "
    "vehicles had been burnt, and that 300 soldiers had been taken prisoner.",
    "Neither figure could be checked independently. Satellite pictures taken on Tuesday show at least 18 wrecks.",
    "Borduria has about 110,000 soldiers, a third of them conscripts, and had 900 tanks when the fighting began.",
    "Short of men, it called up 25,000 reservists in January.",
    "“We will hold the line,” General Anton Kerr said during a visit to the front, where five people died on Thursday.",
]
ITEMS: Final = ["tanks: 40, of which 20 near Aldea", "guns: 12, and two rocket launchers", "helicopters: 1"]
HEADING: Final = "What was lost, by the ministry's count"
FURNITURE: Final = [
    "We and our 212 partners use cookies",
    "Navy sends three frigates to the gulf",
    "Ten killed in coach crash on coast road",
    "Soldiers beside one of 14 burnt tanks",
    "Sign up for our newsletter, read by 40,000 people",
    "All rights reserved",
    "Subscribe for £1 a week",
]
COOKIES, LINK, MOST_READ, CAPTION, NEWSLETTER, RIGHTS, SUBSCRIBE = FURNITURE

METAS: Final = (
    f'<meta charset="utf-8"><title>{TITLE} | {OUTLET}</title><meta property="og:title" content="{TITLE}">'
    f'<meta property="og:site_name" content="{OUTLET}"><meta property="article:published_time" content="{DATE}">'
    f'<link rel="canonical" href="{URL}"><meta name="author" content="Ana Lindqvist">'
)
LINKED: Final = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "headline": TITLE,
    "datePublished": DATE,
    "author": [{"@type": "Person", "name": "Ana Lindqvist"}],
    "publisher": {"@type": "Organization", "name": OUTLET},
}
NAV: Final = '<nav><ul><li><a href="/world">World</a></li><li><a href="/sport">Sport</a></li></ul></nav>'
BANNER: Final = f'<div id="cookie-consent" class="cookie-banner"><p>{COOKIES}.</p><button>Accept</button></div>'
FOOTER: Final = f"<footer><p>© 2024 {OUTLET}. {RIGHTS}.</p></footer>"
FIGURE: Final = (
    f'<figure><img src="t.jpg" alt="Tank"><figcaption>{CAPTION}. Photograph: Jo Roe/Wire</figcaption></figure>'
)
SIDE: Final = f'<aside class="most-read"><h2>Most read</h2><ol><li><a href="/9">{MOST_READ}</a></li></ol></aside>'
P: Final = [f"<p>{text}</p>" for text in PARAGRAPHS]
LIST: Final = f"<h2>{HEADING}</h2><ul>{''.join(f'<li>{item}</li>' for item in ITEMS)}</ul>"


def page(body: str, head: str = METAS, attributes: str = 'lang="en-GB"') -> str:
    """A page of head and body."""
    return f"<!doctype html><html {attributes}><head>{head}</head><body>{body}</body></html>"


def broadsheet() -> str:
    """Semantic elements, a figure, links to other articles in the middle."""
    related = f'<aside class="related"><h3>Related</h3><ul><li><a href="/8">{LINK}</a></li></ul></aside>'
    article = f"<h1>{TITLE}</h1>{FIGURE}{''.join(P[:3])}{related}{''.join(P[3:])}{LIST}"
    return page(f"{BANNER}<header>{NAV}</header><main><article>{article}</article>{SIDE}</main>{FOOTER}")


def tabloid() -> str:
    """Divisions with class names, bullets above the text, share buttons and adverts between paragraphs."""
    share = '<div class="share-bar"><span>87 shares</span><a href="#">Share</a></div>'
    advert = '<div class="ad-slot"><span>Advertisement</span></div>'
    more = f'<div class="read-more"><strong>READ MORE: <a href="/8">{LINK}</a></strong></div>'
    text = f"{P[0]}{advert}{P[1]}{more}{''.join(P[2:])}{LIST}"
    return page(
        f'{BANNER}<div class="nav">{NAV}</div><div id="content"><h1>{TITLE}</h1>{share}'
        f'<div class="article-text" itemprop="articleBody">{text}</div></div><div class="sidebar">{SIDE}</div>{FOOTER}'
    )


def agency() -> str:
    """A paragraph a division with test ids, as script frameworks write them; metadata in JSON-LD."""
    text = "".join(
        f'<div data-testid="paragraph-{n}" class="text__text__1FZLe">{t}</div>' for n, t in enumerate(PARAGRAPHS)
    )
    items = "".join(f"<li>{item}</li>" for item in ITEMS)
    body = f'<div class="article-body__content">{text}<h2>{HEADING}</h2><ul>{items}</ul></div>'
    sign = f'<div class="newsletter-signup"><p>{NEWSLETTER}.</p></div>'
    head = f'<script type="application/ld+json">{json.dumps(LINKED)}</script><link rel="canonical" href="{URL}">'
    return page(
        f"{BANNER}<header>{NAV}</header><main><article><h1>{TITLE}</h1>{body}{sign}</article></main>{FOOTER}", head
    )


def broadcaster() -> str:
    """Every block in a component of its own, links to other articles as a list without a heading."""
    blocks = [f'<div data-component="text-block"><div class="sc-18fde0d6"><p>{t}</p></div></div>' for t in PARAGRAPHS]
    image = f'<div data-component="image-block">{FIGURE}</div>'
    links = f'<div data-component="links-block"><ul><li><a href="/8">{LINK}</a></li></ul></div>'
    lists = f'<div data-component="unordered-list-block">{LIST}</div>'
    text = blocks[0] + image + "".join(blocks[1:4]) + links + "".join(blocks[4:]) + lists
    head = f'<div data-component="headline-block"><h1>{TITLE}</h1></div>'
    return page(f"{BANNER}<header>{NAV}</header><main><article>{head}{text}</article></main>{SIDE}{FOOTER}")


def live_blog() -> str:
    """Posts with times, newest first."""
    posts = "".join(
        f'<article class="block" id="block-{n}"><header><time datetime="{DATE}">{18 - n}.{40 - n} GMT</time></header>'
        f"<div class='block-elements'><p>{text}</p></div></article>"
        for n, text in enumerate(PARAGRAPHS)
    )
    points = f'<section class="key-events">{LIST}</section>'
    text = f"<h1>{TITLE}</h1>{points}<div class='liveblog'>{posts}</div>"
    return page(f"{BANNER}<header>{NAV}</header><main>{text}</main>{FOOTER}")


def paginated() -> str:
    """The first page of three, with links to the others."""
    pages = (
        '<div class="pagination"><a href="?page=1">1</a> <a href="?page=2">2</a> <a href="?page=2">Next page</a></div>'
    )
    text = f'<div class="entry">{"".join(P)}{LIST}</div>'
    return page(f"{BANNER}{NAV}<div id='main'><h1>{TITLE}</h1>{text}{pages}</div>{SIDE}{FOOTER}")


def blog() -> str:
    """A weblog's theme, with a sidebar, tags and comments."""
    comments = "<div id='comments'><h3>2 comments</h3><ol><li><p>I counted 99 tanks myself.</p></li></ol></div>"
    tags = '<footer class="entry-meta">Filed under <a href="/t">tanks</a></footer>'
    text = f'<div class="entry-content">{"".join(P)}{LIST}</div>'
    recent = f'<div class="widget"><h3>Recent</h3><ul><li>{MOST_READ}</li></ul></div>'
    widget = f'<div id="secondary" class="widget-area">{recent}</div>'
    post = f'<div id="post-12" class="post hentry"><h1 class="entry-title">{TITLE}</h1>{text}{tags}</div>'
    return page(f"<div id='page'>{NAV}<div id='primary'>{post}{comments}</div>{widget}{FOOTER}</div>")


def old_tables() -> str:
    """A page of the 1990s: tables for layout, line breaks for paragraphs, no semantic elements."""
    text = "<br><br>".join(PARAGRAPHS)
    items = "<br>".join(f"- {item}" for item in ITEMS)
    left = f'<td width="120"><a href="/">Home</a><br><a href="/8">{LINK}</a></td>'
    right = f'<td><font size="5"><b>{TITLE}</b></font><br><br>{text}<br><br><b>{HEADING}</b><br>{items}</td>'
    return page(f'<table width="100%"><tr>{left}{right}</tr></table><center>© 2024 {RIGHTS}</center>')


def release() -> str:
    """A ministry's statement: headings, a table of losses, a contact."""
    rows = "".join(f"<tr><td>{i.split(': ')[0]}</td><td>{i.split(': ')[1]}</td></tr>" for i in ITEMS)
    table = f"<h3>{HEADING}</h3><table><tr><th>Kind</th><th>Lost</th></tr>{rows}</table>"
    body = f'<div class="press-release"><h1>{TITLE}</h1><div class="body">{"".join(P)}{table}</div></div>'
    return page(f'<div class="header">{NAV}</div><div id="maincontent">{body}</div>{FOOTER}')


def newsletter() -> str:
    """A newsletter platform's page, with buttons to subscribe in the text."""
    form = '<form><input type="email"><button>Subscribe</button></form>'
    button = f'<div class="subscription-widget-wrap"><p>{SUBSCRIBE}</p>{form}</div>'
    body = f"{''.join(P[:4])}{button}{''.join(P[4:])}{LIST}"
    text = f'<div class="available-content"><div class="body markup">{body}</div></div>'
    return page(
        f'{NAV}<article class="newsletter-post post"><h1 class="post-title">{TITLE}</h1>{text}</article>{FOOTER}'
    )


def accelerated() -> str:
    """A page for mobile phones with its own elements."""
    image = f'<amp-img src="t.jpg" alt="{CAPTION}"></amp-img>'
    advert = '<amp-ad type="x"></amp-ad>'
    text = f'<div class="article-body">{P[0]}{image}{P[1]}{advert}{"".join(P[2:])}{LIST}</div>'
    head = f'{METAS}<script type="application/ld+json">{json.dumps({"@graph": [LINKED]})}</script>'
    return page(f"<header>{NAV}</header><main><h1>{TITLE}</h1>{text}</main>{FOOTER}", head, 'amp lang="en"')


def scripted() -> str:
    """A page that a script builds: nothing but JSON-LD with the whole text."""
    body = "\n\n".join([*PARAGRAPHS, HEADING, *ITEMS])
    linked = json.dumps(LINKED | {"articleBody": body})
    head = (
        f'<title>{TITLE}</title><script type="application/ld+json">{linked}</script><link rel="canonical" href="{URL}">'
    )
    return page('<div id="root"></div><noscript>Please enable JavaScript.</noscript>', head)


LAYOUTS: Final[list[Callable[[], str]]] = [
    broadsheet,
    tabloid,
    agency,
    broadcaster,
    live_blog,
    paginated,
    blog,
    old_tables,
    release,
    newsletter,
    accelerated,
    scripted,
]

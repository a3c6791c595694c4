"""Pages as crowded as news sites make them: a long live blog, endless scrolling, an explainer, a page behind a payment
notice. All words were written for these tests. Each gives its page and the text that a reader came for.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from layouts import (
    BANNER,
    FIGURE,
    FOOTER,
    ITEMS,
    LINK,
    METAS,
    MOST_READ,
    NAV,
    NEWSLETTER,
    PARAGRAPHS,
    SIDE,
    TITLE,
    page,
)

POSTS: Final = [
    ("17.42", "Drones over the capital", "Air defence shot down 14 of 16 drones over the capital, the mayor said."),
    ("17.05", "Prisoners", "Both sides exchanged 75 prisoners of war on the bridge at Aldea, mediators reported."),
    ("16.31", "Toll rises", "The number of dead in the market attack has risen to 31, according to two hospitals."),
    ("15.58", "", "“We counted 9 rockets in an hour,” a resident of Port Marin told the radio by telephone."),
    ("15.10", "Reinforcements", "A convoy of about 40 vehicles left the northern garrison before dawn."),
    ("14.02", "What we know so far", "Fighting began at 6am. At least 22 soldiers are dead. The airport is closed."),
]


def long_live_blog() -> tuple[str, str]:
    """Posts with times, names and buttons to share, between adverts and a summary that repeats headings."""
    posts = []
    for number, (time, heading, text) in enumerate(POSTS):
        share = '<ul class="share"><li><a href="#">Facebook</a></li><li><a href="#">Copy link</a></li></ul>'
        head = f'<h2 class="post-title">{heading}</h2>' if heading else ""
        by = f'<p class="byline"><time datetime="2024-03-15T{time.replace(".", ":")}">{time} GMT</time></p>'
        posts.append(f'<article class="live-post" id="p{number}">{by}{head}<p>{text}</p>{share}</article>')
        if number == 2:
            posts.append('<div class="ad-slot" aria-label="advert"><span>Advertisement</span></div>')
    keys = "".join(f'<li><a href="#p{n}">{h}</a></li>' for n, (_, h, _) in enumerate(POSTS) if h)
    aside = f'<aside class="key-events"><h2>Key events</h2><ol>{keys}</ol></aside>'
    body = f"{BANNER}<header>{NAV}</header><main><h1>{TITLE}</h1>{aside}{''.join(posts)}</main>{SIDE}{FOOTER}"
    return page(body), "\n".join([TITLE, *(f"{heading}\n{text}" for _, heading, text in POSTS)])


def endless_scrolling() -> tuple[str, str]:
    """The article, and under it the start of the next one that scrolling has loaded."""
    first = f"<article><h1>{TITLE}</h1>{''.join(f'<p>{p}</p>' for p in PARAGRAPHS)}</article>"
    teaser = f'<section class="recirculation"><h3>Up next</h3><a href="/9"><h4>{MOST_READ}</h4></a></section>'
    return page(f"{NAV}<main>{first}</main>{teaser}{FOOTER}"), "\n".join([TITLE, *PARAGRAPHS])


def explainer() -> tuple[str, str]:
    """Questions as headings, a table of figures, a pull quote that repeats the text, boxes inside it."""
    quote = '<aside class="pull-quote"><blockquote>We will hold the line</blockquote></aside>'
    box = f'<aside class="read-more"><h4>Read more</h4><ul><li><a href="/8">{LINK}</a></li></ul></aside>'
    sign = f'<div class="newsletter-signup"><p>{NEWSLETTER}</p><form><input name="email"></form></div>'
    rows = "".join(f"<tr><td>{item.split(': ')[0]}</td><td>{item.split(': ')[1]}</td></tr>" for item in ITEMS)
    parts = [
        f"<h2>How many were lost?</h2><p>{PARAGRAPHS[0]}</p>{quote}<p>{PARAGRAPHS[1]}</p>{FIGURE}",
        f"<table><tbody>{rows}</tbody></table>",
        f"<h2>Who disputes it?</h2><p>{PARAGRAPHS[2]}</p>{box}<p>{PARAGRAPHS[3]}</p>{sign}",
        f"<h2>What is left?</h2><p>{PARAGRAPHS[4]}</p><p>{PARAGRAPHS[5]}</p><p>{PARAGRAPHS[6]}</p>",
    ]
    wanted = [TITLE, "How many were lost?", *PARAGRAPHS[:2], *ITEMS, "Who disputes it?", *PARAGRAPHS[2:4]]
    wanted += ["What is left?", *PARAGRAPHS[4:]]
    body = f"{BANNER}{NAV}<main><article><h1>{TITLE}</h1>{''.join(parts)}</article></main>{SIDE}{FOOTER}"
    return page(body), "\n".join(wanted)


def behind_payment() -> tuple[str, str]:
    """The first paragraphs, then a notice to pay."""
    notice = '<div class="paywall"><h2>Keep reading</h2><p>Subscribe for £1 a week</p><button>Subscribe</button></div>'
    shown = "".join(f"<p>{p}</p>" for p in PARAGRAPHS[:3])
    body = f"<main><article><h1>{TITLE}</h1>{shown}{notice}</article></main>{SIDE}{FOOTER}"
    return page(body, METAS), "\n".join([TITLE, *PARAGRAPHS[:3]])


BUSY: Final[list[Callable[[], tuple[str, str]]]] = [long_live_blog, endless_scrolling, explainer, behind_payment]

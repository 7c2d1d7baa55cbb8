"""Personal codes: a visitor's own LinkedIn, WeChat, WhatsApp ... code. The handle is kept, nothing is ever called or opened.

The forms are those seen in public code and text; `RULES` is a table, a new network is one more line. Groups, company pages and
adverts at the same hosts are not persons.
"""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from capture.badge.contact import Contact, Handle, Phone
from capture.badge.payload import Payload
from capture.badge.reading import Reading
from capture.badge.text import words
from capture.badge.url import Url, parse_url, within

Yields = Literal["handle", "phone", "token", "group", "maybe group", "official"]
"""What a link gives: a readable handle; a telephone number; an opaque token without any name inside; a group, which is no person;
a token that is often a group's; an official account, which may be a company's."""


class Rule(NamedTuple):
    """Links of one form: "host/path" must match the pattern as a whole; its group (or a query value) is the handle."""

    network: str
    yields: Yields
    pattern: str
    query: str = ""


_ID = r"([\w.@~%+-]{1,100})/?"

RULES: tuple[Rule, ...] = (
    Rule("linkedin", "handle", rf"(?:[a-z]{{2,3}}\.)?linkedin\.com/(?:m/)?in/{_ID}(?:[a-z]{{2}}/?)?"),
    Rule("linkedin", "token", rf"lnkd\.in/{_ID}"),
    Rule("wechat", "token", rf"u\.wechat\.com/{_ID}"),
    Rule("wechat", "token", rf"weixin\.qq\.com/r/{_ID}"),
    Rule("wechat", "group", rf"weixin\.qq\.com/g/{_ID}"),
    Rule("wecom", "token", rf"work\.weixin\.qq\.com/u/{_ID}"),
    Rule("wecom", "group", rf"work\.weixin\.qq\.com/gm/{_ID}"),
    Rule("whatsapp", "token", rf"wa\.me/(?:qr|message)/{_ID}"),
    Rule("whatsapp", "phone", r"wa\.me/(\+?[0-9]{6,15})/?"),
    Rule("whatsapp", "phone", r"(?:api\.|web\.)?whatsapp\.com/send/?", query="phone"),
    Rule("whatsapp", "phone", r"whatsapp://send/?", query="phone"),
    Rule("whatsapp", "group", rf"chat\.whatsapp\.com/(?:invite/)?{_ID}"),
    Rule("whatsapp", "group", rf"whatsapp\.com/channel/{_ID}"),
    Rule("line", "official", r"line\.me/(?:R/)?ti/p/(@[\w.-]{1,60})/?"),
    Rule("line", "handle", r"line\.me/(?:R/)?ti/p/~([\w.-]{1,60})/?"),
    Rule("line", "token", rf"line\.me/(?:R/)?ti/p/{_ID}"),
    Rule("line", "group", rf"line\.me/(?:R/)?ti/g2?/{_ID}"),
    Rule("line", "official", rf"lin\.ee/{_ID}"),
    Rule("line", "handle", r"line://ti/p/~([\w.-]{1,60})"),
    Rule("line", "token", rf"line://ti/p/{_ID}"),
    Rule("telegram", "phone", r"t(?:elegram)?\.me/\+([0-9]{7,15})/?"),
    Rule("telegram", "group", r"t(?:elegram)?\.me/(?:\+|joinchat/)([\w-]{1,60})/?"),
    Rule("telegram", "handle", r"t(?:elegram)?\.me/@?([A-Za-z]\w{3,31})/?"),
    Rule("telegram", "handle", r"tg://resolve/?", query="domain"),
    Rule("qq", "maybe group", rf"qm\.qq\.com/q/{_ID}"),
    Rule("qq", "maybe group", r"qm\.qq\.com/cgi-bin/qm/qr", query="k"),
    Rule("qq", "group", r"jq\.qq\.com(?:/.*)?"),
    Rule("xing", "handle", rf"xing\.com/profile/{_ID}(?:cv/?)?"),
    Rule("popl", "handle", rf"(?:poplme\.co|popl\.co)/(?:(?:profile|card|hash)/)?{_ID}(?:[\w-]+/?)?"),
    Rule("hihello", "token", rf"(?:hihello\.me|hihello\.com)/(?:(?:p|hi)/)?{_ID}"),
    Rule("linktree", "handle", rf"linktr\.ee/{_ID}"),
    Rule("blinq", "token", rf"(?:card\.)?blinq\.me/{_ID}"),
    Rule("viber", "phone", r"viber://(?:chat|add|contact)/?", query="number"),
    Rule("viber", "group", r"(?:invite\.viber\.com|chats\.viber\.com)(?:/.*)?"),
    Rule("facebook", "handle", rf"m\.me/{_ID}"),
    Rule("facebook", "handle", r"(?:m\.|[a-z]{2}-[a-z]{2}\.)?facebook\.com/profile\.php", query="id"),
    Rule("facebook", "group", r"(?:m\.)?facebook\.com/groups(?:/.*)?"),
    Rule("facebook", "handle", rf"(?:m\.|[a-z]{{2}}-[a-z]{{2}}\.)?(?:facebook\.com|fb\.com|fb\.me)/{_ID}"),
    Rule("instagram", "handle", rf"(?:instagram\.com|instagr\.am)/(?:_u/)?{_ID}"),
    Rule("instagram", "handle", rf"ig\.me/m/{_ID}"),
    Rule("x", "handle", rf"(?:mobile\.)?(?:x|twitter)\.com/{_ID}"),
    Rule("zalo", "phone", r"zalo\.me/([0-9]{8,15})/?"),
    Rule("zalo", "group", rf"zalo\.me/g/{_ID}"),
    Rule("threema", "handle", r"threema\.id/([A-Z0-9]{8})/?"),
    Rule("kakaotalk", "token", rf"qr\.kakao\.com/talk/{_ID}"),
    Rule("kakaotalk", "group", r"open\.kakao\.com/o(?:/.*)?"),
    Rule("signal", "group", r"signal\.group(?:/.*)?"),
    Rule("orcid", "handle", r"orcid\.org/((?:\d{4}-){3}\d{3}[\dX])/?"),
)
_COMPILED = tuple((rule, re.compile(rule.pattern, re.IGNORECASE)) for rule in RULES)
_DOMAINS = words(
    "linkedin.com lnkd.in u.wechat.com weixin.qq.com whatsapp.com wa.me line.me lin.ee telegram.me t.me "
    "qm.qq.com jq.qq.com xing.com poplme.co popl.co hihello.me hihello.com linktr.ee blinq.me viber.com "
    "facebook.com fb.com fb.me m.me instagram.com instagr.am ig.me x.com twitter.com zalo.me threema.id "
    "kakao.com signal.group orcid.org"
)

_NO_PERSON = words(
    "share sharer intent home login signup explore events watch marketplace hashtag search p reel reels stories "
    "tv i joinchat s c dialog groups pages privacy terms about settings company jobs feed proxy addstickers iv"
)

_REASONS: dict[Yields, str] = {
    "handle": "a personal {network} code: ask for the name",
    "phone": "a personal {network} code with a number: ask for the name",
    "token": "a personal {network} code without a name inside: ask for the name, keep the picture",
    "maybe group": "a {network} code, of a person or often of a group: ask whose it is, keep the picture",
    "group": "a {network} group, not a person",
    "official": "an official {network} account: ask who it is",
}


def read_personal(payload: Payload) -> Reading | None:
    """A link to a person at a known network; a group, a company page or an advert there is said to be no person."""
    url = parse_url(payload.text, apps=True)
    found = _match(url) if url else None
    if url and found is None and any(within(url.host, domain) for domain in _DOMAINS):
        return payload.reading("not_a_badge", "personal", reason=f"a link to {url.host}, but to no person there")
    if found is None:
        return None
    rule, value = found
    handles = (Handle(rule.network, value),)
    reason = _REASONS[rule.yields].format(network=rule.network)
    if rule.yields == "group":
        return payload.reading("not_a_badge", "personal", Contact(handles=handles), reason=reason)
    phones = (Phone(f"+{value}", "mobile"),) if rule.yields == "phone" else ()
    hint = _name_hint(value) if rule.network in ("linkedin", "xing") and rule.yields == "handle" else ""
    contact = Contact(handles=handles, phones=phones, extra=(("name_hint", hint),) if hint else ())
    return payload.reading("personal", "personal", contact, needs_review=True, reason=reason)


def handle_in_link(text: str) -> Handle | None:
    """The handle of a link to a person, or None when it is no such link."""
    url = parse_url(text, apps=True)
    found = _match(url) if url else None
    if found is None or found[0].yields == "group":
        return None
    return Handle(found[0].network, found[1])


def _match(url: Url) -> tuple[Rule, str] | None:
    """The first rule that a link follows, and the handle in it."""
    path = url.path.rstrip("/")
    address = url.host + path if url.scheme in ("http", "https") else f"{url.scheme}://{url.host}{path}"
    for rule, pattern in _COMPILED:
        match = pattern.fullmatch(address)
        if not match:
            continue
        value = url.query.get(rule.query, "") if rule.query else "".join(match.groups())
        if rule.yields == "handle" and value.casefold() in _NO_PERSON:
            return None
        if rule.yields == "phone":
            value = re.sub(r"[^0-9]", "", value)
        return (rule, value[:200]) if value or rule.yields == "group" else None
    return None


def _name_hint(slug: str) -> str:
    """The words of a slug without its trailing number ("amara-okafor-4b1a22" gives "Amara Okafor"): only a hint."""
    parts = [part for part in re.split(r"[-_.]+", slug) if part and not any(char.isdigit() for char in part)]
    return " ".join(part.capitalize() for part in parts) if len(parts) > 1 else ""

"""E-mails: mailbox, domain and the company's label in it; which mailboxes are a role's and which domains are anybody's."""

from __future__ import annotations

import polars as pl

from flows.match.fold import folded, without_digraphs

FREE_MAIL = frozenset(
    """
    gmail.com googlemail.com outlook.com hotmail.com live.com msn.com yahoo.com ymail.com icloud.com me.com mac.com
    aol.com gmx.de gmx.net gmx.at gmx.ch web.de t-online.de freenet.de arcor.de posteo.de mailbox.org proton.me
    protonmail.com qq.com foxmail.com 163.com 126.com yeah.net sina.com sina.cn sohu.com 139.com 189.cn aliyun.com
    21cn.com naver.com daum.net hanmail.net yandex.ru yandex.com mail.ru bk.ru inbox.ru list.ru rambler.ru orange.fr
    wanadoo.fr free.fr laposte.net sfr.fr libero.it virgilio.it tiscali.it alice.it hotmail.fr hotmail.de hotmail.co.uk
    yahoo.de yahoo.fr yahoo.co.uk yahoo.co.jp yahoo.co.in rediffmail.com wp.pl onet.pl o2.pl interia.pl seznam.cz
    centrum.cz bluewin.ch zoho.com fastmail.com btinternet.com comcast.net verizon.net att.net terra.com.br uol.com.br
    bol.com.br ig.com.br docomo.ne.jp ezweb.ne.jp bigpond.com telenet.be skynet.be ziggo.nl
    """.split()  # noqa: SIM905 (a list of words reads better than a list of strings)
)
_ROLES = (
    r"^(?:info|sales|office|contacts?|kontakt|hello|mail|admin|support|service|marketing|team|vertrieb|verkauf|einkauf|purchasing|post|zentrale|"
    r"reception|empfang|hr|jobs|career|press|presse|news|welcome|enquir(?:y|ies)|inquiry|general|company|export|import|order|orders|ventas|compras|"
    r"contacto|comercial|commercial|accueil|secretariat|direction|buero|buchhaltung|accounting|finance|business|market|webmaster|noreply|no-reply)\d{0,2}$"
)


def clean_emails(raw: pl.Expr) -> pl.Expr:
    """Addresses as they compare: folded, without a tag; "" for what is none."""
    plain = folded(raw).str.replace(r"^mailto:", "").str.replace_all(r"[\s<>]", "").str.replace(r"\+[^@]*@", "@")
    return plain.str.extract(r"^[^@]+@[^@]+\.[^@.]+$", 0).fill_null("")


def email_parts(emails: pl.Series) -> pl.DataFrame:
    """Of clean addresses: ``email``, ``local``, ``domain``, ``label``, ``role``, ``free``."""
    halves = pl.col("email").str.splitn("@", 2).struct
    rows = emails.to_frame("email").with_columns(local=halves[0].fill_null(""), domain=halves[1].fill_null(""))
    domains = rows.select(pl.col("domain").unique(maintain_order=True))
    domains = domains.with_columns(label=domain_label(pl.col("domain")), free=pl.col("domain").is_in(FREE_MAIL))
    rows = rows.join(domains, on="domain", how="left", maintain_order="left")
    return rows.with_columns(role=pl.col("local").str.contains(_ROLES))


def mailbox(email: pl.Expr) -> pl.Expr:
    """What stands before the @ of clean addresses, null for blank."""
    return email.str.extract("^[^@]+", 0)


def mailbox_letters(email: pl.Expr) -> pl.Expr:
    """The letters of a mailbox as names are folded: what of a name may be in it."""
    return without_digraphs(mailbox(email).str.replace_all(r"[^\p{L}]", ""))


def domain_label(domain: pl.Expr) -> pl.Expr:
    """The part of a domain that a company chose: "siemens" of mail.siemens.co.uk."""
    return domain.str.extract(r"([^.]+)(?:\.(?:com?|ac|org|net|edu|gov|ne|or))?\.[^.]+$").fill_null("")

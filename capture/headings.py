"""Headings: what the columns of an organiser's attendee list are called in the wild, per field of a Contact.

``role`` is what somebody is at the event (Speaker, Visitor, 参展商 ...); a column "Role" beside none for the job is the job.
"""

from __future__ import annotations

from collections.abc import Mapping

_HEADINGS = """
badge_id: badge id, badge, badge no, badge number, barcode, id, attendee id, registration id, ticket, ticket
    id, reference id, order code, ausweisnummer, numero de badge, 胸卡号, 证件号, 参会编号, 编号, 票号, バッジid, 参加者id
full_name: name, full name, attendee, attendee name, nom complet, 姓名, 名字, 氏名, お名前
given_name: first name, given name, firstname, vorname, prenom, 名, 下の名前
family_name: last name, family name, surname, lastname, nachname, nom, 姓, 名字姓
prefix: title prefix, salutation, anrede, civilite, 称谓, 敬称
company: company, organisation, organization, firma, unternehmen, societe, entreprise, employer, 公司, 公司名称, 单位,
    会社名, 会社
department: department, abteilung, service, 部门, 部署
title: job title, title, position, role, funktion, position title, fonction, poste, 职务, 职位, 役職
role: role, attendee type, participant type, visitor type, badge type, registration type, ticket type, category, type,
    teilnehmertyp, ticketart, kategorie, categorie, 身份, 类别, 参会类型, 参会身份, 观众类型, 票种, 参加区分, 区分
email: email, e mail, email address, mail, adresse e mail, courriel, 邮箱, 电子邮箱, 电子邮件, メール, メールアドレス
phone: phone, telephone, tel, phone number, telefon, telephone number, work phone, 电话, 联系电话, 電話, 電話番号
mobile: mobile, mobile phone, cell, cell phone, handy, mobil, portable, 手机, 手机号, 携帯, 携帯電話
street: street, address, strasse, adresse, 地址, 住所
city: city, town, ort, stadt, ville, 城市, 市
region: state, region, province, bundesland, 省, 省份, 都道府県
postal_code: postal code, zip, zip code, postcode, plz, code postal, 邮编, 郵便番号
country: country, land, pays, 国家, 国家/地区, 国
website: website, web, url, homepage, 网址, ウェブサイト
"""


def _parsed(text: str) -> dict[str, tuple[str, ...]]:
    """Field to headings; a line that is indented goes on with the field above it."""
    lines = text.replace("\n    ", " ").strip().splitlines()
    split = (line.partition(": ") for line in lines)
    return {name: tuple(headings.split(", ")) for name, _, headings in split}


HEADINGS: Mapping[str, tuple[str, ...]] = _parsed(_HEADINGS)
"""Headings in English, German, French, Chinese and Japanese: lower case, without accents, single spaces for punctuation."""

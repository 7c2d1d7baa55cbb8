"""Labels: the names that badges give to their fields, in English, Chinese, Japanese and more, and what they mean here."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import fields
from typing import Any, cast

from capture.badge.contact import Contact, Email, Handle, Phone, PhoneKind

_TEXT_FIELDS = tuple(item.name for item in fields(Contact) if item.type == "str")
_PHONE_KINDS: dict[str, PhoneKind] = {
    "phone": "other",
    "mobile": "mobile",
    "work_phone": "work",
    "home_phone": "home",
    "fax": "fax",
}
NETWORKS = ("wechat", "whatsapp", "linkedin", "line", "telegram", "qq", "xing", "skype", "facebook", "instagram", "x")

FIELD_NAMES: tuple[str, ...] = (*_TEXT_FIELDS, "email", *_PHONE_KINDS, *NETWORKS)
"""What a piece of a badge can be labelled: the text fields of a Contact, an e-mail address, telephone numbers by kind,
handles by network. Beside these, "extra:<name>" keeps a piece under a name of its own and "" skips it."""

_SYNONYMS: dict[str, str] = {
    "badge_id": "id uid badge badgeid badgeno badgenumber attendeeid registrationid registrationno regid regno "
    "referenceid visitorid participantid delegateid barcode ticketid ticketnumber orderid ordercode lead "
    "编号 編號 胸卡号 证件号 参会编号 观众编号 会员号 番号 登録番号 受付番号 id番号",
    "full_name": "name fullname displayname fn attendee attendeename contactname participant nom nombre 姓名 名字 名称 "
    "中文名 氏名 名前 お名前 성명 이름",
    "given_name": "firstname givenname given forename first fname vorname prénom prenom 名 名前名 이름만",
    "family_name": "lastname familyname surname last lname ln nachname apellido apellidos nomdefamille 姓 姓氏 苗字 성",
    "additional_name": "middlename middle",
    "prefix": "salutation prefix honorific nametitle anrede 称呼 称谓 敬称",
    "suffix": "suffix namesuffix",
    "name_reading": "reading kana furigana phonetic pinyin sound フリガナ ふりがな カナ 読み よみ 拼音",
    "nickname": "nickname nick badgename preferredname 昵称 暱稱",
    "company": "company co org organization organisation companyname employer firm firma unternehmen société societe "
    "empresa affiliation institution corp corporation exhibitor 公司 公司名 公司名称 公司名稱 单位 單位 "
    "单位名称 企业 企业名称 机构 会社 会社名 勤務先 所属 団体名 회사 회사명 소속",
    "department": "department dept division abteilung 部门 部門 部署 部署名 所属部署 부서",
    "title": "title position jobtitle job role function occupation posten funktion puesto cargo poste 职务 职位 "
    "職務 職位 职称 頭銜 头衔 岗位 役職 役職名 肩書 肩書き 직책 직위",
    "email": "email mail emailaddress mailaddress correo courriel 邮箱 电子邮箱 郵箱 电邮 電郵 邮件 电子邮件 "
    "電子郵件 メール メールアドレス 이메일",
    "phone": "phone tel telephone phonenumber phoneno telephonenumber telefon teléfono 电话 電話 联系电话 聯絡電話 "
    "联系方式 电话号码 電話番号 전화 전화번호 연락처",
    "mobile": "mobile mobilephone mobilenumber cell cellphone handy móvil portable 手机 手機 手机号 手机号码 "
    "移动电话 携帯 携帯電話 携帯番号 휴대폰 휴대전화",
    "work_phone": "workphone businessphone officephone directline 办公电话 座机 会社電話",
    "home_phone": "homephone privatephone",
    "fax": "fax faxnumber 传真 傳真 ファックス ファクス 팩스",
    "wechat": "wechat wechatid weixin 微信 微信号",
    "qq": "qq qq号",
    "whatsapp": "whatsapp",
    "line": "lineid",
    "telegram": "telegram",
    "linkedin": "linkedin linkedinurl",
    "xing": "xing",
    "skype": "skype",
    "facebook": "facebook",
    "instagram": "instagram",
    "x": "twitter",
    "website": "website web url homepage site companyurl 网址 網址 网站 網站 主页 ホームページ 홈페이지",
    "street": "street address addr address1 address2 addressline1 addressline2 streetaddress adresse strasse straße "
    "dirección 地址 住址 住所 所在地 주소",
    "city": "city town ort stadt ville ciudad 城市 市 都市 市区町村 도시",
    "region": "state region province prov bundesland county 省 省份 州 都道府県",
    "postal_code": "zip zipcode postcode postalcode plz 邮编 邮政编码 郵遞區號 郵便番号 우편번호",
    "country": "country countrycode land pays país 国家 國家 国 국가",
    "note": "note notes comment comments remark remarks 备注 備註 備考 메모",
    "extra:industry": "industry sector branche 行业 行業 業種 업종",
    "extra:pronouns": "pronouns",
}
_BY_SYNONYM = {synonym: name for name, synonyms in _SYNONYMS.items() for synonym in synonyms.split()}
_PUNCTUATION = re.compile(r"[\s_\-./*#()（）【】\[\]·]+")


def label_of(text: str) -> str:
    """The label that a key means ("First Name", "姓名", "会社名"), or "" when it means none."""
    if len(text) > 40:
        return ""
    return _BY_SYNONYM.get(_PUNCTUATION.sub("", unicodedata.normalize("NFKC", text)).casefold(), "")


def is_label(name: str) -> bool:
    """Whether a profile may use this as a label: one of `FIELD_NAMES`, "extra:<name>", or "" to skip a piece."""
    return not name or name in FIELD_NAMES or (name.startswith("extra:") and len(name) > len("extra:"))


def contact_from_labels(pairs: Iterable[tuple[str, str]]) -> Contact:
    """The Contact that labelled values make.

    The first value of a text field wins and later ones go to ``extra``; a street collects its lines.
    """
    texts: dict[str, str] = {}
    emails: list[Email] = []
    phones: list[Phone] = []
    handles: list[Handle] = []
    extra: list[tuple[str, str]] = []
    for label, value in ((label, value.strip()) for label, value in pairs):
        if not label or not value:
            continue
        if label == "email":
            emails.append(Email(value))
        elif label in _PHONE_KINDS:
            phones.append(Phone(value, _PHONE_KINDS[label]))
        elif label in NETWORKS:
            handles.append(Handle(label, value))
        elif label == "street" and "street" in texts:
            texts["street"] += f", {value}"
        elif label in _TEXT_FIELDS and label not in texts:
            texts[label] = value
        else:
            extra.append((label.removeprefix("extra:"), value))
    return Contact(
        **cast("dict[str, Any]", texts),
        emails=tuple(emails),
        phones=tuple(phones),
        handles=tuple(handles),
        extra=tuple(extra),
    )

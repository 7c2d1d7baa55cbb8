"""Countries with their telephone plans, legal forms and towns."""

from __future__ import annotations

from typing import NamedTuple


class Country(NamedTuple):
    """What the other modules know about a country."""

    culture: str
    dial: str
    trunk: str
    mobiles: list[str]  # prefixes
    legal_forms: list[str]  # common first
    spellings: list[str]
    weight: float


class City(NamedTuple):
    """A town with its area code."""

    local: str
    english: str
    area: str


# country | culture | dial code | trunk prefix | mobile prefixes | legal forms | other spellings | weight
_COUNTRIES = """\
Germany|de|49|0|151 152 160 162 170 171 172 173 175 176 177 178 179|GmbH;GmbH & Co. KG;AG;KG;SE;e.K.|Deutschland;DE;D|24
Austria|de|43|0|650 660 664 676 699|GmbH;AG;GmbH & Co KG|Österreich;AT|4
Switzerland|de|41|0|76 77 78 79|AG;GmbH;SA|Schweiz;CH;Suisse|4
United States|en|1||212 216 248 312 313 330 414 440 513 586 614 630 734 815 847|Inc.;LLC;Corp.;Co.|USA;US;United States of America|11
United Kingdom|en|44|0|7400 7500 7700 7711 7800 7900 7950|Ltd.;PLC;LLP|UK;GB;Great Britain;England|5
France|fr|33|0|6 7|SAS;SARL;S.A.|FR;F|7
Italy|it|39||320 328 333 335 338 339 340 347 348 349|S.r.l.;S.p.A.;S.n.c.|Italia;IT;I|8
Spain|es|34||600 610 620 630 650 660 680|S.L.;S.A.;S.L.U.|España;ES;E|6
China|cn|86|0|130 131 133 135 136 137 138 139 150 151 158 159 177 180 186 188 189|Co., Ltd.|中国;CN;P.R. China;PRC|19
Hong Kong|hk|852||5 6 9|Ltd.;Co., Ltd.|HK;Hong Kong SAR;香港|2
India|in|91|0|98 99 97 90 88 80 70|Pvt. Ltd.;Ltd.;LLP|IN;Bharat|5
South Korea|kr|82|0|10|Co., Ltd.;Corp.;Inc.|Korea;KR;Republic of Korea;대한민국|4
Turkey|tr|90|0|530 532 533 535 541 542 544 555|A.Ş.;Ltd. Şti.|Türkiye;TR|3
Poland|pl|48||501 502 600 601 603 660 692|Sp. z o.o.;S.A.|Polska;PL|2
Czechia|pl|420||602 603 605 724 731|s.r.o.;a.s.|Czech Republic;CZ;Česko|1.5
Croatia|pl|385|0|91 95 98 99|d.o.o.;d.d.|Hrvatska;HR|1
Bulgaria|cyr|359|0|87 88 89|EOOD;OOD;AD|България;BG|2
Ukraine|cyr|380|0|50 66 67 68 93 95|LLC;TOV|Україна;UA|1.5"""
# local name[/English name]:area code; a hyphen stands for a space
_CITIES = {
    "Germany": """
        Stuttgart:711 München/Munich:89 Hamburg:40 Berlin:30 Köln/Cologne:221 Nürnberg/Nuremberg:911 Bielefeld:521
        Dortmund:231 Düsseldorf:211 Aachen:241 Chemnitz:371 Dresden:351 Hannover/Hanover:511 Ulm:731 Heilbronn:7131
        Reutlingen:7121 Göppingen:7161 Tuttlingen:7461 Solingen:212 Jena:3641 Kassel:561 Siegen:271 Passau:851
        Münster:251
    """,
    "Austria": "Wien/Vienna:1 Graz:316 Linz:732 Salzburg:662 Steyr:7252 Dornbirn:5572",
    "Switzerland": "Zürich/Zurich:44 Basel:61 Bern:31 Winterthur:52 Genf/Geneva:22 Biel:32",
    "United States": """
        Chicago:312 Detroit:313 Cleveland:216 Milwaukee:414 Cincinnati:513 Houston:713 Rockford:815 Columbus:614
    """,
    "United Kingdom": "Birmingham:121 Manchester:161 London:20 Sheffield:114 Coventry:24 Leeds:113 Derby:1332",
    "France": "Lyon:4 Paris:1 Lille:3 Toulouse:5 Grenoble:4 Nantes:2 Strasbourg:3",
    "Italy": """
        Milano/Milan:02 Torino/Turin:011 Bologna:051 Brescia:030 Vicenza:0444 Modena:059 Bergamo:035 Padova/Padua:049
    """,
    "Spain": "Madrid:91 Barcelona:93 Bilbao:944 Zaragoza:976 Valencia:96 Vitoria:945",
    "China": """
        上海/Shanghai:21 苏州/Suzhou:512 深圳/Shenzhen:755 东莞/Dongguan:769 宁波/Ningbo:574 无锡/Wuxi:510
        杭州/Hangzhou:571 广州/Guangzhou:20 青岛/Qingdao:532 天津/Tianjin:22 北京/Beijing:10 武汉/Wuhan:27
        佛山/Foshan:757 昆山/Kunshan:512 成都/Chengdu:28 大连/Dalian:411 沈阳/Shenyang:24 南京/Nanjing:25
        厦门/Xiamen:592 常州/Changzhou:519 温州/Wenzhou:577 济南/Jinan:531
    """,
    "Hong Kong": "Kowloon:2 Hong-Kong:3",
    "India": """
        Pune:20 Mumbai:22 Chennai:44 Bengaluru/Bangalore:80 Coimbatore:422 Ahmedabad:79 Delhi:11 Rajkot:281
    """,
    "South Korea": "서울/Seoul:2 부산/Busan:51 인천/Incheon:32 창원/Changwon:55 수원/Suwon:31",
    "Turkey": "İstanbul/Istanbul:212 Bursa:224 Ankara:312 İzmir/Izmir:232 Konya:332",
    "Poland": "Warszawa/Warsaw:22 Poznań:61 Wrocław:71 Katowice:32 Kraków/Krakow:12",
    "Czechia": "Praha/Prague:2 Brno:5 Plzeň/Pilsen:37",
    "Croatia": "Zagreb:1 Rijeka:51 Split:21",
    "Bulgaria": "София/Sofia:2 Пловдив/Plovdiv:32 Варна/Varna:52",
    "Ukraine": "Київ/Kyiv:44 Харків/Kharkiv:57 Львів/Lviv:32",
}


def _country(line: str) -> tuple[str, Country]:
    name, culture, dial, trunk, mobiles, legal_forms, others, weight = line.split("|")
    spellings = [name, *others.split(";")]
    return name, Country(culture, dial, trunk, mobiles.split(), legal_forms.split(";"), spellings, float(weight))


def _city(entry: str) -> City:
    names, area = entry.replace("-", " ").split(":")
    local, _, english = names.partition("/")
    return City(local, english or local, area)


COUNTRIES = dict(map(_country, _COUNTRIES.splitlines()))
CITIES = {country: [_city(entry) for entry in text.split()] for country, text in _CITIES.items()}
CULTURE_WEIGHT: dict[str, float] = {}
for _one in COUNTRIES.values():
    CULTURE_WEIGHT[_one.culture] = CULTURE_WEIGHT.get(_one.culture, 0) + _one.weight

# ruff: noqa: E501 (lists of syllables and one-line rows of made-up data read better in long lines)
"""Leads with ground truth: made-up people seen at several trade shows, with everything that makes them hard to recognise.

``leads(rows, seed)`` gives a frame of `flows.records.RECORDS` and the truth: ``scan_id``, ``person`` and ``case``, which says what is
hard about the scan. Names are put together from syllables of several languages, companies and domains are under .example.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from flows.records import RECORDS

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Hardness:
    """How often each hardship occurs; the defaults are meant to be harder than a real show."""

    rows_per_person: float = 3.2
    typed: float = 0.10
    job_change: float = 0.12
    western: float = 0.35  # of Chinese people's scans
    hanzi: float = 0.35
    nickname: float = 0.12
    initial: float = 0.06
    no_given: float = 0.03
    swapped: float = 0.05
    shared_mail: float = 0.04
    family: float = 0.02
    email: float = 0.72
    phone: float = 0.6
    handle: float = 0.2
    zipf: float = 0.8


_FAMILY = {
    "de": ("Müll Schmi Schnei Fisch Web Mey Wagn Beck Schulz Hoff Koch Bau Richt Klei Wolf Schröd Neu Schwarz Zimm Braun Krüg Hart Lang Wern Krau Lehm Köhl Herr Kön Huber Kais Fuch Pet Scholz Möll Weiß Jung Hahn Vog Fried Kel Günth Ber Winkl Roth Böh Lor Bau Fran Albr Schust Sim Ludw Winter Kraus Mart Schum Krä Vogt Ste Jäg Ott Somm Gro Seid Hein Bran Haas Schreib Graf Diet Ziegl Kuhn Pohl Eng Horn Busch Berg Thom Voi Saue Arn Wolff Pfeiff",
           "er mann ler ner el inger hardt bauer meier ke en stein feld bach ert berger hoff ow"),
    "en": ("Smi John Will Brow Tay Davi Wils Evan Thom Robe Walk Wrigh Robin Thomp Whit Hugh Edwar Gree Hal Woo Harr Mart Jack Clar Lew Hil Moor Alle Coop War Morr Kin Bak Patt Wats Mitch Ad Bell Cart Phill Camp Park Coll Stew Turn Mill Ross Hend Grah Simp",
           "th son iams n lor es s ton ins er ley ford man well field wood ham land shaw by"),
    "es": ("Garc Fern Gonz Rodr Lóp Mart Sánch Pér Góm Jim Ruiz Hern Díaz Mor Álv Mu Rom Alons Guti Nav Torr Dom Váz Ram Gil Serr Bl Mol Suár Ort Del Cast Rub Mar San Igles", "ía ández ález íguez ez ínez énez eno arez ero illo os ado ega ina"),
    "pl": ("Kowal Wiśn Wójc Kami Lewand Ziel Szym Woź Dąbr Koz Jank Mazur Kwiat Krawcz Piotr Grab Now Paw Mich Adam Dud Zaj Wieczor Jabł Król Maj Olsz Jawor Wróbl Malin", "ski czyk iewicz owski ak iak icki owska ek"),
    "fr": ("Mart Bern Dub Thom Rob Rich Pet Dur Ler Mor Sim Laur Lef Mich Garc Dav Bertr Rou Vinc Four Gir Bon Dup Lamb Font Rouss Franç Leg Chev Gauth", "in ard ois as ert ier it and oy eau el on ont et aux"),
    "in": ("Sha Pat Sing Kum Gup Ver Red Nai Iye Rao Mis Josh Meh Kap Cho Mal Ban Cha Das Mukh Bhatt Des Agar Sax Tri Pil Men Kul", "rma el h ar ta ma dy r n ra hi ta oor pra hotra erjee kar wal ena thi lai on arni"),
}  # fmt: skip
_GIVEN = {
    "de": "Robert Thomas Michael Andreas Stefan Peter Klaus Wolfgang Jürgen Günter Christian Martin Frank Markus Alexander Matthias Florian Tobias Sebastian Jan Lukas Felix Anna Sabine Petra Susanne Andrea Claudia Katharina Julia Stefanie Birgit Elisabeth Monika Ulrike Heike Jens Uwe Dirk Holger Björn Sören",
    "en": "James Robert John Michael William David Richard Joseph Thomas Charles Christopher Daniel Matthew Anthony Mark Steven Paul Andrew Joshua Kenneth Kevin Brian Edward Mary Patricia Jennifer Elizabeth Barbara Susan Jessica Sarah Karen Nancy Margaret Lisa Emily Samantha Katherine Deborah Gregory Timothy",
    "es": "José Manuel Francisco Juan Antonio Javier Carlos Miguel Rafael Pedro Ángel Alejandro Fernando Luis Pablo Sergio María Carmen Ana Isabel Laura Cristina Marta Dolores Lucía Elena Raquel Pilar Rosa Teresa",
    "pl": "Piotr Krzysztof Andrzej Tomasz Jan Paweł Michał Marcin Jakub Adam Marek Łukasz Grzegorz Anna Maria Katarzyna Małgorzata Agnieszka Barbara Ewa Magdalena Elżbieta Joanna Zofia",
    "fr": "Jean Pierre Michel Philippe Alain Nicolas Christophe Laurent Frédéric Stéphane François Olivier Marie Nathalie Isabelle Catherine Sylvie Valérie Sophie Sandrine Céline Jean-Pierre Jean-Luc",
    "in": "Rajesh Sanjay Vijay Amit Anil Sunil Deepak Pradeep Sandeep Ravi Suresh Ramesh Priya Anjali Sunita Lakshmi Kavita Neha Pooja Divya Arjun Rahul Rohit Karthik Venkatesh",
}  # fmt: skip
_NICK = {
    "Robert": "Bob", "William": "Bill", "Michael": "Mike", "Richard": "Rick", "James": "Jim", "Joseph": "Joe", "Thomas": "Tom", "Charles": "Charlie",
    "Christopher": "Chris", "Daniel": "Dan", "Matthew": "Matt", "Anthony": "Tony", "Steven": "Steve", "Andrew": "Andy", "Edward": "Ted", "Kenneth": "Ken",
    "Jennifer": "Jenny", "Elizabeth": "Liz", "Katherine": "Kate", "Margaret": "Peggy", "Deborah": "Debbie", "Gregory": "Greg", "Timothy": "Tim",
    "Samantha": "Sam", "Alexander": "Alex", "Andreas": "Andi", "Matthias": "Matze", "Sebastian": "Basti", "Wolfgang": "Wolf", "Katharina": "Kathi",
    "Elisabeth": "Lisa", "Susanne": "Susi", "Stefanie": "Steffi", "Francisco": "Paco", "José": "Pepe", "Manuel": "Manolo", "Dolores": "Lola",
    "Alejandro": "Álex", "Krzysztof": "Krzysiek", "Małgorzata": "Gosia", "Katarzyna": "Kasia", "Tomasz": "Tomek", "Jakub": "Kuba", "Frédéric": "Fred",
    "Rajesh": "Raj", "Sanjay": "Sanju", "Maria": "Mia", "Tobias": "Tobi", "Florian": "Flo", "Joshua": "Josh", "Patricia": "Pat",
}  # fmt: skip
_HAN_FAMILY = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严"
_HAN_GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉建国文辉力志永健世广义兴良海山仁波宁贵福生元全胜学祥才发武新利清飞彬富顺信子成康星光天达安岩中茂进林有坚和彪博诚先敬震振壮会思群豪心邦承乐绍功松善厚庆"
_WESTERN = [
    "David",
    "Michael",
    "Kevin",
    "Jason",
    "Eric",
    "Tony",
    "Jack",
    "Peter",
    "Leo",
    "Frank",
    "Alex",
    "Tom",
    "Steven",
    "Daniel",
    "Andy",
    "Amy",
    "Lily",
    "Grace",
    "Helen",
    "Cindy",
    "Linda",
    "Vivian",
    "Jessica",
    "Emma",
    "Sophia",
    "Nancy",
    "Cherry",
    "Coco",
    "Angela",
    "Tina",
]
_STEMS = [
    "Nord",
    "Süd",
    "Alpha",
    "Rhein",
    "Hansa",
    "Iso",
    "Tec",
    "Mecha",
    "Hydro",
    "Elektro",
    "Opti",
    "Thermo",
    "Dyna",
    "Poly",
    "Metal",
    "Auto",
    "Cyber",
    "Sol",
    "Velo",
    "Quant",
    "Astra",
    "Nova",
    "Terra",
    "Vita",
    "Aero",
    "Ferro",
    "Luma",
    "Orbi",
    "Pneu",
    "Servo",
    "Tri",
    "Uni",
    "Vario",
    "Zeta",
    "Kine",
    "Logi",
    "Mikro",
    "Omni",
    "Para",
    "Robo",
]
_TAILS = [
    "tec",
    "werk",
    "technik",
    "systems",
    "matic",
    "tron",
    "solutions",
    "dynamics",
    "logic",
    "flow",
    "drive",
    "motion",
    "control",
    "sensor",
    "power",
    "pack",
    "chem",
    "pharm",
    "print",
    "form",
    "plast",
    "line",
    "star",
    "con",
    "data",
    "net",
    "link",
    "soft",
    "med",
    "lab",
    "cast",
    "weld",
    "cut",
    "lift",
    "pump",
    "valve",
]
_HAN_COMPANY = "华中天大新海金宏远东方科信达盛世瑞祥恒泰安康智创云数联合先锋光明"
_FORMS = {"de": [" GmbH", " AG", " GmbH & Co. KG", " SE"], "en": [" Ltd", " Inc.", " LLC", " PLC"], "es": [" S.L.", " S.A."],
          "pl": [" Sp. z o.o.", " S.A."], "fr": [" SAS", " SARL", " S.A."], "in": [" Pvt. Ltd.", " Limited"], "zh": [" Co., Ltd.", " Technology Co., Ltd."]}  # fmt: skip
_CITY = {"de": "München Berlin Stuttgart Köln Hamburg Nürnberg Dresden", "en": "London Boston Chicago Manchester Austin Leeds", "es": "Madrid Barcelona Valencia Sevilla Bilbao",
         "pl": "Warszawa Kraków Wrocław Gdańsk", "fr": "Paris Lyon Lille Toulouse Nantes", "in": "Mumbai Pune Chennai Bengaluru Delhi", "zh": "Shanghai Shenzhen Beijing Suzhou Hangzhou Guangzhou"}  # fmt: skip
_DIAL = {
    "de": ("49", "17"),
    "en": ("44", "77"),
    "es": ("34", "6"),
    "pl": ("48", "5"),
    "fr": ("33", "6"),
    "in": ("91", "98"),
    "zh": ("86", "13"),
}
_JOBS = [
    "Sales Manager",
    "Head of Purchasing",
    "Engineer",
    "Managing Director",
    "CEO",
    "Product Manager",
    "R&D Manager",
    "Buyer",
    "Consultant",
    "Project Manager",
    "Quality Manager",
    "Key Account Manager",
    "Production Manager",
    "CTO",
    "Student",
    "Professor",
    "Technician",
    "Export Manager",
    "Marketing Manager",
    "Designer",
]
_FREE = ["gmail.com", "gmx.de", "outlook.com", "yahoo.com", "qq.com", "163.com", "web.de", "hotmail.com"]
_ORIGINS = ("de", "en", "es", "pl", "fr", "in", "zh")
_SHARE = (0.3, 0.18, 0.08, 0.07, 0.09, 0.08, 0.2)


def leads(rows: int, seed: int = 0, hardness: Hardness | None = None) -> tuple[pl.DataFrame, pl.DataFrame]:
    """About ``rows`` scans (exactly so many) in `RECORDS` and their truth (``scan_id``, ``person``, ``case``)."""
    h = hardness or Hardness()
    rng = np.random.default_rng(seed)
    people = max(2, int(rows / h.rows_per_person))
    origin = rng.choice(len(_ORIGINS), people, p=_SHARE)
    firms = _companies(max(5, people // 12), rng)
    persons = _people(people, origin, firms, rng, h)
    return _scans(rows, persons, firms, rng, h)


def _zipf(size: int, count: int, rng: np.random.Generator, power: float) -> Ints:
    weight = 1.0 / np.arange(1, size + 1) ** power
    return rng.choice(size, count, p=weight / weight.sum())


def _companies(count: int, rng: np.random.Generator) -> pl.DataFrame:
    origin = rng.choice(len(_ORIGINS), count, p=_SHARE)
    out = []
    for at, which in enumerate(origin):
        lang = _ORIGINS[which]
        stem = (
            _STEMS[rng.integers(len(_STEMS))]
            + (_STEMS[rng.integers(len(_STEMS))].lower() if rng.random() < 0.5 else "")
            + _TAILS[rng.integers(len(_TAILS))]
        )
        if rng.random() < 0.3:
            stem = "".join(_FAMILY["de"][0].split()[rng.integers(80)]) + "er " + stem
        form = _FORMS[lang][rng.integers(len(_FORMS[lang]))].strip()
        han = (
            "".join(_HAN_COMPANY[i] for i in rng.integers(0, len(_HAN_COMPANY), 4)) + "科技有限公司"
            if lang == "zh"
            else ""
        )
        domain = (
            stem.lower().replace(" ", "-").replace("ü", "ue").replace("ö", "oe").replace("ß", "ss")
            + (str(at) if count > 500 else "")
            + ".example"
        )
        pattern = ("f.l", "fl", "l.f", "f", "i.l")[int(rng.choice(5, p=[0.5, 0.2, 0.1, 0.1, 0.1]))]
        dial = _DIAL[lang][0]
        out.append((lang, stem, f"{stem} {form}", stem.upper() if rng.random() < 0.3 else stem, han, domain, pattern,
                    f"+{dial} {rng.integers(20, 99)} {rng.integers(10000, 99999)}0", _CITY[lang].split()[rng.integers(len(_CITY[lang].split()))], rng.random() < 0.3))  # fmt: skip
    return pl.DataFrame(
        out,
        schema=["lang", "stem", "full", "brief", "han", "domain", "pattern", "board", "city", "uses_board"],
        orient="row",
    )


def _people(count: int, origin: Ints, firms: pl.DataFrame, rng: np.random.Generator, h: Hardness) -> pl.DataFrame:
    family, given, western, han = ([""] * count for _ in range(4))
    for which, lang in enumerate(_ORIGINS):
        at = np.flatnonzero(origin == which)
        if lang == "zh":
            fam = _zipf(len(_HAN_FAMILY), len(at), rng, h.zipf)
            one, two = _zipf(len(_HAN_GIVEN), len(at), rng, 0.5), _zipf(len(_HAN_GIVEN), len(at), rng, 0.5)
            from pypinyin import lazy_pinyin

            sound = {sign: lazy_pinyin(sign)[0] for sign in _HAN_FAMILY + _HAN_GIVEN}
            single = rng.random(len(at)) < 0.35
            has_western = rng.random(len(at)) < 0.5
            for i, p in enumerate(at):
                g = _HAN_GIVEN[one[i]] + ("" if single[i] else _HAN_GIVEN[two[i]])
                f = _HAN_FAMILY[fam[i]]
                han[p], family[p], given[p] = f + g, sound[f].title(), "".join(sound[x] for x in g).title()
                western[p] = _WESTERN[rng.integers(len(_WESTERN))] if has_western[i] else ""
            continue
        heads, tails = (part.split() for part in _FAMILY[lang])
        names = [a + b for a in heads for b in tails]
        rng.shuffle(names)
        firsts = _GIVEN[lang].split()
        fam, giv = _zipf(len(names), len(at), rng, h.zipf), _zipf(len(firsts), len(at), rng, 0.6)
        for i, p in enumerate(at):
            family[p], given[p] = names[fam[i]], firsts[giv[i]]
    by_lang = {lang: np.flatnonzero((firms["lang"] == lang).to_numpy()) for lang in _ORIGINS}
    everywhere = np.arange(firms.height)
    firm = np.zeros((count, 2), np.int64)
    for which, lang in enumerate(_ORIGINS):
        at = np.flatnonzero(origin == which)
        home = by_lang[lang] if len(by_lang[lang]) else everywhere
        for job in range(2):
            own = home[_zipf(len(home), len(at), rng, 0.7)]
            other = everywhere[_zipf(len(everywhere), len(at), rng, 0.7)]
            firm[at, job] = np.where(rng.random(len(at)) < 0.8, own, other)
    changes = (rng.random(count) < h.job_change) & (firm[:, 0] != firm[:, 1])
    dial = np.array([_DIAL[lang][0] for lang in _ORIGINS])[origin]
    head = np.array([_DIAL[lang][1] for lang in _ORIGINS])[origin]
    mobile = [
        f"+{d} {a}{n // 10000000 % 10}{n // 1000000 % 10} {n % 1000000:06d}"
        for d, a, n in zip(dial, head, rng.integers(0, 10**8, count), strict=True)
    ]
    direct = rng.integers(10, 999, (count, 2))
    persons = pl.DataFrame(
        {"origin": origin, "family": family, "given": given, "western": western, "han": han, "firm0": firm[:, 0], "firm1": np.where(changes, firm[:, 1], firm[:, 0]),
         "change_at": np.where(changes, rng.random(count), 2.0), "mobile": mobile, "direct0": direct[:, 0], "direct1": direct[:, 1],
         "private": rng.random(count) < 0.15, "free": rng.integers(0, len(_FREE), count), "linked": rng.random(count) < 0.6, "tag": rng.integers(0, 10**6, count),
         "job0": rng.integers(0, len(_JOBS), count), "job1": rng.integers(0, len(_JOBS), count), "shared": rng.random(count) < h.shared_mail}
    )  # fmt: skip
    # Some share phone and family name with the person before them: a couple, or father and son, in one firm now and then.
    kin = np.flatnonzero(rng.random(count) < h.family)
    kin = kin[kin > 0]
    frame = {name: persons[name].to_list() for name in ("family", "mobile", "origin", "han", "firm0", "firm1")}
    for p in kin:
        if frame["origin"][p] == frame["origin"][p - 1] and not frame["han"][p]:
            frame["family"][p], frame["mobile"][p] = frame["family"][p - 1], frame["mobile"][p - 1]
            if rng.random() < 0.5:
                frame["firm0"][p], frame["firm1"][p] = frame["firm0"][p - 1], frame["firm1"][p - 1]
    return persons.with_columns(
        family=pl.Series(frame["family"]),
        mobile=pl.Series(frame["mobile"]),
        firm0=pl.Series(frame["firm0"]),
        firm1=pl.Series(frame["firm1"]),
    )


def _plain(text: str) -> str:
    for a, b in (("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("ß", "ss"), ("ł", "l"), ("ø", "o")):
        text = text.replace(a, b)
    import unicodedata

    return "".join(c for c in unicodedata.normalize("NFKD", text.lower()) if c.isascii() and (c.isalnum() or c == "-"))


def _mail(pattern: str, given: str, family: str, domain: str) -> str:
    g, f = _plain(given), _plain(family)
    local = {"f.l": f"{g}.{f}", "fl": f"{g[:1]}{f}", "l.f": f"{f}.{g}", "f": g, "i.l": f"{g[:1]}.{f}"}[pattern]
    return f"{local}@{domain}"


def _typo(text: str, rng: np.random.Generator) -> str:
    if len(text) < 4:
        return text
    at = int(rng.integers(1, len(text) - 1))
    kind = rng.integers(4)
    letters = "abcdefghijklmnoprstuvwz"
    other = str(rng.integers(10)) if text[at].isdigit() else letters[rng.integers(len(letters))]
    return {
        0: text[:at] + text[at + 1 :],
        1: text[:at] + other + text[at:],
        2: text[:at] + other + text[at + 1 :],
        3: text[: at - 1] + text[at] + text[at - 1] + text[at + 1 :],
    }[int(kind)]


def _spelled(number: str, rng: np.random.Generator) -> str:
    code, rest = number[1:].split(" ", 1)
    flat = rest.replace(" ", "")
    return (
        number,
        f"+{code}{flat}",
        f"0{rest}",
        f"00{code} {rest}",
        f"+{code} (0){rest}",
        f"0{flat[:3]}/{flat[3:]}",
        f"+{code}-{flat[:2]}-{flat[2:]}",
    )[int(rng.choice(7, p=[0.3, 0.25, 0.1, 0.1, 0.1, 0.05, 0.1]))]


def _scans(
    rows: int, persons: pl.DataFrame, firms: pl.DataFrame, rng: np.random.Generator, h: Hardness
) -> tuple[pl.DataFrame, pl.DataFrame]:
    count = persons.height
    shows = max(4, int(np.log2(rows)))
    # How often somebody is seen is uneven: most once or twice, a few at every show.
    eager = rng.gamma(1.2, 1.0, count)
    who = np.sort(rng.choice(count, rows, p=eager / eager.sum()))
    show = rng.integers(0, shows, rows)
    fields = {
        show_id: {"email": rng.random() < 0.85, "phone": rng.random() < 0.75, "company": rng.random() < 0.97}
        for show_id in range(shows)
    }
    person_rows = persons.rows(named=True)
    firm_rows = firms.rows(named=True)
    taken: dict[str, int] = {}
    badge: dict[tuple[int, int], dict[str, object]] = {}
    columns: dict[str, list[object]] = {name: [] for name in RECORDS}
    truth_case: list[str] = []
    for i in range(rows):
        p, s = int(who[i]), int(show[i])
        person = person_rows[p]
        made = badge.get((p, s))
        typed = rng.random() < h.typed
        if made is None or typed or rng.random() < 0.03:
            fresh = _contact(p, s / shows, person, firm_rows, rng, h, taken, typed, fields[s])
            fresh["badge_id"] = "" if typed else f"{p * 7919 % 1000003 + 100000}"
            if not typed:
                badge[(p, s)] = fresh
        else:
            fresh = made
        truth_case.append(str(fresh["case"]))
        for name in RECORDS:
            columns[name].append(fresh.get(name, ""))
        columns["event"][-1] = f"show-{s:02d}"
        columns["source"][-1] = "typed" if typed else "badge"
    order = rng.permutation(rows)
    columns["scan_id"] = [f"{i:012d}" for i in np.argsort(order)]
    columns["exhibitor"] = ["exhibitor.example"] * rows
    start = np.datetime64("2024-01-10T08:00", "us")
    times = start + show.astype("timedelta64[D]") * 40 + rng.integers(0, 9 * 3600, rows).astype("timedelta64[s]")
    del columns["taken_at"]
    for name, dtype in RECORDS.items():
        if isinstance(dtype, pl.List):
            columns[name] = [value if isinstance(value, list) else [] for value in columns[name]]
    taken_at = pl.Series("taken_at", times).cast(pl.Datetime("us")).dt.replace_time_zone("UTC")
    frame = (
        pl.DataFrame(columns, schema={name: RECORDS[name] for name in columns}, strict=False)
        .with_columns(taken_at)
        .select(RECORDS.names())
    )
    truth = pl.DataFrame({"scan_id": frame["scan_id"], "person": who, "case": truth_case})
    return frame.sort("scan_id"), truth.sort("scan_id")


def _contact(  # noqa: C901 (one hardship after another)
    p: int,
    at: float,
    person: dict[str, object],
    firms: list[dict[str, object]],
    rng: np.random.Generator,
    h: Hardness,
    taken: dict[str, int],
    typed: bool,
    shown: dict[str, bool],
) -> dict[str, object]:
    """One badge's contact fields, with the hardships that befell it."""
    moved = at > float(person["change_at"])  # type: ignore[arg-type]
    job = 1 if moved else 0
    firm = firms[int(person[f"firm{job}"])]  # type: ignore[call-overload]
    given, family, western, han = (str(person[name]) for name in ("given", "family", "western", "han"))
    cases = ["moved"] if moved else []
    # A mailbox is its owner's for good: the second of the same name at a firm gets a number.
    mail = _mail(str(firm["pattern"]), western if western and p % 2 else given, family, str(firm["domain"]))
    owner = taken.setdefault(mail, p)
    if owner != p:
        mail = mail.replace("@", f"{p % 89 + 2}@")
    if person["shared"]:
        mail, cases = f"{('info', 'sales', 'office')[p % 3]}@{firm['domain']}", [*cases, "shared mail"]
    private = f"{_plain(given)}{_plain(family)}{int(person['tag']) % 97}@{_FREE[int(person['free'])]}"  # type: ignore[call-overload]
    if person["private"] and rng.random() < 0.6:
        mail = private
    shown_given, name = given, ""
    draw = rng.random()
    if han:
        if western and draw < h.western:
            shown_given = western
            name = f"{western} {family}" if rng.random() < 0.8 else f"{western} {given} {family}"
            cases.append("western")
        elif draw < h.western + h.hanzi:
            name = han
            cases.append("hanzi")
        else:
            name = (f"{given} {family}", f"{family} {given}", f"{family.upper()} {given}")[rng.integers(3)]
    else:
        if draw < h.nickname and given in _NICK:
            shown_given = _NICK[given]
            cases.append("nickname")
        elif draw < h.nickname + h.initial:
            shown_given = given[0] + "."
            cases.append("initial")
        elif draw < h.nickname + h.initial + h.no_given:
            shown_given = ""
            cases.append("no given name")
        name = f"{shown_given} {family}".strip()
        if shown_given and rng.random() < h.swapped:
            name = f"{family}, {shown_given}" if rng.random() < 0.6 else f"{family} {shown_given}"
            cases.append("swapped")
        if rng.random() < 0.08:
            name = ("Dr. ", "Prof. ", "Mr. ", "Herr ")[rng.integers(4)] + name
        if rng.random() < 0.15:
            name = name.replace("ü", "ue").replace("ö", "oe").replace("ä", "ae").replace("ß", "ss")
        elif rng.random() < 0.1:
            name = "".join(c for c in name.replace("ü", "u").replace("ö", "o").replace("ł", "l"))
    company = (
        str(firm["han"])
        if firm["han"] and han and rng.random() < 0.4
        else str(firm[("full", "stem", "brief")[int(rng.choice(3, p=[0.5, 0.3, 0.2]))]])
    )
    mobile = str(person["mobile"])
    number = f"{firm['board']}{'' if person['shared'] or firm['uses_board'] else person[f'direct{job}']}"
    phones, mobiles = [], []
    if shown["phone"] and rng.random() < h.phone:
        if rng.random() < 0.65:
            mobiles = [_spelled(mobile, rng)]
            phones = list(mobiles)
        if not phones or rng.random() < 0.2:
            phones.append(_spelled(number, rng))
    handles = (
        [f"linkedin:{_plain(given)}-{_plain(family)}-{person['tag']}"]
        if person["linked"] and rng.random() < h.handle
        else []
    )
    emails = [mail] if shown["email"] and rng.random() < h.email else []
    if typed:
        cases.append("typed")
        if rng.random() < 0.45:
            name = _typo(name, rng)
        if rng.random() < 0.2:
            company = _typo(company, rng)
        emails = [_typo(one, rng) if rng.random() < 0.15 else one for one in emails if rng.random() < 0.75]
        phones = [_typo(one, rng) if rng.random() < 0.12 else one for one in phones if rng.random() < 0.8]
        mobiles, handles = [], []
    return {"full_name": name, "company": company if shown["company"] else "", "title": _JOBS[int(person[f"job{job}"])] if rng.random() < 0.6 else "",  # type: ignore[call-overload]
            "emails": emails, "phones": phones, "mobiles": mobiles, "handles": handles, "city": str(firm["city"]) if rng.random() < 0.5 else "",
            "case": ",".join(cases)}  # fmt: skip

"""Languages: the made-up names, companies and places the demo's attendees come from, five languages of them.

Every person and firm is invented. Domains end in ``.example``, which RFC 6761 reserves; `flows.demo.phones` has the numbers.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Firm:
    """An invented employer; ``domain`` is the label before ``.example``, ``city`` and ``country`` where it sits."""

    name: str
    domain: str
    city: str
    country: str


@dataclass(frozen=True, slots=True)
class Name:
    """A given or family name as it is written, and its lower-case Latin form for mailboxes and readings."""

    written: str
    latin: str


@dataclass(frozen=True, slots=True)
class Language:
    """What attendees of one language are made of."""

    code: str
    family_first: bool
    family_names: tuple[Name, ...]
    given_names: tuple[Name, ...]
    titles: tuple[str, ...]
    firms: tuple[Firm, ...]

    def full_name(self, given: str, family: str) -> str:
        """The name for display, in the order its owner writes it; Chinese without a space."""
        if not self.family_first:
            return f"{given} {family}"
        return f"{family}{given}" if self.code == "zh" else f"{family} {given}"


def _names(text: str) -> tuple[Name, ...]:
    """Names from "Jörg=joerg 王=wang Mara": without "=" the Latin form is the written one in lower case."""
    pairs = (item.partition("=") for item in text.split())
    return tuple(Name(written, latin or written.lower()) for written, _, latin in pairs)


ENGLISH = Language(
    "en",
    False,
    _names(
        "Larkspur Fernweather Quillfeather Thistlewood Pennyfold Hollowell Applegarth Ravensbrook Merryfield Wintergreen "
        "Oakenshaw Bellweather Copperthwaite Dandelyon Nettleship Starling Underbough Foxglove Marshlight Tumbledown "
        "O'Lantern=olantern Brambleton Hathersedge Silverthorn"
    ),
    _names(
        "Amara Briony Cedric Daphne Edmund Felicity Gideon Harriet Imogen Jasper Keziah Linus Maeve Nigel Ottoline Percival "
        "Rosalind Silas Tabitha Winifred"
    ),
    (
        "Head of Procurement", "Plant Manager", "Optical Engineer", "Operations Director", "Quality Manager",
        "Purchasing Officer", "Research Fellow", "Chief Technology Officer", "Sales Manager", "Maintenance Lead",
    ),
    (
        Firm("Moonharbour Robotics Ltd", "moonharbour", "Bristol", "United Kingdom"),
        Firm("Seven Teacups Medical plc", "seventeacups", "Leeds", "United Kingdom"),
        Firm("Tin Whistle Foods Ltd", "tinwhistle", "Cardiff", "United Kingdom"),
        Firm("Lamplighter & Daughters", "lamplighter", "Edinburgh", "United Kingdom"),
        Firm("Hedgehog Aerospace Ltd", "hedgehog-aero", "Derby", "United Kingdom"),
        Firm("University of Little Wandering", "littlewandering", "Little Wandering", "United Kingdom"),
        Firm("Paper Lantern Logistics Inc.", "paperlantern", "Chicago", "United States"),
        Firm("Umbrella Weather Instruments LLC", "umbrellaweather", "Seattle", "United States"),
        Firm("Blue Kettle Semiconductors Inc.", "bluekettle", "San Francisco", "United States"),
        Firm("Porcupine Packaging Corp.", "porcupine-pack", "New York", "United States"),
    ),
)  # fmt: skip

GERMAN = Language(
    "de",
    False,
    _names(
        "Apfelgrün=apfelgruen Morgenrot Silberbach Nebelhorn Sternmüller=sternmueller Windmöller=windmoeller Kornblum "
        "Wolkenstein Mondschein Tannhäuschen=tannhaeuschen Rübezahn=ruebezahn Federleicht Glockenspiel Hagebutt Kieselstein "
        "Lindenblatt Regenpfeifer Zaunkönig=zaunkoenig Weißdorn=weissdorn Löwenzahn=loewenzahn Butterblum Eulenberg"
    ),
    _names(
        "Annegret Björn=bjoern Clemens Dörte=doerte Friedrun Gisbert Heike Ingo Jörg=joerg Käthe=kaethe Ludger Mechthild Norbert "
        "Ottilie Roswitha Sönke=soenke Traudl Ulrich Wiebke Xaver"
    ),
    (
        "Leiterin Einkauf", "Werksleiter", "Entwicklungsingenieurin", "Geschäftsführer", "Qualitätsbeauftragte",
        "Projektleiter Automatisierung", "Instandhaltung", "Vertriebsleiterin", "Technischer Einkauf", "Laborleiter",
    ),
    (
        Firm("Siebenmeilen Logistik AG", "siebenmeilen", "Hamburg", "Germany"),
        Firm("Wolkenkuckuck Maschinenbau GmbH", "wolkenkuckuck", "München", "Germany"),
        Firm("Papiermond Druckwerke GmbH & Co. KG", "papiermond", "Frankfurt am Main", "Germany"),
        Firm("Zwölf Monde Sensorik GmbH", "zwoelfmonde", "Berlin", "Germany"),
        Firm("Gebrüder Murmeltier KG", "murmeltier", "Köln", "Germany"),
        Firm("Sandmännle Medizintechnik GmbH", "sandmaennle", "München", "Germany"),
        Firm("Hochschule Krähwinkel", "hs-kraehwinkel", "Berlin", "Germany"),
        Firm("Tausendfuß Fördertechnik GmbH", "tausendfuss", "Köln", "Germany"),
        Firm("Nordlicht & Söhne OHG", "nordlicht-soehne", "Hamburg", "Germany"),
    ),
)  # fmt: skip

FRENCH = Language(
    "fr",
    False,
    _names(
        "Clairdelune Beaulune Montsoleil Rochemiel Vertefeuille Belleroche D'Ardoise=dardoise Petitnuage "
        "Grandpré=grandpre Sainte-Plume=sainte-plume Boisfleuri Tournesol Chèvrefeuille=chevrefeuille L'Étoile=letoile "
        "Bruyère-Noire=bruyere-noire Papillon"
    ),
    _names(
        "Amélie=amelie Benoît=benoit Chloé=chloe Didier Éloïse=eloise Fabrice Gaëlle=gaelle Hugues Inès=ines Jérôme=jerome "
        "Léonie=leonie Mathieu Noémie=noemie Odilon Régis=regis Solène=solene"
    ),
    (
        "Responsable des achats", "Directrice d'usine", "Ingénieur optique", "Directeur technique", "Responsable qualité",
        "Cheffe de projet", "Chargé de recherche",
    ),
    (
        Firm("Lune d'Ardoise SAS", "lunedardoise", "Paris", "France"),
        Firm("Ateliers du Petit Nuage SARL", "petitnuage", "Nantes", "France"),
        Firm("Mécanique Montgolfière SA", "montgolfiere", "Lyon", "France"),
        Firm("Institut des Trois Girafes", "troisgirafes", "Toulouse", "France"),
        Firm("Cerf-Volant Électronique SAS", "cerfvolant-elec", "Grenoble", "France"),
        Firm("Biscuiterie Mécanisée de l'Ouest", "biscuiterie-ouest", "Rennes", "France"),
    ),
)  # fmt: skip

CHINESE = Language(
    "zh",
    True,
    _names(
        "王=wang 李=li 张=zhang 刘=liu 陈=chen 杨=yang 赵=zhao 黄=huang 周=zhou "
        "吴=wu 徐=xu 孙=sun 胡=hu 林=lin 何=he 欧阳=ouyang 诸葛=zhuge 司马=sima"
    ),
    _names(
        "晓岚=xiaolan 月明=yueming 云舟=yunzhou 星野=xingye 若溪=ruoxi 松涛=songtao 听雨=tingyu 砚秋=yanqiu "
        "青禾=qinghe 望舒=wangshu 知夏=zhixia "
        "小满=xiaoman 白露=bailu 景行=jingxing 南风=nanfeng 子墨=zimo"
    ),
    ("采购经理", "总经理", "光学工程师", "质量主管", "研发总监", "项目经理", "设备主管", "销售经理", "技术总监"),
    (
        Firm("上海纸月亮精密机械有限公司", "zhiyueliang", "上海", "中国"),
        Firm("北京七色光电股份有限公司", "qise-guangdian", "北京", "中国"),
        Firm("广州云朵机器人科技有限公司", "yunduo-robot", "广州", "中国"),
        Firm("上海萤火虫传感器有限公司", "yinghuochong", "上海", "中国"),
        Firm("北京小熊猫物流装备有限公司", "xiaoxiongmao", "北京", "中国"),
        Firm("广州风筝自动化设备有限公司", "fengzheng-auto", "广州", "中国"),
        Firm("桃花源理工学院", "taohuayuan-it", "上海", "中国"),
    ),
)

JAPANESE = Language(
    "ja",
    True,
    _names(
        "星川=hoshikawa 朝霧=asagiri 水無月=minazuki 花園=hanazono "
        "雪村=yukimura 月岡=tsukioka 風間=kazama 虹野=nijino 若草=wakakusa 鈴鹿=suzuka"
    ),
    _names("陽菜=hina 蓮=ren 美咲=misaki 大和=yamato 千尋=chihiro 楓=kaede 翼=tsubasa 葵=aoi 直樹=naoki 澪=mio"),
    ("購買部長", "技術部", "工場長", "品質管理課長", "研究員", "代表取締役"),
    (
        Firm("株式会社つきみ精機", "tsukimi-seiki", "東京", "日本"),
        Firm("こぐま光学工業株式会社", "koguma-optics", "東京", "日本"),
        Firm("有限会社かみひこうき製作所", "kamihikoki", "東京", "日本"),
        Firm("株式会社ゆきだるま物流", "yukidaruma", "東京", "日本"),
    ),
)

SHARES: tuple[tuple[Language, float], ...] = (
    (ENGLISH, 0.30),
    (GERMAN, 0.25),
    (FRENCH, 0.15),
    (CHINESE, 0.20),
    (JAPANESE, 0.10),
)
"""How many of an event's attendees speak what."""

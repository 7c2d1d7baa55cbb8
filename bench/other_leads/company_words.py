"""Words that names of companies are made of, and the ways to write legal forms and trades."""

from __future__ import annotations

from bench.other_leads.spelling import words

_TRADES = {
    "de": """
        Maschinenbau Werkzeugbau Präzisionstechnik Automatisierungstechnik Anlagenbau Kunststofftechnik Elektronik
        Metallbau Messtechnik Lasertechnik Antriebstechnik Hydraulik Systeme Feinmechanik Zerspanungstechnik Formenbau
        Fördertechnik Optik Stahlbau Blechtechnik Industrieservice Werkzeugmaschinen Sondermaschinen
    """,
    "en": """
        Engineering Technologies Manufacturing Precision_Tools Automation Industries Systems Instruments Controls
        Plastics Machine_Works Tooling Robotics Industrial_Supply Metal_Products Solutions Aerospace Components
        Fabrication
    """,
    "fr": "Mécanique Industrie Automatismes Usinage Outillage Systèmes Électronique Ingénierie Plasturgie",
    "it": """
        Meccanica Automazione Stampi Industrie Macchine Impianti Utensili Elettronica Sistemi Lavorazioni
    """,
    "es": "Mecanizados Industrias Automatización Maquinaria Ingeniería Talleres Utillajes Sistemas",
    "tr": "Makina Otomasyon Kalıp Otomotiv Metal Endüstri",
    "pl": "Automatyka Narzędzia Technika Metal Systemy Maszyny",
}
TRADES = {culture: words(text) for culture, text in _TRADES.items()}
TRADES |= dict.fromkeys(("in", "kr", "hk", "cyr"), TRADES["en"])
_CN_TRADES = """
    精密机械:Precision_Machinery 机械设备:Machinery_Equipment 电子科技:Electronic_Technology
    自动化设备:Automation_Equipment 模具:Mould 汽车零部件:Auto_Parts 激光科技:Laser_Technology
    数控机床:CNC_Machine_Tools 光电:Optoelectronics 新材料:New_Materials 进出口贸易:Import_&_Export
    智能装备:Intelligent_Equipment 五金制品:Hardware_Products
"""
CN_TRADES = [tuple(entry.split(":")) for entry in words(_CN_TRADES)]  # in Chinese, in English
_CN_CORE = """
    华Hua 新Xin 德De 瑞Rui 鑫Xin 宏Hong 泰Tai 盛Sheng 恒Heng 达Da 科Ke 信Xin 力Li 金Jin 东Dong 海Hai 天Tian 大Da
    远Yuan 昌Chang 隆Long 博Bo 创Chuang 联Lian 精Jing 飞Fei 龙Long 中Zhong 亚Ya 凯Kai 诚Cheng 嘉Jia 汇Hui 明Ming 立Li
    三San 祥Xiang 宝Bao
"""
CN_CORE = _CN_CORE.split()
_BEGINNINGS = """
    Vel Tro Nex Axi Cor Dyna Omni Ser Kin Lum Pra Quan Robo Syn Tec Ultra Var Wex Xen Zen Alt Bel Cen Del Eco Fer
    Gen Hel Ind Jun Mag Nov Opti Pol Sig Ter
"""
_ENDS = "tron tec tek via nix con dyn lux mat plex sys tex ron max cor tis forge form drive"
# The parts of a coined name.
COINED = (_BEGINNINGS.split(), ["", "a", "e", "i", "o", "u", "ra", "ri", "no", "ma", "lo"], _ENDS.split())
_ADJECTIVES = {
    "de": "Süddeutsche Norddeutsche Vereinigte Rheinische Bayerische Schwäbische Allgemeine Westfälische",
    "en": "National American United Pacific Northern General Advanced Midwest Great_Lakes Consolidated",
    "fr": "Société_Générale_de Compagnie_Française_de Ateliers_Lyonnais_de",
    "it": "Officine_Riunite Società_Italiana Costruzioni_Generali",
    "es": "Compañía_Española_de Talleres_Unidos",
}
ADJECTIVES = {culture: words(text) for culture, text in _ADJECTIVES.items()}
KIN = {
    "de": ["& Söhne", "& Co.", "Gebrüder"],
    "en": ["& Sons", "Bros."],
    "fr": ["et Fils"],
    "it": ["F.lli", "& Figli"],
    "es": ["e Hijos", "Hermanos"],
    "in": ["& Sons"],
}
LEGAL_FORMS = {
    "GmbH": ["Gmbh", "GMBH", "G.m.b.H.", "mbH"],
    "GmbH & Co. KG": ["GmbH & Co KG", "GmbH", "GmbH&Co.KG", "KG"],
    "Co., Ltd.": ["Co.,Ltd", "Co Ltd", "CO., LTD", "Co. Ltd.", "Company Limited", "Ltd."],
    "S.p.A.": ["SpA", "SPA", "S.P.A."],
    "Inc.": ["Inc", ", Inc.", "Incorporated"],
    "Corp.": ["Corporation", "Corp"],
    "S.r.l.": ["Srl", "SRL", "S.R.L."],
    "Ltd.": ["Limited", "Ltd", "LTD"],
    "Pvt. Ltd.": ["Private Limited", "Pvt Ltd", "(P) Ltd."],
    "S.L.": ["SL"],
    "A.Ş.": ["A.S.", "AS"],
    "Sp. z o.o.": ["Sp. z.o.o.", "sp z o o"],
}
SHORTER = [
    ("maschinenbau", "masch.bau"),
    ("technik", "tech."),
    ("Maschinen", "Masch."),
    ("Engineering", "Eng."),
    ("Technologies", "Tech"),
    ("Manufacturing", "Mfg"),
    ("Machinery", "Mach."),
    ("Industries", "Ind."),
    ("Technology", "Tech"),
    ("Automatisierungs", "Automat."),
    ("Systems", "Sys."),
    ("Industrial", "Ind."),
    ("Ingeniería", "Ing."),
    ("Equipment", "Equip."),
]

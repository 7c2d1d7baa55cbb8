"""Jobs: what a person does, where and how to reach them there."""

from __future__ import annotations

from bisect import bisect
from dataclasses import dataclass
from datetime import datetime

from bench.other_leads.companies import Company, Site
from bench.other_leads.dice import Dice
from bench.other_leads.phones import Phone

# English/German/Chinese/French/Italian/Spanish
_ROLES = """\
CEO/Geschäftsführer/总经理/Directeur général/Amministratore delegato/Director general
Purchasing Manager/Leiter Einkauf/采购经理/Responsable achats/Responsabile acquisti/Jefe de compras
Buyer/Einkäufer/采购/Acheteur/Buyer/Comprador
Sales Manager/Vertriebsleiter/销售经理/Directeur commercial/Responsabile vendite/Director comercial
Sales Engineer/Vertriebsingenieur/销售工程师/Ingénieur commercial/Tecnico commerciale/Técnico comercial
Design Engineer/Konstrukteur/设计工程师/Ingénieur études/Progettista/Ingeniero de diseño
Production Manager/Produktionsleiter/生产经理/Responsable production/Responsabile produzione/Jefe de producción
Process Engineer/Prozessingenieur/工艺工程师/Ingénieur process/Ingegnere di processo/Ingeniero de procesos
Quality Manager/Leiter QS/质量经理/Responsable qualité/Responsabile qualità/Jefe de calidad
Project Manager/Projektleiter/项目经理/Chef de projet/Project manager/Jefe de proyecto
R&D Engineer/Entwicklungsingenieur/研发工程师/Ingénieur R&D/Ricerca e sviluppo/Ingeniero I+D
Head of R&D/Leiter Entwicklung/研发总监/Directeur R&D/Direttore R&S/Director I+D
Technical Director/Technischer Leiter/技术总监/Directeur technique/Direttore tecnico/Director técnico
Maintenance Engineer/Instandhalter/设备工程师/Technicien maintenance/Manutentore/Técnico de mantenimiento
Engineer/Ingenieur/工程师/Ingénieur/Ingegnere/Ingeniero
Managing Partner/Gesellschafter/合伙人/Associé gérant/Socio/Socio
Business Development Manager/Business Development/业务经理/Développement commercial/Sviluppo commerciale/Desarrollo de negocio
Student/Student/学生/Étudiant/Studente/Estudiante"""
_TITLES = [line.split("/") for line in _ROLES.splitlines()]
_LANGUAGES = {"en": 0, "de": 1, "cn": 2, "fr": 3, "it": 4, "es": 5}
_UP_TO = (
    4,
    9,
    17,
    24,
    31,
    39,
    46,
    54,
    61,
    69,
    76,
    79,
    83,
    87,
    93,
    95,
    99,
    100,
)  # % of people with this role or one before
# German, English, Chinese
_DEPARTMENTS = (
    ("Einkauf", "Purchasing", "采购部"),
    ("Vertrieb", "Sales", "销售部"),
    ("Entwicklung", "R&D", "研发部"),
    ("Produktion", "Production", "生产部"),
    ("Qualität", "Quality", "质量部"),
    ("Technik", "Engineering", "技术部"),
    ("Marketing", "Marketing", "市场部"),
    ("IT", "IT", "信息部"),
)
_DEPARTMENT_OF_ROLE = (7, 0, 0, 1, 1, 2, 3, 3, 4, 5, 2, 2, 5, 3, 5, 1, 1, 2)


@dataclass(slots=True)
class Job:
    """A post at a site of a company from one day on."""

    since: datetime
    company: Company
    site: Site
    role: int
    mail_name: str
    office: Phone
    mobile: Phone | None

    @property
    def domain(self) -> str:
        """The domain that mail comes from."""
        return self.company.domains[0]

    @property
    def mail(self) -> str:
        """The address at work."""
        return f"{self.mail_name}@{self.domain}"

    def title(self, language: str) -> str:
        """The role, in English where the language has no word for it."""
        return _TITLES[self.role][_LANGUAGES.get(language, 0)]

    def department(self, language: str) -> str:
        """The department, in English unless the language is German or Chinese."""
        return _DEPARTMENTS[_DEPARTMENT_OF_ROLE[self.role]][{"de": 0, "cn": 2}.get(language, 1)]


def any_role(dice: Dice) -> int:
    """A role, some more common than others."""
    return bisect(_UP_TO, dice.random() * 100)


def other_role(dice: Dice) -> int:
    """The role after a promotion: any, each as likely."""
    return dice.randrange(len(_TITLES))

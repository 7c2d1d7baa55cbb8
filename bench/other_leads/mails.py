"""Mail addresses: at work, private and shared ones."""

from __future__ import annotations

from datetime import datetime

from bench.other_leads.companies import Company
from bench.other_leads.dice import Dice
from bench.other_leads.jobs import Job
from bench.other_leads.persons import Person
from bench.other_leads.shows import Show
from bench.other_leads.spelling import slug

_FREE = {
    "de": ["gmx.de", "web.de", "t-online.de", "gmail.com", "gmx.net", "outlook.de"],
    "en": ["gmail.com", "yahoo.com", "hotmail.com", "outlook.com", "aol.com"],
    "fr": ["orange.fr", "gmail.com", "wanadoo.fr", "free.fr"],
    "it": ["libero.it", "gmail.com", "tiscali.it"],
    "es": ["gmail.com", "hotmail.es"],
    "cn": ["qq.com", "163.com", "qq.com", "126.com", "foxmail.com"],
    "hk": ["gmail.com", "yahoo.com.hk"],
    "in": ["gmail.com", "rediffmail.com"],
    "kr": ["naver.com", "gmail.com", "daum.net"],
    "tr": ["gmail.com", "hotmail.com"],
    "pl": ["gmail.com", "wp.pl", "seznam.cz"],
    "cyr": ["gmail.com", "ukr.net", "abv.bg"],
}


def new_mail_name(company: Company, person: Person, dice: Dice) -> str:
    """The part before the @, after the company's pattern; a number follows where a colleague has it."""
    pattern = company.mail_pattern if dice.chance(0.9) else dice.randrange(8)
    first = person.slug(person.given)
    if person.western and dice.chance(person.uses_western * 0.6):
        first = slug(person.western)
    elif dice.chance(person.uses_nickname * 0.4) and person.nickname:
        first = person.slug(person.nickname)
    last = slug(person.particle) + person.slug(person.family)
    if person.second_family:
        last += dice.choice(["", "-" + person.slug(person.second_family)])
    name = (
        f"{first}.{last}",
        f"{first[0]}.{last}",
        f"{first[0]}{last}",
        last,
        first,
        f"{last}.{first}",
        f"{first}_{last}",
        f"{first}{last[0]}",
    )[pattern]
    company.taken[name] = company.taken.get(name, 0) + 1
    return name if company.taken[name] == 1 else f"{name}{company.taken[name]}"


def new_private_mail(person: Person, dice: Dice) -> str:
    """An address at a free provider of the person's culture."""
    host = dice.choice(_FREE[person.culture])
    if host in ("qq.com", "foxmail.com"):
        return f"{dice.digits(dice.choice([8, 9, 9, 10]))}@{host}"
    first, last = person.slug(person.given), person.slug(person.family)
    year = dice.choice(["", str(dice.randrange(60, 99)), str(dice.randrange(1, 999))])
    ways = [f"{first}.{last}", f"{first}{last}", f"{last}{first}", f"{first[0]}{last}", f"{last}_{first[0]}", last]
    name = dice.choice(ways)
    if name == last and not year:
        year = str(dice.randrange(1, 99))
    return f"{name}{year}@{host}"


def registered_mails(person: Person, job: Job, when: datetime, show: Show, cases: set[str], dice: Dice) -> list[str]:
    """The addresses that a visitor registers with: of work, private, or one that several persons share."""
    company, own = job.company, person.private_mail
    domain = company.domains[-1] if dice.chance(0.12) else job.domain
    work = f"{_mail_name_on(person, job, when)}@{domain}"
    if own and dice.chance(0.75 if person.prefers_private else 0.04):
        return [own, work] if dice.chance(0.1) else [own]
    if dice.chance(0.14 if company.small else 0.02):
        cases.add("shared mail")
        purchasing = "einkauf" if "GmbH" in job.site.legal else "purchasing"
        return [f"{dice.choice(['info', 'info', 'sales', 'office', 'contact', purchasing])}@{domain}"]
    abroad = show.country not in ("China", "Hong Kong", "India", "South Korea")
    delegation = abroad and person.culture in ("cn", "in", "kr")
    if company.staff and dice.chance(0.09 if delegation else 0.012):
        other = dice.choice(company.staff[:3])
        if other.number != person.number and other.jobs[0].company is company:
            cases.add("shared mail")
            return [other.jobs[0].mail]
    return [work, own] if own and dice.chance(0.03) else [work]


def _mail_name_on(person: Person, job: Job, when: datetime) -> str:
    marriage = person.marriage
    if marriage and marriage.day <= when and not marriage.keeps_mail:
        return person.slug(person.given) + "." + person.slug(marriage.family)
    return job.mail_name

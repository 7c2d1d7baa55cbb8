"""The forms in which an employer's name stands on a badge or a note."""

from __future__ import annotations

from bench.other_leads.companies import ChineseName
from bench.other_leads.company_words import LEGAL_FORMS, SHORTER
from bench.other_leads.dice import Dice
from bench.other_leads.jobs import Job
from bench.other_leads.shows import Show
from bench.other_leads.spelling import fold
from bench.other_leads.typos import mistype


def write_company(job: Job, show: Show, typed: bool, cases: set[str], dice: Dice) -> str:
    """One of the ways to write the employer; what is hard about it is added to ``cases``."""
    if show.script == "hanzi" and job.company.chinese and dice.chance(0.88):
        return _in_chinese(job.company.chinese, dice)
    text = fold(_in_latin(job, typed, cases, dice), show.umlauts).replace(" ,", ",")
    if (show.case == "upper" and dice.chance(0.6)) or dice.chance(0.05):
        text = text.upper()
    if typed and dice.chance(0.3):
        cases.add("typo")
        text = mistype(text, dice, 2 if dice.chance(0.25) else 1)
    return text


def _in_chinese(name: ChineseName, dice: Dice) -> str:
    city, core, trade = name
    ways = [
        f"{city}市{core}{trade}有限公司",
        f"{core}{trade}有限公司",
        f"{city}{core}{trade}",
        f"{core}{trade}",
        core,
        f"{core}（{city}）有限公司",
        f"{city}{core}{trade}股份有限公司",
    ]
    return dice.choice([f"{city}{core}{trade}有限公司"] * 5 + ways)


def _in_latin(job: Job, typed: bool, cases: set[str], dice: Dice) -> str:
    company, site, name = job.company, job.site, job.company.name
    if company.chinese and site.country == "China" and not site.label:
        city = site.city.english
        name = dice.choice([f"{city} {name}"] * 5 + [name, name, f"{name} ({city})"])
    legal = company.sites[0].legal
    if dice.chance(0.25):
        legal = dice.choice(LEGAL_FORMS.get(legal, [legal.replace(".", ""), legal.upper()]))
    roll = dice.random()
    if site.label and roll < 0.55:
        cases.add("subsidiary")
        return site.label if dice.chance(0.8) else site.label.removesuffix(site.legal).strip()
    if company.acronym and roll < 0.35:
        cases.add("acronym")
        return dice.choice([company.acronym, company.acronym, f"{company.acronym} {legal}"])
    if company.group and roll < 0.3:
        cases.add("subsidiary")
        return dice.choice([company.group, f"{company.core} - {company.group}", f"{company.core} ({company.group})"])
    if roll < (0.25 if typed else 0.62):
        return f"{name} {legal}"
    if roll < (0.6 if typed else 0.82):
        return name
    if roll < 0.92:
        return company.core if len(company.core) > 3 else name
    text = f"{name} {legal}"
    for long, short in SHORTER:
        text = text.replace(long, short)
    return text

"""Wording: every word a workbook shows by itself, in English and Chinese, and which columns there are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from exports.settings import Language

Kind = Literal["text", "lines", "number", "score", "time", "rating", "consent"]
"""What a column holds: one line of text, wrapped lines, a whole number, 0 to 100, a moment, hot/warm/cold, an answer."""


@dataclass(frozen=True, slots=True)
class Words:
    """The same words in English and in Chinese."""

    en: str
    zh: str

    def say(self, language: Language, between: str = " ") -> str:
        """The words in one language, or English and Chinese with ``between`` between them."""
        if language == "both":
            return f"{self.en}{between}{self.zh}"
        return self.en if language == "en" else self.zh


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a sheet: its name in the frame, its header, what it means, what it holds, its width in characters."""

    name: str
    header: Words
    meaning: Words
    kind: Kind = "text"
    width: int = 16


RATING = {
    "hot": Words("Hot", "高意向"),
    "warm": Words("Warm", "中意向"),
    "cold": Words("Cold", "低意向"),
    "": Words("Not rated", "未评"),
}

CONSENT = {
    "yes": Words("Yes", "同意"),
    "no": Words("No: do not contact", "拒绝：请勿联系"),
    "not_asked": Words("Not asked", "未询问"),
}

CHANNEL = {
    "alumni": Words("Alumni", "校友"),
    "work": Words("Work", "工作"),
    "social": Words("Social", "社交"),
    "introduction": Words("Introduction", "介绍"),
    "public": Words("Public place", "公共场合"),
    "online": Words("Online", "线上"),
}

COUNTS = {
    "segments": Words("New segments taken in", "新收分段"),
    "erased": Words("Scans erased", "已删除扫描"),
    "matched_records": Words("Records matched this night", "本次匹配记录"),
    "scans": Words("Scans known", "已知扫描"),
    "people": Words("People known", "已知人员"),
    "compared_pairs": Words("Pairs compared", "比较的配对"),
    "unsure_pairs": Words("Pairs to review", "待复核配对"),
    "new_events": Words("New people", "新增人员"),
    "merge_events": Words("People merged", "合并人员"),
    "split_events": Words("People split", "拆分人员"),
    "job_change_events": Words("Changes of employer", "换单位"),
    "companies": Words("Companies", "公司"),
}
"""What a night counts; a name that is not among these is shown as it is."""

LEADS = Words("Leads", "线索")
ALL_LEADS = Words("All leads", "全部线索")
COMPANIES = Words("Companies", "公司")
NOTES = Words("Notes", "备注")
REVIEW = Words("Needs a look", "待核对")
REFUSED = Words("Refused", "未采用")
README = Words("Read me", "说明")
NO_COMPANY = Words("(no company known)", "（公司未知）")
CUT = Words("… [cut: a cell holds 32,767 characters]", "…【已截断：单元格上限32767字符】")
PAGE = Words("Page", "页")
RATINGS_TITLE = Words("What the ratings mean", "意向说明")
CONSENT_TITLE = Words("May we get in touch?", "联系许可说明")
COLUMNS_TITLE = Words("What the columns mean", "各列说明")

LEAD_COLUMNS = (
    Column("full_name", Words("Name", "姓名"), Words("As its owner writes it.", "按本人书写方式。"), width=22),
    Column(
        "rating",
        Words("Rating", "意向"),
        Words("What staff said at the booth, the latest.", "展位人员的最新评价。"),
        "rating",
        13,
    ),
    Column(
        "score",
        Words("Score", "评分"),
        Words("0 to 100; the reasons stand in their own column.", "0至100分，理由见“评分理由”列。"),
        "score",
        8,
    ),
    Column("title", Words("Title", "职务"), Words("Job title.", "职务。"), width=22),
    Column("company", Words("Company", "公司"), Words("Employer, as last seen.", "最近一次所见的单位。"), width=32),
    Column("email", Words("E-mail", "电子邮箱"), Words("The best address.", "首选邮箱。"), width=36),
    Column(
        "phone",
        Words("Phone", "电话"),
        Words("The best landline or unlabelled number.", "首选座机或未标明的号码。"),
        width=18,
    ),
    Column("mobile", Words("Mobile", "手机"), Words("The best mobile number.", "首选手机号。"), width=18),
    Column(
        "consent",
        Words("Consent", "联系许可"),
        Words("May we get in touch? See the legend.", "是否同意联系，见下表。"),
        "consent",
        16,
    ),
    Column("next_step", Words("Next step", "下一步"), Words("What was promised.", "已约定的事项。"), "lines", 26),
    Column(
        "latest_note",
        Words("Latest note", "最新备注"),
        Words("All notes stand on their own sheet.", "全部备注见“备注”页。"),
        "lines",
        40,
    ),
    Column("owner", Words("Owner", "负责人"), Words("Who follows up.", "跟进人。"), width=14),
    Column("last_seen", Words("Last seen", "最近见面"), Words("Last scan.", "最近一次扫码。"), "time", 17),
    Column(
        "moved_from",
        Words("Moved from", "原单位"),
        Words("The employer before, where a change was seen.", "发现换单位时的前单位。"),
        width=26,
    ),
    Column(
        "moved_at",
        Words("New employer since", "新单位始见"),
        Words("First seen at the present employer.", "首次在现单位所见。"),
        "time",
        17,
    ),
    Column("first_seen", Words("First seen", "首次见面"), Words("First scan.", "首次扫码。"), "time", 17),
    Column(
        "scans", Words("Scans", "扫码次数"), Words("How often the badge was scanned.", "胸牌被扫次数。"), "number", 8
    ),
    Column(
        "qualifiers",
        Words("Qualifiers", "需求问答"),
        Words("Answers to the booth's questions.", "展位问题的答案。"),
        "lines",
        26,
    ),
    Column("tags", Words("Tags", "标签"), Words("Tags set by staff.", "工作人员所加标签。"), width=18),
    Column("channel", Words("Channel", "渠道"), Words("How the contact was first made.", "最初如何结识。"), width=16),
    Column("introducer", Words("Introduced by", "介绍人"), Words("Who brought them.", "由谁介绍。"), width=18),
    Column("events", Words("Events", "活动"), Words("Where they were met.", "在哪些活动见过。"), width=18),
    Column("staff", Words("Staff", "接待人员"), Words("Who scanned them.", "由谁扫码。"), width=16),
    Column("consent_at", Words("Consent asked", "询问许可时间"), Words("When we asked.", "何时询问。"), "time", 17),
    Column("prefix", Words("Address as", "称谓"), Words("Mr, Dr and the like.", "先生、博士等。"), width=12),
    Column("name_reading", Words("Name reading", "姓名读音"), Words("How the name is said.", "姓名读音。"), width=18),
    Column("given_name", Words("Given name", "名"), Words("Only where it is known.", "仅在确知时填写。"), width=14),
    Column("family_name", Words("Family name", "姓"), Words("Only where it is known.", "仅在确知时填写。"), width=14),
    Column("department", Words("Department", "部门"), Words("Department.", "部门。"), width=18),
    Column("other_emails", Words("Other e-mails", "其他邮箱"), Words("Further addresses.", "其他邮箱。"), "lines", 30),
    Column("other_phones", Words("Other phones", "其他电话"), Words("Further numbers.", "其他号码。"), "lines", 18),
    Column("handles", Words("Handles", "社交账号"), Words("Network and name there.", "平台及账号。"), "lines", 24),
    Column(
        "website",
        Words("Website", "网站"),
        Words("As text: nothing here opens by itself.", "纯文本，不会自动打开。"),
        width=26,
    ),
    Column("street", Words("Street", "街道"), Words("Street.", "街道地址。"), width=24),
    Column(
        "postal_code",
        Words("Postal code", "邮编"),
        Words("Text: leading zeros stay.", "文本格式，保留前导零。"),
        width=12,
    ),
    Column("city", Words("City", "城市"), Words("City.", "城市。"), width=16),
    Column("region", Words("Region", "省/州"), Words("State or province.", "省或州。"), width=14),
    Column("country", Words("Country", "国家/地区"), Words("Country.", "国家或地区。"), width=14),
    Column(
        "history",
        Words("Career", "任职经历"),
        Words("Companies and titles, and when they were seen.", "所见的公司、职务及时间。"),
        "lines",
        44,
    ),
    Column(
        "addresses",
        Words("All addresses", "全部地址"),
        Words("Where there are several, and when they were seen.", "有多个地址时列出，附所见时间。"),
        "lines",
        44,
    ),
    Column("badge_ids", Words("Badge ids", "胸牌编号"), Words("Event and badge id.", "活动与胸牌编号。"), "lines", 22),
    Column("score_reasons", Words("Why this score", "评分理由"), Words("What made the score.", "评分依据。"), width=60),
    Column(
        "review",
        Words("Needs a look", "待核对"),
        Words("What is in doubt about this row.", "此行存疑之处。"),
        "lines",
        30,
    ),
    Column(
        "person_id",
        Words("Person id", "人员编号"),
        Words("The same every night; quote it in questions.", "每晚不变，咨询时请引用。"),
        width=38,
    ),
)

NOTE_COLUMNS = (
    Column("at", Words("When", "时间"), Words("When it was written.", "书写时间。"), "time", 17),
    Column("full_name", Words("Name", "姓名"), Words("About whom.", "关于何人。"), width=22),
    Column("company", Words("Company", "公司"), Words("Their employer.", "所在单位。"), width=26),
    Column(
        "note_staff", Words("Written by", "记录人"), Words("Which colleague wrote it.", "由哪位同事记录。"), width=16
    ),
    Column("note_text", Words("Note", "备注"), Words("Word for word.", "原文。"), "lines", 80),
    Column("person_id", Words("Person id", "人员编号"), Words("As on the first sheet.", "与首页一致。"), width=38),
)

COMPANY_COLUMNS = (
    Column("company", Words("Company", "公司"), Words("Employer.", "单位。"), width=36),
    Column("leads", Words("Leads", "线索"), Words("People met.", "人数。"), "number", 9),
    Column("hot", RATING["hot"], Words("Rated hot.", "高意向人数。"), "number", 9),
    Column("warm", RATING["warm"], Words("Rated warm.", "中意向人数。"), "number", 9),
    Column("cold", RATING["cold"], Words("Rated cold.", "低意向人数。"), "number", 9),
    Column("unrated", RATING[""], Words("Without a rating.", "未评人数。"), "number", 10),
    Column(
        "best_score", Words("Best score", "最高评分"), Words("Highest score there.", "该公司最高评分。"), "score", 11
    ),
    Column(
        "do_not_contact",
        Words("Do not contact", "请勿联系"),
        Words("People who said no.", "拒绝联系的人数。"),
        "number",
        12,
    ),
    Column(
        "last_seen",
        Words("Last seen", "最近见面"),
        Words("Last scan of anybody there.", "该公司最近一次扫码。"),
        "time",
        17,
    ),
    Column("owners", Words("Owners", "负责人"), Words("Who follows up.", "跟进人。"), width=20),
    Column(
        "file",
        Words("Workbook", "工作簿"),
        Words("Its file in the folder “companies”.", "“companies”文件夹中的文件。"),
        width=44,
    ),
)

REFUSED_COLUMNS = (
    Column("taken_at", Words("When", "时间"), Words("When it was scanned.", "扫码时间。"), "time", 17),
    Column("event", Words("Event", "活动"), Words("Event.", "活动。"), width=18),
    Column("station", Words("Station", "站点"), Words("Which laptop.", "哪台电脑。"), width=16),
    Column("step", Words("Step", "步骤"), Words("Which step refused it.", "在哪一步未通过。"), width=12),
    Column("reason", Words("Reason", "原因"), Words("Why.", "原因。"), "lines", 50),
    Column("detail", Words("What stood there", "原内容"), Words("The value in question.", "相关内容。"), "lines", 50),
    Column("scan_id", Words("Scan id", "扫码编号"), Words("Quote it in questions.", "咨询时请引用。"), width=38),
)

RATING_MEANING = {
    "hot": Words("Follow up first.", "优先跟进。"),
    "warm": Words("Worth a call or a mail.", "值得电话或邮件联系。"),
    "cold": Words("Polite interest.", "一般兴趣。"),
    "": Words("Nobody rated this person.", "无人评价。"),
}

CONSENT_MEANING = {
    "yes": Words("The person agreed to be contacted.", "本人同意联系。"),
    "no": Words(
        "The person refused. Every file leaves out e-mail, phones, handles, website, street, postal code and earlier addresses.",
        "本人拒绝，请勿联系。所有文件均不含其邮箱、电话、账号、网站、街道地址、邮编及过往地址。",
    ),
    "not_asked": Words(
        "Nobody asked. Contact data are shown; ask before marketing mail.",
        "尚未询问。联系方式照列，发送营销信息前请先征得同意。",
    ),
}

HOW_MADE = (
    Words(
        "Made every night from the badges that staff scanned. A new night makes new files: changes made here are not read back.",
        "每晚根据工作人员扫描的胸牌生成。次晚会生成新文件，在此所做的修改不会被读回。",
    ),
    Words(
        "Every cell from a badge is text: no formula, no link. Columns without any value are hidden; unhide them as usual.",
        "所有来自胸牌的内容均为文本，不含公式与链接。没有任何内容的列已隐藏，可照常取消隐藏。",
    ),
)

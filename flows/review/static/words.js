// Words: everything the review page says, in English and Chinese. An element with data-t="key" shows words[key].

const WORDS = {
  title: ["Review", "复核"],
  skip: ["Skip to the pair", "跳到待复核的两人"],
  exhibitor: ["Exhibitor", "参展商"],
  progress: ["Progress", "进度"],
  how_far: ["{n} of {m} answered", "已答 {n} / {m}"],
  how_far_later: ["{n} of {m} answered, {later} for later", "已答 {n} / {m}，稍后 {later}"],
  question: ["Are these two one person?", "这两位是同一个人吗？"],
  answer: ["Your answer", "您的回答"],
  same: ["Same person", "同一人"],
  different: ["Different people", "不同的人"],
  later: ["Later", "稍后"],
  undo: ["Undo", "撤销"],
  single_keys: ["Single-key shortcuts", "单键快捷键"],
  close: ["Close", "关闭"],

  why: ["Why you are asked", "为什么要问您"],
  reason: ["What was found", "发现"],
  bits: ["Weight", "权重"],
  for: ["for one person", "支持同一人"],
  against: ["against", "反对"],
  together: ["All together", "合计"],
  chance: ["{percent} %", "{percent} %"],
  verdict: ["likely to be one person, by what is known", "的可能是同一人（按已知信息）"],
  legend: [
    "Each +1 makes one person twice as likely, each −1 half as likely. The dashed line is where a pair is joined without asking: {bits}.",
    "每 +1，同一人的可能性加倍；每 −1，减半。虚线处（{bits}）起不再询问，直接合并。",
  ],

  mark_same: ["same", "相同"],
  mark_alike: ["alike", "相近"],
  mark_different: ["different", "不同"],
  mark_only: ["one side only", "仅一方有"],
  nothing: ["not known", "未知"],
  full_name: ["Name", "姓名"],
  name_reading: ["Reading", "读音"],
  job: ["Job title", "职位"],
  company: ["Company", "公司"],
  department: ["Department", "部门"],
  emails: ["E-mail", "邮箱"],
  phones: ["Phone", "电话"],
  handles: ["Networks", "社交账号"],
  website: ["Website", "网站"],
  address: ["Address", "地址"],
  badge: ["Badge", "胸卡"],
  events: ["Events", "活动"],
  seen: ["Seen", "时间"],
  staff: ["Met by", "接待人"],
  scans: ["{n} scans", "扫描 {n} 次"],
  scan: ["1 scan", "扫描 1 次"],
  notes: ["{n} notes", "{n} 条备注"],
  note: ["1 note", "1 条备注"],
  no_notes: ["no notes", "无备注"],

  said_same: ["Kept: the same person. They are joined from the next night on.", "已记录：同一人。下次夜间处理时合并。"],
  said_different: ["Kept: different people. They are not proposed again.", "已记录：不同的人。以后不再询问。"],
  said_later: ["Kept for later.", "已留待稍后。"],
  said_undo: ["Taken back: the pair is open again.", "已撤销，这两位重新待定。"],
  failed: ["Not kept: {trouble}", "未保存：{trouble}"],
  gone: ["Boothflow does not answer. Start `boothflow review` again.", "Boothflow 没有响应，请重新运行 boothflow review。"],

  done: ["Everything is answered", "全部处理完毕"],
  done_text: ["Your answers count from the next night on.", "您的回答将在下次夜间处理时生效。"],
  none: ["Nothing to review", "没有需要复核的"],
  none_text: ["The last night was sure of everybody at {exhibitor}.", "上次夜间处理对 {exhibitor} 的所有人都很确定。"],
  open_later: ["Look at what was kept for later ({n})", "查看留待稍后的（{n}）"],
  go_on: ["Go on with {exhibitor} ({n})", "继续处理 {exhibitor}（{n}）"],

  decided: ["Decided", "已决定"],
  decided_text: ["Kept for ever and obeyed every night. Undo opens a pair again.", "永久保存，每晚遵守。撤销后重新待定。"],
  decided_none: ["Nothing is decided yet.", "尚无决定。"],
  by: ["{when} by {who}", "{who}，{when}"],
  undo_of: ["Undo: {left} and {right}", "撤销：{left} 和 {right}"],
};

let language = "en";

export function speak(chosen) {
  language = chosen === "zh" ? "zh" : "en";
  document.documentElement.lang = language === "zh" ? "zh-Hans" : "en";
  document.title = `${say("title")} · Boothflow`;
  for (const element of document.querySelectorAll("[data-t]")) element.textContent = say(element.dataset.t);
  for (const element of document.querySelectorAll("[data-label]")) element.setAttribute("aria-label", say(element.dataset.label));
}

export const spoken = () => language;

// One of two: what the server says in both languages.
export const either = ([english, chinese]) => (language === "zh" ? chinese : english);

export function say(key, values = {}) {
  return either(WORDS[key]).replace(/\{(\w+)\}/g, (_, name) => String(values[name] ?? ""));
}

const locale = () => (language === "zh" ? "zh-CN" : "en-GB");

export const day = (iso) => new Intl.DateTimeFormat(locale(), { dateStyle: "medium" }).format(new Date(iso));

export const moment = (iso) => new Intl.DateTimeFormat(locale(), { dateStyle: "medium", timeStyle: "short" }).format(new Date(iso));

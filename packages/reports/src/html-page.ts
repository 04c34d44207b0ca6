// What the HTML report is made of beside its data: its style and its program, which a browser runs from the file alone. Both are
// named by their hashes in the page's own policy, so that nothing else in it can run or load, whatever a repository calls its files.

export const STYLE = `
:root{color-scheme:light dark;--back:#fff;--front:#1b1f24;--soft:#57606a;--line:#d8dee4;--card:#f6f8fa;--critical:#a40e26;--high:#b35900;--medium:#7d6000;--low:#2b5f8f;--link:#0550ae;--focus:#0969da}
@media(prefers-color-scheme:dark){:root{--back:#0f1318;--front:#e6edf3;--soft:#9aa5b1;--line:#30363d;--card:#171c23;--critical:#ff8a94;--high:#ffa657;--medium:#e3c65b;--low:#79b8ff;--link:#79b8ff;--focus:#58a6ff}}
*{box-sizing:border-box}
body{margin:0;background:var(--back);color:var(--front);font:15px/1.5 system-ui,sans-serif}
header,main{max-width:1200px;margin:0 auto;padding:0 20px}
h1{font-size:22px;margin:28px 0 4px}
h2{font-size:15px;margin:0 0 8px}
p{margin:4px 0 12px}
.soft{color:var(--soft)}
.warn{border-left:4px solid var(--critical);background:var(--card);padding:8px 12px}
.cards{display:grid;grid-template-columns:repeat(auto-fit,minmax(300px,1fr));gap:14px;margin:16px 0}
.card{background:var(--card);border:1px solid var(--line);border-radius:8px;padding:14px}
.bar{display:grid;grid-template-columns:minmax(90px,45%) 1fr 60px;gap:8px;align-items:center;width:100%;border:0;background:none;color:inherit;font:inherit;text-align:left;padding:2px 0;cursor:pointer}
.bar span:first-child{overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
.bar svg{width:100%;height:12px;display:block}
.bar span:last-child{text-align:right;font-variant-numeric:tabular-nums}
.bar[aria-pressed=true]{font-weight:600}
.tools{display:flex;flex-wrap:wrap;gap:10px;align-items:center;position:sticky;top:0;background:var(--back);padding:10px 0;z-index:1;border-bottom:1px solid var(--line)}
input,select,button.plain{font:inherit;color:inherit;background:var(--back);border:1px solid var(--line);border-radius:6px;padding:5px 9px}
input[type=search]{flex:1;min-width:200px}
:focus-visible{outline:2px solid var(--focus);outline-offset:1px}
.list{position:relative;margin:0 0 60px}
.row{position:absolute;left:0;right:0;height:52px;display:grid;grid-template-columns:90px minmax(160px,1.2fr) minmax(110px,.7fr) minmax(180px,2fr) 70px;gap:10px;align-items:center;padding:0 10px;border:0;border-bottom:1px solid var(--line);background:none;color:inherit;font:inherit;text-align:left;cursor:pointer;width:100%}
.row:hover,.row[aria-selected=true]{background:var(--card)}
.row span{overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
.row .count{text-align:right;font-variant-numeric:tabular-nums}
.mono,pre{font-family:ui-monospace,monospace;font-size:13px}
.critical{color:var(--critical)}.high{color:var(--high)}.medium{color:var(--medium)}.low{color:var(--low)}
.level{font-weight:600}
dialog{width:min(860px,94vw);max-height:88vh;border:1px solid var(--line);border-radius:10px;background:var(--back);color:var(--front);padding:20px}
dialog::backdrop{background:#0008}
dialog h2{font-size:18px}
dialog dl{display:grid;grid-template-columns:110px 1fr;gap:4px 12px;margin:10px 0}
dialog dt{color:var(--soft)}
dialog dd{margin:0;overflow-wrap:anywhere}
pre{background:var(--card);border:1px solid var(--line);border-radius:6px;padding:10px;overflow:auto;margin:6px 0}
ul{margin:4px 0;padding-left:20px}
table{border-collapse:collapse;width:100%}
td,th{text-align:left;padding:3px 8px 3px 0;border-bottom:1px solid var(--line)}
.end{display:flex;justify-content:flex-end;gap:8px}
@media(max-width:640px){.row{grid-template-columns:72px 1fr 60px}.row .mask,.row .where{display:none}}
@media print{.tools,.list{display:none}}
`;

export const SCRIPT = `"use strict";
const read = (id) => JSON.parse(document.getElementById(id).textContent);
const head = read("report");
const findings = read("findings");
const LEVELS = ["critical", "high", "medium", "low"];
const ROW = 52;
const $ = (id) => document.getElementById(id);
const make = (name, className, text) => {
  const node = document.createElement(name);
  if (className) node.className = className;
  if (text !== undefined) node.textContent = text;
  return node;
};
const svg = (name, values) => {
  const node = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(values)) node.setAttribute(key, value);
  return node;
};
const place = (finding) => finding.occurrences[0];
const whereOf = (one) => one.path + ":" + one.line;
const searchable = findings.map((one) =>
  [one.title, one.detector, one.provider, one.masked, ...one.occurrences.slice(0, 20).map((at) => at.path + " " + (at.commit || "") + " " + (at.author || ""))].join(" ").toLowerCase());
const state = { text: "", level: "", kind: "", validity: "", order: "harm", shown: [] };

function countBy(of) {
  const counts = new Map();
  for (const one of findings) counts.set(of(one), (counts.get(of(one)) || 0) + 1);
  return counts;
}
function bars(box, rows, key, colour) {
  const most = Math.max(1, ...rows.map(([, count]) => count));
  for (const [name, count, value = name] of rows) {
    const button = make("button", "bar");
    button.type = "button";
    button.append(make("span", "", name));
    const picture = svg("svg", { viewBox: "0 0 100 12", preserveAspectRatio: "none", "aria-hidden": "true" });
    picture.append(svg("rect", { width: "100", height: "12", fill: "var(--line)" }), svg("rect", { width: String((count / most) * 100), height: "12", fill: colour(value) }));
    button.append(picture, make("span", "", count.toLocaleString()));
    button.setAttribute("aria-pressed", "false");
    button.addEventListener("click", () => { state[key] = state[key] === value ? "" : value; sync(); });
    button.dataset.key = key;
    button.dataset.value = value;
    box.append(button);
  }
}
const levels = countBy((one) => one.severity);
bars($("levels"), LEVELS.map((level) => [level, levels.get(level) || 0]), "level", (level) => "var(--" + level + ")");
const validities = [...countBy((one) => one.validity)].sort((a, b) => b[1] - a[1]);
bars($("validities"), validities, "validity", (value) => (value === "valid" ? "var(--critical)" : "var(--low)"));
const titles = new Map(findings.map((one) => [one.detector, one.title]));
const kinds = [...countBy((one) => one.detector)].sort((a, b) => b[1] - a[1]);
bars($("kinds"), kinds.slice(0, 8).map(([id, count]) => [titles.get(id), count, id]), "kind", () => "var(--low)");
if (kinds.length > 8) $("kinds").append(make("p", "soft", "and " + (kinds.length - 8) + " more kinds"));

for (const level of LEVELS) $("level").append(new Option(level, level));
for (const [value] of validities) $("validity").append(new Option(value, value));
for (const [id] of kinds) $("kind").append(new Option(titles.get(id), id));
for (const key of ["level", "validity", "kind", "order"]) $(key).addEventListener("change", () => { state[key] = $(key).value; sync(); });
$("text").addEventListener("input", () => { state.text = $("text").value.toLowerCase(); sync(); });

const ORDERS = {
  harm: undefined,
  path: (a, b) => (whereOf(place(findings[a])) < whereOf(place(findings[b])) ? -1 : 1),
  kind: (a, b) => (findings[a].title < findings[b].title ? -1 : 1),
  places: (a, b) => findings[b].occurrences.length - findings[a].occurrences.length,
  confidence: (a, b) => findings[b].confidence - findings[a].confidence,
};
function sync() {
  for (const key of ["level", "validity", "kind", "order"]) $(key).value = state[key];
  for (const bar of document.querySelectorAll(".bar")) bar.setAttribute("aria-pressed", String(state[bar.dataset.key] === bar.dataset.value));
  const words = state.text.split(/\\s+/).filter(Boolean);
  const shown = [];
  for (let i = 0; i < findings.length; i++) {
    const one = findings[i];
    if (state.level && one.severity !== state.level) continue;
    if (state.validity && one.validity !== state.validity) continue;
    if (state.kind && one.detector !== state.kind) continue;
    if (!words.every((word) => searchable[i].includes(word))) continue;
    shown.push(i);
  }
  if (ORDERS[state.order]) shown.sort(ORDERS[state.order]);
  state.shown = shown;
  state.at = 0;
  $("count").textContent = shown.length === findings.length ? findings.length.toLocaleString() + " findings" : shown.length.toLocaleString() + " of " + findings.length.toLocaleString() + " findings";
  $("list").style.height = shown.length * ROW + "px";
  $("none").hidden = shown.length > 0;
  draw();
}
let drawn = "";
function draw() {
  const list = $("list");
  const top = list.getBoundingClientRect().top;
  const from = Math.max(0, Math.floor(-top / ROW) - 8);
  const to = Math.min(state.shown.length, Math.ceil((innerHeight - top) / ROW) + 8);
  const now = from + " " + to + " " + state.at + " " + state.shown.length + " " + state.order + state.level + state.kind + state.validity + state.text;
  if (now === drawn) return;
  drawn = now;
  const focused = document.activeElement && document.activeElement.dataset ? document.activeElement.dataset.row : undefined;
  const rows = [];
  for (let i = from; i < to; i++) {
    const one = findings[state.shown[i]];
    const row = make("button", "row");
    row.type = "button";
    row.style.top = i * ROW + "px";
    row.dataset.row = String(i);
    row.setAttribute("aria-selected", String(i === state.at));
    const at = place(one);
    row.append(make("span", "level " + one.severity, one.severity + (one.validity === "valid" ? " ●" : "")), make("span", "", one.title), make("span", "mono mask", one.masked),
      make("span", "mono where", whereOf(at) + (at.commit ? " @" + at.commit.slice(0, 8) : "")), make("span", "count", one.occurrences.length + "×"));
    row.title = one.title + ", " + whereOf(at);
    row.addEventListener("click", () => { state.at = i; show(); });
    rows.push(row);
  }
  list.replaceChildren(...rows);
  if (focused !== undefined) { const again = list.querySelector('[data-row="' + focused + '"]'); if (again) again.focus({ preventScroll: true }); }
}
function items(list, lines) { for (const line of lines) list.append(make("li", "", line)); return list; }
function entry(dl, name, value) {
  if (value === undefined || value === "" || (Array.isArray(value) && value.length === 0)) return;
  const dd = make("dd");
  dd.append(typeof value === "string" ? document.createTextNode(value) : value instanceof Node ? value : items(make("ul"), value));
  dl.append(make("dt", "", name), dd);
}
function show() {
  const one = findings[state.shown[state.at]];
  if (!one) return;
  const body = $("detail");
  const dl = make("dl");
  const why = one.explanation;
  entry(dl, "secret", make("span", "mono", one.masked));
  entry(dl, "severity", one.severity + (one.validity === "unchecked" ? "" : ", " + one.validity) + (one.validityReason ? " (" + one.validityReason + ")" : ""));
  entry(dl, "reaches", one.impact);
  entry(dl, "harm", why.opens);
  entry(dl, "believed", why.evidence);
  entry(dl, "doubts", why.doubts);
  entry(dl, "it says", why.facts);
  entry(dl, "next", make("code", "mono", why.next));
  entry(dl, "fingerprint", make("span", "mono", one.fingerprint));
  const places = make("div");
  places.append(make("h2", "", one.occurrences.length + (one.occurrences.length === 1 ? " place" : " places")));
  for (const at of one.occurrences.slice(0, 50)) {
    places.append(make("div", "mono", whereOf(at) + ":" + at.column));
    const about = [at.commit && at.commit.slice(0, 10), at.author, at.date && at.date.slice(0, 10), at.inHead === false && "history only", at.image, at.layer, at.instruction, at.suppressed && "accepted: " + (at.suppressed.reason || at.suppressed.kind)].filter(Boolean).join(", ");
    if (about) places.append(make("div", "soft", about));
    if (at.excerpt) places.append(make("pre", "", at.excerpt));
  }
  if (one.occurrences.length > 50) places.append(make("p", "soft", "and " + (one.occurrences.length - 50) + " more places, in the JSON report"));
  const links = make("p");
  for (const url of why.references.filter((each) => /^https:\\/\\//.test(each))) { const link = make("a", "", url); link.href = url; link.rel = "noreferrer"; links.append(link, document.createTextNode(" ")); }
  const end = make("p", "end");
  const close = make("button", "plain", "close (Esc)");
  close.type = "button";
  close.addEventListener("click", () => $("dialog").close());
  end.append(close);
  body.replaceChildren(make("h2", "level " + one.severity, one.title), dl, places, links, end);
  if (!$("dialog").open) $("dialog").showModal();
  $("dialog").scrollTop = 0;
  draw();
}
function step(by) {
  if (state.shown.length === 0) return;
  state.at = Math.max(0, Math.min(state.shown.length - 1, state.at + by));
  const top = $("list").getBoundingClientRect().top + scrollY + state.at * ROW;
  if (top < scrollY + 70 || top > scrollY + innerHeight - ROW * 2) scrollTo(0, top - innerHeight / 2);
  if ($("dialog").open) show(); else draw();
}
addEventListener("keydown", (event) => {
  if (/^(?:INPUT|SELECT)$/.test(event.target.tagName) || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "j") step(1);
  else if (event.key === "k") step(-1);
  else if (event.key === "/") { event.preventDefault(); $("text").focus(); }
  else if (event.key === "Enter" && event.target === document.body) show();
});
addEventListener("scroll", draw, { passive: true });
addEventListener("resize", draw);
const receipt = $("receipt");
for (const [name, value] of head.receipt) { const row = make("tr"); row.append(make("th", "", name), make("td", "", value)); receipt.append(row); }
sync();
document.documentElement.dataset.ready = String(Math.round(performance.now()));
`;

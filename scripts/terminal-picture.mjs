// `npm run picture`: draws docs/scan.svg, what `./stanch scan` really prints on a small repository made here and now.
// The secrets in it are made up by `fake`; what is drawn is the program's own masked output.
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fake } from "../packages/model/src/fake.ts";
import { root } from "./say.mjs";

const CELL = { width: 8.43, height: 19 };
const PAD = 16;
const INK = "#d6deeb";
const COLORS = ["#4b5263", "#ff6b6b", "#8bd17c", "#f2c66d", "#6cb6ff", "#d2a8ff", "#66d9e8", "#d6deeb"];
/** A change of style; its group holds the codes. */
const SGR = new RegExp(String.raw`\u001b\[([0-9;]*)m`, "g");
const BRIGHT = ["#7a8394", "#ff8f8f", "#a9e29c", "#ffdf94", "#94ccff", "#e2c5ff", "#94ecf5", "#ffffff"];

function git(folder, ...args) {
  const who = ["-c", "user.name=Ada Example", "-c", "user.email=ada@example.org", "-c", "commit.gpgsign=false"];
  const at = {
    GIT_AUTHOR_DATE: "2026-03-02T09:30:00Z",
    GIT_COMMITTER_DATE: "2026-03-02T09:30:00Z",
    GIT_CONFIG_NOSYSTEM: "1",
    GIT_CONFIG_GLOBAL: "/dev/null",
  };
  execFileSync("git", [...who, "-C", folder, ...args], { env: { ...process.env, ...at } });
}

function write(folder, path, text) {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

/** A repository with a key pair that is still there and a key that was "removed" by a later commit. */
function sampleRepository(folder) {
  git(folder, "init", "-q", "-b", "main");
  write(folder, "src/pay.py", `import stripe\n\nstripe.api_key = "${fake("sk_live_[A-Za-z0-9]{24}", 41)}"\n`);
  write(folder, "README.md", "# Shop\n");
  git(folder, "add", ".");
  git(folder, "commit", "-q", "-m", "Take payments");
  write(folder, "src/pay.py", 'import os\nimport stripe\n\nstripe.api_key = os.environ["STRIPE_KEY"]\n');
  write(folder, "deploy/sms.env", `PLIVO_AUTH_ID=${fake("MA[A-Z0-9]{18}", 42)}\nPLIVO_AUTH_TOKEN=${fake("[A-Za-z0-9]{40}", 43)}\n`);
  git(folder, "add", ".");
  git(folder, "commit", "-q", "-m", "Remove key, send text messages");
}

/** The style after one SGR sequence. 256 and 24-bit colours are drawn as they are named. */
function styled(style, codes) {
  const next = { ...style };
  for (let i = 0; i < codes.length; i++) {
    const code = codes[i];
    if (code === 0) Object.assign(next, { bold: false, dim: false, italic: false, underline: false, ink: INK });
    else if (code === 1) next.bold = true;
    else if (code === 2) next.dim = true;
    else if (code === 3) next.italic = true;
    else if (code === 4) next.underline = true;
    else if (code === 22) Object.assign(next, { bold: false, dim: false });
    else if (code === 23) next.italic = false;
    else if (code === 24) next.underline = false;
    else if (code === 39) next.ink = INK;
    else if (code >= 30 && code <= 37) next.ink = COLORS[code - 30];
    else if (code >= 90 && code <= 97) next.ink = BRIGHT[code - 90];
    else if (code === 38 && codes[i + 1] === 2) {
      next.ink = `rgb(${codes.slice(i + 2, i + 5).join(",")})`;
      i += 4;
    } else if (code === 38 && codes[i + 1] === 5) {
      next.ink = [...COLORS, ...BRIGHT][codes[i + 2]] ?? INK;
      i += 2;
    } else throw new Error(`the picture knows no SGR ${code}`);
  }
  return next;
}

const escape = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

function span(text, { ink, bold, dim, italic, underline }) {
  const attributes = [`fill="${ink}"`];
  if (bold) attributes.push('font-weight="700"');
  if (dim) attributes.push('opacity="0.65"');
  if (italic) attributes.push('font-style="italic"');
  if (underline) attributes.push('text-decoration="underline"');
  return `<tspan ${attributes.join(" ")}>${escape(text)}</tspan>`;
}

function svg(text) {
  let style = { bold: false, dim: false, italic: false, underline: false, ink: INK };
  const lines = text.trimEnd().split("\n");
  const plain = lines.map((line) => line.replaceAll(SGR, ""));
  const drawn = lines.map((line, row) => {
    const spans = [];
    if (plain[row] === "") return "";
    for (const [index, part] of line.split(SGR).entries()) {
      if (index % 2 === 1) style = styled(style, (part || "0").split(";").map(Number));
      else if (part !== "") spans.push(span(part, style));
    }
    // With its length given, a line is as long in any reader's font, and what is aligned stays aligned.
    const length = `textLength="${([...plain[row]].length * CELL.width).toFixed(1)}" lengthAdjust="spacingAndGlyphs"`;
    return `<text x="${PAD}" y="${PAD + 14 + row * CELL.height}" ${length} xml:space="preserve">${spans.join("")}</text>`;
  });
  const width = Math.ceil(Math.max(...plain.map((line) => [...line].length)) * CELL.width + 2 * PAD);
  const height = lines.length * CELL.height + 2 * PAD;
  const font = "ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace";
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="Output of stanch scan">
<rect width="100%" height="100%" rx="8" fill="#131a26"/>
<g font-family="${font}" font-size="14">
${drawn.join("\n")}
</g>
</svg>
`;
}

const folder = mkdtempSync(join(tmpdir(), "stanch-picture-"));
try {
  const shop = join(folder, "shop");
  mkdirSync(shop);
  sampleRepository(shop);
  // The key of fingerprints is fixed for the picture: the same run gives the same ids.
  const env = { ...process.env, FORCE_COLOR: "1", NO_COLOR: "", HOME: folder, STANCH_FINGERPRINT_KEY: "a key for the picture only" };
  const scan = spawnSync(join(root, "stanch"), ["scan", "shop"], { cwd: folder, env, encoding: "utf8" });
  if (scan.status !== 1) throw new Error(`a scan with findings ends with 1, this one with ${scan.status}: ${scan.stderr}`);
  writeFileSync(join(root, "docs/scan.svg"), svg(`\x1b[2m$\x1b[0m \x1b[1m./stanch scan shop\x1b[0m\n\n${scan.stdout}`));
} finally {
  rmSync(folder, { recursive: true, force: true });
}

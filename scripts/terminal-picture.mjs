// `npm run picture`: draws docs/scan.svg, docs/fix.svg and docs/ci-*.svg, what `./stanch scan`, `fix` and `ci` really print on small
// repositories made here and now.
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

/** A service that leaks the same token in two languages and a compose file. */
function leakingService(folder) {
  const [id, token] = [fake("MA[A-Z0-9]{18}", 44), fake("[A-Za-z0-9]{40}", 45)];
  git(folder, "init", "-q", "-b", "main");
  write(folder, "send.py", `import plivo\n\nclient = plivo.RestClient("${id}", "${token}")\n`);
  write(folder, "src/sms.ts", `export const plivo = { authId: "${id}", authToken: "${token}" };\n`);
  write(
    folder,
    "compose.yaml",
    `services:\n  sms:\n    image: sms\n    environment:\n      PLIVO_AUTH_ID: ${id}\n      PLIVO_AUTH_TOKEN: ${token}\n`,
  );
  git(folder, "add", ".");
  git(folder, "commit", "-q", "-m", "Send text messages");
}

/** A remote with a pull request that adds a key and takes it away again, and what each system clones of it. Gives ids. */
function pullRequest(folder) {
  const [remote, work] = [join(folder, "remote.git"), join(folder, "work")];
  mkdirSync(work);
  git(folder, "init", "-q", "--bare", "-b", "main", remote);
  git(work, "init", "-q", "-b", "main");
  const id = (name) => execFileSync("git", ["-C", work, "rev-parse", name], { encoding: "utf8" }).trim();
  const commit = (path, text, message) => {
    write(work, path, text);
    git(work, "add", ".");
    git(work, "commit", "-q", "-m", message);
  };
  commit("README.md", "# Shop\n", "Start");
  git(work, "switch", "-q", "-c", "sms");
  const [authId, token] = [fake("MA[A-Z0-9]{18}", 46), fake("[A-Za-z0-9]{40}", 47)];
  commit("deploy/sms.env", `PLIVO_AUTH_ID=${authId}\nPLIVO_AUTH_TOKEN=${token}\n`, "Send text messages");
  commit("deploy/sms.env", "# the token comes from the store\n", "Remove the token");
  git(work, "push", "-q", `file://${remote}`, "main", "sms");
  for (const name of ["github", "gitlab"])
    git(folder, "clone", "-q", "--depth", "1", "--branch", "sms", `file://${remote}`, join(folder, name));
  return { base: id("main"), head: id("sms") };
}

/** The variables that a job for that pull request has. */
function jobOf(folder, { base, head }) {
  const repo = { id: 1, full_name: "acme/shop" };
  const pull_request = { number: 7, head: { sha: head, ref: "sms", repo }, base: { sha: base, ref: "main", repo } };
  writeFileSync(join(folder, "event.json"), JSON.stringify({ number: 7, pull_request, repository: { ...repo, default_branch: "main" } }));
  return {
    github: {
      GITHUB_ACTIONS: "true",
      GITHUB_EVENT_NAME: "pull_request",
      GITHUB_EVENT_PATH: join(folder, "event.json"),
      GITHUB_WORKSPACE: join(folder, "github"),
    },
    gitlab: {
      GITLAB_CI: "true",
      CI_MERGE_REQUEST_IID: "7",
      CI_MERGE_REQUEST_DIFF_BASE_SHA: base,
      CI_MERGE_REQUEST_TARGET_BRANCH_NAME: "main",
      CI_MERGE_REQUEST_SOURCE_BRANCH_NAME: "sms",
      CI_COMMIT_SHA: head,
    },
  };
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

function svg(text, label) {
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
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${label}">
<rect width="100%" height="100%" rx="8" fill="#131a26"/>
<g font-family="${font}" font-size="14">
${drawn.join("\n")}
</g>
</svg>
`;
}

/** Runs ./stanch and gives what it wrote. The key of fingerprints is fixed for the picture: the same run gives the same ids. */
function stanch(folder, code, ...args) {
  return printed({ folder, code, args }).stdout;
}

/** Both streams, the one that tells what is done first, and lines no longer than a picture is wide. */
function job(folder, variables) {
  const { stderr, stdout } = printed({ folder, code: 1, args: ["ci"], variables });
  const [call, ...found] = stdout.split("\n\n");
  const lines = [call, "", stderr.trimEnd().replaceAll("; ", ";\n        "), "", found.join("\n\n")].join("\n").split("\n");
  return lines.map((line) => (line.startsWith("::") && line.length > 108 ? `${line.slice(0, 107)}…` : line)).join("\n");
}

function printed({ folder, code, args, variables = {} }) {
  const env = {
    ...process.env,
    ...variables,
    FORCE_COLOR: "1",
    NO_COLOR: "",
    HOME: folder,
    STANCH_FINGERPRINT_KEY: "a key for the picture only",
  };
  // What has been built for the first picture: a line about building anew is none of the program's.
  const [file, first] = args[0] === "ci" ? [process.execPath, [join(root, "dist/stanch.mjs")]] : [join(root, "stanch"), []];
  const ran = spawnSync(file, [...first, ...args], { cwd: folder, env, encoding: "utf8" });
  if (ran.status !== code) throw new Error(`stanch ${args.join(" ")} should end with ${code} and ended with ${ran.status}: ${ran.stderr}`);
  return { stderr: ran.stderr, stdout: `\x1b[2m$\x1b[0m \x1b[1m./stanch ${args.join(" ")}\x1b[0m\n\n${ran.stdout}` };
}

const folder = mkdtempSync(join(tmpdir(), "stanch-picture-"));
try {
  for (const [name, make] of [
    ["shop", sampleRepository],
    ["sms", leakingService],
  ]) {
    mkdirSync(join(folder, name));
    make(join(folder, name));
  }
  writeFileSync(join(root, "docs/scan.svg"), svg(stanch(folder, 1, "scan", "shop"), "Output of stanch scan"));
  const clones = join(folder, "ci");
  mkdirSync(clones);
  for (const [name, variables] of Object.entries(jobOf(clones, pullRequest(clones))))
    writeFileSync(join(root, `docs/ci-${name}.svg`), svg(job(join(clones, name), variables), `Log of stanch ci (${name})`));
  const fixed = stanch(folder, 0, "fix", "sms", "--store", "env:.env", "--plan", "plan.json", "--apply");
  const after = stanch(folder, 0, "scan", "sms", "--history", "none", "--skip-git-ignored");
  const back = stanch(folder, 0, "fix", "--revert", "plan.json");
  writeFileSync(
    join(root, "docs/fix.svg"),
    svg([fixed, after, back].join("\n"), "Output of stanch fix, of a scan after it, and of its revert"),
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}

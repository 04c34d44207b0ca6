import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** The files of the drill's small company: one service that reads its pair at start, one job that reads it at each run. */
export interface CompanyFolders {
  /** Its repository, in which the pair was committed. */
  readonly repository: string;
  /** Outside of it: what the store and processes keep. */
  readonly run: string;
}

const READ_PAIR = `const pair = () =>
  Object.fromEntries(
    readFileSync(process.env.SECRETS_FILE, "utf8").split("\\n").filter((line) => line.includes("="))
      .map((line) => [line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1)]),
  );
const sendMessage = ({ PLIVO_AUTH_ID, PLIVO_AUTH_TOKEN }, text) =>
  fetch(process.env.PLIVO_URL + "/v1/Account/" + PLIVO_AUTH_ID + "/Message/", {
    method: "POST",
    headers: { authorization: "Basic " + btoa(PLIVO_AUTH_ID + ":" + PLIVO_AUTH_TOKEN), "content-type": "application/json" },
    body: JSON.stringify({ src: "14155550100", dst: "14155550123", text }),
  });
`;

const SHOP_API = `// Takes orders and confirms them by SMS. Reads its pair once, at its start.
import { createServer } from "node:http";
import { readFileSync, writeFileSync } from "node:fs";
${READ_PAIR}
const mine = pair();
createServer(async (request, response) => {
  if (request.url === "/alive") return response.end(mine.PLIVO_AUTH_ID);
  const { status } = await sendMessage(mine, "your order");
  response.writeHead(status === 202 ? 200 : 502);
  response.end(status === 202 ? "order placed" : "no SMS: HTTP " + status);
}).listen(Number(process.env.PORT), "127.0.0.1", () => writeFileSync(process.env.PID_FILE, String(process.pid)));
`;

const DIGEST = `// Runs every night. Reads its pair at each run.
import { readFileSync } from "node:fs";
${READ_PAIR}
const { status } = await sendMessage(pair(), "the day's numbers");
process.exit(status === 202 ? 0 : 1);
`;

const RESTART = `// Ends the service and starts it again, as a supervisor would.
import { spawn } from "node:child_process";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
const file = process.env.PID_FILE;
if (existsSync(file)) {
  try { process.kill(Number(readFileSync(file, "utf8")), "SIGTERM"); } catch {}
  rmSync(file, { force: true });
}
if (process.argv[2] === "stop") process.exit(0);
const service = new URL("shop-api.mjs", import.meta.url).pathname;
for (let turn = 0; turn < 3; turn++) {
  spawn(process.execPath, [service], { stdio: "ignore", detached: true }).unref();
  for (let look = 0; look < 300; look++) {
    if (existsSync(file)) process.exit(0);
    await sleep(100);
  }
}
process.exit(1);
`;

const COMPOSE = `services:
  shop-api:
    image: acme/shop-api:1
    env_file: config/plivo.env
    command: node shop-api.mjs
  digest:
    image: acme/digest:1
    env_file: config/plivo.env
    command: node digest.mjs
`;

const OWNERS = "shop-api.mjs @shop-team\ndigest.mjs @data-team\n";

/** Writes the company, and commits the mistake. */
export function foundCompany({ repository, run }: CompanyFolders, pair: { readonly authId: string; readonly token: string }): void {
  mkdirSync(join(repository, "config"), { recursive: true });
  mkdirSync(run, { recursive: true, mode: 0o700 });
  writeFileSync(join(repository, "shop-api.mjs"), SHOP_API);
  writeFileSync(join(repository, "digest.mjs"), DIGEST);
  writeFileSync(join(repository, "restart.mjs"), RESTART);
  writeFileSync(join(repository, "compose.yaml"), COMPOSE);
  writeFileSync(join(repository, "CODEOWNERS"), OWNERS);
  writeFileSync(join(repository, "config/plivo.env"), pairText(pair));
  git(repository, "init", "-q");
  commit(repository, "send SMS with plivo");
}

export function pairText({ authId, token }: { readonly authId: string; readonly token: string }): string {
  return `PLIVO_AUTH_ID=${authId}\nPLIVO_AUTH_TOKEN=${token}\n`;
}

export function commit(repository: string, message: string): void {
  git(repository, "add", "-A");
  git(
    repository,
    "-c",
    "user.name=Drill",
    "-c",
    "user.email=drill@example.com",
    "-c",
    "commit.gpgsign=false",
    "commit",
    "-q",
    "-m",
    message,
  );
}

function git(folder: string, ...args: readonly string[]): void {
  // The user's own git configuration is data of somebody else here: hooks and templates stay out.
  execFileSync("git", ["-C", folder, "-c", "core.hooksPath=/dev/null", ...args], {
    env: { ...process.env, GIT_CONFIG_GLOBAL: "/dev/null", GIT_CONFIG_NOSYSTEM: "1" },
    stdio: "ignore",
  });
}

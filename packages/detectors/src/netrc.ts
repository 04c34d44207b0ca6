import { type Detector, fake } from "@stanch/model";
import { NOT_PASSWORD } from "./_password.ts";

export const netrcPassword: Detector = {
  id: "netrc-password",
  title: "Password in .netrc",
  provider: "generic",
  category: "generic",
  severity: "high",
  opens: "Signs in at this host as this user: curl, git, pip and many more send it by themselves.",
  keywords: ["machine "],
  pattern:
    /(?<![\w-])machine\s{1,8}(?=[\w.:/-]{1,253}\s)[^\s]{1,253}\s{1,16}(?:login\s{1,8}[^\s]{1,128}\s{1,16}(?:account\s{1,8}[^\s]{1,128}\s{1,16})?)password\s{1,8}["']?(?!gh[pousr]_|github_pat_|glpat-|hf_)(?<secret>[^\s"']{4,512})/,
  window: { before: 8, after: 536 },
  confidence: 0.85,
  humanChosen: true,
  notSecret: NOT_PASSWORD,
  companions: [
    { name: "host", pattern: /machine\s{1,8}(?<value>[^\s]{1,253})/, withinBytes: 512 },
    { name: "user", pattern: /login\s{1,8}(?<value>[^\s]{1,128})/, withinBytes: 256 },
  ],
  examples: [
    `machine api.acme.io login deploy password ${fake("[A-Za-z0-9]{16}", 1)}\n`,
    `machine api.heroku.com\n  login dev@acme.io\n  password ${fake("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", 2)}\n`,
    `RUN echo "machine git.acme.io login ci password ${fake("[A-Za-z0-9]{20}", 3)}" > ~/.netrc`,
  ],
  counterExamples: [
    "machine api.acme.io login deploy password ${TOKEN}\n",
    "machine api.acme.io login deploy password <password>\n",
    "machine api.acme.io login deploy\n",
    "the machine can login when a password is set correctly",
    `machine github.com login octo password ${fake("ghp_[A-Za-z0-9]{36}", 4)}`, // GitHub's own token: that detector's
  ],
  references: ["https://everything.curl.dev/usingcurl/netrc.html"],
  revoke: "Change the password, or revoke the token, at this host",
};

import { type Detector, fake } from "@stanch/model";
import { NOT_PASSWORD } from "./_password.ts";

export const pypircPassword: Detector = {
  id: "pypirc-password",
  title: "Package index password in .pypirc",
  provider: "pypi",
  category: "registry",
  severity: "high",
  opens: "Publishes new versions of the owner's packages, which others will run.",
  keywords: ["[pypi]", "[testpypi]", "index-servers", "repository:", "repository =", "repository="],
  // PyPI's own tokens have their own detector.
  pattern:
    /(?<=(?:^|\n)\[[\w.-]{1,64}\][ \t]{0,4}\r?\n(?:[^[\n][^\n]{0,256}\n|\r?\n){0,8}?)password[ \t]{0,4}[=:][ \t]{0,4}(?!pypi-)(?<secret>[^\s]{4,256})(?=[ \t]{0,4}(?:\r?\n|$))/,
  window: { before: 320, after: 512 },
  confidence: 0.8,
  humanChosen: true,
  notSecret: NOT_PASSWORD,
  companions: [{ name: "user", pattern: /username[ \t]{0,4}[=:][ \t]{0,4}(?<value>[^\s]{1,128})/, withinBytes: 320, required: true }],
  examples: [
    `[distutils]\nindex-servers =\n    pypi\n\n[pypi]\nusername = acme\npassword = ${fake("[A-Za-z0-9]{14}", 1)}\n`,
    `[acme]\nrepository: https://pypi.acme.io/\nusername: build\npassword: ${fake("[A-Za-z0-9_]{20}", 2)}\n`,
  ],
  counterExamples: [
    `[pypi]\nusername = __token__\npassword = ${fake("pypi-AgEIcHlwaS5vcmc[A-Za-z0-9_-]{150}", 3)}\n`, // PyPI's own token: that detector's
    "[pypi]\nusername = acme\npassword = <password>\n",
    "[pypi]\nusername = acme\npassword = ${PYPI_PASSWORD}\n",
    "[pypi]\nrepository = https://upload.pypi.org/legacy/\nusername = acme\n",
  ],
  references: ["https://packaging.python.org/en/latest/specifications/pypirc/"],
  revoke: "Change the account's password and use a scoped API token",
};

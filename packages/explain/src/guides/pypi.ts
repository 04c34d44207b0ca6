import type { Guide } from "../guide.ts";

export const apiToken: Guide = {
  kinds: ["pypi-api-token"],
  name: "PyPI API token",
  purpose: "Uploads releases to the Python Package Index.",
  uses: [
    "Authentication of twine, uv and flit (user __token__)",
    "Publishing from pipelines",
    "Access control: all projects of a person, or named ones",
  ],
  made: {
    steps: ["pypi.org > Account settings > API tokens > Add API token"],
    scopes: "Whole account or named projects: written in the token itself and readable without asking PyPI.",
    expiry: "None, unless a caveat in the token says so.",
  },
  places: ["~/.pypirc", "TWINE_PASSWORD and UV_PUBLISH_TOKEN in CI settings", "pyproject.toml and shell scripts"],
  acts: [
    { does: "Publish a release that runs its code on every machine that installs it", harm: "loss of reputation", severity: "critical" },
    { does: "Take in whoever installs your package: their secrets are next", harm: "data breach", severity: "critical" },
    { does: "Upload files for every project in its scope", harm: "unauthorised access", severity: "critical" },
  ],
  misuse: {
    way: "console",
    steps: [
      "pypi.org > Account settings: date of last use and security history",
      "The project's release history: versions that are not yours",
    ],
    note: "There is no API for it.",
  },
  rotate: {
    way: "console",
    steps: ["Add a token for the one project", "Switch the pipeline", "Remove the old one"],
    note: "Web only. Better: trusted publishing (OIDC) and no token at all.",
  },
  revoke: {
    way: "console",
    steps: ["pypi.org > Account settings > API tokens > Remove"],
    note: "Web only for you. A token in a public GitHub repository is reported to PyPI and deleted without you.",
  },
  overlap: { is: "yes", how: "An account has several tokens." },
  stops: ["Uploads that use it"],
  narrow: "Trusted publishing; else a token for one project.",
  links: ["https://pypi.org/help/#apitoken", "https://warehouse.pypa.io/development/token-scanning.html"],
};

import { type Detector, fake } from "@stanch/model";
import { shown, unlike } from "./_token.ts";
import { pypiFacts } from "./_facts.ts";

const macaroon =
  (opening: string) =>
  (seed: number): string =>
    `pypi-${opening}${fake("[A-Za-z0-9_-]{149}[A-Za-z0-9]", seed)}`;
const main = macaroon("AgEIcHlwaS5vcmc");
const test = macaroon("AgENdGVzdC5weXBpLm9yZw");
export const pypiApiToken: Detector = {
  id: "pypi-api-token",
  title: "PyPI API token",
  provider: "pypi",
  category: "registry",
  severity: "critical",
  opens: "Publishes new versions of one project or of all its owner's projects, which run on everyone's machines.",
  prefixes: ["pypi-AgEIcHlwaS5vcmc"],
  // A macaroon: how long it is depends on what it is restricted to.
  pattern: /(?<![A-Za-z0-9_-])pypi-AgEIcHlwaS5vcmc[A-Za-z0-9_-]{50,1000}(?![A-Za-z0-9_-])/,
  window: { before: 8, after: 1024 },
  entropy: 3.8,
  confidence: 0.98,
  facts: pypiFacts,
  examples: [...shown("TWINE_PASSWORD", main), `[pypi]\nusername = __token__\npassword = ${main(13)}\n`],
  counterExamples: [
    ...unlike("TWINE_PASSWORD", "pypi-AgEIcHlwaS5vcmc", main, 110),
    `TWINE_PASSWORD=${test(20)}`, // the test index's
    `pip install pypi-${fake("[a-z]{10}", 21)}`,
  ],
  references: ["https://pypi.org/help/#apitoken"],
  revoke: "https://pypi.org/manage/account/ > API tokens > Remove",
};

export const pypiTestToken: Detector = {
  id: "pypi-test-token",
  title: "TestPyPI API token",
  provider: "pypi",
  category: "registry",
  severity: "low",
  opens: "Publishes to the test index only, which nobody should install from.",
  prefixes: ["pypi-AgENdGVzdC5weXBpLm9yZw"],
  pattern: /(?<![A-Za-z0-9_-])pypi-AgENdGVzdC5weXBpLm9yZw[A-Za-z0-9_-]{50,1000}(?![A-Za-z0-9_-])/,
  window: { before: 8, after: 1024 },
  entropy: 3.8,
  confidence: 0.98,
  facts: pypiFacts,
  examples: [...shown("TEST_PYPI_TOKEN", test), `[testpypi]\nusername = __token__\npassword = ${test(13)}\n`],
  counterExamples: [
    ...unlike("TEST_PYPI_TOKEN", "pypi-AgENdGVzdC5weXBpLm9yZw", test, 110),
    `TWINE_PASSWORD=${main(20)}`,
    `index-url = https://test.pypi.org/simple`,
  ],
  references: ["https://test.pypi.org/help/#apitoken"],
  revoke: "https://test.pypi.org/manage/account/ > API tokens > Remove",
};

import { type Detector, fake } from "@stanch/model";
import { nearMisses } from "./_names.ts";
import { UUID, named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}", seed);
export const codecovToken: Detector = {
  id: "codecov-token",
  title: "Codecov upload or API token",
  provider: "codecov",
  category: "ci",
  severity: "medium",
  opens: "An upload token sends coverage reports of its repositories; an API token reads those of private ones.",
  rules: [
    {
      keywords: ["codecov"],
      pattern: named(
        "codecov",
        "(?:upload|repo(?:sitory)?|global|org|api|access|auth|static)?[_.-]?(?:access[_.-]?|analysis[_.-]?)?(?:token|key)",
        UUID,
      ),
      entropy: 3,
      confidence: 0.85,
    },
    {
      id: "command",
      keywords: ["codecov"],
      pattern: new RegExp(`(?:codecov|codecov\\.io/bash\\))[^\\n]{0,120}?[ \t](?:-t|--token)[ =]{1,2}(?<secret>${UUID})(?![0-9a-f-])`),
      entropy: 3,
      confidence: 0.9,
    },
  ],
  examples: [
    ...shown("CODECOV_TOKEN", make),
    `bash <(curl -s https://codecov.io/bash) -t ${make(13)}\n`,
    `codecov --token=${make(15)} -f coverage.xml\n`,
    `codecov:\n  token: ${make(17)}\n`,
    `CODECOV_UPLOAD_TOKEN=${make(19)}\n`,
  ],
  counterExamples: [
    ...nearMisses("CODECOV_TOKEN", make),
    `codecov:\n  branch: ${make(31)}\n`,
    `codecov -F ${make(33)}`, // a flag's name
  ],
  references: ["https://docs.codecov.com/docs/codecov-tokens"],
  revoke: "https://app.codecov.io > the repository > Configuration > General > Regenerate",
};

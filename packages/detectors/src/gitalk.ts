import { type Detector, fake } from "@stanch/model";
import { nearMisses } from "./_near.ts";
import { named, shown } from "./_token.ts";

const SHAPE = "[0-9a-f]{40}";
const make = (seed: number): string => fake(SHAPE, seed);
export const gitalkClientSecret: Detector = {
  id: "gitalk-client-secret",
  title: "Gitalk: client secret of a GitHub OAuth app",
  provider: "gitalk",
  category: "vcs",
  severity: "medium",
  opens: "It stands in a public page by design of this comment box: with the client id it poses as that GitHub app when visitors log in.",
  keywords: ["gitalk"],
  pattern: named("gitalk", "client[_.-]?secret", SHAPE),
  entropy: 3.2,
  confidence: 0.8,
  companions: [
    {
      name: "clientId",
      pattern: /(?<![A-Za-z0-9])(?:Iv1[.][0-9a-f]{16}|Ov23li[A-Za-z0-9]{14}|[0-9a-f]{20})(?![A-Za-z0-9])/,
      withinBytes: 192,
    },
  ],
  examples: [
    ...shown("GITALK_CLIENT_SECRET", make),
    `const gitalk = new Gitalk({\n  clientID: '${fake("[0-9a-f]{20}", 13)}',\n  clientSecret: '${make(14)}',\n  repo: 'blog',\n});`,
    `gitalk:\n  enable: true\n  client_id: ${fake("[0-9a-f]{20}", 15)}\n  client_secret: ${make(16)}\n`,
  ],
  counterExamples: [...nearMisses("GITALK_CLIENT_SECRET", make), `gitalk:\n  commit: ${make(20)}\n`],
  references: ["https://github.com/gitalk/gitalk"],
  revoke: "https://github.com/settings/developers > the OAuth app > Generate a new client secret, delete the old one",
};

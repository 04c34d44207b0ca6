import { type Detector, fake } from "@stanch/model";
import { unnamed } from "./_unnamed.ts";
import { named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[0-9a-f]{40}", seed);
export const particleAccessToken: Detector = {
  id: "particle-access-token",
  title: "Particle access token",
  provider: "particle",
  category: "cloud",
  severity: "critical",
  opens: "Controls the owner's devices: calls their functions, reads their variables and flashes them with other firmware.",
  keywords: ["particle_access", "particle_token", "particle-access", "particleaccess", "particle.io"],
  pattern: named("particle", "(?:io)?[_.-]?(?:api|access|auth)?[_.-]?(?:token|key)", "[0-9a-f]{40}"),
  entropy: 3.2,
  confidence: 0.65,
  examples: [
    ...shown("PARTICLE_ACCESS_TOKEN", make),
    `// https://api.particle.io\nconst particleToken = "${make(13)}";`,
    `PARTICLE_TOKEN=${make(14)}\n`,
    `particle-access-token: ${make(15)}\n`,
  ],
  counterExamples: [...unnamed("PARTICLE_ACCESS_TOKEN", make), `PARTICLE_FIRMWARE=${make(20)}\n`],
  references: ["https://docs.particle.io/reference/cloud-apis/access-tokens/"],
  revoke: "particle token revoke TOKEN, or DELETE https://api.particle.io/v1/access_tokens/{token}",
  lifetime: "90 days unless chosen otherwise",
};

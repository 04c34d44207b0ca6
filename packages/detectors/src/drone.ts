import { type Detector, fake } from "@stanch/model";
import { nearMisses } from "./_near.ts";
import { MIXED, named, shown } from "./_token.ts";

const personal = (seed: number): string => fake("[A-Za-z0-9]{32}", seed);
const rpc = (seed: number): string => fake("[0-9a-f]{32}", seed);
const WORD = "drone(?=[_.-]?(?:ci|token|api|server|user|admin))";
const NAME = "(?:user|api|ci|access|auth|admin)?[_.-]?token";
export const droneAccessToken: Detector = {
  id: "drone-access-token",
  title: "Drone CI personal token",
  provider: "drone",
  category: "ci",
  severity: "high",
  opens: "Acts as its owner on the build server: starts builds, which hold the repositories' secrets, and changes those secrets.",
  keywords: ["drone_token", "drone-token", "dronetoken", "drone_api", "drone_ci", "drone-ci", "droneci", "drone_server", "drone_admin"],
  pattern: named(WORD, NAME, `${MIXED}[A-Za-z0-9]{32}`),
  entropy: 3.5,
  confidence: 0.7,
  companions: [{ name: "server", pattern: /https?:\/\/[a-z0-9.-]{4,100}(?::[0-9]{2,5})?/, withinBytes: 192 }],
  examples: [
    ...shown("DRONE_TOKEN", personal),
    `export DRONE_SERVER=https://drone.acme.test\nexport DRONE_TOKEN=${personal(13)}\n`,
    `DRONE_CI_TOKEN=${personal(14)}\nDRONECI_TOKEN=\n`,
  ],
  counterExamples: [...nearMisses("DRONE_TOKEN", personal), `DRONE_COMMIT_SHA=${rpc(20)}`, `the drone carries a token: ${personal(21)}`],
  references: ["https://docs.drone.io/cli/configure/"],
  revoke: "The server > User settings > Personal token > Rotate (older servers: DELETE and recreate the user)",
};

export const droneRpcSecret: Detector = {
  id: "drone-rpc-secret",
  title: "Drone CI runner secret",
  provider: "drone",
  category: "ci",
  severity: "high",
  opens: "Poses as a runner to the build server, which then hands it pending builds with their secrets.",
  keywords: ["drone_rpc", "dronerpc", "drone_secret"],
  pattern: named("drone(?=_?(?:rpc|secret))", "(?:rpc[_.-]?)?secret", "[0-9a-f]{32}"),
  entropy: 3,
  confidence: 0.75,
  examples: [...shown("DRONE_RPC_SECRET", rpc), `- DRONE_SECRET=${rpc(13)}\n`],
  counterExamples: [...nearMisses("DRONE_RPC_SECRET", rpc), `DRONE_RPC_HOST=${rpc(20)}`, `PADRONE_RPC_SECRET=${rpc(21)}`],
  references: ["https://docs.drone.io/server/reference/drone-rpc-secret/"],
  revoke: "Change DRONE_RPC_SECRET at the server and at all runners",
};

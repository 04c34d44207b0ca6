import type { Deployment } from "../types.ts";
import { fileNameOf, withSecret } from "./_store-command.ts";

/** For builds that need the secret: it is mounted for one step and stays in no layer, no history and no build argument. */
export const dockerfile: Deployment = {
  id: "dockerfile",
  title: "Dockerfile with a BuildKit secret",
  aliases: ["docker", "buildkit"],
  comment: "#",
  write: ({ variable, reference }) => ({
    fileName: "Dockerfile",
    dependencies: [`${withSecret(variable, reference)}docker build --secret id=${fileNameOf(variable)},env=${variable} .`],
    text: `# syntax=docker/dockerfile:1
FROM debian:stable-slim
WORKDIR /app
COPY . .

# The secret is there for this one step, as a file in memory. Never use ARG or ENV for it: both stay in the image.
RUN --mount=type=secret,id=${fileNameOf(variable)},required=true \\
    ${variable}="$(cat /run/secrets/${fileNameOf(variable)})" ./build.sh

# At run time the platform gives ${variable}; it is no part of the image.
CMD ["./start.sh"]
`,
  }),
};

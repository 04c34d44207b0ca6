import type { Deployment } from "../types.ts";
import { fileNameOf, withSecret } from "./_store-command.ts";

/** A file in memory for this service alone: `docker inspect` shows an environment, and not this. */
export const compose: Deployment = {
  id: "compose",
  title: "Docker Compose",
  aliases: ["docker-compose"],
  comment: "#",
  write: ({ variable, reference }) => ({
    fileName: "compose.yaml",
    dependencies: [`${withSecret(variable, reference)}docker compose up`],
    text: `services:
  app:
    image: registry.example.com/app:1
    # Compose reads $$ as one $: the shell in the container sees the file, and hands its content to the program alone.
    command: ["sh", "-c", "${variable}=\\"$$(cat /run/secrets/${fileNameOf(variable)})\\" exec ./start.sh"]
    secrets:
      - ${fileNameOf(variable)}

secrets:
  ${fileNameOf(variable)}:
    # Taken from the environment of "docker compose" itself.
    environment: ${variable}
`,
  }),
};

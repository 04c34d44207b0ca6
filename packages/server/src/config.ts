import * as z from "zod";
import { AppError } from "@stanch/model";

const flag = z.enum(["0", "1", "false", "true", ""]).transform((text) => text === "1" || text === "true");
const list = z.string().transform((text) =>
  text
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== ""),
);
const count = z
  .string()
  .regex(/^\d{1,9}$/, "a whole number")
  .transform(Number);

/** What the operator sets, by environment variable. Each may also be read from a file: NAME_FILE. */
export const Environment = z.object({
  STANCH_HOST: z.string().default("127.0.0.1").describe("Address to listen on; 0.0.0.0 for all"),
  STANCH_PORT: count
    .refine((port) => port <= 65_535, "a port")
    .default(4747)
    .describe("Port; 0 takes a free one"),
  STANCH_URL: z
    .url()
    .optional()
    .describe("How browsers reach the server, such as https://stanch.example.com; default: the address it listens on"),
  STANCH_DATA: z
    .string()
    .optional()
    .describe("Folder of the embedded database and of keys; default: ~/.local/share/stanch, for root /var/lib/stanch"),
  DATABASE_URL: z.string().optional().describe("A PostgreSQL of yours (14 or newer) in place of the embedded one"),
  DATABASE_APP_URL: z
    .string()
    .optional()
    .describe(
      "With DATABASE_URL: how the application connects, as a role that is bound by row-level security; default: DATABASE_URL and SET ROLE stanch_app",
    ),
  STANCH_SECRET: z
    .string()
    .min(32)
    .optional()
    .describe("Signs sessions, cursors and links; at least 32 characters; default: made once, kept in the data folder"),
  STANCH_TRUST_PROXY: list.default([]).describe("Addresses or networks of reverse proxies whose X-Forwarded-For is believed"),
  STANCH_LOG_LEVEL: z
    .enum(["fatal", "error", "warn", "info", "debug", "silent"])
    .default("info")
    .describe("What the log shows, as JSON lines on standard output"),
  STANCH_SCAN_FOLDERS: list.default([]).describe("Folders of this machine that may be scanned through the API"),
  STANCH_SEALING_KEY: z
    .string()
    .optional()
    .describe(
      "Where the key is that seals values a workflow needs: file:PATH, env:NAME, vault:MOUNT/KEY or aws-kms:KEY; default: a file in the data folder",
    ),
  STANCH_REVERIFY: flag
    .default(false)
    .describe("1: issuers are asked again, over the network, whether secrets are valid whose value was given to be kept for that"),
  STANCH_WORKS: flag.default(true).describe("0: this server only fills the queues, and workers (stanch worker) empty them"),
  STANCH_PRIVATE_HOSTS: list
    .default([])
    .describe("Hosts, separated by commas, that notifications and probes may reach in private networks; *: all of them"),
  STANCH_GITHUB_PARTNER_KEYS: z
    .string()
    .optional()
    .describe(
      "Takes messages of GitHub's secret scanning partner program, signed with the keys at this address (https://api.github.com/meta/public_keys/secret_scanning) or in this file",
    ),
  STANCH_RATE_LIMIT: count.default(1200).describe("Requests a minute for each person, token or address"),
  STANCH_SIGN_IN_LIMIT: count.default(10).describe("Tries a minute from one address at each address that takes a password, code or link"),
  STANCH_METRICS_TOKEN: z
    .string()
    .min(16)
    .optional()
    .describe("Whoever reads /metrics must send it as a bearer token; without it only this machine may"),
  STANCH_OIDC_ISSUER: z.url().optional().describe("Single sign-on: the OpenID Connect issuer"),
  STANCH_OIDC_CLIENT_ID: z.string().optional().describe("Single sign-on: the client's id there"),
  STANCH_OIDC_CLIENT_SECRET: z.string().optional().describe("Single sign-on: the client's secret there"),
  STANCH_OIDC_NAME: z.string().max(60).default("Single sign-on").describe("Single sign-on: what the button says"),
});
export type Environment = z.infer<typeof Environment>;

/** Reads and checks the variables. `read` gives a file's text. Throws CONFIG_INVALID without quoting a value. */
export function environmentOf(variables: Readonly<Record<string, string | undefined>>, read: (path: string) => string): Environment {
  const given = Object.fromEntries(
    Object.keys(Environment.shape).flatMap((name) => {
      const file = variables[`${name}_FILE`];
      const value = variables[name] ?? (file === undefined ? undefined : readOr(file, `${name}_FILE`, read));
      return value === undefined || value === "" ? [] : [[name, value]];
    }),
  );
  const parsed = Environment.safeParse(given);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new AppError("CONFIG_INVALID", {
    what: `A setting of the server is wrong: ${issue?.message ?? "unknown"}`,
    where: issue?.path.join(".") ?? "environment",
    next: "docs/server.md lists all settings.",
  });
}

function readOr(path: string, name: string, read: (path: string) => string): string {
  try {
    return read(path).trim();
  } catch (cause) {
    throw new AppError("CONFIG_INVALID", {
      what: "The file of a setting cannot be read",
      where: `${name}=${path}`,
      next: "Check the path and its rights.",
      cause,
    });
  }
}

/** The settings as a Markdown table, from their own descriptions. */
export function settingsTable(): string {
  const rows = Object.entries(Environment.shape).map(([name, schema]) => {
    const { description = "" } = schema;
    const byDefault: unknown = Environment.shape[name as keyof typeof Environment.shape].safeParse(undefined).data; // a key of its own entries
    const shown = typeof byDefault === "string" || typeof byDefault === "number" ? ` Default: \`${byDefault}\`.` : "";
    return `| \`${name}\` | ${description.replaceAll("|", "\\|")}.${shown} |`;
  });
  return `| variable | what it sets |\n| --- | --- |\n${rows.join("\n")}\n`;
}

import { createHash } from "node:crypto";
import { AppError } from "@stanch/model";
import {
  GithubKeys,
  type ReportedSecret,
  asSystem,
  inWorkspace,
  isUuid,
  knownOf,
  readGithubPartnerMessage,
  recordReport,
  workspaces,
} from "@stanch/workflow";
import { eq } from "drizzle-orm";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import type { FastifyRequest } from "fastify";
import * as z from "zod";
import { RequestError } from "../errors/error-object.ts";
import { noteToServer } from "../http/server-notes.ts";
import type { Services } from "../services.ts";
import { fingerprintKeyOf } from "./findings.ts";

const MOST_BYTES = 16_777_216;
/** Of one message: more are reported in several. */
const MOST_SECRETS = 10_000;

/** As GitHub's documentation of the partner program has it. The hash, because an answer should not hold the secret. */
const Feedback = z.array(z.object({ token_hash: z.string(), token_type: z.string(), label: z.enum(["true_positive", "false_positive"]) }));

/**
 * Messages of GitHub's secret scanning partner program. The bytes are taken as they came, because the signature is of these. A copy of
 * a message changes nothing: each secret is reported once, whoever sends it again.
 */
export const partnerRoutes =
  (services: Services): FastifyPluginAsyncZod =>
  async (app) => {
    const source = services.environment.STANCH_GITHUB_PARTNER_KEYS;
    const keys = source === undefined ? undefined : new GithubKeys(source, { privateHosts: services.environment.STANCH_PRIVATE_HOSTS });
    app.removeAllContentTypeParsers();
    app.addContentTypeParser("*", { parseAs: "buffer", bodyLimit: MOST_BYTES }, (_request, body, done) => done(null, body));
    app.post("/partner-messages/github/:recipient", {
      config: { access: "public" },
      bodyLimit: MOST_BYTES,
      schema: {
        tags: ["findings"],
        summary: "GitHub found secrets: a message of its partner program, signed by it. Answers which of them are incidents here",
        security: [],
        params: z.object({ recipient: z.string().max(64).describe("Id of the workspace") }),
        response: { 200: Feedback },
      },
      handler: async (request) => {
        const { recipient } = request.params;
        const secrets = keys === undefined ? undefined : await signedSecrets(request, keys);
        // Where nothing is expected, or there is no such workspace, the answer is that to a forgery.
        if (secrets === undefined || !(await isWorkspace(services, recipient))) {
          await noteToServer(request, services, { action: "report.refused", details: { kind: "github-partner" } });
          throw new RequestError("HOOK_REFUSED", {
            what: "The message is not signed by GitHub, or is not expected here",
            where: "Github-Public-Key-Signature",
            next: "Set STANCH_GITHUB_PARTNER_KEYS on the server, and send to a workspace's own address.",
          });
        }
        return record(request, services, secrets);
      },
    });
  };

/** Undefined for what GitHub did not sign. Throws REPORT_INVALID for what it did and is no such message. */
async function signedSecrets(request: FastifyRequest, keys: GithubKeys): Promise<readonly ReportedSecret[] | undefined> {
  const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
  const { "github-public-key-identifier": keyIdentifier, "github-public-key-signature": signature } = request.headers;
  if (typeof keyIdentifier !== "string" || typeof signature !== "string") return undefined;
  try {
    const secrets = readGithubPartnerMessage({ body, keyIdentifier, signature }, await keys.keysFor(keyIdentifier));
    if (secrets.length <= MOST_SECRETS) return secrets;
  } catch (error) {
    if (error instanceof AppError && error.code === "SIGNATURE_INVALID") return undefined;
    throw error;
  }
  throw new AppError("REPORT_INVALID", {
    what: `The message names more than ${MOST_SECRETS} tokens`,
    where: "body",
    next: "Send them in several messages.",
  });
}

async function record(request: FastifyRequest, services: Services, secrets: readonly ReportedSecret[]): Promise<z.input<typeof Feedback>> {
  const { recipient: workspaceId } = z.object({ recipient: z.string() }).parse(request.params);
  const key = Buffer.from(fingerprintKeyOf(services.secret, workspaceId));
  const actor = { kind: "system", id: "github-partner", role: "machine", address: request.ip, requestId: request.id } as const;
  const known = await inWorkspace(services.database, { workspaceId, actor }, async (scope) => {
    await recordReport(scope, key, { kind: "github-partner", origin: "github", secrets });
    return knownOf(scope, key, secrets);
  });
  return secrets.flatMap(({ secret, details }, index) => {
    const label = known[index];
    if (label === undefined) return [];
    return [{ token_hash: createHash("sha256").update(secret.reveal()).digest("hex"), token_type: details["type"] ?? "", label }];
  });
}

async function isWorkspace({ database }: Services, id: string): Promise<boolean> {
  if (!isUuid(id)) return false;
  const rows = await asSystem(database, (tx) => tx.select({ id: workspaces.id }).from(workspaces).where(eq(workspaces.id, id)));
  return rows.length > 0;
}

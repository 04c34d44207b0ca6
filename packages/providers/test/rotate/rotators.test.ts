import { AppError, Secret, fake } from "@stanch/model";
import { describe, expect, it } from "vitest";
import { detectors } from "../../../detectors/src/index.gen.ts";
import { bindRotator, rotators } from "../../src/rotate/index.ts";
import { bound, keepsItsPromises } from "./contract.ts";
import { type Issuer, serve } from "./double.ts";
import { anthropic } from "./doubles/anthropic.ts";
import { github, slack, stripe } from "./doubles/by-hand.ts";
import { cloudflare } from "./doubles/cloudflare.ts";
import { datadog } from "./doubles/datadog.ts";
import { gitlab } from "./doubles/gitlab.ts";
import { openai } from "./doubles/openai.ts";
import { sendgrid } from "./doubles/sendgrid.ts";
import { twilio, twilioApiKey } from "./doubles/twilio.ts";

const DOUBLES: readonly (readonly [detector: string, make: () => Issuer, variable: string])[] = [
  ["sendgrid-api-key", sendgrid, "STANCH_SENDGRID_URL"],
  ["twilio-auth-token", twilio, "STANCH_TWILIO_URL"],
  ["twilio-api-key-secret", twilioApiKey, "STANCH_TWILIO_URL"],
  ["cloudflare-api-token", cloudflare, "STANCH_CLOUDFLARE_URL"],
  ["datadog-api-key", datadog, "STANCH_DATADOG_URL"],
  ["openai-api-key", openai, "STANCH_OPENAI_URL"],
  ["anthropic-api-key", anthropic, "STANCH_ANTHROPIC_URL"],
  ["gitlab-personal-access-token", gitlab, "STANCH_GITLAB_URL"],
  ["github-personal-access-token", github, "STANCH_GITHUB_URL"],
  ["slack-bot-token", slack, "STANCH_SLACK_URL"],
  ["stripe-restricted-key", stripe, "STANCH_STRIPE_URL"],
];

describe.each(DOUBLES)("%s", (detector, make, variable) => {
  const within = async (
    work: (world: Parameters<typeof keepsItsPromises>[0], issuer: Issuer, server: Awaited<ReturnType<typeof serve>>) => Promise<void>,
  ) => {
    const issuer = make();
    const server = await serve(issuer);
    try {
      const { old, admin, makeByHand, endByHand } = issuer;
      const hands = { ...(makeByHand === undefined ? {} : { makeByHand }), ...(endByHand === undefined ? {} : { endByHand }) };
      await work({ detector, old, admin, env: { [variable]: server.url }, ...hands }, issuer, server);
    } finally {
      await server.stop();
    }
  };

  it("is looked at, narrowed, replaced and ended, and refused afterwards", async () => within(keepsItsPromises));

  it("is not known to be anything when the issuer limits, fails or is silent", async () =>
    within(async (world, _issuer, server) => {
      const { rotator, context } = bound(world);
      for (const [answer, code] of [
        [429, "ROTATION_LIMITED"],
        [503, "ROTATION_UNREACHABLE"],
        ["cut", "ROTATION_UNREACHABLE"],
      ] as const) {
        server.next(answer);
        await expect(rotator.describe(world.old, context)).rejects.toMatchObject({ code });
      }
      server.next(503);
      await expect(rotator.confirm(world.old, context)).rejects.toMatchObject({ code: "ROTATION_UNREACHABLE" });
    }));

  it("finds by its label what was made when the answer was lost, and can end it", async () =>
    within(async (world, issuer, server) => {
      const { rotator, context } = bound(world);
      if (rotator.create === undefined) return;
      const like = await rotator.describe(world.old, context);
      const before = issuer.live();
      // Whichever of its calls makes something: those before it read.
      for (let reads = 0; issuer.live().length === before.length; reads++) {
        server.next(...Array.from({ length: reads }, () => "pass" as const), "cut");
        await expect(rotator.create({ like, label: "stanch-lost", credential: world.old }, context)).rejects.toMatchObject({
          code: "ROTATION_UNREACHABLE",
        });
      }
      server.next();
      for (const { state } of (await rotator.findMade?.("stanch-lost", context)) ?? []) await rotator.deactivate?.({ state }, context);
      const again = await rotator.create({ like, label: "stanch-lost-2", credential: world.old }, context);
      const live = issuer.live();
      expect(live.toSorted()).toEqual([...before, again.credential.secret.reveal()].toSorted());
    }));

  it("is left alone by a credential that may not manage it, and no error quotes a value", async () =>
    within(async (world, issuer) => {
      const { rotator, context } = bound(world, { admin: issuer.stranger });
      if (rotator.create === undefined) return;
      const like = {
        id: "x",
        status: "active" as const,
        privileges: ["a"],
        details: { project: "proj_1", userId: "2", accountSid: String(issuer.stranger.companions["accountSid"]) },
      };
      const failed = await rotator.create({ like, label: "stanch-denied" }, context).catch((error: unknown) => error);
      expect(failed).toBeInstanceOf(AppError);
      expect(failed).toMatchObject({ code: "ROTATION_DENIED" });
      for (const { secret } of [issuer.old, issuer.admin, issuer.stranger]) expect(String(failed)).not.toContain(secret.reveal());
    }));
});

it("are about kinds that exist, each kind in one rotator", () => {
  const ids = rotators.flatMap((one) => one.detectors);
  expect(new Set(ids).size).toBe(ids.length);
  const known = new Set(detectors.map(({ id }) => id));
  expect(ids.filter((id) => !known.has(id))).toEqual([]);
});

it("say what a human does wherever there is no call", () => {
  for (const rotator of rotators) {
    const facts = rotator.facts({ secret: new Secret("x"), companions: { authId: fake("MA[A-Z0-9]{18}", 1) } });
    if (facts.creation === "guided") expect(rotator.guided?.create?.length, rotator.id).toBeGreaterThan(1);
    if (facts.deactivation === "guided") expect(rotator.guided?.deactivate?.length, rotator.id).toBeGreaterThan(0);
    if (facts.deactivation !== "guided") expect("deactivate" in rotator, rotator.id).toBe(true);
    if (facts.deactivation === "reversible") expect("restore" in rotator, rotator.id).toBe(true);
  }
});

it("are not there for a kind that nobody knows to rotate, which is told with what to read", () => {
  const asking = () =>
    bindRotator({ detector: "jwt", old: { secret: new Secret("x"), companions: {} }, network: { env: {}, version: "1" } });
  expect(asking).toThrow(/stanch explain jwt/);
});

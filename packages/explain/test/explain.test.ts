import { detectors } from "@stanch/detectors";
import { describe, expect, it } from "vitest";
import { type Ability, explain, guideOf } from "../src/index.ts";
import { guides } from "../src/guides/index.gen.ts";
import { FACTS, agrees } from "./facts.ts";

const COMMANDS = new Set(["scan", "check-hygiene", "fix", "snippet", "store", "run"]);
const at = { commands: COMMANDS, now: new Date("2026-11-24T00:00:00Z") };
const isFull = (texts: readonly string[]): boolean => texts.length > 0 && texts.every((text) => text.trim().length > 2);

describe("every kind of the catalogue", () => {
  it.each(detectors.map((detector) => [detector.id, detector] as const))("%s has no empty section", (_, detector) => {
    const page = explain(detector, at);
    expect(isFull([page.title, page.use.purpose, ...page.use.uses])).toBe(true);
    expect(isFull(page.use.made.steps) && isFull([page.use.made.scopes, page.use.made.expiry])).toBe(true);
    expect(isFull(page.use.places)).toBe(true);
    expect(page.causes.map(({ id }) => id).toSorted()).toEqual(["access", "phishing", "storage", "third-party", "transport"]);
    expect(new Set(page.harm.acts.map(({ harm }) => harm)).size).toBe(4);
    expect(isFull([page.harm.verified, ...page.harm.acts.map(({ does }) => does)])).toBe(true);
    expect(page.practices).toHaveLength(7);
    for (const practice of page.practices)
      expect(isFull([practice.title, practice.why, ...practice.steps.map(({ say }) => say)])).toBe(true);
    for (const ability of [page.misuse, page.rotate, page.revoke]) expect(isFull(ability.steps)).toBe(true);
    expect(isFull([page.overlap.how, ...page.stops])).toBe(true);
    expect(page.links.length).toBeGreaterThan(0);
  });

  it("is general in all parts that no guide was written for, and says so", () => {
    const [general] = detectors.filter(({ id }) => guideOf(id) === undefined);
    if (general === undefined) throw new Error("every kind has a guide");
    const page = explain(general, at);
    expect(page).toMatchObject({ basis: "general", misuse: { isGeneral: true }, rotate: { isGeneral: true } });
    expect(page.harm.acts.some(({ isGeneral }) => isGeneral)).toBe(true);
  });

  it("is told no worse a general harm than the kind's own severity", () => {
    const low = detectors.filter(({ id, severity }) => severity === "low" && guideOf(id) === undefined);
    for (const detector of low) expect(explain(detector, at).harm.acts.map(({ severity }) => severity)).not.toContain("critical");
  });
});

describe("guides", () => {
  const ids = new Set(detectors.map(({ id }) => id));
  const kinds = guides.flatMap((guide) => guide.kinds);

  it("name kinds that exist, each kind once", () => {
    expect(kinds.filter((kind) => !ids.has(kind))).toEqual([]);
    expect(kinds.length).toBe(new Set(kinds).size);
  });

  it("are there for Plivo and more than 40 providers", () => {
    const files = new Set(
      detectors
        .filter(({ id }) => guideOf(id) !== undefined)
        .map(({ id, provider }) => (provider === "generic" ? id.split("-")[0] : provider)),
    );
    expect(files).toContain("plivo");
    expect(files.size).toBeGreaterThan(40);
  });

  it.each(guides.map((guide) => [guide.name, guide] as const))("%s: links are https addresses of documents", (_, guide) => {
    for (const link of guide.links) expect(new URL(link).protocol).toBe("https:");
  });

  it.each(guides.map((guide) => [guide.name, guide] as const))("%s: a call to an API is told only where the way is one", (_, guide) => {
    const abilities: readonly Ability[] = [guide.rotate, guide.revoke];
    for (const { way, steps, note } of abilities) {
      const calls = steps.some((step) => /\b(?:POST|PUT|PATCH|DELETE) (?:https:\/\/|\/|…\/)/.test(step));
      // By hand with a call beside it is right only where the text says which kind the call is for.
      if (calls)
        expect(way === "api" || /Service account|service account|OAuth/.test([...steps, note ?? ""].join(" ")), JSON.stringify(steps)).toBe(
          true,
        );
    }
  });
});

describe("facts", () => {
  it.each(FACTS.flatMap((fact) => fact.kinds.map((kind) => [kind, fact] as const)))(
    "%s: its guide claims no API that the documents deny",
    (kind, fact) => {
      const guide = guideOf(kind);
      if (guide === undefined) throw new Error(`no guide for ${kind}`);
      for (const part of ["rotate", "revoke", "misuse"] as const) {
        const known = fact[part];
        if (known === undefined) continue;
        expect(agrees(guide[part].way, known), `${part}: ${guide[part].way}, but the facts say ${known}`).toBe(true);
        expect(guide[part].isUnconfirmed, `${part} is a known fact`).toBeUndefined();
      }
      if (fact.overlap !== undefined) expect(guide.overlap.is).toBe(fact.overlap);
      const text = JSON.stringify([guide.rotate, guide.revoke, guide.misuse.steps]);
      for (const denied of fact.denied ?? []) expect(text).not.toMatch(denied);
    },
  );

  it("cover every ability that a guide tells as certain and by API", () => {
    const known = new Map(FACTS.flatMap((fact) => fact.kinds.map((kind) => [kind, fact] as const)));
    // Kinds whose calls stand in a provider's documents that the table has under a sister kind.
    const sisters = new Set([
      "plivo-access-token",
      "github-refresh-token",
      "docker-hub-organization-access-token",
      "digitalocean-oauth-token",
      "hashicorp-vault-approle-secret-id",
      "aws-access-key-id",
      "aws-session-token",
      "slack-legacy-workspace-token",
      "cloudflare-global-api-key",
      "stripe-webhook-secret",
      "discord-webhook-url",
      "square-access-token",
    ]);
    const loose = guides.flatMap((guide) =>
      guide.kinds.filter(
        (kind) =>
          !sisters.has(kind) &&
          (["rotate", "revoke"] as const).some(
            (part) => guide[part].way === "api" && guide[part].isUnconfirmed === undefined && known.get(kind)?.[part] === undefined,
          ),
      ),
    );
    expect(loose).toEqual([]);
  });
});

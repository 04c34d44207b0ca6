import { type CreateRequest, type Credential, Secret } from "@stanch/model";
import { expect } from "vitest";
import { type BindOptions, bindRotator } from "../../src/rotate/index.ts";

export interface World {
  readonly detector: string;
  readonly old: Credential;
  readonly admin: Credential;
  /** `STANCH_<ID>_URL` and the like. */
  readonly env: Readonly<Record<string, string>>;
  readonly address?: string;
  /** What a person does in the console, for issuers without a call for it. */
  readonly makeByHand?: () => Credential;
  readonly endByHand?: (value: string) => void;
}

export function bound({ detector, old, admin, env, address }: World, more: Partial<BindOptions> = {}) {
  return bindRotator({
    detector,
    old,
    admin,
    network: { env, version: "1.2.3", timeoutMs: 20_000 },
    ...(address === undefined ? {} : { address }),
    ...more,
  });
}

/** What every rotator promises, whatever its issuer can do. Goes the whole way: look, contain, make, end, end again. */
export async function keepsItsPromises(world: World): Promise<void> {
  const { rotator, context } = bound(world);
  const facts = rotator.facts(world.old);
  const like = await rotator.describe(world.old, context);
  expect(like).toMatchObject({ status: "active" });
  expect(like.privileges.length).toBeGreaterThan(0);
  expect(JSON.stringify(like)).not.toContain(world.old.secret.reveal());
  const answerTo = async (credential: Credential) => (await rotator.confirm(credential, context)).answer;
  const old = { state: like, credential: world.old };
  expect(await answerTo(world.old)).toBe("accepted");
  expect(await answerTo({ ...world.old, secret: lookAlike(world.old.secret) })).toBe("refused");

  expect(rotator.contain === undefined).toBe(facts.containment === "none");
  if (rotator.contain !== undefined) {
    for (let i = 0; i < 2; i++) await rotator.contain(old, context);
    expect(await answerTo(world.old)).toBe("refused");
    for (let i = 0; i < 2; i++) await rotator.restore?.(old, context);
    expect(await answerTo(world.old)).toBe("accepted");
  }

  expect(rotator.create === undefined).toBe(facts.creation !== "api");
  const label = `stanch-${world.detector}`.slice(0, 64);
  let made = world.makeByHand?.();
  if (rotator.create !== undefined) {
    expect(await rotator.findMade?.(label, context)).toEqual([]);
    const request: CreateRequest = { like, label, credential: world.old };
    const { state, credential } = await rotator.create(request, context);
    made = credential;
    expect(state.privileges).toEqual(like.privileges);
    expect(JSON.stringify(state)).not.toContain(credential.secret.reveal());
    const found = (await rotator.findMade?.(label, context)) ?? [];
    // One slot and no name: what is there cannot be told from what was there.
    if (rotator.detectors[0] !== "twilio-auth-token") expect(found).toHaveLength(1);
    expect(await rotator.findMade?.("stanch-another", context)).toEqual([]);
  }
  if (made === undefined) throw new Error("nobody makes a new one");
  expect(made.secret.reveal()).not.toBe(world.old.secret.reveal());
  expect(await answerTo(made)).toBe("accepted");
  if (facts.overlap) expect(await answerTo(world.old)).toBe("accepted");

  if (rotator.deactivate === undefined) world.endByHand?.(world.old.secret.reveal());
  for (let i = 0; i < 2; i++) await rotator.deactivate?.(old, context);
  expect(await answerTo(world.old)).toBe("refused");
  expect(await answerTo(made)).toBe("accepted");
  if (facts.deactivation === "reversible" && rotator.restore !== undefined) {
    await rotator.restore(old, context);
    expect(await answerTo(world.old)).toBe("accepted");
    await rotator.deactivate?.(old, context);
  }
  for (let i = 0; i < 2; i++) await rotator.remove?.(old, context);
  expect(await answerTo(world.old)).toBe("refused");
}

/** The same length and alphabet, another value. */
function lookAlike(secret: Secret): Secret {
  const value = secret.reveal();
  const turned = (char: string): string =>
    /[a-m]/.test(char) ? "n" : /[n-z]/.test(char) ? "c" : /[0-8]/.test(char) ? "9" : char === "9" ? "1" : char;
  const head = Math.max(0, value.length - 12);
  return new Secret(value.slice(0, head) + value.slice(head).replace(/./g, turned));
}

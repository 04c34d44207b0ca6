import { Secret } from "@stanch/model";
import { afterAll, beforeAll, expect, it } from "vitest";
import { PlivoDouble } from "../../../cli/src/drill/plivo-double.ts";
import { bindRotator } from "./index.ts";

/** A double of Plivo's API with state, written from its documents: Plivo itself is not asked. */
const plivo = new PlivoDouble();
let url = "";
beforeAll(async () => {
  url = await plivo.listen();
});
afterAll(() => plivo.close());

const mainPair = () => ({ secret: new Secret([...plivo.main.tokens].at(-1) ?? ""), companions: { authId: plivo.main.authId } });

function bound(old = mainPair()) {
  const network = { env: { STANCH_PLIVO_URL: url }, version: "0.0.0" };
  return bindRotator({ detector: "plivo-subaccount-token", old, admin: mainPair(), network });
}

it("replaces a sub-account: makes one beside it, finds it by its label, moves what hangs on the old one, disables and gives back", async () => {
  const sub = plivo.makeSub("shop");
  plivo.numbers.push({ number: "14155550100", subaccount: sub.authId });
  const old = { secret: new Secret(sub.token), companions: { authId: sub.authId } };
  const { rotator, context } = bound(old);
  const before = await rotator.describe(old, context);
  const label = "stanch-0123456789abcdef0123";
  const made = await rotator.create?.({ like: before, label }, context);
  expect(made?.state).toMatchObject({ status: "active", label: `shop ${label}` });
  const found = await rotator.findMade?.(label, context);
  expect(found?.map(({ state }) => state.id)).toEqual([made?.state.id]);
  expect(found?.[0]?.credential?.secret.reveal()).toBe(made?.credential.secret.reveal());
  if (made === undefined) throw new Error("nothing was made");
  expect(await rotator.carryOver?.(before, made.state, context)).toEqual(["Number 14155550100"]);
  expect(await rotator.carryOver?.(before, made.state, context)).toEqual([]);
  await rotator.deactivate?.({ state: before, credential: old }, context);
  expect(await rotator.confirm(old, context)).toMatchObject({ answer: "refused" });
  expect(sub.name).toBe("shop"); // the call wants the name, and would have written an empty one
  await rotator.restore?.({ state: before, credential: old }, context);
  expect(await rotator.confirm(old, context)).toMatchObject({ answer: "accepted" });
});

it("leaves making and ending a main account's token to a person, and tells whether the old one was kept", async () => {
  const old = mainPair();
  const { rotator, context } = bound(old);
  expect(rotator.facts(old)).toMatchObject({ creation: "guided", deactivation: "guided", overlap: true });
  const fresh = { ...old, secret: new Secret(plivo.console.generate(true)) };
  expect(await rotator.confirm(fresh, context)).toMatchObject({ answer: "accepted" });
  expect(await rotator.confirm(old, context)).toMatchObject({ answer: "accepted" });
  plivo.console.revokeAllBut(fresh.secret.reveal());
  expect(await rotator.confirm(old, context)).toMatchObject({ answer: "refused" });
});

it("takes 429 and 5xx for no answer, and a lost answer for not known", async () => {
  const { rotator, context } = bound();
  const like = { id: "SA", status: "active" as const, privileges: [] };
  for (const [status, code] of [
    [429, "ROTATION_LIMITED"],
    [503, "ROTATION_UNREACHABLE"],
  ] as const) {
    plivo.fault = () => ({ status });
    await expect(rotator.create?.({ like, label: "stanch-00000000000000000000" }, context)).rejects.toMatchObject({ code });
  }
  plivo.fault = (method) => (method === "POST" ? { status: 500, after: true } : undefined);
  await expect(rotator.create?.({ like, label: "stanch-00000000000000000001" }, context)).rejects.toMatchObject({
    code: "ROTATION_UNREACHABLE",
  });
  plivo.fault = () => undefined;
  expect(await rotator.findMade?.("stanch-00000000000000000001", context)).toHaveLength(1);
});

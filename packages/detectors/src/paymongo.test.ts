import { scanText } from "@stanch/engine";
import { fake } from "@stanch/model";
import { expect, it } from "vitest";
import { paymongoSecretKey } from "./paymongo.ts";
import { stripeSecretKey } from "./stripe.ts";

const both = [stripeSecretKey, paymongoSecretKey];
const kinds = (text: string): string[] => scanText(text, both).map(({ detector }) => both[detector]?.id ?? "");
const key = fake("sk_live_[A-Za-z0-9]{24}", 1);

it("takes a key behind PayMongo's name for PayMongo's and no other for it", () => {
  expect(kinds(`PAYMONGO_SECRET_KEY=${key}\n`)).toEqual(["paymongo-secret-key"]);
  expect(kinds(`STRIPE_SECRET_KEY=${key}\n`)).toEqual(["stripe-secret-key"]);
  expect(kinds(`SECRET_KEY=${key}\n`)).toEqual(["stripe-secret-key"]);
});

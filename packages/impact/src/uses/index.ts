import type { UseKind } from "./kind.ts";
import { plivoUses } from "./plivo.ts";
import { twilioUses } from "./twilio.ts";
import { webhookUses } from "./webhooks.ts";

const ALL: readonly UseKind[] = [...plivoUses, ...twilioUses, ...webhookUses];
const MOST_PER_KIND = 10;
const ANY = new RegExp(ALL.map(({ gate }) => gate.source).join("|"), "i");

export function* usesIn(text: string): Generator<{ readonly kind: string; readonly offset: number }> {
  if (!ANY.test(text)) return;
  for (const { kind, gate, pattern } of ALL) {
    if (!gate.test(text)) continue;
    let count = 0;
    for (const found of text.matchAll(pattern)) {
      if (++count > MOST_PER_KIND) break;
      yield { kind, offset: found.index };
    }
  }
}

export const useKind = (kind: string): UseKind | undefined => ALL.find((one) => one.kind === kind);
export const usesOf = (provider: string): readonly UseKind[] => ALL.filter((one) => one.provider === provider);
export type { UseKind };

import { fake } from "@stanch/model";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ABSENT, SecretBytes, type SecretStore } from "../src/index.ts";

export interface Opened {
  readonly store: SecretStore;
  /** References that nobody used before; `beside` gives one in the same file, map or object. */
  readonly fresh: () => string;
  readonly beside?: (reference: string) => string;
  /** What `list` is asked to see such a reference. */
  readonly prefix: string;
  /** Values of the store's own limits: false leaves the one out that the place can write in no way. */
  readonly takes?: (text: string) => boolean;
  readonly runs?: number;
}

const token = (seed: number): SecretBytes => new SecretBytes(fake("[A-Za-z0-9]{40}", seed));

/** What every store does, whatever stands behind it. `open` is called once a test; the server may be shared. */
export function storeContract(name: string, open: () => Promise<Opened>): void {
  describe(name, () => {
    it("gives back what was put, and the version that put told", async () => {
      const { store, fresh } = await open();
      const reference = fresh();
      const { version } = await store.put(reference, token(1));
      const held = await store.get(reference);
      expect(held.value.equals(token(1))).toBe(true);
      expect(held.version).toBe(version);
      expect((await store.describe(reference)).version).toBe(version);
    });

    it("names what is missing and changes nothing by asking", async () => {
      const { store, fresh } = await open();
      const reference = fresh();
      const asks: readonly (() => Promise<unknown>)[] = [
        async () => store.get(reference),
        async () => store.versions(reference),
        async () => store.describe(reference),
        async () => store.remove(reference),
      ];
      for (const ask of asks) await expect(ask()).rejects.toMatchObject({ code: "STORE_NOT_FOUND" });
      await expect(store.get(reference)).rejects.toMatchObject({ code: "STORE_NOT_FOUND" });
    });

    it("keeps every text to the byte: line breaks, quotes, other scripts", async () => {
      const { store, fresh, takes, runs = 25 } = await open();
      const reference = fresh();
      const texts = fc.string({
        unit: fc.constantFrom("a", "\n", "'", '"', "\\", "$", "#", " ", "é", "漢", "😀", "`", "=", "\t", "\\n"),
        minLength: 1,
        maxLength: 12,
      });
      await fc.assert(
        fc.asyncProperty(texts, async (text) => {
          if (takes?.(text) === false) {
            await expect(store.put(reference, new SecretBytes(text))).rejects.toMatchObject({ code: "STORE_VALUE_REFUSED" });
            return;
          }
          const { version } = await store.put(reference, new SecretBytes(text));
          const held = await store.get(reference);
          expect(held.value.revealText()).toBe(text);
          expect(held.version).toBe(version);
        }),
        { numRuns: runs },
      );
    });

    it("keeps bytes that are no text, or refuses them and leaves the old value", async () => {
      const { store, fresh } = await open();
      const reference = fresh();
      await store.put(reference, token(2));
      const bytes = new SecretBytes(Uint8Array.of(0xff, 0, 0x80, 10, 0xfe));
      if ((await store.abilities(fresh())).bytes) await store.put(reference, bytes);
      else await expect(store.put(reference, bytes)).rejects.toMatchObject({ code: "STORE_VALUE_REFUSED" });
      const { value } = await store.get(reference);
      expect(value.equals((await store.abilities(fresh())).bytes ? bytes : token(2))).toBe(true);
    });

    it("takes a value of its limit and refuses a larger one, keeping the old", async () => {
      const { store, fresh } = await open();
      if ((await store.abilities(fresh())).maxBytes > 2_000_000) return;
      const reference = fresh();
      const largest = new SecretBytes("x".repeat((await store.abilities(fresh())).maxBytes - 64));
      await store.put(reference, largest);
      await expect(store.put(reference, new SecretBytes("x".repeat((await store.abilities(fresh())).maxBytes + 1)))).rejects.toMatchObject({
        code: "STORE_TOO_LARGE",
      });
      expect((await store.get(reference)).value.equals(largest)).toBe(true);
    });

    it("leaves alone what stands beside the value", async () => {
      const { store, fresh, beside } = await open();
      if (beside === undefined) return;
      const reference = fresh();
      const other = beside(reference);
      await store.put(other, token(3));
      await store.put(reference, token(4));
      await store.put(reference, token(5));
      expect((await store.get(other)).value.equals(token(3))).toBe(true);
      await store.remove(reference);
      expect((await store.get(other)).value.equals(token(3))).toBe(true);
      await expect(store.get(reference)).rejects.toMatchObject({ code: "STORE_NOT_FOUND" });
    });

    it("lists the reference by name, and no value", async () => {
      const { store, fresh, prefix } = await open();
      const reference = fresh();
      await store.put(reference, token(6));
      const listed = await store.list(prefix);
      // A list of a store that holds maps need not read them: it may end before the field.
      expect(listed.some((one) => store.normalise(reference).startsWith(one) || one === reference)).toBe(true);
      expect(JSON.stringify(listed)).not.toContain(token(6).revealText());
    });

    it("writes only over the version that it was told, or only where nothing is", async () => {
      const { store, fresh } = await open();
      const reference = fresh();
      if (!(await store.abilities(fresh())).checkAndSet) {
        await expect(store.put(reference, token(7), { ifVersion: "1" })).rejects.toMatchObject({ code: "STORE_CANNOT" });
        return;
      }
      const first = await store.put(reference, token(7), { ifVersion: ABSENT });
      await expect(store.put(reference, token(8), { ifVersion: ABSENT })).rejects.toMatchObject({ code: "STORE_CONFLICT" });
      await store.put(reference, token(9), { ifVersion: first.version });
      await expect(store.put(reference, token(8), { ifVersion: first.version })).rejects.toMatchObject({ code: "STORE_CONFLICT" });
      expect((await store.get(reference)).value.equals(token(9))).toBe(true);
    });

    it("lets one of several writers at one moment win, and tells the others", async () => {
      const { store, fresh } = await open();
      if (!(await store.abilities(fresh())).checkAndSet) return;
      const reference = fresh();
      const { version } = await store.put(reference, token(10));
      const writers = [11, 12, 13, 14].map(async (seed) => store.put(reference, token(seed), { ifVersion: version }).then(() => seed));
      const outcomes = await Promise.allSettled(writers);
      const won = outcomes.flatMap((outcome) => (outcome.status === "fulfilled" ? [outcome.value] : []));
      expect(won).toHaveLength(1);
      for (const outcome of outcomes) if (outcome.status === "rejected") expect(outcome.reason).toMatchObject({ code: "STORE_CONFLICT" });
      expect((await store.get(reference)).value.equals(token(won[0] ?? 0))).toBe(true);
    });

    it("loses nothing when several write beside each other at one moment", async () => {
      const { store, fresh, beside } = await open();
      if (!(await store.abilities(fresh())).checkAndSet || beside === undefined) return;
      const first = fresh();
      const references = [first, beside(first), beside(first)];
      await Promise.all(references.map(async (reference, index) => store.put(reference, token(20 + index))));
      for (const [index, reference] of references.entries())
        expect((await store.get(reference)).value.equals(token(20 + index))).toBe(true);
    });

    it("keeps older versions that can be read and made current again, where it has versions", async () => {
      const { store, fresh } = await open();
      const reference = fresh();
      const first = await store.put(reference, token(30));
      if (!(await store.abilities(fresh())).versions) {
        expect((await store.versions(reference)).map(({ state }) => state)).toEqual(["current"]);
        await expect(store.makeCurrent(reference, first.version)).rejects.toMatchObject({ code: "STORE_CANNOT" });
        return;
      }
      const second = await store.put(reference, token(31));
      expect((await store.versions(reference)).slice(0, 2).map(({ id, state }) => ({ id, state }))).toEqual([
        { id: second.version, state: "current" },
        { id: first.version, state: "previous" },
      ]);
      expect((await store.get(reference, { version: first.version })).value.equals(token(30))).toBe(true);
      const back = await store.makeCurrent(reference, first.version);
      const held = await store.get(reference);
      expect(held.value.equals(token(30))).toBe(true);
      expect(held.version).toBe(back.version);
      await expect(store.get(reference, { version: "987654" })).rejects.toMatchObject({ code: "STORE_NOT_FOUND" });
    });

    it("has no value after it was removed, and takes a new one", async () => {
      const { store, fresh } = await open();
      const reference = fresh();
      await store.put(reference, token(40));
      await store.remove(reference);
      await expect(store.get(reference)).rejects.toMatchObject({ code: "STORE_NOT_FOUND" });
      await store.put(reference, token(41));
      expect((await store.get(reference)).value.equals(token(41))).toBe(true);
    });

    it("tells that it can be used", async () => {
      const { store } = await open();
      expect((await store.check()).length).toBeGreaterThan(0);
    });
  });
}

export interface Sealed {
  readonly store: SecretStore;
  readonly fresh: () => string;
  readonly prefix: string;
  /** What the other side holds, opened with its own key. */
  readonly held: (reference: string) => Promise<SecretBytes | undefined>;
  readonly runs?: number;
}

/** What a store does that takes values and never gives one back. */
export function writeOnlyContract(name: string, open: () => Promise<Sealed>): void {
  describe(name, () => {
    it("hands over every text to the byte, and says that it cannot be had back", async () => {
      const { store, fresh, held, runs = 15 } = await open();
      const reference = fresh();
      expect((await store.abilities(reference)).writeOnly).toBe(true);
      const texts = fc.string({ unit: fc.constantFrom("a", "\n", "'", '"', "$", "é", "漢", "😀", "=", "\t"), minLength: 1, maxLength: 12 });
      await fc.assert(
        fc.asyncProperty(texts, async (text) => {
          await store.put(reference, new SecretBytes(text));
          expect((await held(reference))?.revealText()).toBe(text);
        }),
        { numRuns: runs },
      );
      await expect(store.get(reference)).rejects.toMatchObject({ code: "STORE_CANNOT" });
    });

    it("names what is missing", async () => {
      const { store, fresh } = await open();
      const reference = fresh();
      const asks: readonly (() => Promise<unknown>)[] = [
        async () => store.get(reference),
        async () => store.versions(reference),
        async () => store.describe(reference),
        async () => store.remove(reference),
      ];
      for (const ask of asks) await expect(ask()).rejects.toMatchObject({ code: "STORE_NOT_FOUND" });
    });

    it("lists, describes and takes away by name", async () => {
      const { store, fresh, prefix, held } = await open();
      const reference = fresh();
      const { version } = await store.put(reference, token(1));
      expect(await store.list(prefix)).toContain(store.normalise(reference));
      expect((await store.describe(reference)).version).toBe(version);
      expect((await store.versions(reference)).map(({ state }) => state)).toEqual(["current"]);
      await store.remove(reference);
      await expect(store.describe(reference)).rejects.toMatchObject({ code: "STORE_NOT_FOUND" });
      await store.put(reference, token(2));
      expect((await held(reference))?.equals(token(2))).toBe(true);
    });

    it("refuses bytes that are no text, a value beyond the limit and a tie to a version, and keeps the old value", async () => {
      const { store, fresh, held } = await open();
      const reference = fresh();
      const { maxBytes } = await store.abilities(reference);
      await store.put(reference, token(3));
      const refused: readonly (readonly [() => Promise<unknown>, string])[] = [
        [async () => store.put(reference, new SecretBytes(Uint8Array.of(0xff, 0, 0x80))), "STORE_VALUE_REFUSED"],
        [async () => store.put(reference, new SecretBytes("x".repeat(maxBytes + 1))), "STORE_TOO_LARGE"],
        [async () => store.put(reference, token(4), { ifVersion: ABSENT }), "STORE_CANNOT"],
        [async () => store.makeCurrent(reference, "1"), "STORE_CANNOT"],
      ];
      for (const [ask, code] of refused) await expect(ask()).rejects.toMatchObject({ code });
      expect((await held(reference))?.equals(token(3))).toBe(true);
      await store.put(reference, new SecretBytes("x".repeat(maxBytes)));
    });

    it("tells that it can be used", async () => {
      const { store } = await open();
      expect((await store.check()).length).toBeGreaterThan(0);
    });
  });
}

import { AppError } from "@stanch/model";
import { ABSENT, SecretBytes, openStore } from "@stanch/stores";
import type { StorePort } from "@stanch/workflow";

/** A place of a secret store as a remediation sees it. Values are UTF-8 text: no issuer gives anything else. */
export async function storePort(
  uri: string,
  surroundings: { readonly env: Readonly<Record<string, string | undefined>>; readonly folder: string },
): Promise<StorePort> {
  const { store, reference } = await openStore(uri, surroundings);
  return {
    async abilities() {
      const { versions, writeOnly = false } = await store.abilities(reference);
      return { versions, writeOnly };
    },
    async read() {
      try {
        const { value, version } = await store.get(reference);
        const text = value.revealText();
        if (text === undefined)
          throw new AppError("STORE_VALUE_REFUSED", {
            what: "What stands there is no text",
            where: uri,
            next: "Name the place of the secret itself.",
          });
        return { value: text, version };
      } catch (error) {
        if (error instanceof AppError && error.code === "STORE_NOT_FOUND") return undefined;
        throw error;
      }
    },
    write: (value, ifVersion) =>
      store.put(reference, new SecretBytes(value), ifVersion === undefined ? {} : { ifVersion: ifVersion ?? ABSENT }),
    makeCurrent: (version) => store.makeCurrent(reference, version),
    remove: () => store.remove(reference),
  };
}

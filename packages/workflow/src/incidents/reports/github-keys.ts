import { readFileSync } from "node:fs";
import { AppError } from "@stanch/model";
import * as z from "zod";
import { type Reach, pinnedPost } from "../../notify/http.ts";
import type { GithubPublicKey } from "./github-partner.ts";

const Keys = z.object({ public_keys: z.array(z.object({ key_identifier: z.string().max(200), key: z.string().max(5000) })).max(100) });
/** A stranger who names keys that there are not makes us ask GitHub no more often than this. */
const ASK_EVERY_MS = 60_000;

/**
 * The keys that GitHub signs its messages with: of an address, asked again when a message names one that is not known, or pinned
 * in a file of the same form, which is read anew each time. `source`: https://api.github.com/meta/public_keys/secret_scanning.
 */
export class GithubKeys {
  readonly #source: string;
  readonly #reach: Reach;
  #known: readonly GithubPublicKey[] = [];
  #askedAt = Number.NEGATIVE_INFINITY;
  #asking: Promise<void> | undefined;
  constructor(source: string, reach: Reach) {
    this.#source = source;
    this.#reach = reach;
  }
  /** Throws DELIVERY_FAILED, ADDRESS_REFUSED or CONFIG_INVALID where the keys cannot be had. */
  async keysFor(identifier: string): Promise<readonly GithubPublicKey[]> {
    if (!/^https?:/.test(this.#source)) return this.#pinned();
    const isKnown = (): boolean => this.#known.some(({ key_identifier }) => key_identifier === identifier);
    // Several messages at one moment wait for one answer.
    if (!isKnown() && (this.#asking !== undefined || performance.now() - this.#askedAt > ASK_EVERY_MS))
      await (this.#asking ??= this.#ask().finally(() => (this.#asking = undefined)));
    return this.#known;
  }
  async #ask(): Promise<void> {
    this.#askedAt = performance.now();
    const { status, json } = await pinnedPost(this.#reach)(this.#source, { method: "GET" });
    const keys = Keys.safeParse(json);
    if (status === 200 && keys.success) this.#known = keys.data.public_keys;
    else {
      // An answer that holds no keys says nothing of them: the next message asks again.
      this.#askedAt = Number.NEGATIVE_INFINITY;
      throw new AppError("DELIVERY_FAILED", {
        what: `GitHub's keys cannot be had: it answered ${status}`,
        where: new URL(this.#source).host,
        next: "The message can be sent again; or pin the keys in a file.",
      });
    }
  }
  #pinned(): readonly GithubPublicKey[] {
    try {
      return Keys.parse(JSON.parse(readFileSync(this.#source, "utf8"))).public_keys;
    } catch (cause) {
      throw new AppError("CONFIG_INVALID", {
        what: "The file of GitHub's keys cannot be read",
        where: "STANCH_GITHUB_PARTNER_KEYS",
        next: 'It holds {"public_keys": [{"key_identifier", "key"}]}, as https://api.github.com/meta/public_keys/secret_scanning answers.',
        cause,
      });
    }
  }
}

import type { Duplex } from "node:stream";
import { AppError } from "@stanch/model";
import type { HostsOptions } from "./options.ts";

type Connect = (url: URL, signal: AbortSignal) => Promise<Duplex>;

/** Where a run may go: public addresses, unless somebody said that the host is in a private network. */
export class Reach {
  readonly connect: Connect;
  readonly #isProxied: (url: URL) => boolean;
  readonly #addresses = new Map<string, Promise<string | undefined>>();

  static async open({ allowsPrivate, env }: HostsOptions, abort: AbortSignal | undefined): Promise<Reach> {
    const { connect, proxyFor } = await import("@stanch/providers");
    const reach = allowsPrivate ? "any" : "public";
    const opened: Connect = async (url, signal) => connect(url, { reach, proxy: proxyFor(url, env), signal });
    return new Reach(opened, (url) => proxyFor(url, env) !== undefined, abort);
  }

  private constructor(connect: Connect, isProxied: (url: URL) => boolean, abort: AbortSignal | undefined) {
    this.connect = connect;
    this.#isProxied = isProxied;
    this.#abort = abort;
  }

  readonly #abort: AbortSignal | undefined;

  /**
   * An address of the URL's host that may be reached, for git, which would ask for one by itself and maybe get another one.
   * Undefined behind a proxy. Rejects with ADDRESS_REFUSED or SERVER_UNREACHABLE.
   */
  async address(url: URL): Promise<string | undefined> {
    if (this.#isProxied(url)) return undefined;
    let known = this.#addresses.get(url.origin);
    if (known === undefined) this.#addresses.set(url.origin, (known = this.#look(url)));
    return known;
  }

  async #look(url: URL): Promise<string | undefined> {
    try {
      const limit = AbortSignal.timeout(30_000);
      const socket = await this.connect(url, this.#abort === undefined ? limit : AbortSignal.any([this.#abort, limit]));
      const address = "remoteAddress" in socket && typeof socket.remoteAddress === "string" ? socket.remoteAddress : undefined;
      socket.on("error", () => undefined);
      socket.destroy();
      return address?.replace(/^::ffff:(?=\d+\.)/, "");
    } catch (error) {
      const words = error instanceof Error ? error.message : "no connection";
      if (this.#abort?.aborted === true) throw error;
      if (words.endsWith("is no public address"))
        throw new AppError("ADDRESS_REFUSED", {
          what: `The host is in a private network: ${words}`,
          where: url.origin,
          next: "If it is yours, add --allow-private.",
        });
      throw new AppError("SERVER_UNREACHABLE", {
        what: `The host does not answer: ${words}`,
        where: url.origin,
        next: "Check the network and --host.",
      });
    }
  }
}

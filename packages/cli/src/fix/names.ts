import { AppError } from "@stanch/model";
import { variableOf } from "@stanch/snippets";
import { SCHEMES } from "@stanch/stores";
import { usage } from "../io.ts";
import type { Found } from "./found.ts";
import type { Plan } from "./plan.ts";
import { bytesOf, heldAt, placeOf } from "./values.ts";

/** A name that a program would obey: taken from a hostile file, it must not become a variable. */
const OBEYED =
  /^(?:PATH|HOME|SHELL|IFS|ENV|BASH_ENV|CDPATH|PS4|TERM|TMPDIR|EDITOR|PAGER|LD_.*|DYLD_.*|GIT_.*|SSH_.*|NODE_.*|NPM_CONFIG_.*|PYTHON.*|RUBY.*|PERL.*|JAVA_TOOL_OPTIONS|_JAVA_OPTIONS|CLASSPATH|GO(?:PATH|ROOT|FLAGS)|PHP_INI.*|DOCKER_HOST|KUBECONFIG|STANCH_.*)$/;
const MOST_TRIES = 100_000;

/** The variable's best name: of a provider's kind its own; of a value without a kind, what the code calls it. */
export function variableFor({ detector, isGeneric }: Found, before: string): string {
  const assigned = isGeneric ? assignedName(before) : undefined;
  const name = variableOf(assigned ?? detector);
  return OBEYED.test(name) ? `${name}_SECRET` : name;
}

/** The last name on a line before a value: `db_password: "`, `setPassword("`, `password=`. */
function assignedName(before: string): string | undefined {
  // In `URL = "postgres://app:…` the user's name is no name of the password.
  const [, head, url] = /^(.*?)((?:[a-z][\w+.-]*):\/\/[^\s"'`]*)$/i.exec(before) ?? [];
  if (url !== undefined) {
    const name = assignedName(head ?? "");
    return name === undefined ? undefined : `${name}_password`;
  }
  // The type of a list of bytes is no name: `key := []byte{`.
  const ahead = before.replace(/(?:&\s*)?\[[\w.]{0,9}\]\s*\w+\s*\{\s*$/, "");
  const found = /([A-Za-z_][\w.-]{1,60})["'`\]]*\s*(?::=|=>|[:=(,])\s*(?:new\s+\w+\()?[^\w]{0,8}$/.exec(ahead);
  const words = (found?.[1] ?? "")
    .replace(/^(?:.*[.])(?=\w)/, "")
    .replace(/^_+/, "")
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .replace(/^(?:set|with|get)_/i, "");
  return /^[A-Za-z]\w{2,}/.test(words) ? words : undefined;
}

export interface Named {
  readonly variable: string;
  readonly uri: string;
  readonly isThere: boolean;
  readonly replaces?: string;
}

/**
 * A place in the store for each secret. A URI that names a folder, file or path gets a name for each; one that names a single
 * value (`#…`) takes one secret only. What stands there already is kept: the same value is used, another one is passed by.
 */
export class Namer {
  readonly #plan: Pick<Plan, "root">;
  readonly #base: string;
  readonly #exact: boolean;
  readonly #taken = new Set<string>();

  constructor(root: string, store: string, count: number) {
    this.#plan = { root };
    const scheme = schemeOf(store);
    if (!Object.hasOwn(SCHEMES, scheme))
      throw usage(
        "This names no kind of store",
        store,
        `Write ${Object.values(SCHEMES)
          .map(({ form }) => form)
          .join(", ")}.`,
      );
    const base = store.includes(":") ? store : `${store}:`;
    this.#base = base.endsWith(":") ? (DEFAULTS[scheme] ?? base) : base;
    this.#exact = /#./.test(this.#base);
    if (this.#exact && count > 1)
      throw usage(
        `This names one value, and ${count} secrets were found`,
        store,
        "Leave out what follows #, so that each gets a name, or choose one with --finding.",
      );
  }

  async name(found: Found, variable: string): Promise<Named> {
    for (let number = 1; number <= MOST_TRIES; number++) {
      const name = number === 1 ? variable : `${variable}_${number}`;
      if (this.#taken.has(name)) continue;
      const uri = this.#exact ? this.#base : inStore(this.#base, name);
      const placed = await placeOf(this.#plan, uri);
      const held = await heldAt(placed);
      const isThere = held?.value.equals(bytesOf(found.value)) ?? false;
      if (held !== undefined && !isThere) {
        if (!this.#exact) continue;
        if (!(await placed.store.abilities(placed.reference)).versions)
          throw new AppError("STORE_CONFLICT", {
            what: "Another value stands there, and this kind of store keeps no older versions",
            where: uri,
            next: "Choose another name.",
          });
      }
      this.#taken.add(name);
      // An environment's value is called in the code as it is called there.
      const called = this.#exact ? /^env:.*#([A-Za-z_]\w*)$/s.exec(uri)?.[1] : undefined;
      return { variable: called ?? name, uri, isThere, ...(held === undefined || isThere ? {} : { replaces: held.version }) };
    }
    throw usage("No free name was found in the store", this.#base, "Name a place of its own with --store.");
  }
}

/** The kind of store that a URI, or its bare name, begins with. */
export function schemeOf(store: string): string {
  return store.slice(0, Math.max(store.indexOf(":"), 0)) || store;
}

/** What a store's bare name means. */
const DEFAULTS: Readonly<Record<string, string>> = {
  env: "env:.env",
  vault: "vault:secret/app",
  "aws-sm": "aws-sm:app",
  rails: "rails:config/credentials.yml.enc",
};

/** Stores whose values have a member's name after `#` write it as is usual there; others take it as the last part of the path. */
function inStore(base: string, variable: string): string {
  const scheme = schemeOf(base);
  const place = base.replace(/#$/, "").replace(/\/$/, "");
  if (SCHEMES[scheme]?.form.includes("#") === true)
    return `${place}#${scheme === "vault" || scheme === "rails" ? variable.toLowerCase() : variable}`;
  return `${place}/${scheme === "conjur" ? variable.toLowerCase() : variable}`;
}

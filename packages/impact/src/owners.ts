import type { Builder } from "./builder.ts";
import type { Place } from "./types.ts";
import { grow } from "./grow.ts";

/** One line of a CODEOWNERS file. */
export interface OwnerRule {
  readonly matches: (path: string) => boolean;
  /** Empty: a line that clears. */
  readonly owners: readonly string[];
  readonly place: Place;
}

interface CatalogueEntry {
  readonly folder: string;
  readonly owner: string;
  readonly name: string;
  readonly place: Place;
}

/** Who owns a path: CODEOWNERS (last match wins, sections of GitLab each on their own), catalogue files by folder. */
export class Owners {
  /** By repository: the sections of the file that counts, in order. */
  readonly #rules = new Map<string, { readonly rank: number; readonly sections: readonly (readonly OwnerRule[])[] }>();
  readonly #entries = new Map<string, CatalogueEntry[]>();
  readonly #byName = new Map<string, CatalogueEntry>();

  /** `rank`: of several files the one with the lowest counts, as the hosts look for them. */
  enterRules(repository: string, rank: number, sections: readonly (readonly OwnerRule[])[]): void {
    const known = this.#rules.get(repository);
    if (known === undefined || rank < known.rank) this.#rules.set(repository, { rank, sections });
  }

  enterCatalogue(entry: CatalogueEntry): void {
    const { repository } = entry.place;
    grow(this.#entries, repository, entry);
    this.#byName.set(entry.name.toLowerCase(), entry);
  }

  join(all: Builder): void {
    const owned = new Set(all.edges.filter(({ relation }) => relation === "owned").map(({ from }) => from));
    for (const { id, kind, place, name } of all.nodes.values()) {
      if (kind !== "workload" || place === undefined) continue;
      const ruled = this.#ruled(place);
      for (const { owners, place: line } of ruled) for (const owner of owners) all.owned(id, owner, line, "certain");
      const entry = this.#entryAbove(place) ?? this.#byName.get(name.split("/").at(-1)?.toLowerCase() ?? "");
      if (entry !== undefined) all.owned(id, entry.owner, entry.place, "likely");
      if (!owned.has(id) && entry === undefined && !ruled.some(({ owners }) => owners.length > 0))
        all.blind({ about: id, what: "No owner is named for it: neither CODEOWNERS nor a catalogue file says who", place });
    }
  }

  #ruled(place: Place): readonly OwnerRule[] {
    return (this.#rules.get(place.repository)?.sections ?? []).flatMap(
      (section) => section.findLast(({ matches }) => matches(place.path)) ?? [],
    );
  }

  #entryAbove(place: Place): CatalogueEntry | undefined {
    const above = (this.#entries.get(place.repository) ?? []).filter(({ folder }) => folder === "" || place.path.startsWith(`${folder}/`));
    return above.toSorted((a, b) => b.folder.length - a.folder.length)[0];
  }
}

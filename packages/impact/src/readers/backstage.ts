import type { Reader } from "../reader.ts";
import { textAt } from "../tree.ts";

export const backstage: Reader = {
  id: "backstage",
  title: "Catalogue files: Backstage `catalog-info.yaml`, OpsLevel, Cortex, Compass",
  wants: ({ base, text }) => /^(?:catalog-info|opslevel|cortex|compass|service)\.ya?ml$/.test(base) && /owner|x-cortex/.test(text),
  read(file, to) {
    for (const tree of file.trees()) {
      const owner =
        textAt(tree, "spec", "owner") ??
        textAt(tree, "service", "owner") ??
        textAt(tree, "component", "owner") ??
        textAt(tree, "ownerId") ??
        textAt(tree, "owner");
      if (owner === undefined) continue;
      const name =
        textAt(tree, "metadata", "name") ??
        textAt(tree, "service", "name") ??
        textAt(tree, "component", "name") ??
        textAt(tree, "name") ??
        file.folder;
      to.all.owners.enterCatalogue({
        folder: file.folder,
        owner: owner.replace(/^group:(?:default\/)?/, "").replace(/^user:(?:default\/)?/, ""),
        name,
        place: to.place(tree.line),
      });
    }
  },
};

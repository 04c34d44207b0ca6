import type { Reader } from "../reader.ts";
import { type Tree, at, itemsAt, textAt } from "../tree.ts";
import { readContainer } from "./cloudformation.ts";

export const ecs: Reader = {
  id: "ecs",
  title: "ECS task definitions (JSON), environment files and repository credentials",
  wants: ({ extension, text }) => extension === "json" && text.includes('"containerDefinitions"'),
  read(file, to) {
    for (const tree of file.trees()) {
      const task: Tree = at(tree, "taskDefinition") ?? tree;
      const family = textAt(task, "family") ?? file.base;
      const workload = to.workload("ECS", family, task.line, `ECS task ${family}`, file.folder);
      for (const container of itemsAt(task, "containerDefinitions")) {
        readContainer(container, ["name", "value", "valueFrom", "environment", "secrets", "image"], workload, () => undefined, to);
        for (const entry of itemsAt(container, "environmentFiles"))
          to.blind(`An environment file in S3 (${textAt(entry, "value") ?? "?"}) sets more variables: it is not in the tree`, entry.line);
      }
    }
  },
};

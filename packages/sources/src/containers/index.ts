export { CONTAINER_LIMITS, type ContainerLimits, ContainerBudget, budgetBuffer } from "./budget.ts";
export { type ContainerKind, containerKind } from "./kind.ts";
export { type Source, sourceOf } from "./pull.ts";
export { type ContainerSkip, type ContainerVisitor, walkContainer } from "./walk.ts";

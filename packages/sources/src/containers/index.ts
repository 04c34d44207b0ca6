export { CONTAINER_LIMITS, type ContainerLimits, ContainerBudget, LimitMet, budgetBuffer } from "./budget.ts";
export { type ContainerKind, containerKind } from "./kind.ts";
export { BrokenStream, type Source, sourceOf } from "./pull.ts";
export { type ContainerSkip, type ContainerVisitor, walkContainer } from "./walk.ts";

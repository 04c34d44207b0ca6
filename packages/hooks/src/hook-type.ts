/** The hooks that stanch has; `pre-commit` stands for pre-merge-commit too, which git runs for merges without conflicts. */
export const HOOK_TYPES = ["pre-commit", "pre-push", "pre-receive"] as const;
export type HookType = (typeof HOOK_TYPES)[number];

/** Names under which git looks for what a type means. */
export function gitNames(type: HookType): readonly string[] {
  return type === "pre-commit" ? ["pre-commit", "pre-merge-commit"] : [type];
}

/** The type that runs under a name of git's. */
export function typeOf(name: string): HookType | undefined {
  return HOOK_TYPES.find((type) => gitNames(type).includes(name));
}

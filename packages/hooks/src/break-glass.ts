/** The push option that lets one push through: `git push -o stanch.allow="<reason>"`. */
export const BREAK_GLASS = "stanch.allow";

/** What the pusher asks for. A reason is a few words that somebody can judge later. */
export type BreakGlass = { readonly kind: "none" } | { readonly kind: "no-reason" } | { readonly kind: "reason"; readonly reason: string };

const LONGEST_REASON = 500;

/** Reads the push options that git puts into the environment of pre-receive. */
export function breakGlassOf(env: Readonly<Record<string, string | undefined>>): BreakGlass {
  const count = Math.min(Number(env["GIT_PUSH_OPTION_COUNT"] ?? 0) || 0, 1000);
  for (let i = 0; i < count; i++) {
    const option = env[`GIT_PUSH_OPTION_${i}`] ?? "";
    if (option !== BREAK_GLASS && !option.startsWith(`${BREAK_GLASS}=`)) continue;
    const reason = option.slice(BREAK_GLASS.length + 1).trim();
    const words = reason.match(/\p{L}{2,}/gu) ?? [];
    return words.length >= 2 ? { kind: "reason", reason: reason.slice(0, LONGEST_REASON) } : { kind: "no-reason" };
  }
  return { kind: "none" };
}

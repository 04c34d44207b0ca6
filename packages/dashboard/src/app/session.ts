import { useSyncExternalStore } from "react";

/** Whether the session ended while somebody worked. The page below stays as it is, with all that was typed. */
let isExpired = false;
const listeners = new Set<() => void>();

function set(value: boolean): void {
  if (isExpired === value) return;
  isExpired = value;
  for (const listener of listeners) listener();
}

export const expireSession = (): void => set(true);
export const renewSession = (): void => set(false);

export function useIsSessionExpired(): boolean {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => isExpired,
  );
}

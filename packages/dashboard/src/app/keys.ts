import { useEffect, useRef, useSyncExternalStore } from "react";

const STORED = "stanch-single-keys";
const listeners = new Set<() => void>();

/** Whether single letters act: somebody who speaks to the machine, or shakes, must be able to turn that off (WCAG 2.1.4). */
export function areSingleKeysOn(): boolean {
  return localStorage.getItem(STORED) !== "off";
}

export function setSingleKeys(isOn: boolean): void {
  localStorage.setItem(STORED, isOn ? "on" : "off");
  for (const listener of listeners) listener();
}

export function useSingleKeys(): boolean {
  return useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, areSingleKeysOn);
}

const SEQUENCE_MS = 1200;
let first = "";
let firstAt = 0;

/** Keys and what they do while a component is shown: `j`, `?`, or two after each other, `g i`. Not while somebody types, nor in a dialogue. */
export function useKeys(keys: Readonly<Record<string, (event: KeyboardEvent) => void>>): void {
  const latest = useRef(keys);
  latest.current = keys;
  useEffect(() => {
    const act = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || !areSingleKeysOn() || isElsewhere(event.target))
        return;
      const isSecond = Date.now() - firstAt < SEQUENCE_MS;
      const action = (isSecond ? latest.current[`${first} ${event.key}`] : undefined) ?? latest.current[event.key];
      if (action === undefined) return;
      event.preventDefault();
      action(event);
    };
    document.addEventListener("keydown", act);
    return () => document.removeEventListener("keydown", act);
  }, []);
}

/** Keeps the key before, for sequences. Once, by the shell: after every component had the key. */
export function useSequences(): void {
  useEffect(() => {
    const note = (event: KeyboardEvent): void => {
      first = event.key;
      firstAt = isElsewhere(event.target) ? 0 : Date.now();
    };
    window.addEventListener("keydown", note);
    return () => window.removeEventListener("keydown", note);
  }, []);
}

function isElsewhere(target: EventTarget | null): boolean {
  if (document.querySelector('[role="dialog"][aria-modal="true"], [role="menu"]') !== null) return true;
  return (
    target instanceof HTMLElement && (target.isContentEditable || (/^(?:INPUT|TEXTAREA|SELECT)$/.test(target.tagName) && !isTick(target)))
  );
}

function isTick(target: HTMLElement): boolean {
  return target instanceof HTMLInputElement && target.type === "checkbox";
}

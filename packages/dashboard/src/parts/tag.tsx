import type { ReactNode } from "react";
import { text } from "../text.ts";

/** How grave something is: colour, shape of the mark and word all say it, so none has to be seen. */
export type Tone = "critical" | "high" | "medium" | "low" | "good" | "plain" | "busy";

const MARKS: Readonly<Record<Tone, ReactNode>> = {
  critical: <path d="M8 1l7 13H1z" />,
  high: <path d="M8 1l7 7-7 7-7-7z" />,
  medium: <rect x="2" y="2" width="12" height="12" rx="1" />,
  low: <circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" strokeWidth="3" />,
  good: <path d="M2 8l4 5 8-11" fill="none" stroke="currentColor" strokeWidth="3" />,
  plain: <circle cx="8" cy="8" r="3" />,
  busy: <path d="M8 1a7 7 0 0 1 0 14zM8 2.500a5.500 5.500 0 0 0 0 11" />,
};

export function Tag({ tone, children }: { tone: Tone; children: ReactNode }) {
  return (
    <span className="tag" data-tone={tone}>
      <svg viewBox="0 0 16 16" width="9" height="9" aria-hidden="true" fill="currentColor">
        {MARKS[tone]}
      </svg>
      {children}
    </span>
  );
}

export function SeverityTag({ value }: { value: keyof typeof text.severity }) {
  return <Tag tone={value}>{text.severity[value]}</Tag>;
}

const VALIDITY_TONE = { valid: "critical", invalid: "good", unknown: "medium", unchecked: "plain" } as const;
export function ValidityTag({ value }: { value: keyof typeof text.validity }) {
  return <Tag tone={VALIDITY_TONE[value]}>{text.validity[value]}</Tag>;
}

const STATE_TONE = { triggered: "high", assigned: "medium", in_remediation: "busy", resolved: "good" } as const;
interface StateProps {
  value: keyof typeof text.state;
  resolution?: keyof typeof text.resolution | null;
}
export function StateTag({ value, resolution }: StateProps) {
  return <Tag tone={STATE_TONE[value]}>{resolution ? text.resolution[resolution] : text.state[value]}</Tag>;
}

const EXPOSURE_TONE = { public: "critical", internal: "medium", restricted: "low", unknown: "plain" } as const;
export function ExposureTag({ value }: { value: keyof typeof text.exposure }) {
  return <Tag tone={EXPOSURE_TONE[value]}>{text.exposure[value]}</Tag>;
}

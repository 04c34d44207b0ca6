import { Button, Menu, Modal, Stack, TextInput, Textarea } from "@mantine/core";
import IconDown from "@tabler/icons-react/icons/IconChevronDown";
import { useState } from "react";
import type { IncidentChange } from "../api/queries.ts";
import { SEVERITIES } from "../app/search.ts";
import { useHere, useNames } from "../app/workspace.tsx";
import { submitted } from "../pages/sign-in.tsx";
import { text } from "../text.ts";
import { Problem } from "./states.tsx";

/** A deed that asks for a reason first. */
export type Reasoned = "revoked" | "rotated" | "false_alarm" | "accepted";

interface MenuProps {
  /** Offers what fits: an open one can be resolved, a resolved one opened again. Absent: all, for many at once. */
  readonly state?: keyof typeof text.state;
  readonly isAssigned?: boolean;
  readonly isBusy: boolean;
  readonly onChange: (change: IncidentChange) => void;
  readonly onReasoned: (which: Reasoned) => void;
}

/** What can be done with incidents, as buttons and menus. */
export function ChangeMenu({ state, isAssigned, isBusy, onChange, onReasoned }: MenuProps) {
  const { me } = useHere();
  const isResolved = state === "resolved";
  return (
    <div className="changes">
      {!isResolved && (
        <Button size="xs" variant="default" disabled={isBusy} onClick={() => onChange({ kind: "assign", assignee: me.id })}>
          {text.change.assignMe}
        </Button>
      )}
      {!isResolved && (
        <Menu position="bottom-end">
          <Menu.Target>
            <Button size="xs" disabled={isBusy} rightSection={<IconDown size={14} aria-hidden="true" />}>
              {text.change.resolve}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {(["revoked", "rotated", "false_alarm", "accepted"] as const).map((which) => (
              <Menu.Item key={which} onClick={() => onReasoned(which)}>
                {text.change[which]}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
      {(isResolved || state === undefined) && (
        <Button size="xs" variant="default" disabled={isBusy} onClick={() => onChange({ kind: "reopen" })}>
          {text.change.reopen}
        </Button>
      )}
      <MoreMenu state={state} isAssigned={isAssigned} isBusy={isBusy} onChange={onChange} />
    </div>
  );
}

function MoreMenu({ state, isAssigned, isBusy, onChange }: Omit<MenuProps, "onReasoned">) {
  const { members } = useNames();
  const isOpen = state !== "resolved";
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button size="xs" variant="default" disabled={isBusy} rightSection={<IconDown size={14} aria-hidden="true" />}>
          {text.change.more}
        </Button>
      </Menu.Target>
      <Menu.Dropdown mah={420} className="scrolls">
        {isOpen && state !== "in_remediation" && <Menu.Item onClick={() => onChange({ kind: "start" })}>{text.change.start}</Menu.Item>}
        {(state === "in_remediation" || state === undefined) && (
          <Menu.Item onClick={() => onChange({ kind: "stop" })}>{text.change.stop}</Menu.Item>
        )}
        {isAssigned !== false && isOpen && <Menu.Item onClick={() => onChange({ kind: "unassign" })}>{text.change.unassign}</Menu.Item>}
        <Menu.Label>{text.change.severity}</Menu.Label>
        {SEVERITIES.map((severity) => (
          <Menu.Item key={severity} onClick={() => onChange({ kind: "severity", severity })}>
            {text.severity[severity]}
          </Menu.Item>
        ))}
        <Menu.Item onClick={() => onChange({ kind: "severity", severity: null })}>{text.change.severityComputed}</Menu.Item>
        {isOpen && members.length > 0 && <Menu.Label>{text.change.assignTo}</Menu.Label>}
        {isOpen &&
          members.map(({ userId, name }) => (
            <Menu.Item key={userId} onClick={() => onChange({ kind: "assign", assignee: userId })}>
              {name}
            </Menu.Item>
          ))}
      </Menu.Dropdown>
    </Menu>
  );
}

const DAY_MS = 86_400_000;

/** Asks for the reason. Stays open, with what was typed, until the server took it. */
export function ReasonDialog({
  which,
  isBusy,
  error,
  onClose,
  onChange,
}: {
  which: Reasoned;
  isBusy: boolean;
  error: unknown;
  onClose: () => void;
  onChange: (change: IncidentChange) => void;
}) {
  const [reason, setReason] = useState("");
  const [until, setUntil] = useState(() => new Date(Date.now() + 30 * DAY_MS).toISOString().slice(0, 10));
  const mustSay = which === "false_alarm" || which === "accepted";
  const act = (): void => {
    const said = reason.trim();
    if (which === "accepted")
      onChange({ kind: "resolve", resolution: which, until: new Date(`${until}T23:59:59`).toISOString(), reason: said });
    else if (which === "false_alarm") onChange({ kind: "resolve", resolution: which, reason: said });
    else onChange({ kind: "resolve", resolution: which, ...(said === "" ? {} : { reason: said }) });
  };
  return (
    <Modal opened onClose={onClose} title={text.change[which]} closeButtonProps={{ "aria-label": text.shell.close }}>
      <form onSubmit={submitted(act)}>
        <Stack>
          {which === "accepted" && (
            <TextInput
              type="date"
              label={text.change.until}
              required
              min={new Date().toISOString().slice(0, 10)}
              value={until}
              onChange={(event) => setUntil(event.currentTarget.value)}
            />
          )}
          <Textarea
            label={text.change.reason}
            description={text.change.reasonHint}
            required={mustSay}
            autosize
            minRows={3}
            maxLength={2000}
            data-autofocus
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) event.currentTarget.form?.requestSubmit();
            }}
          />
          {error !== null && error !== undefined && <Problem error={error} />}
          <div className="dialog-foot">
            <Button variant="default" onClick={onClose}>
              {text.shell.cancel}
            </Button>
            <Button type="submit" loading={isBusy}>
              {text.change.resolve}
            </Button>
          </div>
        </Stack>
      </form>
    </Modal>
  );
}

import { Button, Modal, Text } from "@mantine/core";
import type { ReactNode } from "react";
import { text } from "../text.ts";
import { Problem } from "./states.tsx";

interface Props {
  readonly title: string;
  readonly lead: string;
  readonly deed: string;
  readonly isBusy: boolean;
  readonly error: unknown;
  readonly onClose: () => void;
  readonly onDo: () => void;
}

/** Asks before what cannot be taken back. */
export function Ask({ title, lead, deed, isBusy, error, onClose, onDo }: Props) {
  return (
    <Modal opened onClose={onClose} title={title} closeButtonProps={{ "aria-label": text.shell.close }}>
      <Text size="sm" mb="md">
        {lead}
      </Text>
      {error !== null && error !== undefined && <Problem error={error} />}
      <div className="dialog-foot">
        <Button variant="default" onClick={onClose}>
          {text.shell.cancel}
        </Button>
        <Button color="red" loading={isBusy} onClick={onDo}>
          {deed}
        </Button>
      </div>
    </Modal>
  );
}

/** Something that is shown once, with a button that copies it. */
export function Once({ title, lead, value, copy }: { title: string; lead?: string; value: string; copy: ReactNode }) {
  return (
    <div className="once" role="status">
      <strong>{title}</strong>
      {lead !== undefined && <Text size="sm">{lead}</Text>}
      <div className="once-value">
        <code className="breaks">{value}</code>
        {copy}
      </div>
    </div>
  );
}

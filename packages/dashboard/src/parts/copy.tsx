import { Button, CopyButton } from "@mantine/core";
import { text } from "../text.ts";

export function Copy({ value }: { value: string }) {
  return (
    <CopyButton value={value}>
      {({ copied, copy }) => (
        <Button size="compact-sm" variant="default" onClick={copy}>
          {copied ? text.shell.copied : text.shell.copy}
        </Button>
      )}
    </CopyButton>
  );
}

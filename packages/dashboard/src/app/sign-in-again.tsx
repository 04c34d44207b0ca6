import { Modal, Text } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { SignInForm } from "../pages/sign-in.tsx";
import { text } from "../text.ts";
import { renewSession, useIsSessionExpired } from "./session.ts";
import { useHere } from "./workspace.tsx";

/** Over the page when the session ended in mid-work: what was typed stays below. */
export function SignInAgain() {
  const isExpired = useIsSessionExpired();
  const { me } = useHere();
  const queries = useQueryClient();
  return (
    <Modal
      opened={isExpired}
      onClose={() => undefined}
      withCloseButton={false}
      title={text.login.again}
      closeOnEscape={false}
      closeOnClickOutside={false}
    >
      <Text size="sm" mb="md">
        {text.login.expired}
      </Text>
      <SignInForm
        email={me.email ?? ""}
        onDone={() => {
          renewSession();
          void queries.invalidateQueries();
        }}
      />
    </Modal>
  );
}

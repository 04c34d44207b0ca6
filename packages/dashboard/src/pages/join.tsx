import { Button, PasswordInput, Stack, Text, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { answered, api } from "../api/client.ts";
import { meQuery } from "../api/queries.ts";
import { Problem } from "../parts/states.tsx";
import { text } from "../text.ts";
import { Outside, submitted } from "./sign-in.tsx";

/** Accepts an invitation: with an account that is signed in, or by making one. */
export function JoinPage() {
  const [link] = useState(() => location.hash.slice(1));
  const [name, setName] = useState("");
  const [password, setPassword] = useState("");
  const me = useQuery({ ...meQuery, retry: false });
  const queries = useQueryClient();
  const navigate = useNavigate();
  const isKnown = me.data !== undefined;
  const join = useMutation({
    mutationFn: () => answered(api.POST("/api/v1/invitations/accept", { body: { link, ...(isKnown ? {} : { name, password }) } })),
    onSuccess: async () => {
      await queries.resetQueries();
      await navigate({ to: "/" });
    },
  });
  return (
    <Outside title={text.join.title} lead={isKnown ? "" : text.join.lead}>
      {link === "" && (
        <Text size="sm" className="note" mb="md">
          {text.setup.noLink}
        </Text>
      )}
      <form onSubmit={submitted(() => join.mutate())}>
        <Stack>
          {!isKnown && (
            <>
              <TextInput
                label={text.setup.name}
                autoComplete="name"
                required
                value={name}
                onChange={(event) => setName(event.currentTarget.value)}
              />
              <PasswordInput
                label={text.login.password}
                description={text.setup.passwordHint}
                autoComplete="new-password"
                minLength={12}
                required
                value={password}
                onChange={(event) => setPassword(event.currentTarget.value)}
              />
            </>
          )}
          {join.error !== null && <Problem error={join.error} />}
          <Button type="submit" loading={join.isPending}>
            {text.join.submit}
          </Button>
        </Stack>
      </form>
    </Outside>
  );
}

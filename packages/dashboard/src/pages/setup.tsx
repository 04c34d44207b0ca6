import { Button, PasswordInput, Stack, Text, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { answered, api } from "../api/client.ts";
import { Problem } from "../parts/states.tsx";
import { text } from "../text.ts";
import { Outside, submitted } from "./sign-in.tsx";

/** The first administrator, by the link that the server printed. What stands after # never reaches a log. */
export function SetupPage() {
  const [link] = useState(() => location.hash.slice(1));
  const [form, setForm] = useState({ name: "", email: "", password: "", workspace: text.setup.workspaceDefault as string });
  const queries = useQueryClient();
  const navigate = useNavigate();
  const register = useMutation({
    mutationFn: () => answered(api.POST("/api/v1/setup", { body: { link, ...form } })),
    onSuccess: async () => {
      await queries.resetQueries();
      await navigate({ to: "/" });
    },
  });
  const field = (name: keyof typeof form) => ({
    name,
    required: true,
    value: form[name],
    onChange: (event: { currentTarget: { value: string } }) => {
      const { value } = event.currentTarget;
      setForm((before) => ({ ...before, [name]: value }));
    },
  });
  return (
    <Outside title={text.setup.title} lead={text.setup.lead}>
      {link === "" && (
        <Text size="sm" className="note" mb="md">
          {text.setup.noLink}
        </Text>
      )}
      <form onSubmit={submitted(() => register.mutate())}>
        <Stack>
          <TextInput label={text.setup.name} autoComplete="name" {...field("name")} />
          <TextInput label={text.login.email} type="email" autoComplete="username" {...field("email")} />
          <PasswordInput
            label={text.login.password}
            description={text.setup.passwordHint}
            autoComplete="new-password"
            minLength={12}
            {...field("password")}
          />
          <TextInput label={text.setup.workspace} description={text.setup.workspaceHint} {...field("workspace")} />
          {register.error !== null && <Problem error={register.error} />}
          <Button type="submit" loading={register.isPending}>
            {text.setup.submit}
          </Button>
        </Stack>
      </form>
    </Outside>
  );
}

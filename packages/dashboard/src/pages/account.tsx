import { Button, PasswordInput, Stack, Text, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { answered, api } from "../api/client.ts";
import { useHere } from "../app/workspace.tsx";
import { Once } from "../parts/ask.tsx";
import { Copy } from "../parts/copy.tsx";
import { PageHead, Panel, Problem } from "../parts/states.tsx";
import { text } from "../text.ts";
import { submitted } from "./sign-in.tsx";

const of = text.account;

/** One's own log-in. */
export function AccountPage() {
  const { me } = useHere();
  return (
    <div className="page">
      <PageHead title={of.title} lead={me.email} />
      <div className="forms">
        <PasswordPanel />
        <SecondFactorPanel />
      </div>
    </div>
  );
}

function PasswordPanel() {
  const [currentPassword, setCurrent] = useState("");
  const [newPassword, setFresh] = useState("");
  const change = useMutation({
    mutationFn: () => answered(api.POST("/api/v1/me/password", { body: { currentPassword, newPassword } })),
    onSuccess: () => {
      setCurrent("");
      setFresh("");
    },
  });
  return (
    <Panel title={of.password}>
      <form onSubmit={submitted(() => change.mutate())}>
        <Stack gap="sm">
          <PasswordInput
            label={of.current}
            autoComplete="current-password"
            required
            value={currentPassword}
            onChange={(event) => setCurrent(event.currentTarget.value)}
          />
          <PasswordInput
            label={of.fresh}
            description={text.setup.passwordHint}
            autoComplete="new-password"
            required
            minLength={12}
            value={newPassword}
            onChange={(event) => setFresh(event.currentTarget.value)}
          />
          <span role="status">{change.isSuccess && of.changed}</span>
          {change.error !== null && <Problem error={change.error} />}
          <div>
            <Button type="submit" loading={change.isPending}>
              {of.password}
            </Button>
          </div>
        </Stack>
      </form>
    </Panel>
  );
}

function SecondFactorPanel() {
  const { me } = useHere();
  const queries = useQueryClient();
  const [password, setPassword] = useState("");
  const [code, setCode] = useState("");
  const refresh = async (): Promise<void> => {
    setPassword("");
    setCode("");
    await queries.invalidateQueries({ queryKey: ["me"] });
  };
  const begin = useMutation({ mutationFn: () => answered(api.POST("/api/v1/me/second-factor", { body: { password } })) });
  const confirm = useMutation({
    mutationFn: () => answered(api.POST("/api/v1/me/second-factor/confirm", { body: { code } })),
    onSuccess: async () => {
      begin.reset();
      await refresh();
    },
  });
  const disable = useMutation({
    mutationFn: () => answered(api.POST("/api/v1/me/second-factor/disable", { body: { password } })),
    onSuccess: refresh,
  });
  const error = begin.error ?? confirm.error ?? disable.error;
  if (begin.data !== undefined)
    return (
      <Panel title={of.second}>
        <Once title={of.uri} value={begin.data.uri} copy={<Copy value={begin.data.uri} />} />
        <Once title={of.backup} value={begin.data.backupCodes.join("  ")} copy={<Copy value={begin.data.backupCodes.join("\n")} />} />
        <form className="inline-form" onSubmit={submitted(() => confirm.mutate())}>
          <TextInput
            label={of.confirm}
            inputMode="numeric"
            autoComplete="one-time-code"
            required
            pattern="\d{6}"
            value={code}
            onChange={(event) => setCode(event.currentTarget.value)}
          />
          <Button type="submit" loading={confirm.isPending}>
            {of.turnOn}
          </Button>
        </form>
        {error !== null && <Problem error={error} />}
      </Panel>
    );
  return (
    <Panel title={of.second}>
      <Text size="sm" mb="sm">
        {me.hasSecondFactor ? of.secondOn : of.secondOff}
      </Text>
      <form className="inline-form" onSubmit={submitted(() => (me.hasSecondFactor ? disable.mutate() : begin.mutate()))}>
        <PasswordInput
          label={of.current}
          autoComplete="current-password"
          required
          w={260}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        <Button type="submit" variant="default" loading={begin.isPending || disable.isPending}>
          {me.hasSecondFactor ? of.turnOff : of.turnOn}
        </Button>
      </form>
      {error !== null && <Problem error={error} />}
    </Panel>
  );
}

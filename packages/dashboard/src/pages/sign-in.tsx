import { Anchor, Button, Checkbox, Divider, PasswordInput, Stack, Text, TextInput, Title } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, type ReactNode, useState } from "react";
import { answered, api } from "../api/client.ts";
import { setupQuery } from "../api/queries.ts";
import { Problem } from "../parts/states.tsx";
import { text } from "../text.ts";

/** A page for somebody who is not signed in. */
export function Outside({ title, lead, children }: { title: string; lead: string; children: ReactNode }) {
  return (
    <main className="outside">
      <div className="outside-card">
        <img src="/icon.svg" alt="" width={44} height={44} />
        <Title order={1}>{title}</Title>
        <Text size="sm" c="dimmed" mb="lg">
          {lead}
        </Text>
        {children}
      </div>
    </main>
  );
}

export function SignInPage() {
  const queries = useQueryClient();
  const setup = useQuery(setupQuery);
  return (
    <Outside title={text.login.title} lead={text.login.lead}>
      {setup.data?.isNeeded === true && (
        <Text size="sm" className="note" mb="md">
          {text.login.setupNeeded}
        </Text>
      )}
      <SignInForm onDone={() => void queries.resetQueries()} />
      {setup.data?.sso && <SingleSignOn name={setup.data.sso.name} />}
    </Outside>
  );
}

function SingleSignOn({ name }: { name: string }) {
  const begin = useMutation({
    mutationFn: () => answered(api.POST("/api/v1/session/sso", { body: { next: location.pathname + location.search } })),
    onSuccess: ({ url }) => location.assign(url),
  });
  return (
    <Stack mt="md">
      <Divider label={text.login.or} />
      <Button variant="default" loading={begin.isPending} onClick={() => begin.mutate()}>
        {text.login.sso(name)}
      </Button>
      {begin.error !== null && <Problem error={begin.error} />}
    </Stack>
  );
}

/** Password, then the second factor where one is on. */
export function SignInForm({ email: known = "", onDone }: { email?: string; onDone: () => void }) {
  const [email, setEmail] = useState(known);
  const [password, setPassword] = useState("");
  const signIn = useMutation({
    mutationFn: () => answered(api.POST("/api/v1/session", { body: { email, password } })),
    onSuccess: ({ isSecondFactorNeeded }) => {
      if (!isSecondFactorNeeded) onDone();
    },
  });
  if (signIn.data?.isSecondFactorNeeded === true) return <SecondFactor onDone={onDone} />;
  return (
    <form onSubmit={submitted(() => signIn.mutate())}>
      <Stack>
        <TextInput
          label={text.login.email}
          type="email"
          name="email"
          autoComplete="username"
          required
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        <PasswordInput
          label={text.login.password}
          name="password"
          autoComplete="current-password"
          required
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        {signIn.error !== null && <Problem error={signIn.error} />}
        <Button type="submit" loading={signIn.isPending}>
          {text.login.submit}
        </Button>
      </Stack>
    </form>
  );
}

function SecondFactor({ onDone }: { onDone: () => void }) {
  const [isBackup, setIsBackup] = useState(false);
  const [code, setCode] = useState("");
  const [isTrusted, setIsTrusted] = useState(false);
  const confirm = useMutation({
    mutationFn: () =>
      answered(
        api.POST("/api/v1/session/second-factor", {
          body: { ...(isBackup ? { backupCode: code.trim() } : { code: code.trim() }), isTrusted },
        }),
      ),
    onSuccess: onDone,
  });
  return (
    <form onSubmit={submitted(() => confirm.mutate())}>
      <Stack>
        <Text size="sm">{text.login.secondLead}</Text>
        <TextInput
          label={isBackup ? text.login.backup : text.login.code}
          name="code"
          autoComplete="one-time-code"
          inputMode={isBackup ? "text" : "numeric"}
          required
          data-autofocus
          autoFocus
          value={code}
          onChange={(event) => setCode(event.currentTarget.value)}
        />
        <Checkbox label={text.login.trust} checked={isTrusted} onChange={(event) => setIsTrusted(event.currentTarget.checked)} />
        {confirm.error !== null && <Problem error={confirm.error} />}
        <Button type="submit" loading={confirm.isPending}>
          {text.login.confirm}
        </Button>
        <Anchor component="button" type="button" size="sm" onClick={() => setIsBackup(!isBackup)}>
          {isBackup ? text.login.useCode : text.login.useBackup}
        </Anchor>
      </Stack>
    </form>
  );
}

/** A form's submit without the browser's own page load. */
export function submitted(act: () => void): (event: FormEvent) => void {
  return (event) => {
    event.preventDefault();
    act();
  };
}

import { Anchor, Button, Center, Loader, Stack, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";
import { ApiProblem } from "../api/client.ts";
import { text } from "../text.ts";

export function Loading() {
  return (
    <Center mih={90} role="status" aria-label={text.shell.loading}>
      <Loader size="sm" />
    </Center>
  );
}

/** Code, what happened, where to read more; beside what failed, never in its place when something was typed there. */
export function Problem({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const problem = error instanceof ApiProblem ? error : undefined;
  return (
    <div className="problem" role="alert">
      <Text fw={600}>{text.errors.title}</Text>
      <Text size="sm">{problem?.message ?? text.errors.bug}</Text>
      <div className="problem-foot">
        {problem !== undefined && (
          <span>
            {text.errors.code} <code>{problem.code}</code>
          </span>
        )}
        {problem?.doc !== undefined && (
          <Anchor href={problem.doc} target="_blank" rel="noreferrer" size="sm">
            {text.errors.doc}
          </Anchor>
        )}
        {problem?.log !== undefined && (
          <Anchor href={problem.log} target="_blank" rel="noreferrer" size="sm">
            {text.errors.log}
          </Anchor>
        )}
        {onRetry !== undefined && (
          <Button size="compact-sm" variant="default" onClick={onRetry}>
            {text.shell.retry}
          </Button>
        )}
      </div>
    </div>
  );
}

export function Empty({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <Stack align="center" gap={6} py={56} px="md" ta="center">
      <Text fw={600} size="md">
        {title}
      </Text>
      {children !== undefined && (
        <Text size="sm" c="dimmed" component="div" maw={460}>
          {children}
        </Text>
      )}
    </Stack>
  );
}

export function NotAllowed({ role }: { role: string }) {
  return <Empty title={text.errors.notAllowed}>{text.errors.notAllowedMore(role)}</Empty>;
}

/** What a query gives: loading, a problem with a retry, or the page. */
export function Loaded<T>({
  query,
  children,
}: {
  query: { data: T | undefined; error: unknown; refetch: () => unknown };
  children: (data: T) => ReactNode;
}) {
  if (query.data !== undefined)
    return (
      <>
        {query.error !== null && query.error !== undefined && <Problem error={query.error} onRetry={() => void query.refetch()} />}
        {children(query.data)}
      </>
    );
  if (query.error !== null && query.error !== undefined) return <Problem error={query.error} onRetry={() => void query.refetch()} />;
  return <Loading />;
}

export function PageHead({ title, lead, children }: { title: string; lead?: ReactNode; children?: ReactNode }) {
  return (
    <div className="page-head">
      <div>
        <Title order={1} tabIndex={-1} id="page-title">
          {title}
        </Title>
        {lead !== undefined && (
          <Text size="sm" c="dimmed">
            {lead}
          </Text>
        )}
      </div>
      <div className="page-head-actions">{children}</div>
    </div>
  );
}

export function Panel({ title, children, action }: { title: string; children: ReactNode; action?: ReactNode }) {
  return (
    <section className="panel" aria-label={title}>
      <div className="panel-head">
        <Title order={2}>{title}</Title>
        {action}
      </div>
      {children}
    </section>
  );
}

import { Secret } from "@stanch/model";
import type { Remediation, RemediationEvent, SayInput, StartInput } from "@stanch/workflow";
import { type Client, clientFor } from "../server/client.ts";
import type { Local } from "./local.ts";

/** Where remediations are: on this machine, or on a server. */
export interface Desk {
  start(input: StartInput): Promise<Remediation>;
  list(): Promise<readonly Remediation[]>;
  get(id: string): Promise<Remediation>;
  events(id: string, after: number): Promise<readonly RemediationEvent[]>;
  say(id: string, input: SayInput): Promise<Remediation>;
}

export function localDesk({ remediations, tenancy }: Local): Desk {
  return {
    start: (input) => remediations.start(tenancy, input),
    list: () => remediations.list(tenancy),
    get: (id) => remediations.get(tenancy, id),
    events: (id, after) => remediations.events(tenancy, id, { after }),
    say: (id, input) => remediations.say(tenancy, id, input),
  };
}

const PAGE = 1000;

/** Throws USAGE where there is no token, SERVER_UNREACHABLE with what the server said. */
export async function remoteDesk(server: string): Promise<Desk> {
  const client = clientFor(server);
  const base = `/workspaces/${await client.workspace()}/remediations`;
  return {
    start: ({ plan, old, admin }) =>
      asked(client, base, { plan, old: clear(old), ...(admin === undefined ? {} : { admin: clear(admin) }) }),
    list: async () => (await asked<{ items: readonly Remediation[] }>(client, base)).items,
    get: (id) => asked(client, `${base}/${encodeURIComponent(id)}`),
    async events(id, after) {
      const all: RemediationEvent[] = [];
      for (;;) {
        const since = all.at(-1)?.seq ?? after;
        const { items } = await asked<{ items: readonly RemediationEvent[] }>(
          client,
          `${base}/${encodeURIComponent(id)}/events?after=${since}&limit=${PAGE}`,
        );
        all.push(...items);
        if (items.length < PAGE) return all;
      }
    },
    say: (id, { credential, ...input }) =>
      asked(client, `${base}/${encodeURIComponent(id)}/signals`, {
        ...input,
        ...(credential === undefined ? {} : { credential: clear(credential) }),
      }),
  };
}

/** Our own server's answer: its shape is the API's. */
async function asked<T>(client: Client, path: string, body?: object): Promise<T> {
  const headers = body === undefined ? {} : { "idempotency-key": crypto.randomUUID() };
  const response = await client.ask(path, body === undefined ? {} : { method: "POST", body: JSON.stringify(body), headers });
  return (await response.json()) as T;
}

/** What the server seals: it travels in the body of one request, by TLS. */
function clear({ secret, companions }: StartInput["old"]): object {
  const halves = Object.entries(companions).map(([name, value]) => [name, value instanceof Secret ? value.reveal() : value]);
  return { secret: secret.reveal(), companions: Object.fromEntries(halves) as Record<string, string> };
}

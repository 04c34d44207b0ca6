import { type Detector, fake } from "@stanch/model";
import { named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[A-Za-z0-9]{64}", seed);
const chosen = (seed: number): string => fake("[A-Za-z0-9!#]{13}[A-Z][0-9]", seed);
export const hasuraAdminSecret: Detector = {
  id: "hasura-admin-secret",
  title: "Hasura admin secret",
  provider: "hasura",
  category: "database",
  severity: "critical",
  opens: "Reads and changes all data behind the GraphQL server and its schema, past every permission.",
  // Hasura Cloud makes 64 characters; at other servers people choose it, so what follows the name is not asked for its shape.
  keywords: ["hasura"],
  pattern: named("hasura", "admin[_.-]?secret", "(?![$<{%*])[A-Za-z0-9!#%&*+./:;?@^_~-]{8,80}"),
  entropy: 2.5,
  confidence: 0.75,
  humanChosen: true,
  notSecret: [
    /^(?:my|your|the|some|a)?[-_]?(?:hasura)?[-_]?(?:graphql)?[-_]?(?:admin|super)?[-_]?secret[-_]?(?:key)?$/i,
    /^x{4}|process\.env|^env\.|\(|^\[/i,
  ],
  examples: [
    ...shown("HASURA_GRAPHQL_ADMIN_SECRET", make),
    `HASURA_GRAPHQL_ADMIN_SECRET: ${chosen(13)}\n`,
    `curl -H "x-hasura-admin-secret: ${make(14)}" https://acme.hasura.app/v1/graphql`,
  ],
  counterExamples: [
    `HASURA_GRAPHQL_ADMIN_SECRET=\${HASURA_SECRET}`,
    `HASURA_GRAPHQL_ADMIN_SECRET: myadminsecretkey`, // the documents' own
    `HASURA_GRAPHQL_ADMIN_SECRET=short`,
    `HASURA_GRAPHQL_ADMIN_SECRET=process.env.SECRET`,
    `HASURA_GRAPHQL_DATABASE=${make(20)}`,
    `ADMIN_SECRET=${make(21)}`,
  ],
  references: ["https://hasura.io/docs/2.0/deployment/securing-graphql-endpoint/"],
  revoke: "https://cloud.hasura.io > the project > Env vars > HASURA_GRAPHQL_ADMIN_SECRET > change it, or change the server's environment",
};

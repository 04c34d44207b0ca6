export { type Database, type DatabaseOptions, type Orm, openDatabase } from "./connect.ts";
export { type EmbeddedOptions, type EmbeddedPostgres, startEmbedded } from "./embedded.ts";
export { migrate, migrationsFolder } from "./migrate.ts";
export { apiTokens, idempotencyKeys, invitations, signInAttempts } from "./tables/server.ts";
export { ROLES, type Role, members, workspaces } from "./tables/tenancy.ts";
export * from "./tenancy.ts";
export { isUuid, uuidV7 } from "./uuid.ts";

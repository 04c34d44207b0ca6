import { type Detector, type Rule, crc32, fake } from "@stanch/model";
import { nearMisses } from "./_names.ts";
import { MIXED, altered, named, sent, shown, unlike } from "./_token.ts";
import { fromBase64, toBase64 } from "./_words.ts";

const hex8 = (text: string): string => crc32(text).toString(16).toUpperCase().padStart(8, "0");
/** The last eight characters are CRC-32 of all before them, the equal sign too. */
const CHECKSUM = { name: "CRC-32 in hex", verify: (secret: string) => hex8(secret.slice(0, -8)) === secret.slice(-8) };
const checked = (prefix: string): Rule => ({
  prefixes: [prefix],
  pattern: new RegExp(`(?<![A-Za-z0-9])${prefix}[A-Za-z0-9_-]{150,200}=[0-9A-F]{8}(?![A-Za-z0-9_-])`),
  window: { before: 8, after: 260 },
  checksum: CHECKSUM,
});
const make =
  (prefix: string) =>
  (seed: number): string => {
    const before = `${fake(`${prefix}[A-Za-z0-9_-]{170}[A-Za-z0-9]`, seed)}=`;
    return before + hex8(before);
  };
const api = make("ATATT3xFfGF0");
const access = make("ATCTT3xFfGN0");
const organisation = make("ATCTT3xFfGQ0");

export const atlassianApiToken: Detector = {
  id: "atlassian-api-token",
  title: "Atlassian API token",
  provider: "atlassian",
  category: "productivity",
  severity: "critical",
  opens: "Acts as its owner in Jira, Confluence and Bitbucket: reads and changes all that the owner may.",
  ...checked("ATATT3xFfGF0"),
  companions: [
    { name: "email", pattern: /[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9.-]{1,100}\.[A-Za-z]{2,12}(?![A-Za-z0-9])/, withinBytes: 512 },
    { name: "site", pattern: /[a-z0-9-]{1,63}\.atlassian\.net/, withinBytes: 512 },
  ],
  examples: [
    ...shown("JIRA_API_TOKEN", api),
    `curl -u jane@acme.io:${api(13)} https://acme.atlassian.net/rest/api/3/myself`,
    `jira = JIRA("https://acme.atlassian.net", basic_auth=("jane@acme.io", "${api(14)}"))`,
  ],
  counterExamples: [
    ...unlike("JIRA_API_TOKEN", "ATATT3xFfGF0", api),
    `JIRA_API_TOKEN=${altered(api(20))}`, // wrong checksum
    `JIRA_API_TOKEN=${api(21).slice(0, 60)}...`,
    `JIRA_API_TOKEN=${fake("ATATT3xFfGF0[A-Za-z0-9]{40}", 22)}`,
  ],
  references: ["https://support.atlassian.com/atlassian-account/docs/manage-api-tokens-for-your-atlassian-account/"],
  revoke: "https://id.atlassian.com/manage-profile/security/api-tokens > Revoke",
};

export const bitbucketAccessToken: Detector = {
  id: "bitbucket-access-token",
  title: "Bitbucket repository, project or workspace access token",
  provider: "bitbucket",
  category: "vcs",
  severity: "critical",
  opens: "Reads and, if so scoped, pushes to the repository, project or whole workspace that it was made for.",
  ...checked("ATCTT3xFfGN0"),
  examples: [
    ...shown("BITBUCKET_TOKEN", access),
    ...sent(access),
    `git clone https://x-token-auth:${access(13)}@bitbucket.org/acme/app.git`,
  ],
  counterExamples: [
    ...unlike("BITBUCKET_TOKEN", "ATCTT3xFfGN0", access),
    `BITBUCKET_TOKEN=${altered(access(20))}`,
    `BITBUCKET_TOKEN=${api(21)}`, // another kind
  ],
  references: ["https://support.atlassian.com/bitbucket-cloud/docs/access-tokens/"],
  revoke: "Repository, project or workspace settings > Access tokens > Revoke",
};

export const atlassianOrganizationKey: Detector = {
  id: "atlassian-organization-api-key",
  title: "Atlassian organization API key",
  provider: "atlassian",
  category: "identity",
  severity: "critical",
  opens: "Administers the organisation: its users, groups, domains and policies.",
  rules: [
    {
      prefixes: ["ATCTT3xFfG"],
      // Bitbucket's access tokens share the opening and go on with N0.
      pattern: /(?<![A-Za-z0-9])ATCTT3xFfG(?!N0)[A-Za-z0-9_-]{150,200}=[0-9A-F]{8}(?![A-Za-z0-9_-])/,
      window: { before: 8, after: 260 },
      checksum: CHECKSUM,
    },
  ],
  examples: [...shown("ATLASSIAN_ORG_KEY", organisation), ...sent(organisation)],
  counterExamples: [
    ...unlike("ATLASSIAN_ORG_KEY", "ATCTT3xFfGQ0", organisation),
    `ATLASSIAN_ORG_KEY=${altered(organisation(20))}`,
    `BITBUCKET_TOKEN=${access(21)}`, // a Bitbucket token
  ],
  references: ["https://support.atlassian.com/organization-administration/docs/manage-an-organization-with-the-admin-apis/"],
  revoke: "https://admin.atlassian.com > Settings > API keys > Revoke",
};

const appPassword = (seed: number): string => fake("ATBB[A-Za-z0-9]{24}[0-9A-F]{8}", seed);
export const bitbucketAppPassword: Detector = {
  id: "bitbucket-app-password",
  title: "Bitbucket app password",
  provider: "bitbucket",
  category: "vcs",
  severity: "critical",
  opens: "With its owner's user name it reads and, if so scoped, pushes to all repositories that the owner reaches.",
  prefixes: ["ATBB"],
  // The eight hex digits at its end are a checksum whose input is not documented: only their shape is asked for.
  pattern: /(?<![A-Za-z0-9])ATBB[A-Za-z0-9]{24}[0-9A-F]{8}(?![A-Za-z0-9_-])/,
  entropy: 3.5,
  confidence: 0.9,
  examples: [
    ...shown("BITBUCKET_APP_PASSWORD", appPassword),
    `git clone https://jane:${appPassword(13)}@bitbucket.org/acme/app.git`,
    `curl -u jane:${appPassword(14)} https://api.bitbucket.org/2.0/user`,
  ],
  counterExamples: [
    ...unlike("BITBUCKET_APP_PASSWORD", "ATBB", appPassword),
    `password=${fake("ATBB[A-Za-z0-9]{24}[g-z]{8}", 20)}`, // no hex at its end
    `SYMBOLS=${fake("ATBB[A-Z]{4}", 21)}`,
  ],
  references: ["https://support.atlassian.com/bitbucket-cloud/docs/app-passwords/"],
  revoke: "https://bitbucket.org/account/settings/app-passwords/ > Revoke",
};

const dataCenter =
  (prefix: string) =>
  (seed: number): string =>
    prefix + toBase64(fake("[1-9][0-9]{11}:[!-~]{20}", seed));
/** Base64 of twelve digits, a colon and random bytes. */
const isNumbered = (secret: string): boolean => /^\d{10,14}:/.test(fromBase64(secret.replace("BBDC-", "")) ?? "");
const NUMBERED = { name: "decodes to a number and a colon", verify: isNumbered };

export const bitbucketDataCenterToken: Detector = {
  id: "bitbucket-datacenter-token",
  title: "Bitbucket Data Center HTTP access token",
  provider: "bitbucket",
  category: "vcs",
  severity: "critical",
  opens: "Reads and, if so scoped, pushes to its owner's repositories on that server.",
  prefixes: ["BBDC-"],
  pattern: /(?<![A-Za-z0-9_-])BBDC-[MNO][A-Za-z0-9+/]{38,49}={0,2}(?![A-Za-z0-9+/=_-])/,
  checksum: NUMBERED,
  examples: [...shown("BITBUCKET_TOKEN", dataCenter("BBDC-")), ...sent(dataCenter("BBDC-"))],
  counterExamples: [
    ...unlike("BITBUCKET_TOKEN", "BBDC-", dataCenter("BBDC-"), 6),
    `BITBUCKET_TOKEN=${fake("BBDC-M[a-z]{43}", 20)}`, // does not decode to a number
    `see ticket BBDC-1234`,
  ],
  references: ["https://confluence.atlassian.com/bitbucketserver/http-access-tokens-939515499.html"],
  revoke: "Manage account > HTTP access tokens > Revoke",
};

export const atlassianDataCenterToken: Detector = {
  id: "atlassian-datacenter-token",
  title: "Jira or Confluence Data Center personal access token",
  provider: "atlassian",
  category: "productivity",
  severity: "high",
  opens: "Acts as its owner on that Jira or Confluence server.",
  keywords: ["jira", "confluence"],
  pattern: named("jira|confluence", "(?:api|access|auth|bearer|personal)?[_.-]?(?:access[_.-]?)?(?:token|pat)", "[MNO][A-Za-z0-9+/]{43}"),
  confidence: 0.6,
  checksum: NUMBERED,
  examples: [
    ...shown("JIRA_PAT", dataCenter("")),
    `jira:\n  url: https://jira.acme.io\n  token: ${dataCenter("")(13)}\n`,
    `CONFLUENCE_TOKEN="${dataCenter("")(14)}"`,
  ],
  counterExamples: [
    `JIRA_PAT=${fake("[A-Za-z0-9+/]{44}", 20)}`,
    `JIRA_PAT=\${JIRA_PAT}`,
    `JIRA_PAT=${dataCenter("")(21).slice(0, -1)}`,
    `# jira\nSENTRY_TOKEN=${dataCenter("")(22)}`,
  ],
  references: ["https://confluence.atlassian.com/enterprise/using-personal-access-tokens-1026032365.html"],
  revoke: "Profile > Personal access tokens > Revoke, or DELETE https://{host}/rest/pat/latest/tokens/{id}",
};

const trelloToken = (seed: number): string => fake("ATTA[0-9a-f]{64}[0-9A-F]{8}", seed);
export const trelloUserToken: Detector = {
  id: "trello-token",
  title: "Trello token",
  provider: "trello",
  category: "productivity",
  severity: "high",
  opens: "With the app's key, which is public, it reads and mostly writes all boards of its owner.",
  prefixes: ["ATTA"],
  pattern: /(?<![A-Za-z0-9])ATTA[0-9a-f]{64}[0-9A-F]{8}(?![A-Za-z0-9_-])/,
  confidence: 0.95,
  companions: [{ name: "apiKey", pattern: /(?<![A-Za-z0-9])[0-9a-f]{32}(?![A-Za-z0-9])/, withinBytes: 256 }],
  examples: [
    ...shown("TRELLO_TOKEN", trelloToken),
    `https://api.trello.com/1/members/me?key=${fake("[0-9a-f]{32}", 13)}&token=${trelloToken(14)}`,
  ],
  counterExamples: [
    ...unlike("TRELLO_TOKEN", "ATTA", trelloToken),
    `TRELLO_TOKEN=${fake("ATTA[0-9a-f]{72}", 20)}`, // the end is upper case
    `SEQ=${fake("ATTA[ACGT]{72}", 21)}`, // a genome
  ],
  references: ["https://developer.atlassian.com/cloud/trello/guides/rest-api/authorization/"],
  revoke: "DELETE https://api.trello.com/1/tokens/{token}?key={key}, or trello.com > Settings > Applications > Revoke",
};

const bitbucketSecret = (seed: number): string => fake("[a-z][A-Z][0-9][A-Za-z0-9]{29}", seed);
export const bitbucketClientSecret: Detector = {
  id: "bitbucket-client-secret",
  title: "Bitbucket OAuth consumer secret",
  provider: "bitbucket",
  category: "vcs",
  severity: "high",
  opens: "With the consumer's key it gets tokens that read, and where allowed change, the workspace's repositories.",
  keywords: ["bitbucket"],
  pattern: named(
    "bitbucket",
    "(?:client|consumer|oauth2?|app)[_.-]?(?:client[_.-]?|consumer[_.-]?)?secret(?:[_.-]?key)?",
    `${MIXED}(?:[A-Za-z0-9]{32}|[A-Za-z0-9_-]{64})`,
  ),
  entropy: 3.6,
  confidence: 0.8,
  companions: [{ name: "clientId", pattern: /(?<![A-Za-z0-9])[A-Za-z0-9]{18}(?![A-Za-z0-9])/, withinBytes: 160 }],
  examples: [
    ...shown("BITBUCKET_CLIENT_SECRET", bitbucketSecret),
    `BITBUCKET_CONSUMER_KEY=${fake("[A-Za-z0-9]{18}", 13)}\nBITBUCKET_CONSUMER_SECRET=${bitbucketSecret(14)}\n`,
    `bitbucket:\n  oauth_client_secret: ${fake("[a-z][A-Z][0-9][A-Za-z0-9]{61}", 15)}\n`,
  ],
  counterExamples: [
    ...nearMisses("BITBUCKET_CLIENT_SECRET", bitbucketSecret),
    `BITBUCKET_CLIENT_ID=${bitbucketSecret(20)}`, // the public half
  ],
  references: ["https://support.atlassian.com/bitbucket-cloud/docs/use-oauth-on-bitbucket-cloud/"],
  revoke: "Bitbucket > Workspace settings > OAuth consumers > the consumer > Delete",
};

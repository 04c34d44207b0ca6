import type { ChannelKind } from "../kind.ts";
import { discord } from "./discord.ts";
import { email } from "./email.ts";
import { githubIssues } from "./github-issues.ts";
import { gitlabIssues } from "./gitlab-issues.ts";
import { jira } from "./jira.ts";
import { pagerduty } from "./pagerduty.ts";
import { servicenow } from "./servicenow.ts";
import { slack } from "./slack.ts";
import { teams } from "./teams.ts";
import { webhook } from "./webhook.ts";

export const CHANNEL_KINDS: ReadonlyMap<string, ChannelKind> = new Map(
  [email, slack, teams, discord, pagerduty, webhook, jira, githubIssues, gitlabIssues, servicenow].map((kind) => [kind.kind, kind]),
);

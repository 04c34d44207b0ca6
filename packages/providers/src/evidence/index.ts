import { aws } from "./aws.ts";
import type { Collector } from "./collector.ts";
import { github } from "./github.ts";
import { openai } from "./openai.ts";
import { plivo } from "./plivo.ts";
import { postgres } from "./postgres.ts";
import { stripe } from "./stripe.ts";
import { vault } from "./vault.ts";

export { overrideName } from "../http/base-url.ts";
export { type Ask, type Collector, type EvidenceHttp, type NetworkChoice, type Need, type ToRecord, waysOut } from "./collector.ts";

/** What is known of where evidence lies, in the order in which it is shown. */
export const collectors: readonly Collector[] = [plivo, aws, github, stripe, openai, vault, postgres];

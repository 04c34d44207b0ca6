import type { FastifyPluginAsync } from "fastify";
import type { Services } from "../services.ts";
import { assessmentRoutes } from "./assessments.ts";
import { auditRoutes } from "./audit.ts";
import { credentialRoutes } from "./credential.ts";
import { feedbackRoutes } from "./feedback.ts";
import { findingRoutes } from "./findings.ts";
import { hookRoutes } from "./hooks.ts";
import { incidentRoutes } from "./incidents.ts";
import { knowledgeRoutes } from "./knowledge.ts";
import { meRoutes } from "./me.ts";
import { memberRoutes } from "./members.ts";
import { notificationRoutes } from "./notifications.ts";
import { partnerRoutes } from "./partner.ts";
import { policyRoutes } from "./policies.ts";
import { remediationRoutes } from "./remediations.ts";
import { repositoryRoutes } from "./repositories.ts";
import { reportRoutes } from "./reports.ts";
import { requestRoutes } from "./requests.ts";
import { scanRoutes } from "./scans.ts";
import { searchRoutes } from "./searches.ts";
import { sessionRoutes } from "./session.ts";
import { setupRoutes } from "./setup.ts";
import { sourceRoutes } from "./sources.ts";
import { statusRoutes } from "./status.ts";
import { streamRoutes } from "./stream.ts";
import { tokenRoutes } from "./tokens.ts";
import { workspaceRoutes } from "./workspaces.ts";

const ALL = [
  sessionRoutes,
  setupRoutes,
  meRoutes,
  workspaceRoutes,
  memberRoutes,
  tokenRoutes,
  auditRoutes,
  requestRoutes,
  knowledgeRoutes,
  incidentRoutes,
  searchRoutes,
  findingRoutes,
  repositoryRoutes,
  scanRoutes,
  sourceRoutes,
  hookRoutes,
  remediationRoutes,
  assessmentRoutes,
  credentialRoutes,
  notificationRoutes,
  feedbackRoutes,
  policyRoutes,
  reportRoutes,
  partnerRoutes,
  statusRoutes,
  streamRoutes,
];

/** Every resource, below /api/v1. */
export const routes =
  (services: Services): FastifyPluginAsync =>
  async (app) => {
    for (const route of ALL) await app.register(route(services));
  };

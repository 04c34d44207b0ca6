import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import * as z from "zod";
import { RequestError } from "../errors/error-object.ts";
import type { Services } from "../services.ts";

const Kind = z.looseObject({ id: z.string(), title: z.string(), provider: z.string(), category: z.string(), severity: z.string() });
z.globalRegistry.add(Kind, { id: "Detector" });
const Anything = z.record(z.string(), z.unknown());

/** What stanch knows of kinds of secrets: the same for every workspace. */
export const knowledgeRoutes =
  ({ tools }: Services): FastifyPluginAsyncZod =>
  async (app) => {
    app.get("/detectors", {
      config: { access: "signed-in" },
      schema: {
        tags: ["knowledge"],
        summary: "All kinds of secrets that are found",
        response: { 200: z.object({ items: z.array(Kind) }) },
      },
      handler: async () => ({ items: z.array(Kind).parse(await tools.kinds()) }),
    });
    app.get("/detectors/:detector/explanation", {
      config: { access: "signed-in" },
      schema: {
        tags: ["knowledge"],
        summary: "What a leaked secret of this kind opens, how it gets out, what to do",
        params: z.object({ detector: z.string().max(100) }),
        response: { 200: Anything },
      },
      handler: async ({ params: { detector } }) => {
        const page = await tools.explain(detector);
        if (page === undefined)
          throw new RequestError("DETECTOR_UNKNOWN", {
            what: "There is no such kind of secret",
            where: "detectors",
            next: "GET /api/v1/detectors lists all.",
            param: "params.detector",
          });
        return { ...page };
      },
    });
    app.get("/snippets", {
      config: { access: "signed-in" },
      schema: {
        tags: ["knowledge"],
        summary: "Code that reads a secret from its store, in a language or deployment form; without one, the list of them",
        querystring: z.strictObject({
          secret: z.string().max(100).optional(),
          store: z.string().max(300).default("env"),
          language: z.string().max(60).optional(),
        }),
        response: { 200: Anything },
      },
      handler: async ({ query: { store, secret, language } }) => ({
        ...(await tools.snippet({ store, ...(secret === undefined ? {} : { secret }), ...(language === undefined ? {} : { language }) })),
      }),
    });
  };

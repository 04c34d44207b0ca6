import { ERROR_CODES } from "@stanch/model";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import * as z from "zod";
import { RequestError } from "../errors/error-object.ts";
import { errorPage, isErrorCode } from "../errors/pages.ts";
import { escapeHtml, page } from "./html.ts";

/** /errors/CODE: what doc_url opens. The same text as docs/errors/CODE.md. */
export const errorPagesOf = (): FastifyPluginAsyncZod => async (app) => {
  app.get("/errors", {
    config: { access: "public" },
    schema: { hide: true },
    handler: async (_request, reply) => {
      const links = Object.keys(ERROR_CODES)
        .toSorted()
        .map((code) => `<li><a href="/errors/${code}">${code}</a></li>`);
      return html(reply, page("Error codes", `<h1>Error codes</h1><ul>${links.join("")}</ul>`));
    },
  });
  app.get("/errors/:code", {
    config: { access: "public" },
    schema: { hide: true, params: z.object({ code: z.string() }) },
    handler: async ({ params: { code } }, reply) => {
      if (!isErrorCode(code))
        throw new RequestError("NOT_FOUND", { what: "There is no such error code", where: "/errors", next: "GET /errors lists all." });
      return html(reply, page(code, `${htmlOf(errorPage(code))}<p><a href="/errors">All codes</a></p>`));
    },
  });
};

/** The little Markdown that those pages use. */
function htmlOf(markdown: string): string {
  return markdown
    .trim()
    .split("\n\n")
    .map((block) => (block.startsWith("# ") ? `<h1>${inline(block.slice(2))}</h1>` : `<p>${inline(block)}</p>`))
    .join("");
}

function inline(text: string): string {
  return escapeHtml(text)
    .replace(/`([^`]+)`/g, "<code>$1</code>")
    .replace(/\*\*([^*]+)\*\*/g, "<strong>$1</strong>");
}

function html<T extends { type(type: string): T; serializer(write: (payload: unknown) => string): T; send(body: string): T }>(
  reply: T,
  text: string,
): T {
  return reply.type("text/html; charset=utf-8").serializer(String).send(text);
}

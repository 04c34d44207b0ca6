import { Gathered, namedInComment } from "../rewrite.ts";
import type { Codemod } from "../types.ts";

const PAGE = "the browser gets this page, and what it gets everybody can read: let a server make the call that needs the secret";

/** Pages and components: all that stands in them, scripts too, is sent to whoever asks. */
export const webPage: Codemod = {
  id: "web-page",
  title: "Web page",
  matches: (path) => /\.(?:x?html?|vue|svelte)$/.test(path),
  parses: async () => true,
  async rewrite({ text }, targets) {
    const gathered = new Gathered();
    for (const target of targets) {
      const isComment = text.lastIndexOf("<!--", target.start) > text.lastIndexOf("-->", target.start);
      gathered.add(target, isComment ? namedInComment(target) : { refused: PAGE });
    }
    return gathered.done();
  },
};

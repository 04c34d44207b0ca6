const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign);
}

/** A plain page without scripts. `body` is HTML. */
export function page(title: string, body: string): string {
  return `<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeHtml(title)}</title><link rel="stylesheet" href="/pages.css"></head><body><main>${body}</main></body></html>\n`;
}

export const PAGE_CSS = `body{font:16px/1.5 system-ui,sans-serif;margin:0;color:#1a1d21;background:#fff}main{max-width:44rem;margin:3rem auto;padding:0 1rem}code,pre{font-family:ui-monospace,monospace;background:#f1f3f5;border-radius:4px}code{padding:.1em .3em}pre{padding:1rem;overflow:auto}a{color:#0b5cad}table{border-collapse:collapse}td,th{text-align:left;padding:.3rem .6rem;border-bottom:1px solid #dee2e6;vertical-align:top}@media(prefers-color-scheme:dark){body{color:#e9ecef;background:#16181b}code,pre{background:#25282c}a{color:#74b7f5}td,th{border-color:#343a40}}`;

import type { UseKind } from "./kind.ts";

const provider = "plivo";
/** Everything that one pair of Auth ID and Auth Token opens or signs: what stops when the token changes. */
export const plivoUses: readonly UseKind[] = [
  {
    kind: "plivo-rest",
    provider,
    gate: /plivo/i,
    pattern:
      /\b(?:new\s+)?plivo\.(?:Client|RestClient|RestAPI|NewClient)\b|\bnew\s+(?:Plivo\\)?(?:RestClient|PlivoApi|PhloRestClient)\b|\bPlivo::RestClient\b|Plivo\.init\(|\bPlivoApi\(|api\.plivo\.com\/v1\b|\bfrom\s+plivo\s+import\b|require\(['"]plivo['"]\)|\bfrom\s+['"]plivo['"]/g,
    title: "REST client",
    atRotation:
      "Calls with the old token are refused (HTTP 401) once it is revoked. Give it the new token before, and restart it if it reads the token at its start",
  },
  {
    kind: "plivo-webhook-v3",
    provider,
    gate: /[Pp]livo/,
    pattern:
      /X-Plivo-Signature(?:-Ma)?-V3\b|HTTP_X_PLIVO_SIGNATURE(?:_MA)?_V3\b|\bvalidate_?V?v?3_?[Ss]ignature\b|\bvalidateV3Signature\b|\bvalidate_v3_signature\b|\bValidateV3Signature\b|\bvalid_signatureV3\?|\bcomputeSignatureV3\b/gi,
    title: "Check of webhook signatures V3 (voice)",
    atRotation:
      "While the old token is kept, callbacks carry signatures of both. After it is revoked a check with the old one refuses every callback: calls end with hang-up cause 7011 or 8011",
  },
  {
    kind: "plivo-webhook-v2",
    provider,
    gate: /[Pp]livo/,
    pattern:
      /X-Plivo-Signature(?:-Ma)?-V2\b|HTTP_X_PLIVO_SIGNATURE(?:_MA)?_V2\b|\bvalidate_?[Ss]ignature(?:V2)?\s*\([^)]{0,200}|\bvalid_signature\?|X-Plivo-Signature(?!-)\b/gi,
    title: "Check of webhook signatures V2 (messaging, Verify)",
    atRotation:
      "Message and Verify callbacks are refused when they are checked with the old token after it is revoked. V2 does not cover the body: V3 where there is a choice",
  },
  {
    kind: "plivo-jwt",
    provider,
    gate: /plivo/i,
    pattern:
      /\bplivo\.(?:utils\.)?(?:jwt|AccessToken)\b|plivo;v=1|\bPlivo::Token::AccessToken\b|\bPlivo\\Util\\AccessToken\b|\/JWT\/Token\/|from\s+plivo\.utils\.jwt\s+import/g,
    title: "JWT access tokens for browser and mobile SDKs",
    atRotation:
      "Tokens are signed with the Auth Token: new ones made with the old token are refused after it is revoked, and outstanding ones presumably too (up to 24 h)",
  },
  {
    kind: "plivo-phlo",
    provider,
    gate: /phlo/i,
    pattern: /phlorunner\.plivo\.com|\bPhlo(?:Rest)?Client\b|\bplivo\.phlo\b|\.phlo\.get\(/gi,
    title: "PHLO runs",
    atRotation: "PHLO uses the same pair: runs that are started with the old token are refused after it is revoked",
  },
  {
    kind: "plivo-verify",
    provider,
    gate: /plivo|lookup/i,
    pattern: /lookup\.plivo\.com|\bverify_session\b|\bverifySession\b|\/Verify\/Session\/|\/Zentrunk\/|zt\.plivo\.com|stats\.plivo\.com/g,
    title: "Lookup, Verify, Zentrunk's API or call insights",
    atRotation:
      "The same pair: requests with the old token are refused after it is revoked. SIP credentials of Zentrunk and of endpoints are not affected",
  },
  {
    kind: "plivo-stream",
    provider,
    gate: /plivo/i,
    pattern: /<Stream\b[^>]{0,200}|\.(?:addStream|add_stream)\(/g,
    title: "Media streams",
    atRotation: "The upgrade to WebSocket is signed as webhooks are: a check with the old token refuses it after it is revoked",
  },
  {
    kind: "plivo-cli",
    provider,
    gate: /plivo/i,
    pattern: /(?:^|[\s;&|`'"])plivo\s+(?:login|profile|api|messages?|calls?|numbers?|applications?)\b|\.plivo\/config/gm,
    title: "Plivo CLI",
    atRotation: "Its profile keeps the old token: log in again (`plivo login`) on each machine that has one",
  },
];

import { type Detector, type Rule, fake } from "@stanch/model";
import { isRandomBody, opensshCipher, pemBody } from "./_pem.ts";
import { ASSIGN, toBase64 } from "./_words.ts";

/** A key block is long: RSA with 16,384 bits has 12,800 characters, more with `\n` written out. */
const WINDOW = { before: 16, after: 16_384 };
const BODY = String.raw`(?:[^-]|-(?!---)){40,16000}`;

/** `decides` says of the body (base64) and of the whole block whether it is of this kind. */
const pemRule = (label: string, least: number, decides: (body: string, block: string) => boolean): Rule => ({
  prefixes: [`-----BEGIN ${label}-----`],
  pattern: new RegExp(`-----BEGIN ${label}-----${BODY}-----END ${label}-----`),
  window: WINDOW,
  confidence: 0.9,
  // The body is judged in `verify`: a run of A is a run of zero bytes here, no placeholder.
  humanChosen: true,
  checksum: {
    name: "a whole block whose body is base64",
    verify: (block) => {
      const body = pemBody(block);
      return decides(body, block) && isRandomBody(body, least);
    },
  },
});

const isEncrypted = (_body: string, block: string): boolean => /Proc-Type: ?4,ENCRYPTED|DEK-Info:/.test(block);
const isOpen = (body: string, block: string): boolean => !isEncrypted(body, block);

/** The block of a label with a random body, 64 characters a line. */
function block(label: string, length: number, seed: number, opening = "MIIE", headers = ""): string {
  const body = opening + fake(`[A-Za-z0-9+/]{${length - opening.length}}`, seed);
  return `-----BEGIN ${label}-----\n${headers}${body.replace(/.{64}/g, "$&\n").trimEnd()}\n-----END ${label}-----`;
}
const oneLine = (text: string): string => text.replaceAll("\n", "\\n");
const openssh = (cipher: string, seed: number): string => {
  const head = toBase64(`openssh-key-v1\0\0\0\0${String.fromCharCode(cipher.length)}${cipher}\0\0\0\x04none`);
  // Only whole groups of four: the random rest must not change the cipher's name.
  const bare = head.replace(/=+$/, "");
  return block("OPENSSH PRIVATE KEY", 400, seed, bare.slice(0, bare.length - (bare.length % 4)));
};
const ENCRYPTED_HEADERS = `Proc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,${fake("[0-9A-F]{32}", 900)}\n\n`;

const nearMisses = (label: string): string[] => [
  `-----BEGIN ${label}-----\n...\n-----END ${label}-----`,
  `-----BEGIN ${label}-----\nMIIE${"x".repeat(400)}\n-----END ${label}-----`, // one letter repeated
  `-----BEGIN ${label}-----\nMIIEpAIBAAKCAQEA...\n-----END ${label}-----`, // shortened for a document
  `-----BEGIN ${label}-----\n${`${fake("[A-Za-z0-9+/]{64}", 901)}\n`.repeat(8)}-----END ${label}-----`, // one line repeated
  `-----BEGIN ${label}-----\npaste the contents of your own key file here, all lines of it, without the comment\n-----END ${label}-----`,
  `if (text.includes("-----BEGIN ${label}-----") && text.includes("-----END ${label}-----")) return;`,
  block(label.replace("PRIVATE", "PUBLIC"), 400, 902),
];

const PEM_REFERENCES = ["https://www.rfc-editor.org/rfc/rfc7468"];
const REVOKE = "Make a new key pair, replace the public key or certificate wherever it is trusted, revoke the certificate";

export const rsaPrivateKey: Detector = {
  id: "private-key-rsa",
  title: "RSA private key (PKCS#1)",
  provider: "generic",
  category: "security",
  severity: "critical",
  opens: "Signs in, signs or decrypts wherever its public key or certificate is trusted; it is not protected by a passphrase.",
  rules: [pemRule("RSA PRIVATE KEY", 128, isOpen)],
  examples: [
    block("RSA PRIVATE KEY", 1592, 1),
    `KEY="${oneLine(block("RSA PRIVATE KEY", 856, 2))}"`, // one line
    JSON.stringify({ key: block("RSA PRIVATE KEY", 1592, 3) }),
    `tls:\n  key: |\n${block("RSA PRIVATE KEY", 1592, 4).replace(/^/gm, "    ")}\n`, // a YAML block
    `key := "${block("RSA PRIVATE KEY", 856, 5).split("\n").join('\\n" +\n\t"')}"`, // concatenated lines
    block("RSA PRIVATE KEY", 1592, 6).replace(/^/gm, "+"), // a diff
    block("RSA PRIVATE KEY", 1592, 7).replaceAll("\n", "\r\n"),
    block("RSA PRIVATE KEY", 12_000, 8),
  ],
  counterExamples: [...nearMisses("RSA PRIVATE KEY"), block("RSA PRIVATE KEY", 1592, 9, "MIIE", ENCRYPTED_HEADERS)],
  references: ["https://www.rfc-editor.org/rfc/rfc8017#appendix-A.1.2", ...PEM_REFERENCES],
  revoke: REVOKE,
};

export const ecPrivateKey: Detector = {
  id: "private-key-ec",
  title: "EC private key (SEC1)",
  provider: "generic",
  category: "security",
  severity: "critical",
  opens: "Signs in or signs wherever its public key or certificate is trusted; it is not protected by a passphrase.",
  rules: [pemRule("EC PRIVATE KEY", 64, isOpen)],
  examples: [
    block("EC PRIVATE KEY", 164, 11, "MHcCAQEE"),
    `EC_KEY='${oneLine(block("EC PRIVATE KEY", 224, 12, "MIGkAgEB"))}'`,
    `-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n${block("EC PRIVATE KEY", 164, 13, "MHcCAQEE")}`,
  ],
  counterExamples: [...nearMisses("EC PRIVATE KEY"), block("EC PRIVATE KEY", 164, 14, "MHcC", ENCRYPTED_HEADERS)],
  references: ["https://www.rfc-editor.org/rfc/rfc5915", ...PEM_REFERENCES],
  revoke: REVOKE,
};

export const dsaPrivateKey: Detector = {
  id: "private-key-dsa",
  title: "DSA private key",
  provider: "generic",
  category: "security",
  severity: "high",
  opens: "Signs in or signs wherever its public key is still trusted; current SSH servers refuse DSA.",
  rules: [pemRule("DSA PRIVATE KEY", 128, isOpen)],
  examples: [block("DSA PRIVATE KEY", 600, 21, "MIIBuwIB"), JSON.stringify({ dsa: block("DSA PRIVATE KEY", 600, 22, "MIIBuwIB") })],
  counterExamples: [...nearMisses("DSA PRIVATE KEY"), block("DSA PRIVATE KEY", 600, 23, "MIIB", ENCRYPTED_HEADERS)],
  references: PEM_REFERENCES,
  revoke: REVOKE,
};

export const pkcs8PrivateKey: Detector = {
  id: "private-key-pkcs8",
  title: "Private key (PKCS#8)",
  provider: "generic",
  category: "security",
  severity: "critical",
  opens: "Signs in, signs or decrypts wherever its public key or certificate is trusted; it is not protected by a passphrase.",
  rules: [pemRule("PRIVATE KEY", 64, isOpen)],
  examples: [
    block("PRIVATE KEY", 1624, 31, "MIIEvQIB"),
    block("PRIVATE KEY", 64, 32, "MC4CAQAwBQYDK2VwBCIE"), // Ed25519: the shortest
    `private_key: "${oneLine(block("PRIVATE KEY", 1624, 33, "MIIEvQIB"))}\\n"`,
    `APP_KEY=${block("PRIVATE KEY", 1624, 34, "MIIEvQIB").replaceAll("\n", " ")}`, // newlines lost in a shell
    `const key = [\n${block("PRIVATE KEY", 184, 35, "MIGHAgEA")
      .split("\n")
      .map((line) => `  '${line}',`)
      .join("\n")}\n].join("\\n");`,
  ],
  counterExamples: nearMisses("PRIVATE KEY"),
  references: ["https://www.rfc-editor.org/rfc/rfc5958", ...PEM_REFERENCES],
  revoke: REVOKE,
  yieldsTo: ["google-service-account-key"],
};

export const encryptedPrivateKey: Detector = {
  id: "private-key-encrypted",
  title: "Private key protected by a passphrase",
  provider: "generic",
  category: "security",
  severity: "medium",
  opens: "Nothing without its passphrase, which can be guessed offline and without limit, old PEM encryption very fast.",
  rules: [
    pemRule("ENCRYPTED PRIVATE KEY", 100, () => true),
    { id: "rsa", ...pemRule("RSA PRIVATE KEY", 128, isEncrypted) },
    { id: "ec", ...pemRule("EC PRIVATE KEY", 64, isEncrypted) },
    { id: "dsa", ...pemRule("DSA PRIVATE KEY", 128, isEncrypted) },
  ],
  examples: [
    block("ENCRYPTED PRIVATE KEY", 1700, 41, "MIIFHDBO"),
    JSON.stringify({ key: block("ENCRYPTED PRIVATE KEY", 1700, 42, "MIIFHDBO") }),
    block("RSA PRIVATE KEY", 1592, 43, "", ENCRYPTED_HEADERS),
    oneLine(block("EC PRIVATE KEY", 164, 44, "", ENCRYPTED_HEADERS)),
    block("DSA PRIVATE KEY", 600, 45, "", ENCRYPTED_HEADERS),
  ],
  counterExamples: [...nearMisses("ENCRYPTED PRIVATE KEY"), block("RSA PRIVATE KEY", 1592, 46), block("PRIVATE KEY", 1624, 47)],
  references: ["https://www.rfc-editor.org/rfc/rfc5958#section-3", "https://www.rfc-editor.org/rfc/rfc1421"],
  revoke: REVOKE,
};

export const opensshPrivateKey: Detector = {
  id: "private-key-openssh",
  title: "OpenSSH private key",
  provider: "generic",
  category: "security",
  severity: "critical",
  opens: "Signs in to every host and forge that lists its public key; it is not protected by a passphrase.",
  rules: [pemRule("OPENSSH PRIVATE KEY", 200, (body) => (opensshCipher(body) ?? "none") === "none")],
  examples: [
    openssh("none", 51),
    `SSH_KEY="${oneLine(openssh("none", 52))}"`,
    `deploy_key: |\n${openssh("none", 53).replace(/^/gm, "  ")}`,
    JSON.stringify({ ssh: openssh("none", 54) }),
  ],
  counterExamples: [...nearMisses("OPENSSH PRIVATE KEY"), openssh("aes256-ctr", 55), openssh("chacha20-poly1305@openssh.com", 56)],
  references: ["https://github.com/openssh/openssh-portable/blob/master/PROTOCOL.key"],
  revoke: "Remove its public key from authorized_keys and from every forge, then make a new pair",
};

export const opensshEncryptedPrivateKey: Detector = {
  id: "private-key-openssh-encrypted",
  title: "OpenSSH private key protected by a passphrase",
  provider: "generic",
  category: "security",
  severity: "medium",
  opens: "Nothing without its passphrase, which can be guessed offline, though slowly (bcrypt).",
  rules: [pemRule("OPENSSH PRIVATE KEY", 200, (body) => (opensshCipher(body) ?? "none") !== "none")],
  examples: [openssh("aes256-ctr", 61), JSON.stringify({ key: openssh("aes256-cbc", 62) })],
  counterExamples: [openssh("none", 63), ...nearMisses("OPENSSH PRIVATE KEY")],
  references: ["https://github.com/openssh/openssh-portable/blob/master/PROTOCOL.key"],
  revoke: "Remove its public key from authorized_keys and from every forge, then make a new pair",
};

const ssh2 = (seed: number): string =>
  `---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----\nComment: "2048-bit rsa"\n${fake("[A-Za-z0-9+/]{800}", seed).replace(/.{70}/g, "$&\n")}\n---- END SSH2 ENCRYPTED PRIVATE KEY ----`;

export const ssh2PrivateKey: Detector = {
  id: "private-key-ssh2",
  title: "SSH2 private key (ssh.com)",
  provider: "generic",
  category: "security",
  severity: "high",
  opens: "Signs in to every host that lists its public key; the format says encrypted even when it has no passphrase.",
  prefixes: ["---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----"],
  pattern: /---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----(?:[^-]|-(?!---)){40,16000}---- END SSH2 ENCRYPTED PRIVATE KEY ----/,
  window: WINDOW,
  humanChosen: true,
  checksum: {
    name: "a whole block whose body is base64",
    verify: (text) =>
      isRandomBody(pemBody(text.replace(/^---- (BEGIN.*?) ----/, "-----$1-----").replace(/---- (END.*?) ----$/, "-----$1-----")), 200),
  },
  examples: [ssh2(71), JSON.stringify({ key: ssh2(72) })],
  counterExamples: [
    "---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----\n...\n---- END SSH2 ENCRYPTED PRIVATE KEY ----",
    ssh2(73).replaceAll("ENCRYPTED PRIVATE", "PUBLIC"),
    ssh2(74).slice(0, 500), // no end
  ],
  references: ["https://www.rfc-editor.org/rfc/rfc4716"],
  revoke: "Remove its public key from every host, then make a new pair",
};

const putty = (encryption: string, seed: number, version = 3): string =>
  [
    `PuTTY-User-Key-File-${version}: ssh-rsa`,
    `Encryption: ${encryption}`,
    "Comment: deploy",
    "Public-Lines: 6",
    ...(fake("[A-Za-z0-9+/]{372}", seed).match(/.{1,64}/g) ?? []),
    "Private-Lines: 14",
    ...(fake("[A-Za-z0-9+/]{896}", seed + 1).match(/.{1,64}/g) ?? []),
    `Private-MAC: ${fake("[0-9a-f]{64}", seed + 2)}`,
  ].join("\n");

const puttyRule = (encryption: string): Rule => ({
  prefixes: ["PuTTY-User-Key-File-"],
  pattern: new RegExp(
    String.raw`PuTTY-User-Key-File-[123]: {0,4}[\w-]{3,40}(?:\\r|\\n|\s){1,8}Encryption: {0,4}${encryption}(?:\\r|\\n|\s)[\s\S]{20,12000}?Private-Lines: {0,4}\d{1,3}(?:\\r|\\n|\s){1,8}[A-Za-z0-9+/=\s\\]{40,12000}Private-MAC: {0,4}[0-9a-f]{40,64}`,
  ),
  window: WINDOW,
  confidence: 0.97,
  humanChosen: true,
  notSecret: [/\.{3}|([B-Zb-z0-9+/])\1{11}/],
});

export const puttyPrivateKey: Detector = {
  id: "private-key-putty",
  title: "PuTTY private key",
  provider: "generic",
  category: "security",
  severity: "critical",
  opens: "Signs in to every host and forge that lists its public key; it is not protected by a passphrase.",
  rules: [puttyRule("none")],
  examples: [putty("none", 81), putty("none", 84, 2).replaceAll("\n", "\r\n"), JSON.stringify({ ppk: putty("none", 87) })],
  counterExamples: [
    putty("aes256-cbc", 90),
    putty("none", 93).replace(/Private-Lines[^]*$/, ""), // the public half alone
    "PuTTY-User-Key-File-3: ssh-rsa\nEncryption: none\n...",
    putty("none", 96).replace(/Private-MAC.*$/, ""),
  ],
  references: ["https://the.earth.li/~sgtatham/putty/0.83/htmldoc/AppendixC.html"],
  revoke: "Remove its public key from authorized_keys and from every forge, then make a new pair",
};

export const puttyEncryptedPrivateKey: Detector = {
  id: "private-key-putty-encrypted",
  title: "PuTTY private key protected by a passphrase",
  provider: "generic",
  category: "security",
  severity: "medium",
  opens: "Nothing without its passphrase, which can be guessed offline.",
  rules: [puttyRule("aes256-cbc")],
  examples: [putty("aes256-cbc", 101), putty("aes256-cbc", 104, 2)],
  counterExamples: [
    putty("none", 107),
    putty("aes256-cbc", 110).replace(/Private-Lines[^]*$/, ""),
    "PuTTY-User-Key-File-3: ssh-rsa\nEncryption: aes256-cbc\n...",
  ],
  references: ["https://the.earth.li/~sgtatham/putty/0.83/htmldoc/AppendixC.html"],
  revoke: "Remove its public key from authorized_keys and from every forge, then make a new pair",
};

const pgp = (seed: number, header = "Version: GnuPG v2\n\n"): string =>
  block("PGP PRIVATE KEY BLOCK", 1600, seed, "lQOY", header).replace("\n-----END", `\n=${fake("[A-Za-z0-9]{4}", seed)}\n-----END`);

export const pgpPrivateKey: Detector = {
  id: "private-key-pgp",
  title: "PGP private key",
  provider: "generic",
  category: "security",
  severity: "high",
  opens: "Signs and decrypts in the owner's name: mail, commits, packages; many such keys also need a passphrase.",
  rules: [pemRule("PGP PRIVATE KEY BLOCK", 128, () => true)],
  examples: [pgp(121), pgp(122, "\n"), JSON.stringify({ gpg: pgp(123) }), `GPG_KEY="${oneLine(pgp(124, "\n"))}"`],
  counterExamples: [...nearMisses("PGP PRIVATE KEY BLOCK"), pgp(125).replaceAll("PRIVATE", "PUBLIC")],
  references: ["https://www.rfc-editor.org/rfc/rfc9580"],
  revoke: "Publish the key's revocation certificate, then make a new key",
};

const CURVE_KEY = "[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=";

export const wireguardPrivateKey: Detector = {
  id: "wireguard-private-key",
  title: "WireGuard private or preshared key",
  provider: "generic",
  category: "security",
  severity: "high",
  opens: "Joins the private network as this peer.",
  keywords: ["[interface]", "[peer]", "wireguard", "wg0", "wg_"],
  pattern: new RegExp(
    String.raw`(?:[Pp]rivate|[Pp]re[Ss]hared|PRIVATE|PRESHARED)[_-]?(?:[Kk]ey|KEY)${ASSIGN}(?<secret>${CURVE_KEY})(?![A-Za-z0-9+/=])`,
  ),
  window: { before: 384, after: 512 },
  entropy: 4,
  confidence: 0.9,
  examples: [
    `[Interface]\nAddress = 10.0.0.2/32\nPrivateKey = ${fake("[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]", 131)}=\n`,
    `[Peer]\nPublicKey = ${fake("[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]", 132)}=\nPresharedKey = ${fake("[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]", 133)}=\n`,
    `WIREGUARD_PRIVATE_KEY=${fake("[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]", 134)}=`,
  ],
  counterExamples: [
    `[Peer]\nPublicKey = ${fake("[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]", 135)}=\n`, // public on purpose
    `[Interface]\nPrivateKey = <private key of this peer>\n`,
    `[Interface]\nPrivateKey = ${"A".repeat(43)}=\n`,
    `private_key = ${fake("[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]", 136)}=`, // of something else
  ],
  references: ["https://www.wireguard.com/quickstart/"],
  revoke: "wg genkey for a new key, and remove the old public key from every peer",
};

const member = (seed: number, length = 43): string => fake(`[A-Za-z0-9_-]{${length}}`, seed);

export const jwkPrivateKey: Detector = {
  id: "jwk-private-key",
  title: "Private JSON Web Key",
  provider: "generic",
  category: "security",
  severity: "high",
  opens: "Signs tokens, or decrypts, for whoever trusts its public half.",
  rules: [
    {
      keywords: ['"kty"', '\\"kty\\"'],
      pattern: new RegExp(
        String.raw`\{(?=[^{}]{0,6000}"kty\\?"\s{0,4}:\s{0,4}\\?"(?:RSA|EC|OKP|oct)\\?")[^{}]{0,6000}?"(?:d|k)\\?"\s{0,4}:\s{0,4}\\?"(?<secret>[A-Za-z0-9_-]{22,1400})\\?"`,
      ),
      window: { before: 6000, after: 6000 },
      entropy: 3.8,
      confidence: 0.9,
    },
    {
      // An object of JavaScript: names without quotes, values in single ones.
      id: "literal",
      keywords: ["kty:", "kty':"],
      pattern:
        /\{(?=[^{}]{0,6000}\bkty'?\s{0,4}:\s{0,4}["'](?:RSA|EC|OKP|oct)["'])[^{}]{0,6000}?\b(?:d|k)'?\s{0,4}:\s{0,4}["'](?<secret>[A-Za-z0-9_-]{22,1400})["']/,
      window: { before: 6000, after: 6000 },
      entropy: 3.8,
      confidence: 0.9,
    },
  ],
  examples: [
    `{"kty":"EC","crv":"P-256","x":"${member(141)}","y":"${member(142)}","d":"${member(143)}","kid":"1"}`,
    `{\n  "kty": "RSA",\n  "n": "${member(144, 342)}",\n  "e": "AQAB",\n  "d": "${member(145, 342)}"\n}`,
    `{"kty":"oct","k":"${member(146)}","alg":"HS256"}`,
    `const key = { kty: 'oct', alg: 'HS256', k: '${member(154)}' };`,
    JSON.stringify({ jwk: `{"kty":"OKP","crv":"Ed25519","d":"${member(147)}","x":"${member(148)}"}` }),
  ],
  counterExamples: [
    `{"kty":"EC","crv":"P-256","x":"${member(149)}","y":"${member(150)}"}`, // public
    `{"keys":[{"kty":"RSA","n":"${member(151, 342)}","e":"AQAB"}]}`,
    `{"kty":"RSA","d":"..."}`,
    `const jwk = { kty: 'EC', x: '${member(155)}', y: '${member(156)}' };`,
    `{"d":"${member(152)}"} {"kty":"RSA"}`, // another object
  ],
  references: ["https://www.rfc-editor.org/rfc/rfc7517"],
  revoke: "Publish a new key set, drop the old key id, and revoke what it signed",
};

const tsig = (seed: number): string => toBase64(fake("[A-Za-z0-9]{32}", seed));

export const tsigKey: Detector = {
  id: "dns-tsig-key",
  title: "DNS TSIG or rndc key",
  provider: "generic",
  category: "security",
  severity: "high",
  opens: "Changes or copies DNS zones, or controls the name server that trusts it.",
  keywords: ["hmac-md5", "hmac-sha"],
  pattern:
    /algorithm\s{1,8}"?hmac-(?:md5|sha\d{1,3})[\w.-]{0,24}"?\s{0,4};\s{0,40}secret\s{1,8}"?(?<secret>[A-Za-z0-9+/]{16,88}={0,2})"?\s{0,4};/i,
  window: { before: 64, after: 256 },
  entropy: 3.2,
  confidence: 0.9,
  examples: [
    `key "transfer" {\n  algorithm hmac-sha256;\n  secret "${tsig(161)}";\n};`,
    `key rndc-key { algorithm hmac-md5; secret "${tsig(162)}"; };`,
  ],
  counterExamples: [
    `key "transfer" {\n  algorithm hmac-sha256;\n  secret "...";\n};`,
    `key "transfer" {\n  algorithm hmac-sha256;\n  secret "${"A".repeat(43)}=";\n};`,
    `algorithm hmac-sha256; digest "${tsig(163)}";`,
  ],
  references: ["https://bind9.readthedocs.io/en/latest/reference.html#key-block-grammar"],
  revoke: "tsig-keygen for a new key on both ends, then rndc reconfig",
};

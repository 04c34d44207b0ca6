/* oxlint-disable no-control-regex -- these files are told by such bytes */
import { type Detector, fake } from "@stanch/model";

// Files that hold keys, told by their first bytes and what must follow them. Bytes are written as characters up to \xff.

/** `count` bytes that stand for salts, keys and what is encrypted. */
const bytes = (count: number, seed: number): string => Buffer.from(fake(`[0-9a-f]{${count * 2}}`, seed), "hex").toString("latin1");
const int16 = (value: number): string => String.fromCharCode(value >> 8, value & 0xff);
const int32 = (value: number): string => `\0\0${int16(value)}`;
const sized = (text: string): string => int16(text.length) + text;
const longSized = (text: string): string => int32(text.length) + text;

/** One value of DER, RFC 7292's way of writing: its length takes two bytes here, as in every real file. */
const der = (tag: number, content: string): string => `${String.fromCharCode(tag)}\x82${int16(content.length)}${content}`;

const DATA = "\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x01";
const ENCRYPTED_DATA = "\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x06";
/** pkcs-12-pkcs-8ShroudedKeyBag: the key in it is encrypted, the name before it is not. */
const KEY_BAG = "\x06\x0b\x2a\x86\x48\x86\xf7\x0d\x01\x0c\x0a\x01\x02";
const CERTIFICATE_BAG = "\x06\x0b\x2a\x86\x48\x86\xf7\x0d\x01\x0c\x0a\x01\x03";
/** Sun's protector of private keys in JKS, and PBEWithMD5AndTripleDES in JCEKS. */
const JKS_PROTECTOR = "\x06\x0a\x2b\x06\x01\x04\x01\x2a\x02\x11\x01\x01";
const JCEKS_PROTECTOR = "\x06\x09\x2b\x06\x01\x04\x01\x2a\x02\x13\x01";

/** BER cuts what it holds into pieces, each with its own head, wherever it likes, and pieces into pieces. */
const inPieces = (pattern: string): string => {
  // Behind the end of one piece, or of two that end together.
  const head = String.raw`(?:[\x04\x24](?:[\x00-\x80]|\x81[\s\S]|\x82[\s\S]{2})){0,2}`;
  return (pattern.match(/\\x..|\[[^\]]+\]/g) ?? []).join(`(?:\0\0){0,2}${head}`);
};
/** A file as Bouncy Castle and NSS write it: no lengths ahead, its contents in pieces. */
const inBer = (contents: string, size: number): string => {
  const pieces = contents.replaceAll(new RegExp(`[^]{1,${size}}`, "g"), (piece) => `\x04\x82${int16(piece.length)}${piece}`);
  return `0\x80\x02\x01\x030\x80${DATA}\xa0\x80\x24\x80${pieces}\0\0\0\0\0\0\0\0`;
};

const content = (type: string, inner: string): string => der(0x30, type + der(0xa0, inner));
/** Certificates, encrypted, and a bag beside them. */
const safes = (bag: string, seed: number): string => {
  const safe = der(0x30, der(0x30, bag + der(0xa0, der(0x30, bytes(300, seed)))));
  return content(ENCRYPTED_DATA, bytes(200, seed + 1)) + content(DATA, der(0x04, safe));
};
const pkcs12 = (bag: string, seed: number, version = "\x03"): string =>
  der(0x30, `\x02\x01${version}${content(DATA, der(0x04, safes(bag, seed)))}`);

export const pkcs12File: Detector = {
  id: "pkcs12-file",
  title: "PKCS#12 file with a private key (.p12, .pfx)",
  provider: "generic",
  category: "security",
  severity: "high",
  opens:
    "Acts as whoever its certificate names (server, signer or client) once its password is guessed, which anybody may try without limit.",
  prefixes: ["0\x80", "0\x81", "0\x82", "0\x83"],
  // A file without a bag of a key is a list of trusted certificates.
  pattern: new RegExp(
    String.raw`^0(?:\x80|\x81[\s\S]|\x82[\s\S]{2}|\x83[\s\S]{3})\x02\x01\x030(?:[\x00-\x80]|\x81[\s\S]|\x82[\s\S]{2}|\x83[\s\S]{3})\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07[\x01\x02][\s\S]{0,65000}?${inPieces(String.raw`\x06\x0b\x2a\x86\x48\x86\xf7\x0d\x01\x0c\x0a\x01[\x01\x02]`)}[\s\S]{0,128}`,
  ),
  window: { before: 0, after: 65_400 },
  isBinary: true,
  examples: [pkcs12(KEY_BAG, 1), pkcs12(KEY_BAG, 3).slice(0, -100), inBer(safes(KEY_BAG, 13), 1000), inBer(safes(KEY_BAG, 15), 7)],
  counterExamples: [
    pkcs12(CERTIFICATE_BAG, 5), // trusted certificates
    inBer(safes(CERTIFICATE_BAG, 17), 7),
    pkcs12(KEY_BAG, 7, "\x01"), // another version: no PFX
    `#${pkcs12(KEY_BAG, 9)}`, // not at the start
    der(0x30, der(0x30, `\xa0\x03\x02\x01\x02\x02\x01\x03${bytes(300, 11)}`)), // a certificate
  ],
  references: ["https://www.rfc-editor.org/rfc/rfc7292"],
  revoke: "Ask the issuer of its certificate to revoke it, then make a new key",
};

const keystore = (magic: string, entry: string, seed: number, tag = 1): string =>
  `${magic}${int32(2)}${int32(1)}${int32(tag)}${sized("server")}${bytes(8, seed)}${entry}${bytes(200, seed + 1)}`;
const JKS = "\xfe\xed\xfe\xed";
const JCEKS = "\xce\xce\xce\xce";
const protectedKey = (protector: string, seed: number): string =>
  longSized(der(0x30, `0\x0e${protector}\x05\0${der(0x04, bytes(300, seed))}`));
const CERTIFICATE = `${sized("X.509")}${longSized(der(0x30, bytes(300, 31)))}`;

export const javaKeystore: Detector = {
  id: "java-keystore",
  title: "Java keystore with a key (JKS, JCEKS)",
  provider: "generic",
  category: "security",
  severity: "high",
  opens:
    "Acts as whoever its keys belong to, a server or the signer of an app: JKS's protection is weak, and its password mostly `changeit`.",
  prefixes: [JKS, JCEKS],
  // A store without protected keys is a list of trusted certificates, as every Java has one.
  pattern:
    /^(?:\xfe\xed\xfe\xed|\xce\xce\xce\xce)\x00\x00\x00[\x01\x02]\x00\x00[\s\S]{2}\x00\x00\x00[\x01-\x03][\s\S]{0,65000}?(?:\x06[\x09\x0a]\x2b\x06\x01\x04\x01\x2a\x02(?:\x11\x01\x01|\x13\x01)|\.SealedObjectForKeyProtector)[\s\S]{0,128}/,
  window: { before: 0, after: 65_400 },
  isBinary: true,
  examples: [
    keystore(JKS, protectedKey(JKS_PROTECTOR, 21), 22),
    keystore(JCEKS, protectedKey(JCEKS_PROTECTOR, 24), 25),
    keystore(JCEKS, "\xac\xed\0\x05sr\0\x33com.sun.crypto.provider.SealedObjectForKeyProtector", 27, 3), // a symmetric key
    keystore(JKS, `${CERTIFICATE}${int32(1)}${sized("key")}${bytes(8, 28)}${protectedKey(JKS_PROTECTOR, 29)}`, 30, 2),
  ],
  counterExamples: [
    keystore(JKS, CERTIFICATE, 32, 2),
    `\xca\xfe\xba\xbe${keystore(JKS, protectedKey(JKS_PROTECTOR, 33), 34).slice(4)}`, // a class file's magic
    keystore(JKS, protectedKey(JKS_PROTECTOR, 35), 36).replace("\0\0\0\x02", "\0\0\0\x09"), // no such version
    ` ${keystore(JKS, protectedKey(JKS_PROTECTOR, 37), 38)}`,
  ],
  references: ["https://docs.oracle.com/en/java/javase/21/docs/specs/man/keytool.html"],
  revoke: "Ask the issuer of its certificates to revoke them, then make new keys (`keytool -genkeypair`)",
};

/** An entry: its length, how many parts its name has, the realm, the parts, and the key behind time and version. */
const keytab = (seed: number, realm = "EXAMPLE.ORG", version = "\x05\x02"): string => {
  const entry = `${int16(2)}${sized(realm)}${sized("HTTP")}${sized("web.example.org")}${int32(1)}${bytes(4, seed)}\x02${int16(18)}${sized(bytes(32, seed + 1))}`;
  return `${version}${longSized(entry)}`;
};

export const kerberosKeytab: Detector = {
  id: "kerberos-keytab",
  title: "Kerberos keytab",
  provider: "generic",
  category: "identity",
  severity: "high",
  opens: "Logs in as the principals it names, without a password: the file is not protected, and forges tickets for a service's own users.",
  prefixes: ["\x05\x02\0\0"],
  pattern:
    /^\x05\x02\x00\x00[\x00-\x0f][\s\S]\x00[\x01-\x08]\x00[\x01-\xff][A-Za-z0-9._-]{1,255}\x00[\x01-\xff][\x21-\x7e]{1,255}\x00[\s\S]{20,512}/,
  window: { before: 0, after: 1200 },
  isBinary: true,
  examples: [keytab(41), keytab(43) + keytab(45).slice(2), keytab(47, "CORP.LOCAL")],
  counterExamples: [
    keytab(49, "EXAMPLE.ORG", "\x05\x03"),
    keytab(51, "\x01\x02\x03"), // no realm
    keytab(53).slice(0, 30), // nothing but names
    `\0${keytab(55)}`,
  ],
  references: ["https://web.mit.edu/kerberos/krb5-latest/doc/formats/keytab_file_format.html"],
  revoke: "Change the principals' keys (`kadmin: change_password -randkey`, or the account's password in Active Directory)",
};

const ccachePrincipal = (name: string): string => `${int32(1)}${int32(1)}${longSized("EXAMPLE.ORG")}${longSized(name)}`;
const ccache = (seed: number, head = `\x05\x04${sized(`${int16(1)}${sized("\0\0\0\0\0\0\0\0")}`)}`): string => {
  const server = `${int32(2)}${int32(2)}${longSized("EXAMPLE.ORG")}${longSized("krbtgt")}${longSized("EXAMPLE.ORG")}`;
  return `${head}${ccachePrincipal("ada")}${ccachePrincipal("ada")}${server}${int16(18)}${longSized(bytes(32, seed))}${bytes(200, seed + 1)}`;
};

export const kerberosCcache: Detector = {
  id: "kerberos-ccache",
  title: "Kerberos credential cache",
  provider: "generic",
  category: "identity",
  severity: "medium",
  opens: "Acts as the user whose tickets it holds until they end, mostly after ten hours, or a week where they are renewed.",
  prefixes: ["\x05\x03", "\x05\x04"],
  pattern:
    /^\x05(?:\x03|\x04\x00(?:\x00|\x0c\x00\x01\x00\x08[\s\S]{8}))\x00\x00\x00[\x00-\x0c]\x00\x00\x00[\x01-\x08]\x00\x00\x00[\x01-\xff][A-Za-z0-9._-]{1,255}\x00\x00\x00[\x01-\xff][\x21-\x7e]{1,255}\x00[\s\S]{40,512}/,
  window: { before: 0, after: 1200 },
  isBinary: true,
  lifetime: "10 hours, a week where it is renewed",
  examples: [ccache(61), ccache(63, "\x05\x04\0\0"), ccache(65, "\x05\x03")],
  counterExamples: [
    ccache(67, "\x05\x01"), // a version of another byte order
    ccache(69).slice(0, 60), // a principal, no ticket
    `\n${ccache(71)}`,
    `\x05\x04\0\0${bytes(200, 73)}`,
  ],
  references: ["https://web.mit.edu/kerberos/krb5-latest/doc/formats/ccache_file_format.html"],
  revoke: "End the session (`kdestroy`) and change the user's password; tickets that were given out end by themselves",
};

const KEEPASS = "\x03\xd9\xa2\x9a";
const kdbx = (seed: number, signature = "\x67\xfb\x4b\xb5", version = "\x01\0\x04\0"): string =>
  `${KEEPASS}${signature}${version}\x02\x10\0\0\0${bytes(16, seed)}\x04\x20\0\0\0${bytes(32, seed + 1)}${bytes(200, seed + 2)}`;

export const keepassDatabase: Detector = {
  id: "keepass-database",
  title: "KeePass database",
  provider: "generic",
  category: "security",
  severity: "high",
  opens: "Gives every password kept in it once its master password is guessed, which anybody may try without limit.",
  prefixes: [KEEPASS],
  pattern: /^\x03\xd9\xa2\x9a(?:[\x66\x67]\xfb\x4b\xb5[\s\S]{2}[\x01-\x04]\x00|\x65\xfb\x4b\xb5[\x00-\x0f]\x00\x00\x00)[\s\S]{100,480}/,
  window: { before: 0, after: 512 },
  isBinary: true,
  examples: [kdbx(81), kdbx(84, "\x67\xfb\x4b\xb5", "\x01\0\x03\0"), kdbx(87, "\x65\xfb\x4b\xb5", "\x03\0\0\0")],
  counterExamples: [
    kdbx(90, "\x68\xfb\x4b\xb5"),
    kdbx(93, "\x67\xfb\x4b\xb5", "\x01\0\x09\0"), // no such version
    kdbx(96).slice(0, 40), // the start of one
    ` ${kdbx(99)}`,
  ],
  references: ["https://keepass.info/help/kb/kdbx.html"],
  revoke: "Change the passwords kept in it, then its master password",
};

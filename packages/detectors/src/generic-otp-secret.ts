import { type Detector, fake } from "@stanch/model";

const BASE32 = "[A-Z2-7]";

export const otpSecret: Detector = {
  id: "otp-secret",
  title: "Seed of one-time passwords",
  provider: "generic",
  category: "identity",
  severity: "high",
  opens: "Makes the second factor's codes of this account for ever.",
  rules: [
    {
      id: "uri",
      prefixes: ["otpauth://"],
      pattern: /otpauth:\/\/[th]otp\/[^\s"'<>`]{0,256}?[?&]secret=(?<secret>[A-Z2-7]{16,128})(?![A-Za-z0-9])/i,
      window: { before: 1, after: 512 },
      confidence: 0.9,
      humanChosen: true,
    },
    {
      id: "call",
      keywords: ["totp", "hotp", "pyotp", "otplib", "speakeasy"],
      pattern: /\b[TH]OTP(?:\.new|::new|\.create)?[( ]\s{0,4}(?:secret\s{0,2}[:=]\s{0,2})?["'](?<secret>[A-Z2-7]{16,128}={0,6})["']/i,
      window: { before: 16, after: 200 },
      entropy: 2.8,
      confidence: 0.8,
    },
  ],
  examples: [
    `otpauth://totp/Acme:jane?secret=${fake(`${BASE32}{32}`, 1)}&issuer=Acme`,
    `totp = pyotp.TOTP("${fake(`${BASE32}{32}`, 2)}")`,
    `ROTP::TOTP.new('${fake(`${BASE32}{16}`, 3)}', issuer: 'Acme')`,
  ],
  counterExamples: [
    "otpauth://totp/Acme:jane?secret=$" + "{secret}&issuer=Acme",
    "pyotp.TOTP(secret)",
    `pyotp.TOTP("${"A".repeat(32)}")`,
    "totp('base32secret')",
  ],
  references: ["https://github.com/google/google-authenticator/wiki/Key-Uri-Format", "https://www.rfc-editor.org/rfc/rfc6238"],
};

import { type Detector, type Rule, fake } from "@stanch/model";
import { NOT_PASSWORD } from "./_password.ts";

/** "The password [for the user 'x'] is 'y'". */
const said = (value: string): RegExp =>
  new RegExp(
    String.raw`\bpassword(?: for (?:the )?(?:\w{1,16} )?["'\x60]?[\w.@-]{1,64}["'\x60]?)? (?:is|is set to|will be|would be):? ["'\x60](?<secret>${value})["'\x60]`,
    "i",
  );

const rule = (id: string, value: string, confidence: number): Rule => ({
  id,
  keywords: ["password is", "password for", "password will be", "password would be"],
  pattern: said(value),
  window: { before: 8, after: 200 },
  confidence,
  humanChosen: true,
  notSecret: NOT_PASSWORD,
});

const password = (seed: number): string => fake("[A-Za-z]{7}[a-z]7Q", seed);

export const passwordInText: Detector = {
  id: "password-in-text",
  title: "Password told in a sentence",
  provider: "generic",
  category: "generic",
  severity: "medium",
  opens: "Signs in to what the sentence is about, unless its owner changed the password since.",
  rules: [
    rule("mixed", String.raw`(?=[^\s"'\x60]{0,63}\d)(?=[^\s"'\x60]{0,63}[A-Za-z])[^\s"'\x60]{8,64}`, 0.6),
    // A word may as well be the example of a manual: for audits.
    rule("word", String.raw`[^\s"'\x60]{4,64}`, 0.2),
  ],
  yieldsTo: ["generic-assigned-secret"],
  examples: [
    `The password is '${password(1)}'`,
    `The default password for the user "ops" is "${password(2)}".`,
    `Ensure that the password is \`${fake("[a-z]{9}", 3)}\` and press the button`,
    `After the first start the password will be '${password(4)}'.`,
    `the password would be "${password(5)}"`,
  ],
  counterExamples: [
    "The password is 'password'.",
    'If the password is "$' + '{PASSWORD}", stop.',
    "throw new Error('The password is too short');",
    `The password is ${password(6)} characters long`,
    'the default password is "changeme"',
  ],
  references: ["https://owasp.org/www-community/vulnerabilities/Use_of_hard-coded_password"],
  revoke: "Change the password",
};

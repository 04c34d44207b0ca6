import { type Detector, type Rule, fake } from "@stanch/model";
import { ASSIGN, LEFT, RIGHT, anyCase, fromBase64, toBase64 } from "./_words.ts";
import { awsFacts } from "./_facts.ts";

// 16 characters of base32 after the four letters: the account number is among them, so other digits cannot occur.
const LONG_LIVED = "(?:AKIA|ABIA|ACCA)[A-Z2-7]{16}";
const TEMPORARY = "ASIA[A-Z2-7]{16}";
const KEY_ID = String.raw`(?<![A-Za-z0-9])(?:AKIA|ABIA|ACCA|ASIA)[A-Z2-7]{16}(?![A-Za-z0-9])`;
const SECRET = "[A-Za-z0-9/+]{40}";
const GAP = String.raw`(?:(?!${KEY_ID})[\s\S]){0,200}`;

/** What the rule of the secret takes for one beside an id: 40 characters, no SHA-1. */
const PARTNER = String.raw`(?<![A-Za-z0-9+/_-])(?![0-9a-f]{40})${SECRET}(?![A-Za-z0-9+/=_-])`;

const SECRET_NAME = anyCase(
  "(?:secret[._-]?access[._-]?key|aws[\\w.-]{0,24}secret(?:[._-]?key)?|s3[._-]?secret(?:[._-]?(?:access[._-]?)?key)?|secret[._-]?key[._-]?aws)",
);
const NAMED = String.raw`(?<=${SECRET_NAME}(?:${ASSIGN}|[ \t]{1,4}["']?))`;
const HASH_NAME = anyCase("(?:sha[0-9]{1,3}|commit|revision|integrity|digest|etag|checksum|signature|nonce)");
const NOT_A_HASH = String.raw`(?<!${HASH_NAME}[\w.-]{0,24}${ASSIGN})`;
// A random 40-character key lacks digits, capitals or small letters once in a thousand; names, paths and hashes often do.
const NOT_MIXED = [/^[^A-Z]+$/, /^[^a-z]+$/, /^[^0-9]+$/];
const MIXED_40 =
  /(?:^|[^A-Za-z0-9+/_-])(?=[A-Za-z0-9+/]{40}(?![A-Za-z0-9+/=_-]))(?=[^A-Z]{0,39}[A-Z])(?=[^a-z]{0,39}[a-z])[^0-9]{0,39}[0-9]/;
/** The secret of AWS's own documents, which people also vary at its end. */
const DOCUMENTED = /^wJalrXUtnFEMI.K7MDENG/;

const id = (seed: number): string => fake("AKIA[A-Z2-7]{16}", seed);
const temporary = (seed: number): string => fake("ASIA[A-Z2-7]{16}", seed);
const secret = (seed: number): string => fake("[A-Za-z0-9/+]{36}[A-Z][a-z]7[a-z]", seed);
/** Session tokens open with the base64 of a fixed header. */
const session = (seed: number): string => `${fake("[A-Za-z0-9/+]{300}", seed)}==`;

/** What a name or an id ends with; in a path or a URL a slash comes first. */
const ENDS = " \t\r\n\"'`=:,;|?<>()[]{}\\&";
const secretRule = (near: Pick<Rule, "keywords" | "ahead">, context: string): Rule => ({
  ...near,
  pattern: new RegExp(`${LEFT}(?=${SECRET}${RIGHT})(?:${context})${NOT_A_HASH}(?<secret>${SECRET})`),
  // The look-arounds are dear, and exactly 40 characters of all three kinds are rare.
  requires: MIXED_40,
  window: { before: 256, after: 320 },
  entropy: 3.9,
  confidence: 0.65,
  companions: [
    { name: "accessKeyId", pattern: new RegExp(KEY_ID), withinBytes: 512 },
    {
      name: "sessionToken",
      pattern: /(?<![A-Za-z0-9+/])(?:FwoGZXIvYXdz|FQoGZXIvYXdz|IQoJb3JpZ2lu)[A-Za-z0-9/+]{80,2000}={0,2}/,
      withinBytes: 2048,
    },
  ],
  notSecret: [...NOT_MIXED, DOCUMENTED],
});

export const awsSecretAccessKey: Detector = {
  id: "aws-secret-access-key",
  title: "AWS secret access key",
  provider: "aws",
  category: "cloud",
  severity: "critical",
  opens: "Signs any AWS call that the key's user or role may make: up to reading all data and starting machines at the owner's cost.",
  rules: [
    secretRule(
      {
        keywords: [
          "akia",
          "asia",
          "secret_access_key",
          "secretaccesskey",
          "secret-access-key",
          "secret.access.key",
          "s3secret",
          "s3_secret",
          "s3-secret",
        ],
        ahead: { find: ENDS, stop: "/", withinBytes: 64 },
      },
      String.raw`${NAMED}|(?<=${KEY_ID}${GAP})|(?=${SECRET}${GAP}${KEY_ID})`,
    ),
    {
      id: "named",
      // The word alone stands in every URL, type and package of AWS: an S must follow it in the same name, as in awsSecret.
      ...secretRule({ keywords: ["aws"], ahead: { find: "sS", stop: `${ENDS}/`, withinBytes: 32 } }, NAMED),
      requires: /aws[\w.-]{0,24}secret/i,
    },
    { id: "key-aws", ...secretRule({ keywords: ["key_aws", "key-aws", "key.aws", "keyaws"] }, NAMED) },
  ],
  facts: awsFacts,
  examples: [
    `AWS_ACCESS_KEY_ID=${id(1)}\nAWS_SECRET_ACCESS_KEY=${secret(2)}`,
    `[default]\naws_access_key_id = ${id(3)}\naws_secret_access_key = ${secret(4)}\n`,
    `AWS_SECRET_ACCESS_KEY="${secret(5)}"`, // the id lives elsewhere
    `{"AccessKeyId":"${temporary(6)}","SecretAccessKey":"${secret(7)}","SessionToken":"${session(8)}"}`,
    `boto3.client("s3", "${id(9)}", "${secret(10)}")`, // positional: only the id tells
    `new AWS.Credentials({ secretAccessKey: '${secret(11)}', accessKeyId: '${id(12)}' })`,
    `- name: AWS_SECRET_ACCESS_KEY\n  value: "${secret(13)}"`,
    `aws configure set aws_secret_access_key ${secret(14)}`,
    `${id(15)},${secret(16)}`, // the console's CSV
    `AWS_SES_SECRET: ${secret(120)}`,
    `secret_key_aws = "${secret(121)}"`,
    `new Credentials("${temporary(122)}", "${secret(123)}")`, // a temporary id alone tells too
    `<SecretAccessKey>${secret(17)}</SecretAccessKey>`,
    `provider "aws" {\n  access_key = "${id(18)}"\n  secret_key = "${secret(19)}"\n}`,
  ],
  counterExamples: [
    `aws_secret_access_key = ${"x".repeat(40)}`,
    `AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI/K7MDENG/bPxRfiCY${"EXAMPLEKEY"}`, // the documents' own
    `AWS_SECRET_ACCESS_KEY=\${AWS_SECRET_ACCESS_KEY}`,
    `# aws-sdk\nrevision: ${fake("[0-9a-f]{40}", 20)}`,
    `aws_secret_access_key=${fake("[0-9a-f]{40}", 21)}`, // a SHA-1
    `aws s3 cp ${fake("[A-Za-z0-9/+]{39}z", 22)} .`, // nothing names it
    `AWS_SECRET_ACCESS_KEY=${fake("[A-Za-z0-9/+]{60}", 23)}`, // longer
    `key ${id(24)} digest: ${secret(25)}`,
  ],
  references: ["https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_access-keys.html"],
  revoke: "aws iam update-access-key --status Inactive, then delete-access-key",
};

export const awsAccessKeyId: Detector = {
  id: "aws-access-key-id",
  title: "AWS access key id",
  provider: "aws",
  category: "cloud",
  severity: "low",
  nature: "identifier",
  opens: "Opens nothing without its secret: it names the account, and where it leaked the secret often leaked too.",
  prefixes: ["AKIA", "ABIA", "ACCA", "ASIA"],
  // With a secret beside it the pair is reported there, once.
  pattern: new RegExp(
    String.raw`(?<![A-Za-z0-9+])(?<!${PARTNER}[\s\S]{0,200})(?:${LONG_LIVED}|${TEMPORARY})(?![A-Za-z0-9+])(?![\s\S]{0,200}${PARTNER})`,
  ),
  window: { before: 260, after: 400 },
  entropy: 2.8,
  confidence: 0.8,
  facts: awsFacts,
  examples: [
    `AWS_ACCESS_KEY_ID=${id(30)}`,
    `"accessKeyId": "${temporary(31)}"`,
    `arn user key ${id(32)} commit ${fake("[0-9a-f]{40}", 33)}`,
  ],
  counterExamples: [
    `AWS_ACCESS_KEY_ID=AKIAIOSFODNN7${"EXAMPLE"}`, // the documents' own
    `AWS_ACCESS_KEY_ID=AKIA${"X".repeat(16)}`,
    `AWS_ACCESS_KEY_ID=${id(34)}\nAWS_SECRET_ACCESS_KEY=${secret(35)}`, // reported with its secret
    `AWS_ACCESS_KEY_ID=${fake("AKIA[A-Z2-7]{15}", 36)}`,
    `AWS_ACCESS_KEY_ID=${fake("AKIA[A-Z2-7]{10}[0189][A-Z2-7]{5}", 37)}`, // no base32
    fake("[a-z0-9]{9}AKIA[A-Z2-7]{16}[a-z]{5}", 38), // inside a longer run
  ],
  references: ["https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html"],
  revoke: "aws iam update-access-key --status Inactive, then delete-access-key",
};

export const awsSessionToken: Detector = {
  id: "aws-session-token",
  title: "AWS session token",
  provider: "aws",
  category: "cloud",
  severity: "medium",
  opens: "With its temporary key pair it acts as the role until it expires, after 15 minutes to 36 hours.",
  prefixes: ["FwoGZXIvYXdz", "FQoGZXIvYXdz", "IQoJb3JpZ2lu"],
  pattern: /(?<![A-Za-z0-9+/])(?:FwoGZXIvYXdz|FQoGZXIvYXdz|IQoJb3JpZ2lu)[A-Za-z0-9/+]{100,2048}={0,2}(?![A-Za-z0-9+/=])/,
  window: { before: 16, after: 2100 },
  entropy: 4.5,
  companions: [{ name: "accessKeyId", pattern: /\bASIA[A-Z2-7]{16}\b/, withinBytes: 2048 }],
  facts: awsFacts,
  examples: [
    `AWS_SESSION_TOKEN=FwoGZXIvYXdz${session(40)}`,
    `"SessionToken": "IQoJb3JpZ2lu${session(41)}"`,
    `aws_access_key_id=${temporary(42)}\naws_session_token=IQoJb3JpZ2lu${session(43)}`,
  ],
  counterExamples: [
    "AWS_SESSION_TOKEN=IQoJb3JpZ2lu", // cut
    `AWS_SESSION_TOKEN=IQoJb3JpZ2lu${"A".repeat(200)}`,
    `AWS_SESSION_TOKEN=FwoGZXIvYXdz${fake("[A-Za-z0-9]{40}", 44)}`,
    `AWS_SESSION_TOKEN=${session(45)}`, // without the header it is any base64
  ],
  references: ["https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_use-resources.html"],
  revoke: "Attach the AWSRevokeOlderSessions policy to the role",
};

export const awsBedrockApiKey: Detector = {
  id: "aws-bedrock-api-key",
  title: "Amazon Bedrock API key",
  provider: "aws",
  category: "ai",
  severity: "high",
  opens: "Calls the models of Amazon Bedrock at the owner's cost.",
  prefixes: ["ABSKQmVkcm9ja0FQSUtleS"], // base64 of `BedrockAPIKey-` after the four letters
  pattern: /(?<![A-Za-z0-9+/])ABSKQmVkcm9ja0FQSUtleS[A-Za-z0-9+/]{80,252}={0,2}(?![A-Za-z0-9+/=])/,
  window: { before: 8, after: 300 },
  entropy: 4,
  examples: [
    `AWS_BEARER_TOKEN_BEDROCK=ABSKQmVkcm9ja0FQSUtleS${fake("[A-Za-z0-9+/]{108}", 50)}==`,
    `Authorization: Bearer ABSKQmVkcm9ja0FQSUtleS${fake("[A-Za-z0-9+/]{110}", 51)}`,
  ],
  counterExamples: [
    "AWS_BEARER_TOKEN_BEDROCK=ABSKQmVkcm9ja0FQSUtleS",
    `ABSKQmVkcm9ja0FQSUtleS${"A".repeat(108)}`,
    `ABSK${fake("[A-Za-z0-9+/]{128}", 52)}`, // decodes to something else
    `AWS_BEARER_TOKEN_BEDROCK=\${BEDROCK_KEY}`,
  ],
  references: ["https://docs.aws.amazon.com/bedrock/latest/userguide/api-keys.html"],
  revoke: "aws iam delete-service-specific-credential",
};

export const awsBedrockShortTermKey: Detector = {
  id: "aws-bedrock-short-term-key",
  title: "Amazon Bedrock short-term API key",
  provider: "aws",
  category: "ai",
  severity: "medium",
  opens: "Calls the models of Amazon Bedrock at the owner's cost until it expires, after 12 hours at most.",
  prefixes: ["bedrock-api-key-YmVkcm9jay5hbWF6b25hd3MuY29t"],
  pattern: /(?<![\w-])bedrock-api-key-YmVkcm9jay5hbWF6b25hd3MuY29t[A-Za-z0-9+/_-]{100,4096}={0,2}(?![A-Za-z0-9+/=])/,
  window: { before: 8, after: 4200 },
  entropy: 4,
  examples: [
    `AWS_BEARER_TOKEN_BEDROCK=bedrock-api-key-YmVkcm9jay5hbWF6b25hd3MuY29t${fake("[A-Za-z0-9]{400}", 60)}`,
    `Authorization: Bearer bedrock-api-key-YmVkcm9jay5hbWF6b25hd3MuY29t${fake("[A-Za-z0-9]{900}", 61)}==`,
  ],
  counterExamples: [
    "bedrock-api-key-YmVkcm9jay5hbWF6b25hd3MuY29t",
    `bedrock-api-key-YmVkcm9jay5hbWF6b25hd3MuY29t${"A".repeat(400)}`,
    `bedrock-api-key-${fake("[A-Za-z0-9]{400}", 62)}`,
  ],
  references: ["https://docs.aws.amazon.com/bedrock/latest/userguide/api-keys.html"],
  revoke: "It expires by itself; revoke the credential that signed it",
};

export const awsAppsyncApiKey: Detector = {
  id: "aws-appsync-api-key",
  title: "AWS AppSync API key",
  provider: "aws",
  category: "cloud",
  severity: "medium",
  opens: "Calls what the GraphQL API allows to holders of a key; web clients often carry it on purpose.",
  prefixes: ["da2-"],
  pattern: /(?<![A-Za-z0-9_-])da2-[a-z0-9]{26}(?![A-Za-z0-9_-])/,
  entropy: 3.3,
  confidence: 0.75,
  companions: [{ name: "endpoint", pattern: /[a-z0-9]{20,32}\.appsync-api\.[a-z0-9-]{8,20}\.amazonaws\.com/, withinBytes: 1024 }],
  examples: [`x-api-key: ${fake("da2-[a-z0-9]{26}", 70)}`, `aws_appsync_apiKey: "${fake("da2-[a-z0-9]{26}", 71)}",`],
  counterExamples: [
    `da2-${"a".repeat(26)}`,
    `${fake("da2-[a-z0-9]{25}", 72)}`,
    `${fake("panda2-[a-z0-9]{26}", 73)}`,
    `${fake("da2-[a-z0-9]{27}", 74)}`,
  ],
  references: ["https://docs.aws.amazon.com/appsync/latest/devguide/security-authz.html"],
  revoke: "aws appsync delete-api-key",
};

export const awsMwsAuthToken: Detector = {
  id: "aws-mws-auth-token",
  title: "Amazon MWS auth token",
  provider: "aws",
  category: "ecommerce",
  severity: "low",
  opens: "Spoke for a seller at Amazon Marketplace Web Service, which is shut down; it shows that secrets leaked here.",
  prefixes: ["amzn.mws."],
  pattern: /(?<![\w.])amzn\.mws\.[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}(?![\w-])/,
  entropy: 3,
  examples: [
    `MWS_AUTH_TOKEN=${fake("amzn.mws.[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", 80)}`,
    `"${fake("amzn.mws.[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", 81)}"`,
  ],
  counterExamples: [
    "amzn.mws.00000000-0000-0000-0000-000000000000",
    `${fake("amzn.mws.[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{10}", 82)}`,
    `${fake("amzn.mws.[0-9a-f]{32}", 83)}`,
  ],
  references: ["https://developer-docs.amazon.com/sp-api/"],
  revoke: "Seller Central > Apps and Services > Manage Your Apps",
};

/** The version byte 04 and 32 bytes of HMAC. */
const smtpPassword = (seed: number): string => toBase64(`\x04${fake("[A-Za-z0-9]{32}", seed)}`);

export const awsSesSmtpPassword: Detector = {
  id: "aws-ses-smtp-password",
  title: "Amazon SES SMTP password",
  provider: "aws",
  category: "email",
  severity: "high",
  opens: "Sends mail in the owner's name and at the owner's cost; it is made from the user's secret access key.",
  keywords: ["smtp", "ses_", "ses-", "email_host"],
  pattern: new RegExp(
    String.raw`(?<=${anyCase("(?:smtp|ses|mail|email)")}[^\n]{0,64}?${anyCase("(?:pass(?:word)?|pwd|secret)")}${ASSIGN})(?<secret>B[A-P][A-Za-z0-9+/]{42})(?![A-Za-z0-9+/=_-])`,
  ),
  window: { before: 96, after: 192 },
  entropy: 4,
  confidence: 0.6,
  checksum: {
    name: "33 bytes that open with the version 04",
    verify: (value) => {
      const bytes = fromBase64(value);
      return bytes?.length === 33 && bytes.charCodeAt(0) === 4;
    },
  },
  companions: [{ name: "accessKeyId", pattern: new RegExp(KEY_ID), withinBytes: 1024, required: true }],
  facts: awsFacts,
  examples: [
    `SMTP_HOST=email-smtp.eu-west-1.amazonaws.com\nSMTP_USER=${id(90)}\nSMTP_PASSWORD=${smtpPassword(91)}`,
    `EMAIL_HOST_USER = "${id(92)}"\nEMAIL_HOST_PASSWORD = "${smtpPassword(93)}"`,
  ],
  counterExamples: [
    `SMTP_PASSWORD=${smtpPassword(94)}`, // without the user it is any 44 characters
    `SMTP_USER=${id(95)}\nSMTP_PASSWORD=${fake("C[A-Za-z0-9+/]{43}", 96)}`,
    `SMTP_USER=${id(97)}\nSMTP_PASSWORD=${fake("B[A-P][A-Za-z0-9+/]{40}", 98)}`,
  ],
  references: ["https://docs.aws.amazon.com/ses/latest/dg/smtp-credentials.html"],
  revoke: "aws iam delete-access-key for the SMTP user",
};

export const awsCodecommitCredential: Detector = {
  id: "aws-codecommit-credential",
  title: "AWS CodeCommit or CodeCatalyst git password",
  provider: "aws",
  category: "vcs",
  severity: "high",
  opens: "Reads and writes the repositories that its user may.",
  keywords: ["git-codecommit", "codecatalyst.aws"],
  pattern:
    /https?:\/\/[^\s:@/"'<>]{3,128}:(?<secret>[^\s:@"'<>${}]{20,256})@(?:git-codecommit\.[a-z0-9-]{8,20}\.amazonaws\.com|git\.[a-z0-9-]{8,20}\.codecatalyst\.aws)/,
  window: { before: 420, after: 64 },
  entropy: 3.3,
  confidence: 0.9,
  examples: [
    `git clone https://dev-at-${fake("[0-9]{12}", 100)}:${fake("[A-Za-z0-9%]{43}", 101)}%3D@git-codecommit.us-east-1.amazonaws.com/v1/repos/app`,
    `https://dev:${fake("[A-Za-z0-9]{52}", 102)}@git.us-west-2.codecatalyst.aws/v1/space/app`,
  ],
  counterExamples: [
    "https://git-codecommit.us-east-1.amazonaws.com/v1/repos/app",
    "https://user:$PASSWORD@git-codecommit.us-east-1.amazonaws.com/v1/repos/app",
    `https://user:${fake("[A-Za-z0-9]{40}", 103)}@git.acme.test/v1/repos/app`,
    "https://user:<your-password-goes-in-here>@git-codecommit.us-east-1.amazonaws.com/v1/repos/app",
  ],
  references: ["https://docs.aws.amazon.com/codecommit/latest/userguide/setting-up-gc.html"],
  revoke: "aws iam delete-service-specific-credential",
};

export const awsPresignedUrl: Detector = {
  id: "aws-presigned-url",
  title: "AWS presigned URL",
  provider: "aws",
  category: "storage",
  severity: "low",
  opens: "Makes the one call that was signed, most often reading one object, until it expires after seven days at most.",
  keywords: ["x-amz-signature"],
  pattern: /https:\/\/[a-z0-9.-]{3,128}\/[^\s"'<>]{0,2048}[?&]X-Amz-Signature=(?<secret>[0-9a-f]{64})(?![0-9A-Za-z])/i,
  window: { before: 4096, after: 128 },
  entropy: 3,
  confidence: 0.8,
  companions: [{ name: "credential", pattern: /X-Amz-Credential=(?<value>[A-Z0-9]{16,32})/i, withinBytes: 2048, required: true }],
  facts: awsFacts,
  examples: [
    `https://b.s3.amazonaws.com/a.txt?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=${id(110)}%2F20260101%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Expires=3600&X-Amz-Signature=${fake("[0-9a-f]{64}", 111)}`,
    `<a href="https://s3.eu-west-1.amazonaws.com/b/k?X-Amz-Credential=${temporary(112)}/20260101/eu-west-1/s3/aws4_request&X-Amz-Signature=${fake("[0-9a-f]{64}", 113)}">`,
  ],
  counterExamples: [
    `https://b.s3.amazonaws.com/a.txt?X-Amz-Signature=${fake("[0-9a-f]{64}", 114)}`, // no credential: a fragment of a document
    "https://b.s3.amazonaws.com/a.txt?X-Amz-Credential=…&X-Amz-Signature=<signature>",
    `X-Amz-Signature: ${fake("[0-9a-f]{64}", 115)}`,
  ],
  references: ["https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-presigned-url.html"],
  revoke: "It expires by itself; else deactivate the key that signed it",
};

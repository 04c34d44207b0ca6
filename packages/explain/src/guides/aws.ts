import type { Guide } from "../guide.ts";

export const accessKey: Guide = {
  kinds: ["aws-secret-access-key", "aws-access-key-id", "aws-session-token"],
  name: "AWS access key",
  purpose: "Signs requests to AWS as one IAM user, or as a role for a limited time when a session token belongs to it.",
  uses: [
    "Authentication of programs, the AWS CLI, Terraform and pipelines outside AWS",
    "Secure communication: each request is signed with the secret half, which never travels",
    "Access control: what the key may do is what its user's or role's policies allow",
  ],
  made: {
    steps: [
      "IAM console > Users > the user > Security credentials > Create access key",
      "or iam:CreateAccessKey (aws iam create-access-key --user-name NAME); the secret half is shown once",
      "A temporary one comes from AWS STS, when a role is assumed",
    ],
    scopes: "Those of the user's policies; permission boundaries and conditions such as aws:SourceIp narrow them.",
    expiry: "A key that begins with AKIA has none. One that begins with ASIA ends with its session.",
  },
  places: [
    "~/.aws/credentials",
    "AWS_SECRET_ACCESS_KEY in environments and .env files",
    "Terraform state and variables",
    "settings of CI jobs",
  ],
  acts: [
    { does: "Start machines, GPU and model calls at the owner's cost in every region", harm: "financial loss", severity: "critical" },
    {
      does: "Read buckets, snapshots, databases, secrets and parameters that the policies allow",
      harm: "data breach",
      severity: "critical",
    },
    { does: "Create users, keys and roles to stay when this key is gone", harm: "unauthorised access", severity: "critical" },
    { does: "Send mail from your verified domains, host fraud under your account", harm: "loss of reputation", severity: "high" },
  ],
  misuse: {
    way: "api",
    steps: [
      "Read iam:GetAccessKeyLastUsed (aws iam get-access-key-last-used --access-key-id ID) before anything else uses the key: our own check moves that time",
      "cloudtrail:LookupEvents by AccessKeyId (aws cloudtrail lookup-events --lookup-attributes AttributeKey=AccessKeyId,AttributeValue=ID), region by region: eventName, sourceIPAddress, userAgent, errorCode; 90 days",
      "Look for CreateUser, CreateAccessKey, AttachUserPolicy, RunInstances, GetSecretValue and for AccessDenied in rows",
    ],
    note: "Data events (reads of objects in S3) are only there when a trail records them.",
  },
  rotate: {
    way: "api",
    steps: [
      "iam:CreateAccessKey: aws iam create-access-key --user-name NAME",
      "Put the new pair into your secret store, switch every user of it",
      "iam:UpdateAccessKey: aws iam update-access-key --status Inactive for the old one; watch for a day",
      "iam:DeleteAccessKey: aws iam delete-access-key",
    ],
    note: "A user has two keys at most: a third is refused with LimitExceeded.",
  },
  revoke: {
    way: "api",
    steps: [
      "iam:UpdateAccessKey: aws iam update-access-key --user-name NAME --access-key-id ID --status Inactive. Can be undone",
      "Sessions made with it live on: deny them with a policy on aws:TokenIssueTime (AWSRevokeOlderSessions for a role)",
      "iam:DeleteAccessKey when nothing misses it",
    ],
    note: "The public key id is enough: an administrator needs no secret half.",
  },
  overlap: { is: "yes", how: "Two keys of one user are valid together." },
  stops: [
    "Programs, CLI profiles and pipelines with the old key",
    "SMTP passwords of SES that were derived from it",
    "Presigned URLs signed with it",
  ],
  narrow:
    "Give workloads a role (OIDC for GitHub and GitLab, instance and pod roles) and no key at all; else add aws:SourceIp and the least actions.",
  links: [
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_access-keys.html",
    "https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_Event.html",
  ],
};

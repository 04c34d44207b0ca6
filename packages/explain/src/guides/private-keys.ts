import type { Act, Guide } from "../guide.ts";

const SSH_ACTS: readonly Act[] = [
  { does: "Log in to every server and git account that trusts the public half", harm: "unauthorised access", severity: "critical" },
  { does: "Read what lies there: data, code, further keys", harm: "data breach", severity: "critical" },
  { does: "Mine, encrypt or delete at the owner's cost", harm: "financial loss", severity: "high" },
  { does: "Push code that looks like yours", harm: "loss of reputation", severity: "high" },
];

export const ssh: Guide = {
  kinds: [
    "private-key-openssh",
    "private-key-openssh-encrypted",
    "private-key-putty",
    "private-key-putty-encrypted",
    "private-key-ssh2",
    "private-key-dsa",
  ],
  name: "SSH private key",
  purpose: "Proves who one is to servers and git hosts that know its public half.",
  uses: [
    "Authentication at SSH servers and git hosts",
    "Secure communication: host keys prove a server to its visitors",
    "Access control: authorized_keys with its options",
  ],
  made: {
    steps: ["ssh-keygen -t ed25519"],
    scopes: "Wherever its public half was put; from=, command= and restrict in authorized_keys narrow it.",
    expiry: "None, but for certificates.",
  },
  places: ["~/.ssh", "deploy keys in CI settings", "layers of container images, backups of home folders"],
  acts: SSH_ACTS,
  misuse: {
    way: "command",
    steps: [
      "ssh-keygen -lf key.pub gives the fingerprint; look for it in the servers' auth logs (Accepted publickey … SHA256:…)",
      "last and authorized_keys on those servers",
      "GitHub and GitLab: when the key was used last",
    ],
  },
  rotate: {
    way: "command",
    steps: [
      "ssh-keygen -t ed25519 -C purpose, with a passphrase or in hardware",
      "Add the new public half beside the old one everywhere",
      "Log in with the new one, then take the old line out",
    ],
    note: "Nobody knows all places of a public half: search authorized_keys, git hosts, cloud metadata and images.",
  },
  revoke: {
    way: "command",
    steps: [
      "Take its line out of every authorized_keys; delete it at git hosts and cloud providers",
      "Add it to RevokedKeys of sshd for the whole fleet",
    ],
    note: "No issuer can end it: it ends where it is trusted.",
  },
  overlap: { is: "yes", how: "Both public halves may stand in authorized_keys." },
  stops: ["Log-ins, deployments and git access with the old key"],
  narrow: "Short-lived SSH certificates; from= and command= for machines; hardware keys for people.",
  links: ["https://man.openbsd.org/ssh-keygen", "https://man.openbsd.org/sshd#AUTHORIZED_KEYS_FILE_FORMAT"],
};

export const tls: Guide = {
  kinds: ["private-key-rsa", "private-key-ec", "private-key-pkcs8", "private-key-encrypted"],
  name: "Private key (PEM)",
  purpose: "Half of a key pair: of a TLS certificate, a signature or log-in, by what its public half stands in.",
  uses: [
    "Authentication of a server (TLS), a client or a signer",
    "Secure communication: who has it can pose as its owner",
    "Access control: client certificates, SSH, signed tokens",
  ],
  made: {
    steps: ["openssl genpkey, ssh-keygen or an ACME client", "A certificate authority signs its public half"],
    scopes: "What its certificate or its trust allows.",
    expiry: "The certificate's; the key itself has none.",
  },
  places: ["/etc/ssl/private, *.pem and *.key beside code", "Kubernetes TLS secrets, CI settings", "keystores of apps"],
  acts: [
    { does: "Pose as your site or signer; read traffic between", harm: "unauthorised access", severity: "critical" },
    { does: "Decrypt recorded traffic that had no forward secrecy", harm: "data breach", severity: "high" },
    { does: "Sign software or tokens in your name", harm: "loss of reputation", severity: "critical" },
    { does: "Replace certificates in a hurry, on every machine", harm: "financial loss", severity: "medium" },
  ],
  misuse: {
    way: "none",
    steps: [
      "A key leaves no trace where it is used elsewhere",
      "Find its certificates: openssl pkey -in key -pubout | sha256sum, compared with your certificates and with Certificate Transparency logs",
      "If it is an SSH key: look for its fingerprint in auth logs",
    ],
  },
  rotate: {
    way: "command",
    steps: [
      "Make a new key on the machine that uses it (openssl genpkey, certbot renew --new-key-type)",
      "Have a new certificate issued for it and deploy it",
      "Revoke the old certificate (next section)",
    ],
  },
  revoke: {
    way: "command",
    steps: [
      "ACME: certbot revoke --cert-path … --reason keycompromise, or with the key itself: --key-path",
      "Other authorities: their page for revocation, reason key compromise",
      "SSH or tokens: take the public half out wherever it is trusted",
    ],
    note: "Browsers do not always look for revocations: short-lived certificates help more.",
  },
  overlap: { is: "yes", how: "Old and new certificates are valid together until the old one is revoked." },
  stops: ["Machines that still serve the old certificate after it was revoked", "Clients that pinned the old key"],
  narrow: "Keys that never leave an HSM or the machine; one key a purpose; file mode 0600.",
  links: ["https://letsencrypt.org/docs/revoking/", "https://www.rfc-editor.org/rfc/rfc5280#section-5.3.1"],
};

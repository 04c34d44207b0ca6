import type { Deployment } from "../types.ts";
import { fileNameOf, readCommand } from "./_store-command.ts";

/** The secret is encrypted for this machine; systemd opens it for this one service, in memory. */
export const systemd: Deployment = {
  id: "systemd",
  title: "systemd credentials",
  aliases: ["systemd-creds"],
  comment: "#",
  write({ variable, reference }) {
    const name = fileNameOf(variable);
    const read = readCommand(reference) ?? `printenv ${variable}`;
    return {
      fileName: "app.service",
      dependencies: [
        `${read} | tr -d '\\n' | systemd-creds encrypt --name=${name} - /etc/credstore.encrypted/${name}`,
        "systemctl daemon-reload && systemctl restart app.service",
      ],
      text: `[Unit]
Description=Application that reads ${variable}
After=network-online.target
Wants=network-online.target

[Service]
DynamicUser=yes
LoadCredentialEncrypted=${name}:/etc/credstore.encrypted/${name}
# systemd reads $$ as one $: the shell sees the variable, and hands the file's content to the program alone.
ExecStart=/bin/sh -c '${variable}="$$(cat "$$CREDENTIALS_DIRECTORY/${name}")" exec /usr/local/bin/app'
Restart=on-failure

[Install]
WantedBy=multi-user.target
`,
    };
  },
};

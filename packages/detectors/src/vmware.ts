import { type Detector, fake } from "@stanch/model";

const make = (seed: number): string => fake("[A-Za-z0-9!#%]{11}Zq7", seed);

export const vmwareViserverPassword: Detector = {
  id: "vmware-viserver-password",
  title: "VMware password in a Connect-VIServer call",
  provider: "vmware",
  category: "cloud",
  severity: "critical",
  opens: "Signs in to that vCenter or ESXi host: reads, changes and deletes its virtual machines.",
  keywords: ["connect-viserver"],
  pattern: /(?<=Connect-VIServer[ \t][^\n]{0,200}?-Password[ \t]{1,4}["']?)(?![$"'(<{])(?<secret>[^\s"'`]{6,64})(?=["'\s]|$)/i,
  window: { before: 8, after: 320 },
  confidence: 0.8,
  humanChosen: true,
  examples: [
    `Connect-VIServer -Server vc.acme.io -User admin@vsphere.local -Password "${make(1)}"`,
    `Connect-VIServer vc.acme.io -User root -Password ${make(2)} -Force\n`,
    `connect-viserver -server 10.0.0.5 -password '${make(3)}' -user root\n`,
  ],
  counterExamples: [
    `Connect-VIServer -Server vc.acme.io -User root -Password $Password`,
    `Connect-VIServer -Server vc.acme.io -Credential (Get-Credential)`,
    `Connect-VIServer -Server x -Password "<password>"`,
    `Connect-VIServer -Server x -Password $env:VC_PASSWORD\n$y = "${make(4)}"`,
  ],
  references: ["https://developer.broadcom.com/powercli/latest/vmware.vimautomation.core/commands/connect-viserver"],
  revoke: "vCenter > Administration > Single sign on > Users > the user > Reset password",
};

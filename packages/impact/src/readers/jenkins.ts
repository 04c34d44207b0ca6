import { vaultName } from "../names.ts";
import type { Reader } from "../reader.ts";
import { lineCounter } from "./_placeholders.ts";
import { type CiSystem, job, taken } from "./_ci.ts";

const SYSTEM: CiSystem = { form: "jenkins", title: "Jenkins", settings: "Jenkins' credentials store" };

export const jenkins: Reader = {
  id: "jenkins",
  title: "Jenkinsfiles: withCredentials, credentials(), credentialsId, withVault (lexical: Groovy is not run)",
  wants: ({ base, text }) =>
    /^jenkinsfile|\.jenkinsfile$/.test(base) || (base.endsWith(".groovy") && /withCredentials|credentials\(|credentialsId/.test(text)),
  read(file, to) {
    const lineOf = lineCounter(file.text);
    const workload = job(SYSTEM, file.folder === "" ? file.repository : file.folder, 1, to);
    const seen = new Set<string>();
    // string(credentialsId: 'a', variable: 'B'), in either order
    for (const found of file.text.matchAll(
      /\b(?:string|usernamePassword|usernameColonPassword|file|sshUserPrivateKey|certificate|azureServicePrincipal|\[\s*\$class:\s*['"]\w+['"],)\s*\(?([^()[\]]{1,500})/g,
    )) {
      const id = /credentialsId\s*:\s*["']([^"']+)["']/.exec(found[1] ?? "")?.[1];
      if (id === undefined) continue;
      seen.add(id);
      const names = [...(found[1] ?? "").matchAll(/\b\w*[vV]ariable\s*:\s*["'](\w+)["']/g)].map(([, name = ""]) => name);
      for (const name of names.length === 0 ? [id] : names) taken(SYSTEM, workload, id, name, lineOf(found.index), to);
    }
    for (const found of file.text.matchAll(/\b(\w+)\s*=\s*credentials\(\s*["']([^"']+)["']/g)) {
      seen.add(found[2] ?? "");
      taken(SYSTEM, workload, found[2] ?? "", found[1] ?? "", lineOf(found.index), to);
    }
    for (const found of file.text.matchAll(/credentialsId\s*:?\s*\(?\s*["']([^"']+)["']/g))
      if (!seen.has(found[1] ?? "")) taken(SYSTEM, workload, found[1] ?? "", found[1] ?? "", lineOf(found.index), to);
    for (const found of file.text.matchAll(/\bpath\s*:\s*["']([\w/.-]+)["'][^\]]{0,300}?secretValues\s*:\s*\[([^\]]*)/g))
      for (const [, body = ""] of (found[2] ?? "").matchAll(/(?:\[|\()?([^[\]()]*vaultKey[^[\]()]*)/g)) {
        const key = /vaultKey\s*:\s*["']([^"']+)["']/.exec(body)?.[1];
        const name = /envVar\s*:\s*["']([^"']+)["']/.exec(body)?.[1] ?? key;
        if (key !== undefined && name !== undefined)
          to.flow(
            to.store(vaultName(found[1] ?? "", key)),
            to.declaration(workload, name, lineOf(found.index), { channel: "ci-run" }),
            lineOf(found.index),
          );
      }
    for (const found of file.text.matchAll(/@Library\(\s*["']([^"']+)/g))
      to.blind(`The shared library ${found[1] ?? ""} may use credentials too: its code is not in the trees`, lineOf(found.index));
  },
};

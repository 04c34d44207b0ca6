import type { Reader } from "../reader.ts";
import type { Sink } from "../sink.ts";
import { variablesIn } from "./_placeholders.ts";

export const dockerfile: Reader = {
  id: "dockerfile",
  title: "Dockerfiles: build arguments, ENV, secret mounts",
  wants: ({ base }) => /^(?:docker|container)file(?:\.|$)|\.dockerfile$/.test(base),
  read(file, to) {
    const args = new Set<string>();
    const workload = (line: number): string => {
      const id = to.workload("image", file.path, line, `image of ${file.path}`);
      to.runs(id, { folder: file.folder }, line);
      return id;
    };
    let line = 0;
    for (const row of file.text.split("\n")) {
      line++;
      const arg = /^\s*ARG\s+(\w+)(?:=(.*))?/i.exec(row);
      if (arg !== null) {
        args.add(arg[1] ?? "");
        if (isTelling(arg[1] ?? "")) argument(arg[1] ?? "", arg[2], line, workload(line), to);
      }
      const env = /^\s*ENV\s+(\w+)[= ]\s*(.*)$/i.exec(row);
      if (env !== null && (isTelling(env[1] ?? "") || [...variablesIn(env[2] ?? "")].some((name) => args.has(name) && isTelling(name)))) {
        const id = to.declaration(workload(line), env[1] ?? "", line, { channel: "build-arg" }, "build-arg");
        to.holds(id, (env[2] ?? "").replace(/^(["'])(.*)\1$/, "$2"), line);
      }
      for (const [, options = ""] of row.matchAll(/--mount=type=secret,?(\S*)/g)) {
        const id = /(?:^|,)id=([^,\s]+)/.exec(options)?.[1];
        const variable = /(?:^|,)env=([^,\s]+)/.exec(options)?.[1];
        if (id !== undefined) argument(variable ?? id, undefined, line, workload(line), to);
      }
    }
  },
};

const isTelling = (name: string): boolean => /TOKEN|SECRET|PASSW|KEY|AUTH|CRED|DSN|_URL$|NPMRC/i.test(name);

function argument(name: string, standard: string | undefined, line: number, workload: string, to: Sink): void {
  const id = to.declaration(workload, name, line, { channel: "build-arg" }, "build-arg");
  if (standard !== undefined) to.holds(id, standard.replace(/^(["'])(.*)\1$/, "$2"), line);
  else to.blind(`${name} is given where the image is built`, line, id);
  to.flow(to.hostVariable(name), id, line, { confidence: "possible" });
}

import type { Command } from "commander";
import { AppError } from "@stanch/model";

interface Shape {
  readonly name: string;
  readonly summary: string;
  readonly options: readonly string[];
}

/** A completion script made from the command line's own description. */
export async function completionCommand(shell: string, root: Command): Promise<number> {
  const commands = root.commands.map((command): Shape => ({
    name: command.name(),
    summary: command.summary() || command.description(),
    options: command.options.map((option) => option.long ?? option.short ?? ""),
  }));
  const write = SHELLS.get(shell);
  if (write === undefined)
    throw new AppError("USAGE", {
      what: "No completion for this shell",
      where: shell,
      next: `Name one of ${[...SHELLS.keys()].join(", ")}.`,
    });
  process.stdout.write(write(commands));
  return 0;
}

const SHELLS = new Map<string, (commands: readonly Shape[]) => string>([
  [
    "bash",
    (commands) => `# stanch completion bash >> ~/.bashrc
_stanch() {
  local word="\${COMP_WORDS[COMP_CWORD]}"
  if [ "$COMP_CWORD" -eq 1 ]; then COMPREPLY=($(compgen -W "${commands.map((command) => command.name).join(" ")}" -- "$word")); return; fi
  case "\${COMP_WORDS[1]}" in
${commands.map((command) => `    ${command.name}) [[ "$word" == -* ]] && COMPREPLY=($(compgen -W "${command.options.join(" ")}" -- "$word")) ;;`).join("\n")}
  esac
}
complete -o default -F _stanch stanch
`,
  ],
  [
    "zsh",
    (commands) => `#compdef stanch
# stanch completion zsh > "\${fpath[1]}/_stanch"
_stanch() {
  if (( CURRENT == 2 )); then
    local -a commands=(${commands.map((command) => quoted(`${command.name}:${command.summary}`)).join(" ")})
    _describe command commands
    return
  fi
  case $words[2] in
${commands.map((command) => `    ${command.name}) if [[ $PREFIX == -* ]]; then compadd -- ${command.options.join(" ")}; else _files; fi ;;`).join("\n")}
  esac
}
if [ "$funcstack[1]" = "_stanch" ]; then _stanch "$@"; else compdef _stanch stanch; fi
`,
  ],
  [
    "fish",
    (commands) =>
      [
        "# stanch completion fish > ~/.config/fish/completions/stanch.fish",
        ...commands.map((command) => `complete -c stanch -n __fish_use_subcommand -a ${command.name} -d ${quoted(command.summary)}`),
        ...commands.flatMap((command) =>
          command.options.map(
            (option) => `complete -c stanch -n '__fish_seen_subcommand_from ${command.name}' -l ${option.replace(/^--/, "")}`,
          ),
        ),
        "",
      ].join("\n"),
  ],
  [
    "powershell",
    (commands) => `# stanch completion powershell >> $PROFILE
Register-ArgumentCompleter -Native -CommandName stanch -ScriptBlock {
  param($word, $ast, $position)
  $words = @{
${commands.map((command) => `    '${command.name}' = '${command.options.join(" ")}'`).join("\n")}
  }
  $elements = $ast.CommandElements
  $known = if ($elements.Count -gt 1 -and $words.ContainsKey("$($elements[1])")) { $words["$($elements[1])"] -split ' ' } else { $words.Keys | Sort-Object }
  $known | Where-Object { $_ -like "$word*" } | ForEach-Object { [System.Management.Automation.CompletionResult]::new($_) }
}
`,
  ],
]);

const quoted = (text: string): string => `'${text.replaceAll("'", "")}'`;

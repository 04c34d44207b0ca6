import { type Detector, type Rule, fake } from "@stanch/model";
import { NOT_PASSWORD } from "./_password.ts";

/** All printable ASCII characters that no program's name or subcommand is made of. */
const NO_NAME = "!\"#$%&'()*+,./0123456789:;<=>?@[\\]^_`{|}~";

/** `pattern` of a program's option that takes a password, with the group `secret`. */
const rule = (id: string, keywords: readonly string[], pattern: RegExp): Rule => ({
  id,
  keywords,
  pattern,
  // `chpasswd` stands behind its password.
  window: { before: 192, after: 384 },
  confidence: 0.75,
  humanChosen: true,
  notSecret: [...NOT_PASSWORD, /^-/],
});

/**
 * The same where arguments may stand between the program's name (the keyword) and the option. The names stand everywhere:
 * a space must follow, and `option` anywhere, before the pattern asks for it behind each argument.
 */
const withArguments = (id: string, keywords: readonly string[], pattern: RegExp, option: RegExp): Rule => ({
  ...rule(id, keywords, pattern),
  ahead: { find: " \t\r\n", stop: NO_NAME, withinBytes: 16 },
  requires: option,
});
// Between arguments stand blanks; a line ends a command unless a backslash stands before its end.
const USER_OPTION = String.raw`(?:(?<!\\)[^\S\n]{1,8}|(?<=\\)\s{1,16})(?:[^\s|;&]{1,512}(?:(?<!\\)[^\S\n]{1,8}|(?<=\\)\s{1,16})){0,16}?(?:-u|--user|-a|--proxy-user|-U)(?:\s{0,4}|=)(?:\\{0,3}["'])?(?!(?:MA|SA)[A-Z0-9]{18}:)(?:[^\s"':=$\\-][^\s"':]{0,127}|(?<=["']))["']?:["']?(?!gh[pousr]_|glpat-|sk_)(?<secret>[^\\\s"'/]{4,256})`;
const NAMES_USER = /\s-[uaU]|\s--(?:proxy-)?user[\s=]/;

const password = (seed: number): string => fake("[A-Za-z0-9_]{11}[a-z]7Q", seed);

export const commandLinePassword: Detector = {
  id: "command-line-password",
  title: "Password on a command line",
  provider: "generic",
  category: "generic",
  severity: "high",
  opens: "Signs in where the command does, as this user.",
  rules: [
    rule("sshpass", ["sshpass"], /(?<![\w-])sshpass\s{1,4}(?:-\w\s{1,4}){0,2}-p\s{0,4}(?:\\{0,3}["'])?(?<secret>[^\\\s"']{4,128})/),
    withArguments(
      "mysql",
      ["mysql", "mariadb"],
      // `-p` takes its value without a space: `-p name` asks for the password and names a database.
      /(?<![\w./-])(?:mysql(?:dump|admin|import|show)?|mariadb(?:-dump|-admin)?)(?:(?<!\\)[^\S\n]{1,8}|(?<=\\)\s{1,16})(?:[^\s|;&]{1,128}(?:(?<!\\)[^\S\n]{1,8}|(?<=\\)\s{1,16})){0,12}?(?:-p|--password=)(?:\\{0,3}["'])?(?<secret>[^\\\s"'=|;&][^\\\s"'|;&]{3,127})/,
      /\s-p|--password=/,
    ),
    withArguments(
      "redis",
      ["redis-cli", "valkey-cli"],
      /(?<![\w-])(?:redis|valkey)-cli(?:(?<!\\)[^\S\n]{1,8}|(?<=\\)\s{1,16})(?:[^\s|;&]{1,128}(?:(?<!\\)[^\S\n]{1,8}|(?<=\\)\s{1,16})){0,12}?(?:-a|--pass)\s{1,4}(?:\\{0,3}["'])?(?<secret>[^\\\s"'|;&]{4,128})/,
      /\s-a\s|--pass\s/,
    ),
    withArguments(
      "mongo",
      ["mongo"],
      /(?<![\w./-])mongo(?:sh|dump|restore|export|import)?(?:(?<!\\)[^\S\n]{1,8}|(?<=\\)\s{1,16})(?:[^\s|;&]{1,256}(?:(?<!\\)[^\S\n]{1,8}|(?<=\\)\s{1,16})){0,12}?(?:-p|--password)(?:\s{1,4}|=)(?:\\{0,3}["'])?(?<secret>[^\\\s"'|;&]{4,128})/,
      /\s-p[\s=]|--password[\s=]/,
    ),
    withArguments(
      "docker-login",
      [
        "docker login",
        "podman login",
        "buildah login",
        "skopeo login",
        "helm registry login",
        "nerdctl login",
        "oras login",
        "crane auth login",
      ],
      /(?<![\w-])(?:docker|podman|buildah|skopeo|helm registry|nerdctl|oras|crane auth)\s{1,4}login(?:(?<!\\)[^\S\n]{1,8}|(?<=\\)\s{1,16})(?:[^\s|;&]{1,256}(?:(?<!\\)[^\S\n]{1,8}|(?<=\\)\s{1,16})){0,8}?(?:-p|--password)(?:\s{1,4}|=)(?:\\{0,3}["'])?(?!gh[pousr]_|glpat-|dckr_|eyJ)(?<secret>[^\\\s"'|;&]{4,2048})/,
      /\s-p[\s=]|--password[\s=]/,
    ),
    withArguments("curl-user", ["curl"], new RegExp(`(?<![\\w-])curl${USER_OPTION}`), NAMES_USER),
    withArguments(
      "curl-key",
      ["curl"],
      // A key in the user's place, with an empty password.
      /(?<![\w-])curl(?:(?<!\\)[^\S\n]{1,8}|(?<=\\)\s{1,16})(?:[^\s|;&]{1,512}(?:(?<!\\)[^\S\n]{1,8}|(?<=\\)\s{1,16})){0,16}?(?:-u|--user)(?:\s{0,4}|=)(?:\\{0,3}["'])?(?=[^\s"':]{0,127}\d)(?=[^\s"':]{0,127}[A-Za-z])(?<secret>[A-Za-z0-9][^\s"':$%{}<>\\]{11,256}):(?:\\{0,3}["'])?(?=\s|$)/,
      NAMES_USER,
    ),
    { ...rule("httpie", ["http ", "https ", "xh "], new RegExp(`(?<![\\w-])(?:http|https|xh)${USER_OPTION}`)), requires: NAMES_USER },
    withArguments(
      "wget",
      ["wget"],
      /(?<![\w-])wget(?:(?<!\\)[^\S\n]{1,8}|(?<=\\)\s{1,16})(?:[^\s|;&]{1,512}(?:(?<!\\)[^\S\n]{1,8}|(?<=\\)\s{1,16})){0,12}?--(?:http-|ftp-|proxy-)?password(?:=|\s{1,4})(?:\\{0,3}["'])?(?<secret>[^\\\s"'|;&]{4,128})/,
      /--(?:http-|ftp-|proxy-)?password[=\s]/,
    ),
    {
      ...rule(
        "psexec",
        ["psexec"],
        /(?<![\w-])psexec(?:64)?(?:\.exe)?\s{1,4}(?:[^\s|;&]{1,128}\s{1,4}){0,12}?-p\s{1,4}(?:\\{0,3}["'])?(?<secret>[^\\\s"'|;&%]{4,128})/i,
      ),
      requires: /\s-p\s/i,
    },
    {
      ...rule(
        "plink",
        ["plink", "pscp", "psftp", "putty"],
        /(?<![\w-])(?:plink|pscp|psftp|putty)(?:\.exe)?\s{1,4}(?:[^\s|;&]{1,256}\s{1,4}){0,12}?-pw\s{1,4}(?:\\{0,3}["'])?(?<secret>[^\\\s"'|;&%]{4,128})/i,
      ),
      requires: /\s-pw\s/i,
    },
    {
      ...rule(
        "sqlcmd",
        ["sqlcmd"],
        /(?<![\w-])sqlcmd(?:\.exe)?["']?\s{1,4}(?:[^\s|;&]{1,128}\s{1,4}){0,12}?-P\s{0,4}(?:\\{0,3}["'])?(?<secret>[^\\\s"'|;&%]{4,128})/,
      ),
      requires: /\s-P/,
    },
    {
      ...rule(
        "ldap",
        ["ldapsearch", "ldapadd", "ldapmodify", "ldapdelete", "ldappasswd"],
        /(?<![\w-])ldap(?:search|add|modify|delete|passwd)\s{1,4}(?:[^\s|;&]{1,128}\s{1,4}){0,16}?-w\s{1,4}(?:\\{0,3}["'])?(?<secret>[^\\\s"'|;&]{4,128})/,
      ),
      requires: /\s-w\s/,
    },
    {
      ...rule(
        "smbclient",
        ["smbclient"],
        /(?<![\w-])smbclient\s{1,4}(?:[^\s|;&]{1,128}\s{1,4}){0,12}?-U\s{0,4}(?:\\{0,3}["'])?[\w.\\/@-]{1,64}%(?<secret>[^\\\s"'|;&]{4,128})/,
      ),
      requires: /\s-U/,
    },
    rule("pgpassword", ["pgpassword"], /(?<![\w])PGPASSWORD\s{0,2}[=:]\s{0,2}(?:\\{0,3}["'])?(?<secret>[^\\\s"';&|]{4,128})/),
    rule("openssl", ["pass:"], /(?<![\w-])-pass(?:in|out)?\s{1,4}(?:\\{0,3}["'])?pass:(?<secret>[^\\\s"'<]{4,128})/),
    rule(
      "htpasswd",
      ["htpasswd"],
      /(?<![\w-])htpasswd\s{1,4}(?:-\w{1,6}\s{1,4}){0,4}-\w{0,4}b\w{0,4}\s{1,4}(?:-\w{1,6}\s{1,4}){0,4}(?!\{\{)[^\s-][^\s]{0,200}\s{1,4}(?:[\w.@-]{1,64}\s{1,4})?(?:\\{0,3}["'])?(?<secret>[^\\\s"'|;&>]{4,128})/,
    ),
    rule(
      "net-use",
      ["net use"],
      /net use\s{1,4}(?:\w:\s{1,4})?\\\\[^\s]{3,200}\s{1,4}(?:\/user:[^\s]{1,128}\s{1,4})(?<secret>[^\s"'/]{4,128})/i,
    ),
    rule(
      "chpasswd",
      ["chpasswd"],
      /echo\s{1,4}(?:-\w\s{1,4})?["']?[a-z_][\w.-]{0,31}:(?<secret>[^\s"'|]{4,128})["']?\s{0,4}\|\s{0,4}(?:sudo\s{1,4})?chpasswd/,
    ),
  ],
  examples: [
    `sshpass -p '${password(1)}' ssh root@10.0.0.4`,
    `mysqldump -h db.acme.io -u app -p${password(2)} app > app.sql`,
    `redis-cli -h cache.acme.io -a ${password(3)} flushall`,
    `mongodump --host db.acme.io -u admin -p ${password(4)}`,
    `docker login registry.acme.io -u ci -p ${password(5)}`,
    `curl -s -u deploy:${password(6)} https://ci.acme.io/job`,
    `http -a deploy:${password(15)} https://ci.acme.io/job`,
    `wget --user=deploy --password=${password(7)} https://files.acme.io/a.tgz`,
    `PGPASSWORD=${password(8)} psql -h db.acme.io -U app`,
    `openssl pkcs12 -in a.p12 -passin pass:${password(9)} -nodes`,
    `htpasswd -cb .htpasswd ops ${password(10)}`,
    `net use Z: \\\\files\\share /user:acme\\ops ${password(11)}`,
    JSON.stringify({ run: `curl -u "deploy:${password(17)}" https://ci.acme.io/` }),
    JSON.stringify({ command: `sshpass -p "${password(16)}" ssh root@10.0.0.4` }), // its quotes are escaped
    `RUN echo "root:${password(12)}" | chpasswd`,
    `curl https://api.acme.io/v1/charges -u ${fake("[A-Za-z0-9]{26}x7", 32)}: -d amount=1`,
    `curl --user kevin:'${password(18)}' -X PATCH https://ci.acme.io/`,
    `curl -u ":${password(19)}" https://ci.acme.io/`,
    `psexec \\\\10.0.0.4 -u Administrator -p ${password(20)} cmd /c dir`,
    `plink.exe -ssh root@10.0.0.4 -pw ${password(21)} reboot`,
    `pscp -pw ${password(22)} a.txt root@10.0.0.4:`,
    `psftp root@10.0.0.4 -pw ${password(23)}`,
    `putty.exe -ssh 10.0.0.4 -l root -pw "${password(24)}"`,
    `/opt/mssql-tools/bin/sqlcmd -S localhost -U SA -P '${password(25)}' -Q 'SELECT 1'`,
    `ldapsearch -x -H ldap://dc1.acme.io -D cn=admin,dc=acme -w ${password(26)} -b dc=acme`,
    `ldapadd -x -D cn=admin,dc=acme -w ${password(27)} -f a.ldif`,
    `ldapmodify -D cn=admin,dc=acme -w ${password(28)} -f a.ldif`,
    `ldapdelete -D cn=admin,dc=acme -w ${password(29)} uid=jane`,
    `ldappasswd -D cn=admin,dc=acme -w ${password(30)} uid=jane`,
    `smbclient //files/share -U acme/ops%${password(31)}`,
  ],
  counterExamples: [
    'sshpass -p "$PASSWORD" ssh root@10.0.0.4',
    "sshpass -f ~/.pass ssh root@10.0.0.4",
    "mysql -u root -p app",
    "mysql -u root -p$MYSQL_ROOT_PASSWORD",
    "mysql -h db -P 3306 --protocol=tcp",
    "docker login -u ci --password-stdin",
    'docker login -u ci -p "${{ secrets.TOKEN }}"',
    "curl -u user:password https://ci.acme.io",
    "curl -u $USER:$PASS https://ci.acme.io",
    `curl -u ${fake("MA[A-Z0-9]{18}", 13)}:${fake("[A-Za-z0-9]{40}", 14)} https://api.plivo.com/`, // Plivo's: that detector's
    "curl -u : --negotiate https://ci.acme.io/",
    "curl -u administrator: https://ci.acme.io/", // it asks for the password
    "curl -u $STRIPE_KEY: https://api.acme.io/",
    "psexec \\\\10.0.0.4 -u Administrator -p %PASS% cmd",
    "plink -pw $PASSWORD root@10.0.0.4",
    "sqlcmd -S localhost -U SA -P $SA_PASSWORD",
    "ldapsearch -x -W -D cn=admin,dc=acme",
    "smbclient //files/share -U ops",
    "PGPASSWORD=$POSTGRES_PASSWORD psql",
    "htpasswd -bc {{ subversion_folder + '/svn-users' }} {{ subversion_user }} {{ subversion_word }}",
    "openssl rsa -passin pass:changeit",
    "openssl pkcs12 -in key.p12 -passin pass:notasecret -nodes", // the same for all of Google's P12 files
    "openssl rsa -passin env:PASS",
    JSON.stringify({ command: 'openssl rsa -passin "pass:changeit"' }),
    "docker run -p 8080:8080 nginx",
    "docker run -d --name db mongo\n$ docker run -p 3000:3000 --link db:db_1 web", // another command
    "mongo 10.0.0.4/admin -u \u7528\u6237\u540d -p \u7528\u6237\u5bc6\u7801", // its words for user and password
    "sshpass -p '\u5bc6\u7801' ssh root@10.0.0.4",
    "mkdir -p /var/lib/mysql-files && mysql --version",
  ],
  references: ["https://owasp.org/www-project-top-ten/"],
  revoke: "Change the password; pass it through standard input, a file or the environment instead",
};

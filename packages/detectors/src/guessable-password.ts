import { type Detector, fake } from "@stanch/model";

/** What products come with and people type first. Detectors of passwords pass over them: in most texts they are samples. */
const GUESSED =
  "(?:(?:my|new|db|the)?(?:p[a@4][s$5]{2}(?:w[o0]rd|wd|phrase)?|secret|admin(?:istrator)?|root|test|guest|user)[-_]?\\d{0,4}!?|postgres(?:ql)?|mysql|mariadb|mongo(?:db)?|redis|rabbitmq|oracle|tiger|sa|minioadmin|elastic|changeme|changeit|default|docker|vagrant|jenkins|raspberry|letmein|welcome\\d{0,4}|qwerty\\d{0,4}|abc123|1234(?:5(?:6(?:7(?:8(?:90?)?)?)?)?)?)";

export const guessablePassword: Detector = {
  id: "guessable-password",
  title: "Password that is tried first",
  provider: "generic",
  category: "generic",
  severity: "low",
  opens: "Signs in wherever a sample or a product's default was taken over as it stands.",
  // For audits alone: documents are full of them.
  rules: [
    {
      id: "url",
      keywords: ["://"],
      ahead: { find: "@", stop: " \t\n\v\f\r\"'`<>\\/?#", withinBytes: 400 },
      pattern: new RegExp(String.raw`:\/\/[^\s:@/"'\x60<>\\,;?#$%{]{0,64}:(?<secret>${GUESSED})@(?=[A-Za-z0-9_[])`, "i"),
      window: { before: 8, after: 200 },
      confidence: 0.1,
      humanChosen: true,
    },
    {
      id: "connection",
      keywords: [";password=", ";pwd=", "; password=", "; pwd="],
      pattern: new RegExp(
        String.raw`(?<=(?:server|host|data source|user ?id|uid|database|initial catalog)=[^\n"]{1,200};[ \t]{0,2}(?:password|pwd)=)(?<secret>${GUESSED})(?=[;"'\s]|$)`,
        "i",
      ),
      window: { before: 240, after: 64 },
      confidence: 0.1,
      humanChosen: true,
    },
    {
      id: "gradle",
      keywords: ["credentials {"],
      pattern: new RegExp(
        String.raw`credentials \{[ \t]{0,40}\r?\n(?:[^\n{}]{0,120}\n){0,5}?[ \t]{0,40}password(?:[ \t]{0,4}=)?[ \t]{0,4}["'](?<secret>${GUESSED})["']`,
        "i",
      ),
      window: { before: 8, after: 400 },
      confidence: 0.1,
      humanChosen: true,
    },
    {
      id: "netrc",
      keywords: ["machine "],
      pattern: new RegExp(
        String.raw`(?<![\w-])machine\s{1,8}[\w.:/-]{1,253}\s{1,16}login\s{1,8}\S{1,128}\s{1,16}password\s{1,8}["']?(?<secret>${GUESSED})(?=["'\s]|$)`,
        "i",
      ),
      window: { before: 8, after: 440 },
      confidence: 0.1,
      humanChosen: true,
    },
  ],
  yieldsTo: ["generic-assigned-secret"],
  examples: [
    "DATABASE_URL=postgres://postgres:postgres@10.0.0.4/app",
    "amqp://guest:guest@mq.acme.io:5672/",
    "Server=db.acme.io;Database=app;User Id=sa;Password=Passw0rd!;",
    "Server=db.acme.io;Uid=root;Pwd=root",
    "Host=db.acme.io; Username=app; Password=secret1; Database=app",
    "Host=db.acme.io; Uid=app; Pwd=changeme;",
    "credentials {\n  username 'deployer'\n  password 'password'\n}\n",
    "machine git.acme.io\n  login ci\n  password pass123\n",
  ],
  counterExamples: [
    "postgres://app:$PASSWORD@db.acme.io/app",
    "https://registry.npmjs.org:443/@types/node",
    `postgres://app:${fake("[A-Za-z0-9]{12}", 1)}@db.acme.io/app`, // that detector's
    "Server=db.acme.io;User Id=app;Password=$" + "{PASSWORD};",
    "Password=secret",
    "credentials {\n  username = project.user\n  password = project.password\n}\n",
    "machine git.acme.io login ci password $PASSWORD\n",
  ],
  references: ["https://owasp.org/www-project-web-security-testing-guide/"],
  revoke: "Set a password of your own",
};

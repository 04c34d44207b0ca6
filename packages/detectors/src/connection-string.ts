import { type Category, type Companion, type Detector, type Rule, type Severity, fake } from "@stanch/model";
import { LOCAL_HOST, NOT_PASSWORD, REMOTE_HOST } from "./_password.ts";

interface UriKind {
  readonly id: string;
  readonly title: string;
  /** Expression for what stands before `://`. */
  readonly scheme: string;
  /** The words of the schemes with `://`, for the first pass. */
  readonly keywords: readonly string[];
  /** An URL without password, `scheme://`. */
  readonly sample: string;
  readonly category: Category;
  readonly severity: Severity;
  readonly opens: string;
  readonly reference: string;
  readonly revoke: string;
}

const USER: Companion = { name: "user", pattern: /:\/\/(?<value>[^\s:@/"'<>]{1,128}):/, withinBytes: 160 };
const HOST: Companion = { name: "host", pattern: /@(?<value>[A-Za-z0-9_.[\]-]{1,253}(?::\d{1,5})?)/, withinBytes: 280 };

/** `scheme://user:password@host`; a password with an unescaped @ reaches to the last one before the host. */
function uriRules(kind: UriKind): Rule[] {
  const rule = (host: string, least: number): Omit<Rule, "id" | "confidence"> => ({
    keywords: kind.keywords,
    pattern: new RegExp(
      String.raw`(?<![A-Za-z0-9])(?:${kind.scheme}):\/\/[^\s:@/"'\x60<>\\,;]{0,128}:(?<secret>[^\s"'\x60<>\\]{${least},256}?)@(?![^\s"'\x60<>\\/?#]{0,200}@)(?=${host})`,
      "i",
    ),
    window: { before: 16, after: 512 },
    notSecret: NOT_PASSWORD,
    humanChosen: true,
  });
  return [
    { ...rule(REMOTE_HOST, 3), confidence: 0.45, companions: [USER, HOST] },
    // A sample more often than not: reported, but with little confidence.
    { id: "local", ...rule(LOCAL_HOST, 5), confidence: 0.05, companions: [USER] },
  ];
}

const password = (seed: number): string => fake("[A-Za-z0-9_-]{11}[a-z]7Q", seed);

function uriDetector(kind: UriKind, seed: number): Detector {
  const { id, title, category, severity, opens, reference, revoke, sample } = kind;
  return {
    id,
    title,
    provider: "generic",
    category,
    severity,
    opens,
    rules: uriRules(kind),
    examples: [
      `URL=${sample}app:${password(seed)}@db-1.prod.acme.io/main`,
      `url: "${sample}app:${password(seed + 1)}@10.2.0.14:7000/main?ssl=true"`,
      `connect('${sample}app:${password(seed + 2).slice(0, 5)}@${password(seed + 2).slice(0, 5)}%21@db.acme.co.uk')`,
      `${sample}app:${password(seed + 3)}@localhost/main`,
    ],
    counterExamples: [
      `URL=${sample}db-1.prod.acme.io/main`,
      `URL=${sample}app@db-1.prod.acme.io/main`,
      `URL=${sample}app:\${DB_PASSWORD}@db-1.prod.acme.io/main`,
      `URL=${sample}app:$PASSWORD@db-1.prod.acme.io/main`,
      `URL=${sample}user:password@db-1.prod.acme.io/main`,
      `URL=${sample}<user>:<password>@<host>/main`,
      `f"${sample}{user}:{password}@{host}/main"`,
      `url: ${sample}app:{{ .Values.password }}@db-1.prod.acme.io/main`,
      `printf("${sample}%s:%s@%s/main")`,
      `${sample}user:pass@host/main`,
      `URL=${sample}app:****@db-1.prod.acme.io/main`,
      `"${sample}" + user + ":" + password + "@" + host`,
      `${sample}app:your_password@db-1.prod.acme.io/main`,
      `${sample}postgres:postgres@localhost/main`, // a default, on this machine
    ],
    references: [reference],
    revoke,
  };
}

const DATA = "Reads and changes what the user may in the database.";
const ROTATE = "Change the user's password, then restrict who may connect";

export const postgresqlUri: Detector = uriDetector(
  {
    id: "postgresql-connection-uri",
    title: "PostgreSQL connection URI with a password",
    scheme: String.raw`(?:jdbc:)?(?:postgres(?:ql)?|pgsql|postgis|cockroachdb|redshift|timescaledb)(?:[+:]\w{1,16}){0,2}`,
    keywords: [
      "postgres://",
      "postgresql://",
      "postgres+",
      "postgresql+",
      "postgres:ssl",
      "pgsql://",
      "postgis://",
      "cockroachdb://",
      "cockroachdb+",
      "redshift://",
      "redshift+",
      "timescaledb://",
    ],
    sample: "postgresql://",
    category: "database",
    severity: "critical",
    opens: DATA,
    reference: "https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNSTRING-URIS",
    revoke: "ALTER ROLE … PASSWORD …",
  },
  100,
);

export const mysqlUri: Detector = uriDetector(
  {
    id: "mysql-connection-uri",
    title: "MySQL or MariaDB connection URI with a password",
    scheme: String.raw`(?:jdbc:)?(?:mysqlx?2?|mariadb)(?:[+:]\w{1,16}){0,2}`,
    keywords: ["mysql://", "mysql2://", "mysqlx://", "mysql+", "mariadb://", "mariadb+", "mysql:loadbalance", "mysql:replication"],
    sample: "mysql://",
    category: "database",
    severity: "critical",
    opens: DATA,
    reference: "https://dev.mysql.com/doc/refman/8.4/en/connecting-using-uri-or-key-value-pairs.html",
    revoke: "ALTER USER … IDENTIFIED BY …",
  },
  200,
);

export const mongodbUri: Detector = uriDetector(
  {
    id: "mongodb-connection-uri",
    title: "MongoDB connection URI with a password",
    scheme: String.raw`mongodb(?:\+srv)?`,
    keywords: ["mongodb://", "mongodb+srv://"],
    sample: "mongodb+srv://",
    category: "database",
    severity: "critical",
    opens: DATA,
    reference: "https://www.mongodb.com/docs/manual/reference/connection-string/",
    revoke: "db.changeUserPassword(), in Atlas Database Access > Edit",
  },
  300,
);

export const redisUri: Detector = uriDetector(
  {
    id: "redis-connection-uri",
    title: "Redis or Valkey connection URI with a password",
    scheme: String.raw`(?:rediss?|valkeys?|keydb)(?:\+\w{1,16})?`,
    keywords: ["redis://", "rediss://", "redis+", "rediss+", "valkey://", "valkeys://", "keydb://"],
    sample: "redis://",
    category: "database",
    severity: "high",
    opens: "Reads and changes everything that the user may in the store: sessions, queues, caches.",
    reference: "https://www.iana.org/assignments/uri-schemes/prov/redis",
    revoke: "ACL SETUSER … or CONFIG SET requirepass …",
  },
  400,
);

export const amqpUri: Detector = uriDetector(
  {
    id: "amqp-connection-uri",
    title: "AMQP connection URI with a password",
    scheme: "amqps?|stomps?|mqtts?|pulsar(?:\\+ssl)?|nats|kafka|stan",
    keywords: [
      "amqp://",
      "amqps://",
      "stomp://",
      "stomps://",
      "mqtt://",
      "mqtts://",
      "pulsar://",
      "pulsar+ssl://",
      "nats://",
      "kafka://",
      "stan://",
    ],
    sample: "amqps://",
    category: "messaging",
    severity: "high",
    opens: "Reads and writes the queues and topics that the user may.",
    reference: "https://www.rabbitmq.com/docs/uri-spec",
    revoke: "rabbitmqctl change_password",
  },
  500,
);

export const otherDatabaseUri: Detector = uriDetector(
  {
    id: "database-connection-uri",
    title: "Database connection URI with a password",
    scheme: String.raw`(?:jdbc:)?(?:mssql|sqlserver|oracle|clickhouses?|cassandra|couchbases?|neo4j(?:\+s(?:sc)?)?|bolt(?:\+s(?:sc)?)?|influxdb|db2|snowflake|trino|presto|hive2?|vertica|firebird|elasticsearch|opensearch|arangodb|surrealdb|libsql|memcached|ibm_db_sa|teradatasql|exasol|databricks)(?:[+:]\w{1,16}){0,2}`,
    keywords: [
      "mssql://",
      "mssql+",
      "sqlserver://",
      "oracle://",
      "oracle+",
      "clickhouse://",
      "clickhouses://",
      "clickhouse+",
      "cassandra://",
      "couchbase://",
      "couchbases://",
      "neo4j://",
      "neo4j+s",
      "bolt://",
      "bolt+s",
      "influxdb://",
      "db2://",
      "db2+",
      "snowflake://",
      "trino://",
      "presto://",
      "hive://",
      "hive2://",
      "vertica://",
      "vertica+",
      "firebird://",
      "firebird+",
      "elasticsearch://",
      "elasticsearch+",
      "opensearch://",
      "arangodb://",
      "surrealdb://",
      "libsql://",
      "memcached://",
      "ibm_db_sa://",
      "teradatasql://",
      "exasol://",
      "exa+",
      "databricks://",
      "databricks+",
    ],
    sample: "clickhouse://",
    category: "database",
    severity: "critical",
    opens: DATA,
    reference: "https://docs.sqlalchemy.org/en/20/core/engines.html#database-urls",
    revoke: ROTATE,
  },
  600,
);

export const ldapUri: Detector = uriDetector(
  {
    id: "ldap-uri",
    title: "LDAP URI with a password",
    scheme: "ldaps?",
    keywords: ["ldap://", "ldaps://"],
    sample: "ldaps://",
    category: "identity",
    severity: "high",
    opens: "Binds to the directory as this entry: reads accounts and groups, perhaps changes them.",
    reference: "https://www.rfc-editor.org/rfc/rfc4516",
    revoke: "Change the entry's password",
  },
  700,
);

export const smtpUri: Detector = uriDetector(
  {
    id: "smtp-uri",
    title: "Mail server URI with a password",
    scheme: String.raw`(?:smtps?|submissions?|imaps?|pop3s?)(?:\+\w{1,16})?`,
    keywords: ["smtp://", "smtps://", "smtp+", "submission://", "submissions://", "imap://", "imaps://", "pop3://", "pop3s://"],
    sample: "smtps://",
    category: "email",
    severity: "high",
    opens: "Sends mail in the owner's name, or reads the mailbox.",
    reference: "https://www.rfc-editor.org/rfc/rfc6409",
    revoke: "Change the mailbox's password",
  },
  800,
);

export const fileTransferUri: Detector = uriDetector(
  {
    id: "file-transfer-uri",
    title: "FTP, SSH or file share URI with a password",
    scheme: String.raw`ftps?|ftpes|sftp|ssh|scp|smb|cifs|webdavs?|davs?|rsync|nfs|telnet|vnc|rdp|socks[45]?h?`,
    keywords: [
      "ftp://",
      "ftps://",
      "ftpes://",
      "ssh://",
      "scp://",
      "smb://",
      "cifs://",
      "webdav://",
      "webdavs://",
      "dav://",
      "davs://",
      "rsync://",
      "nfs://",
      "telnet://",
      "vnc://",
      "rdp://",
      "socks://",
      "socks4://",
      "socks5://",
      "socks5h://",
    ],
    sample: "sftp://",
    category: "storage",
    severity: "high",
    opens: "Reads and writes the files, or signs in to the machine, as this user.",
    reference: "https://www.rfc-editor.org/rfc/rfc3986#section-3.2.1",
    revoke: "Change the account's password; better, allow keys only",
  },
  900,
);

/** `key=value;` strings: a server, a user and a password in any order. */
const KEY_VALUE_GAP = String.raw`[^\n"'<>]{0,400}?`;
const SERVER = String.raw`(?:Server|Data Source|DataSource|Host|Addr(?:ess)?|Network Address|Initial Catalog|Database|DSN|Driver)\s{0,2}=`;
const adoNet = (seed: number): string =>
  `Server=tcp:db.acme.io,1433;Initial Catalog=app;User ID=app;Password=${password(seed)};Encrypt=True;`;

export const sqlServerConnectionString: Detector = {
  id: "sql-connection-string",
  title: "ADO.NET, ODBC or OLE DB connection string with a password",
  provider: "generic",
  category: "database",
  severity: "critical",
  opens: DATA,
  keywords: ["password=", "pwd=", "password =", "pwd ="],
  pattern: new RegExp(
    String.raw`(?<=(?<![A-Za-z])${SERVER}${KEY_VALUE_GAP};\s{0,4})(?:Password|Pwd)\s{0,2}=\s{0,2}(?<secret>[^\s;"'<>\\]{4,128})(?=;|\\?["'<]|\s|$)`,
    "i",
  ),
  window: { before: 480, after: 160 },
  confidence: 0.7,
  // ODBC's quotes are braces: one alone is the start of a quoted value, cut at its semicolon or space.
  notSecret: [...NOT_PASSWORD, /^\{[^}]{0,128}$/],
  humanChosen: true,
  companions: [
    { name: "server", pattern: /(?:Server|Data Source|Host)\s{0,2}=\s{0,2}(?<value>[^;"'<>\n]{1,128})/i, withinBytes: 480 },
    { name: "user", pattern: /(?:User(?: ?Id|name)?|Uid)\s{0,2}=\s{0,2}(?<value>[^;"'<>\n]{1,128})/i, withinBytes: 480 },
  ],
  examples: [
    `"Default": "${adoNet(1001)}"`,
    `Driver={ODBC Driver 18 for SQL Server};Server=db.acme.io;Uid=app;Pwd=${password(1002)};`,
    `<add name="x" connectionString="Data Source=10.1.2.3;Initial Catalog=app;User Id=sa;Password=${password(1003)}" />`,
    `Host=db.acme.io;Port=5432;Database=app;Username=app;Password=${password(1004)}`, // Npgsql
  ],
  counterExamples: [
    "Server=db.acme.io;Database=app;Integrated Security=true;",
    "Server=db.acme.io;Database=app;User Id=sa;Password=<password>;",
    "Server=db.acme.io;Database=app;User Id=sa;Password={your_password};",
    "Server=db.acme.io;Database=app;User Id=sa;Password=$(DbPassword);",
    "Server=db.acme.io;Database=app;User Id=sa;Password=;",
    "odbc:server=db.acme.io;user id=sa;password={foo;bar}",
    `password=${password(1005)}`, // no server: not this kind
    "Server=db.acme.io;Database=app;Uid=app;Pwd=******;",
  ],
  references: ["https://learn.microsoft.com/dotnet/framework/data/adonet/connection-string-syntax"],
  revoke: "ALTER LOGIN … WITH PASSWORD = …",
};

export const jdbcUrl: Detector = {
  id: "jdbc-url-password",
  title: "JDBC URL with a password",
  provider: "generic",
  category: "database",
  severity: "critical",
  opens: DATA,
  keywords: ["jdbc:"],
  pattern: /jdbc:[a-z0-9]{2,24}:[^\s"'<>\\]{2,400}?[?&;](?:password|pwd|passwd)=(?<secret>[^\s"'<>\\&;]{4,128})/i,
  window: { before: 8, after: 640 },
  confidence: 0.8,
  notSecret: NOT_PASSWORD,
  humanChosen: true,
  examples: [
    `jdbc:postgresql://db.acme.io:5432/app?user=app&password=${password(1101)}`,
    `url="jdbc:sqlserver://db.acme.io:1433;databaseName=app;user=app;password=${password(1102)};encrypt=true"`,
    `spring.datasource.url=jdbc:mysql://10.0.0.4/app?useSSL=false&user=app&password=${password(1103)}`,
  ],
  counterExamples: [
    "jdbc:postgresql://db.acme.io:5432/app",
    "jdbc:postgresql://db.acme.io:5432/app?user=app&password=${DB_PASSWORD}",
    "jdbc:mysql://localhost/app?user=root&password=password",
    `jdbc:mysql://localhost/app\npassword=${password(1104)}`,
  ],
  references: ["https://jdbc.postgresql.org/documentation/use/"],
  revoke: ROTATE,
};

export const oracleConnectString: Detector = {
  id: "oracle-connect-string",
  title: "Oracle connect string with a password",
  provider: "generic",
  category: "database",
  severity: "critical",
  opens: DATA,
  keywords: ["jdbc:oracle", "sqlplus", "impdp", "expdp", "sqlldr"],
  pattern:
    /(?:jdbc:oracle:(?:thin|oci8?):|(?:sqlplus|impdp|expdp|sqlldr)\s{1,4}(?:-[A-Za-z]\s{1,4}){0,4}(?:userid=)?["']?)[A-Za-z][\w$#]{0,63}\/(?<secret>[^\s"'<>@/]{4,64})@(?:\/\/)?[A-Za-z0-9_(]/i,
  confidence: 0.8,
  notSecret: NOT_PASSWORD,
  humanChosen: true,
  examples: [
    `jdbc:oracle:thin:app/${password(1201)}@//db.acme.io:1521/ORCL`,
    `sqlplus -s app/${password(1202)}@db.acme.io:1521/ORCL @run.sql`,
  ],
  counterExamples: [
    "jdbc:oracle:thin:@//db.acme.io:1521/ORCL",
    "sqlplus scott/tiger@ORCL", // the documents' own
    "sqlplus $DB_USER/$DB_PASS@ORCL",
    "sqlplus app/<password>@ORCL",
  ],
  references: ["https://docs.oracle.com/en/database/oracle/oracle-database/19/jjdbc/data-sources-and-URLs.html"],
  revoke: "ALTER USER … IDENTIFIED BY …",
};

export const libpqConnectionString: Detector = {
  id: "libpq-connection-string",
  title: "PostgreSQL keyword connection string with a password",
  provider: "generic",
  category: "database",
  severity: "critical",
  opens: DATA,
  keywords: ["dbname="],
  pattern:
    /(?=(?:[a-z_]{2,24}=[^\s"'`]{0,128} {1,4}){0,12}dbname=)(?=(?:[a-z_]{2,24}=[^\s"'`]{0,128} {1,4}){0,12}(?:host|user)=)(?<![\w=])(?:[a-z_]{2,24}=[^\s"'`]{0,128} {1,4}){0,12}?password=(?<secret>[^\s"'`\\]{4,128})/,
  window: { before: 320, after: 320 },
  confidence: 0.8,
  notSecret: NOT_PASSWORD,
  humanChosen: true,
  examples: [
    `psycopg2.connect("host=db.acme.io dbname=app user=app password=${password(1301)}")`,
    `dsn := "user=app password=${password(1302)} host=10.0.0.4 port=5432 dbname=app sslmode=disable"`,
  ],
  counterExamples: [
    'psycopg2.connect("host=db.acme.io dbname=app user=app")',
    'fmt.Sprintf("host=%s user=%s password=%s dbname=%s", h, u, p, d)',
    'psycopg2.connect("host=localhost dbname=app user=postgres password=postgres")',
    `conn(host=h, dbname=d, password=os.environ["DB_PASSWORD"])`,
  ],
  references: ["https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNSTRING-KEYWORD-VALUE"],
  revoke: "ALTER ROLE … PASSWORD …",
};

export const mysqlDsn: Detector = {
  id: "mysql-dsn",
  title: "MySQL DSN with a password (Go)",
  provider: "generic",
  category: "database",
  severity: "critical",
  opens: DATA,
  keywords: ["@tcp("],
  pattern: /(?<![\w:/])[A-Za-z_][\w.-]{0,63}:(?<secret>[^\s"'`<>\\/]{4,128})@tcp\([A-Za-z0-9_.[\]:-]{1,200}\)/,
  window: { before: 224, after: 224 },
  confidence: 0.8,
  notSecret: NOT_PASSWORD,
  humanChosen: true,
  examples: [
    `sql.Open("mysql", "app:${password(1401)}@tcp(db.acme.io:3306)/app")`,
    `DSN=app:${password(1402)}@tcp(10.0.0.4)/app?parseTime=true`,
  ],
  counterExamples: [
    'sql.Open("mysql", "app@tcp(db.acme.io:3306)/app")',
    'fmt.Sprintf("%s:%s@tcp(%s:%d)/%s", u, p, h, port, db)',
    '"root:password@tcp(localhost:3306)/app"',
    '"root:${PASS}@tcp(localhost:3306)/app"',
  ],
  references: ["https://github.com/go-sql-driver/mysql#dsn-data-source-name"],
  revoke: "ALTER USER … IDENTIFIED BY …",
};

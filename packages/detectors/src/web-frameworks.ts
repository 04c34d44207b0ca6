import { type Detector, fake } from "@stanch/model";
import { ASSIGN, anyCase } from "./_words.ts";

const hex = (seed: number, length: number): string => fake(`[0-9a-f]{${length}}`, seed);

export const railsMasterKey: Detector = {
  id: "rails-master-key",
  title: "Ruby on Rails master key",
  provider: "rails",
  category: "security",
  severity: "critical",
  opens: "Decrypts the application's credentials file, most often with every secret of the application.",
  keywords: ["rails_master_key", "rails_credentials_key", "rails_encryption_key"],
  pattern: new RegExp(
    String.raw`${anyCase("rails_(?:master|credentials|encryption)_key")}(?:${ASSIGN}|[ \t]{1,4})(?<secret>[0-9a-f]{32}|[0-9a-f]{64})(?![0-9A-Za-z])`,
  ),
  entropy: 3,
  confidence: 0.95,
  examples: [`RAILS_MASTER_KEY=${hex(1, 32)}`, `heroku config:set RAILS_MASTER_KEY="${hex(2, 32)}"`],
  counterExamples: [
    "RAILS_MASTER_KEY=$(cat config/master.key)",
    `RAILS_MASTER_KEY=${"0".repeat(32)}`,
    `RAILS_MASTER_KEY=${hex(3, 20)}`,
    "RAILS_MASTER_KEY=${{ secrets.KEY }}",
  ],
  references: ["https://guides.rubyonrails.org/security.html#custom-credentials"],
  revoke: "rails credentials:edit with a new key, then change every secret in the file",
};

export const railsSecretKeyBase: Detector = {
  id: "rails-secret-key-base",
  title: "Ruby on Rails secret key base",
  provider: "rails",
  category: "security",
  severity: "high",
  opens: "Forges signed cookies and sessions: signs in as anyone.",
  keywords: ["secret_key_base", "secret_token"],
  pattern: new RegExp(
    String.raw`${anyCase("secret_(?:key_base|token)")}(?:${ASSIGN}|[ \t]{1,4})(?<secret>[0-9a-f]{64,128})(?![0-9A-Za-z])`,
  ),
  entropy: 3,
  confidence: 0.9,
  examples: [`production:\n  secret_key_base: ${hex(11, 128)}\n`, `SECRET_KEY_BASE=${hex(12, 128)}`],
  counterExamples: [
    'secret_key_base: <%= ENV["SECRET_KEY_BASE"] %>',
    `secret_key_base: ${"a".repeat(128)}`,
    `secret_key_base: ${hex(13, 40)}`,
  ],
  references: ["https://guides.rubyonrails.org/security.html"],
  revoke: "rails secret for a new one; all sessions end",
};

export const laravelAppKey: Detector = {
  id: "laravel-app-key",
  title: "Laravel application key",
  provider: "laravel",
  category: "security",
  severity: "critical",
  opens: "Decrypts and forges the application's cookies and encrypted data; known ways lead from it to running code.",
  prefixes: ["base64:"],
  pattern: new RegExp(
    String.raw`(?<=${anyCase("(?:app_(?:previous_)?keys?|['\"]key['\"])")}(?:${ASSIGN}|[^\n]{0,40}['"]))base64:[A-Za-z0-9+/]{43}=(?![A-Za-z0-9+/=])`,
  ),
  window: { before: 96, after: 64 },
  entropy: 4,
  examples: [`APP_KEY=base64:${fake("[A-Za-z0-9+/]{43}", 21)}=`, `'key' => env('APP_KEY', 'base64:${fake("[A-Za-z0-9+/]{43}", 22)}='),`],
  counterExamples: [
    "APP_KEY=",
    "APP_KEY=base64:${KEY}",
    `APP_KEY=base64:${"A".repeat(43)}=`,
    `icon: base64:${fake("[A-Za-z0-9+/]{43}", 23)}=`,
  ],
  references: ["https://laravel.com/docs/12.x/encryption"],
  revoke: "php artisan key:generate, with the old one in APP_PREVIOUS_KEYS only as long as needed",
};

export const djangoSecretKey: Detector = {
  id: "django-secret-key",
  title: "Django secret key",
  provider: "django",
  category: "security",
  severity: "high",
  opens: "Forges signed cookies, password reset links and sessions: signs in as anyone.",
  rules: [
    {
      keywords: ["secret_key"],
      // Of the characters that `startproject` draws 50 from (some add a few); its `django-insecure-` form is for development.
      pattern: new RegExp(
        String.raw`(?<![A-Za-z])(?:DJANGO_)?SECRET_KEY${ASSIGN}(?<secret>[a-z0-9!@#$%^&*(\-_=+)]{50,60})(?![^\s"'\x60,;)])`,
      ),
      window: { before: 16, after: 128 },
      entropy: 4,
      confidence: 0.85,
      humanChosen: true,
      notSecret: [/^[a-z]+(?:[-_][a-z]+){2,}$|^[0-9a-f]+$|^\$|example|change|your[-_]|(.)\1{5}/],
    },
    {
      id: "insecure",
      prefixes: ["django-insecure-"],
      pattern: /django-insecure-[a-z0-9!@#$%^&*(\-_=+)]{50}/,
      confidence: 0.5,
      entropy: 4,
      humanChosen: true,
      notSecret: [/(.)\1{7}|example|change|your[-_]/],
    },
  ],
  examples: [
    `SECRET_KEY = '${fake("[a-z0-9!@%^&*_=+]{49}7", 31)}'`,
    `DJANGO_SECRET_KEY="${fake("[a-z0-9!@%^&*_=+]{49}7", 32)}"`,
    `SECRET_KEY = os.environ.get('DJANGO_SECRET_KEY', '${fake("[a-z0-9!@%^&*_=+]{52}7", 36)}')`,
    `SECRET_KEY = "django-insecure-${fake("[a-z0-9!@%^&*_=+]{49}7", 33)}"`,
  ],
  counterExamples: [
    'SECRET_KEY = os.environ["SECRET_KEY"]',
    `SECRET_KEY = '${"x".repeat(50)}'`,
    `SECRET_KEY = "${fake("[a-z0-9]{20}", 34)}"`,
    'SECRET_KEY = "django-insecure-change-me"',
  ],
  references: ["https://docs.djangoproject.com/en/stable/ref/settings/#secret-key"],
  revoke: "Set a new SECRET_KEY, with the old one in SECRET_KEY_FALLBACKS only as long as needed",
};

const SALT = "[A-Za-z0-9!#$%&()*+,./:;<=>?@^_`{|}~\\[\\] -]";
export const wordpressSecretKey: Detector = {
  id: "wordpress-secret-key",
  title: "WordPress secret key or salt",
  provider: "wordpress",
  category: "security",
  severity: "high",
  opens: "With its siblings it forges login cookies: signs in as anyone, administrators too.",
  keywords: ["auth_key", "logged_in_key", "nonce_key", "auth_salt", "logged_in_salt", "nonce_salt"],
  pattern: new RegExp(
    String.raw`define\(\s{0,8}['"](?:(?:SECURE_)?AUTH|LOGGED_IN|NONCE)_(?:KEY|SALT)['"]\s{0,32},\s{0,32}['"](?<secret>${SALT}{60,80})['"]`,
  ),
  entropy: 4,
  confidence: 0.95,
  humanChosen: true,
  notSecret: [/put your unique phrase here/i],
  examples: [
    `define('AUTH_KEY',         '${fake("[A-Za-z0-9!#%&*+,./:;=?@^_|~]{64}", 41)}');`,
    `define( 'NONCE_SALT', '${fake("[A-Za-z0-9!#%&*+,./:;=?@^_|~]{64}", 42)}' );`,
  ],
  counterExamples: [
    "define('AUTH_KEY', 'put your unique phrase here');",
    "define('AUTH_KEY', getenv('AUTH_KEY'));",
    `define('AUTH_KEY', '${"x".repeat(64)}');`,
  ],
  references: ["https://developer.wordpress.org/advanced-administration/wordpress/wp-config/#security-keys"],
  revoke: "Replace all eight with new ones from api.wordpress.org/secret-key/1.1/salt/: everyone has to sign in again",
};

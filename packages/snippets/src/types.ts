export type StoreKind = "env" | "aws-sm" | "vault" | "conjur";

/** Where a program finds the secret. Every part holds only letters, digits and `_ . / @ + = -`: it is printed into source text. */
export type Reference =
  | { readonly store: "env"; readonly variable: string }
  /** `jsonKey`: the secret's value is a JSON object, and this is the member that counts. */
  | { readonly store: "aws-sm"; readonly secretId: string; readonly jsonKey?: string }
  /** KV version 2. */
  | { readonly store: "vault"; readonly mount: string; readonly path: string; readonly field: string }
  /** Without `account` the program takes it from CONJUR_ACCOUNT. */
  | { readonly store: "conjur"; readonly account?: string; readonly variable: string };

/** What the program makes of the secret: Plivo's own client, or one call over HTTP with the secret in its header. */
export type Client =
  | { readonly kind: "plivo" }
  | {
      readonly kind: "http";
      readonly title: string;
      /** The variable that overrides the address, or must give it where `url` is absent. */
      readonly urlVariable: string;
      readonly url?: string;
      readonly header: string;
      /** Goes before the secret in the header's value, with its blank: `Bearer `. */
      readonly scheme: string;
    };

export interface Wanted {
  /** The secret's name in sentences: `Plivo Auth Token`. */
  readonly title: string;
  readonly reference: Reference;
  readonly client: Client;
}

export interface Snippet {
  /** How the file is best called. */
  readonly fileName: string;
  /** The exact lines that bring the libraries in: commands, or entries of the manifest. Empty: nothing is needed. */
  readonly dependencies: readonly string[];
  /** Variables that the program, or whoever deploys it, must set; none of them holds the secret unless the store is `env`. */
  readonly environment: readonly string[];
  readonly text: string;
}

export interface Language {
  readonly id: string;
  readonly title: string;
  readonly aliases: readonly string[];
  /** What a line of comment begins with. */
  readonly comment: string;
  /** The file's name, what it depends on and its text, for any store and client. */
  readonly write: (wanted: Wanted) => Omit<Snippet, "environment">;
  /** A file that reads one secret and no more, for code that is there already. `variable`: `PLIVO_AUTH_TOKEN`, names are made from it. */
  readonly helper?: (reference: Reference, title: string, variable: string) => LanguageHelper;
}

export interface LanguageHelper {
  /** Name without folder. */
  readonly fileName: string;
  readonly text: string;
  /** The function without parameters, or the constant, that gives the secret. */
  readonly symbol: string;
  readonly dependencies: readonly string[];
}

/** A file that hands the secret to a container or a machine. */
export interface Deployment {
  readonly id: string;
  readonly title: string;
  readonly aliases: readonly string[];
  readonly comment: string;
  readonly write: (wanted: DeployedSecret) => Omit<Snippet, "environment">;
}

export interface DeployedSecret extends Wanted {
  /** The name of the variable that the program in the container reads: `PLIVO_AUTH_TOKEN`. */
  readonly variable: string;
}

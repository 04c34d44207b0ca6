/** What npm packs with: its own types are for an older version. */
declare module "npm-packlist" {
  export default function packlist(
    tree: object,
    options: { readonly path: string; readonly prefix?: string; readonly workspaces?: readonly string[] },
  ): Promise<string[]>;
}

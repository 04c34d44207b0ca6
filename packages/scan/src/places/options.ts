/** What a scan of places that are no paths is told beside their names. Credentials come from where their own programs take them. */
export interface PlacesOptions {
  /** Server of an S3-compatible bucket; undefined: as the AWS configuration says. */
  readonly endpoint?: string;
  /** A server, or what it leads to, may be in a private network or on this machine. */
  readonly allowsPrivate?: boolean;
  /** Of a package: every version that its registry lists. */
  readonly allVersions?: boolean;
  /** Of a database: at most that many rows of each table; undefined: all. */
  readonly sampleRows?: number;
  readonly userAgent?: string;
}

/** Rule × blob × byte span: internal, never shown. Offsets are bytes of the blob as stored, not of a decoded copy. */
export interface Match {
  /** Index into the compiled detector set. */
  readonly detector: number;
  readonly rule: number;
  readonly start: number;
  readonly end: number;
  /** The secret, one character a byte (Latin-1), decoded where it was found under an encoding. */
  readonly secret: string;
  readonly confidence: number;
  readonly evidence: readonly string[];
  readonly doubts: readonly string[];
  readonly companions: Readonly<Record<string, string>>;
  /** It is a key file: the secret is a digest of its first bytes, which are no text to be shown. */
  readonly isBinary?: true;
}

/** Something that code does with a provider's secret, told from its text. */
export interface UseKind {
  readonly kind: string;
  /** The provider whose secret it is. */
  readonly provider: string;
  /** A word without which the pattern cannot match. */
  readonly gate: RegExp;
  readonly pattern: RegExp;
  readonly title: string;
  /** What happens there when the secret is replaced, and when the old one is revoked. */
  readonly atRotation: string;
}

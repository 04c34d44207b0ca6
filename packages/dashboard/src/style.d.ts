import "react";

declare module "react" {
  /** Custom properties, which a style may set as any other. */
  interface CSSProperties {
    [name: `--${string}`]: string | number | undefined;
  }
}

import { AppError, type Credential, type RotationContext, type Rotator } from "@stanch/model";
import type { NetworkOptions } from "../ways.ts";
import { rotationWays } from "./http.ts";
import { rotators } from "./index.gen.ts";

export { rotationWays } from "./http.ts";
export { rotators };

/** The rotator of a kind of secret, or undefined: then the workflow is guided by what `stanch explain` knows. */
export function rotatorFor(detector: string): Rotator | undefined {
  return rotators.find(({ detectors }) => detectors.includes(detector));
}

export interface BindOptions {
  readonly detector: string;
  /** The credential that is replaced: it manages itself where no other was given. */
  readonly old: Credential;
  readonly admin?: Credential;
  /** Where an issuer that is no HTTP API is, without a password. */
  readonly address?: string;
  readonly network: NetworkOptions;
}

/** A rotator with all it needs to be called. Throws ROTATION_CANNOT for a kind that has none, CONFIG_INVALID for a wrong URL. */
export function bindRotator({ detector, old, admin, address, network }: BindOptions): {
  readonly rotator: Rotator;
  readonly context: RotationContext;
} {
  const rotator = rotatorFor(detector);
  if (rotator === undefined)
    throw new AppError("ROTATION_CANNOT", {
      what: "No rotation is known for this kind of secret",
      where: detector,
      next: `See "stanch explain ${detector}" for what its issuer offers.`,
    });
  return {
    rotator,
    context: {
      ...rotationWays(rotator, network),
      admin: admin ?? old,
      now: network.now ?? ((): Date => new Date()),
      ...(address === undefined ? {} : { address }),
    },
  };
}

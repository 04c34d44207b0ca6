import { fake } from "@stanch/model";

/** Makes the text that holds the secret of a number. */
export type Maker = (number: number) => { readonly secret: string; readonly text: string };

/** A kind that the program finds, whatever its configuration. */
export const plivo: Maker = (number) => {
  const secret = fake("[A-Za-z0-9]{40}", number);
  return { secret, text: `PLIVO_AUTH_ID=${fake("MA[A-Z0-9]{18}", number)}\nPLIVO_AUTH_TOKEN=${secret}\n` };
};

/** Secrets that a test hides, by the place where each has to be found. Made at test time. */
export class Planted {
  readonly secrets = new Map<string, string>();
  readonly #make: Maker;

  constructor(make: Maker) {
    this.#make = make;
  }

  /** Text that holds a secret of its own. */
  text(place: string): string {
    const { secret, text } = this.#make(this.secrets.size + 1);
    this.secrets.set(place, secret);
    return text;
  }
}

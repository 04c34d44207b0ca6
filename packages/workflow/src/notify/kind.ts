import { AppError } from "@stanch/model";
import type * as z from "zod";
import type { Answer, Post, Reach } from "./http.ts";
import type { Message } from "./message.ts";

export interface Ticket {
  readonly key: string;
  readonly url: string;
}

export interface SendContext<Settings, Secrets> {
  readonly settings: Settings;
  readonly secrets: Secrets;
  readonly post: Post;
  readonly reach: Reach;
  /** From 1. From the second on, an earlier one may have arrived after all. */
  readonly attempt: number;
  /** The ticket that this channel has for the incident. */
  readonly ticket: Ticket | undefined;
}

/** One kind of channel: what it must be told, and how it sends. */
export interface ChannelKind<Settings extends z.ZodType = z.ZodType, Secrets extends z.ZodType = z.ZodType> {
  readonly kind: string;
  readonly title: string;
  /** Shown to whoever may see channels. */
  readonly settings: Settings;
  /** Sealed, never shown again. */
  readonly secrets: Secrets;
  /** Tickets are one an incident: no digest. */
  readonly isTicket?: boolean;
  /** Rejects with DELIVERY_FAILED (also Waiting), ADDRESS_REFUSED. Gives the ticket, if it made one. */
  send(message: Message, context: SendContext<z.infer<Settings>, z.infer<Secrets>>): Promise<Ticket | undefined>;
}

/** Keeps the types of a kind's schemas together, and gives it to a list of all kinds. */
export function channelKind<Settings extends z.ZodType, Secrets extends z.ZodType>(kind: ChannelKind<Settings, Secrets>): ChannelKind {
  return {
    ...kind,
    send: (message, context) =>
      kind.send(message, { ...context, settings: kind.settings.parse(context.settings), secrets: kind.secrets.parse(context.secrets) }),
  };
}

/** A delivery that failed and says when it may be tried again. */
export class Waiting extends AppError {
  readonly retryAfterS: number | undefined;
  constructor(where: string, answer: Answer) {
    super("DELIVERY_FAILED", {
      what: `It was refused with ${answer.status}`,
      where,
      next: "It is tried again by itself; see the channel's settings if it goes on.",
    });
    this.retryAfterS = answer.retryAfterS;
  }
}

/** The answer, or Waiting for any status but 2xx. */
export function accepted(where: string, answer: Answer): Answer {
  if (answer.status < 200 || answer.status > 299) throw new Waiting(where, answer);
  return answer;
}

import { isIP } from "node:net";
import { AppError } from "@stanch/model";
import * as z from "zod";
import { pinnedAddress } from "../http.ts";
import { channelKind } from "../kind.ts";
import { type Message, facts, headline, listed, oneLine, sentence } from "../message.ts";

/** Mail by SMTP. Plain text: nothing in it can be clicked but the links that we write. */
export const email = channelKind({
  kind: "email",
  title: "E-mail",
  settings: z.object({
    host: z.string().min(1).max(255),
    port: z.int().min(1).max(65_535).default(587),
    security: z.enum(["tls", "starttls", "none"]).default("starttls").describe("`none` for a relay on this machine only"),
    from: z.email(),
    to: z.array(z.email()).min(1).max(50),
  }),
  secrets: z.object({ user: z.string().optional(), password: z.string().optional(), ca: z.string().optional() }),
  async send(message, { settings, secrets, reach }) {
    const { createTransport } = await import("nodemailer");
    const { host, port, security } = settings;
    const address = await pinnedAddress(host, reach);
    const transport = createTransport({
      host: address,
      port,
      secure: security === "tls",
      requireTLS: security === "starttls",
      ignoreTLS: security === "none",
      tls: {
        ...(isIP(host) === 0 ? { servername: host } : {}),
        ...(secrets.ca === undefined ? {} : { ca: secrets.ca }),
        rejectUnauthorized: true,
      },
      ...(secrets.user === undefined ? {} : { auth: { user: secrets.user, pass: secrets.password ?? "" } }),
      connectionTimeout: 15_000,
      greetingTimeout: 15_000,
      socketTimeout: 30_000,
      disableFileAccess: true,
      disableUrlAccess: true,
    });
    try {
      await transport.sendMail({
        from: { name: "stanch", address: settings.from },
        to: [...settings.to],
        subject: oneLine(`[stanch] ${headline(message)}`).slice(0, 200),
        text: textOf(message),
        messageId: `<${message.id}@${settings.from.split("@")[1] ?? "stanch"}>`,
        headers: { "Auto-Submitted": "auto-generated" },
      });
    } catch (error) {
      // The library's messages quote the server, which may quote what it was sent: the code says enough.
      const code = error instanceof Error && "code" in error ? String(error.code) : "unknown";
      throw new AppError("DELIVERY_FAILED", { what: `The mail was not taken: ${code}`, where: host, next: "It is tried again by itself." });
    } finally {
      transport.close();
    }
    return undefined;
  },
});

function textOf(message: Message): string {
  const { shown, more } = listed(message);
  const lines = shown.flatMap((one) => [
    sentence(one),
    ...(message.told.length === 1 ? facts(one).map(([name, value]) => `  ${name}: ${value}`) : []),
    `  ${one.url}`,
    "",
  ]);
  return [...lines, ...(more > 0 ? [`… and ${more} more`] : [])].join("\n");
}

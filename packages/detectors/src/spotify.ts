import { type Detector, fake } from "@stanch/model";
import { named, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("[0-9a-f]{32}", seed);

export const spotifyClientSecret: Detector = {
  id: "spotify-client-secret",
  title: "Spotify client secret",
  provider: "spotify",
  category: "media",
  severity: "medium",
  opens: "Poses as the app: trades users' codes for tokens to what they allowed it, and uses its quota.",
  keywords: ["spotify", "spotipy"],
  pattern: named("spotify|spotipy", "(?:client|app|api|consumer)?[_.-]?secret(?:[_.-]?key)?", "[0-9a-f]{32}"),
  entropy: 3.0,
  confidence: 0.65,
  companions: [{ name: "clientId", pattern: /(?<![A-Za-z0-9])[0-9a-f]{32}(?![A-Za-z0-9])/, withinBytes: 192 }],
  examples: [...shown("SPOTIFY_CLIENT_SECRET", make), `SPOTIPY_CLIENT_ID=${fake("[0-9a-f]{32}", 13)}\nSPOTIPY_CLIENT_SECRET=${make(14)}\n`],
  counterExamples: [
    ...unlike("SPOTIFY_CLIENT_SECRET", "", make),
    `BACKUP_KEY=${make(20)}\n`, // nothing names the provider
    `spotify checksum ${make(21)}`,
    `SPOTIFY_CLIENT_ID=${make(22)}`, // the id
  ],
  references: ["https://developer.spotify.com/documentation/web-api/concepts/apps"],
  revoke: "https://developer.spotify.com/dashboard > the app > Settings > Rotate client secret",
};

import { type Detector, fake } from "@stanch/model";
import { URL_MIXED } from "./_alphabets.ts";
import { named, shown, unlike } from "./_token.ts";

const accessKey = (seed: number): string => fake("[A-Za-z0-9_-]{40}[A-Z][a-z]7", seed);

export const unsplashAccessKey: Detector = {
  id: "unsplash-access-key",
  title: "Unsplash access key",
  provider: "unsplash",
  category: "media",
  severity: "low",
  opens: "Searches pictures in the app's name at its quota; it stands in many web pages.",
  keywords: ["unsplash"],
  pattern: named("unsplash", "(?<!secret[_.-]?)(?:access|api|app|client)?[_.-]?(?:api[_.-]?)?(?:key|id)", `${URL_MIXED}[A-Za-z0-9_-]{43}`),
  entropy: 4,
  confidence: 0.65,
  examples: [...shown("UNSPLASH_ACCESS_KEY", accessKey), `url = "https://api.unsplash.com/photos/random?client_id=${accessKey(13)}"`],
  counterExamples: [
    ...unlike("UNSPLASH_ACCESS_KEY", "", accessKey),
    `BACKUP_KEY=${accessKey(20)}\n`, // nothing names the provider
    `unsplash checksum ${accessKey(21)}`,
  ],
  references: ["https://unsplash.com/documentation#public-authentication"],
  revoke: "https://unsplash.com/oauth/applications > the app > Delete",
};

const secretKey = (seed: number): string => fake("[A-Za-z0-9_-]{40}[A-Z][a-z]7", seed);

export const unsplashSecretKey: Detector = {
  id: "unsplash-secret-key",
  title: "Unsplash secret key",
  provider: "unsplash",
  category: "media",
  severity: "medium",
  opens: "Poses as the app: trades users' codes for tokens to what they allowed it.",
  keywords: ["unsplash"],
  pattern: named("unsplash", "(?:secret|private)(?:[_.-]?key)?|client[_.-]?secret", `${URL_MIXED}[A-Za-z0-9_-]{43}`),
  entropy: 4,
  confidence: 0.65,
  examples: [...shown("UNSPLASH_SECRET_KEY", secretKey)],
  counterExamples: [
    ...unlike("UNSPLASH_SECRET_KEY", "", secretKey),
    `BACKUP_KEY=${secretKey(20)}\n`, // nothing names the provider
    `unsplash checksum ${secretKey(21)}`,
    `UNSPLASH_ACCESS_KEY=${secretKey(22)}`, // the other half
  ],
  references: ["https://unsplash.com/documentation#user-authentication"],
  revoke: "https://unsplash.com/oauth/applications > the app > Delete",
};

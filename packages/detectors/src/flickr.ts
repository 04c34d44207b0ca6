import { type Detector, fake } from "@stanch/model";
import { LOWER_MIXED } from "./_alphabets.ts";
import { nearMisses } from "./_near.ts";
import { named, shown } from "./_token.ts";

const FLICKR_API_SECRET_SHAPE = "[0-9a-f]{16}";
const makeFlickrApiSecret = (seed: number): string => fake(FLICKR_API_SECRET_SHAPE, seed);
export const flickrApiSecret: Detector = {
  id: "flickr-api-secret",
  title: "Flickr API secret",
  provider: "flickr",
  category: "media",
  severity: "medium",
  opens: "With the API key it signs calls as the application and so uses the tokens of the users who trust it.",
  keywords: ["flickr"],
  pattern: named("flickr", "(?:(?:api|client|app|oauth)[_.-]?)?secret(?:[_.-]?key)?", FLICKR_API_SECRET_SHAPE),
  entropy: 2.6,
  confidence: 0.65,
  companions: [{ name: "apiKey", pattern: /(?<![A-Za-z0-9])[0-9a-f]{32}(?![A-Za-z0-9])/, withinBytes: 192 }],
  examples: [
    ...shown("FLICKR_API_SECRET", makeFlickrApiSecret),
    `flickr = flickrapi.FlickrAPI(key, secret="${makeFlickrApiSecret(13)}")`,
    `FLICKR_API_KEY=${fake("[0-9a-f]{32}", 14)}\nFLICKR_SECRET=${makeFlickrApiSecret(15)}\n`,
  ],
  counterExamples: [...nearMisses("FLICKR_API_SECRET", makeFlickrApiSecret)],
  references: ["https://www.flickr.com/services/api/auth.oauth.html"],
  revoke: "https://www.flickr.com/services/apps/by/me > the app > delete it and makeFlickrApiSecret a new one",
};

const FLICKR_API_KEY_SHAPE = "[0-9a-z]{32}";
const makeFlickrApiKey = (seed: number): string => fake(FLICKR_API_KEY_SHAPE, seed);
export const flickrApiKey: Detector = {
  id: "flickr-api-key",
  title: "Flickr API key",
  provider: "flickr",
  category: "media",
  severity: "low",
  opens: "Reads public photographs in the application's name, within its limit; private ones need a user's token.",
  keywords: ["flickr"],
  pattern: named("flickr", "(?:(?:api|app|access)[_.-]?)?(?:key|token)", LOWER_MIXED + FLICKR_API_KEY_SHAPE),
  entropy: 3,
  confidence: 0.65,
  examples: [
    ...shown("FLICKR_API_KEY", makeFlickrApiKey),
    `https://www.flickr.com/services/rest/?method=flickr.photos.search&api_key=${makeFlickrApiKey(13)}`,
  ],
  counterExamples: [...nearMisses("FLICKR_API_KEY", makeFlickrApiKey), `FLICKR_PHOTO_ID=${makeFlickrApiKey(20)}`],
  references: ["https://www.flickr.com/services/api/misc.api_keys.html"],
  revoke: "https://www.flickr.com/services/apps/by/me > the app > Delete",
};

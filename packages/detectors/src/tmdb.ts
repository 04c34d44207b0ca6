import { type Detector, fake } from "@stanch/model";
import { named, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("[0-9a-f]{32}", seed);

export const tmdbApiKey: Detector = {
  id: "tmdb-api-key",
  title: "TMDB API key",
  provider: "tmdb",
  category: "media",
  severity: "low",
  opens: "Asks for films at the app's limits; it stands in many web pages and reads nothing of the account's own.",
  keywords: ["tmdb", "themoviedb", "moviedb", "movie_db"],
  pattern: named("tmdb|the[_-]?movie[_-]?db|movie[_-]?db", "(?:v3[_.-]?)?(?:api[_.-]?|access[_.-]?)?(?:key|token)", "[0-9a-f]{32}"),
  entropy: 3.0,
  confidence: 0.65,
  examples: [
    ...shown("TMDB_API_KEY", make),
    `url = "https://api.themoviedb.org/3/movie/popular?api_key=${make(13)}"`,
    `MOVIEDB_API_KEY=${make(14)}\n`,
    `MOVIE_DB_API_KEY=${make(15)}\n`,
  ],
  counterExamples: [
    ...unlike("TMDB_API_KEY", "", make),
    `BACKUP_KEY=${make(20)}\n`, // nothing names the provider
    `tmdb checksum ${make(21)}`,
  ],
  references: ["https://developer.themoviedb.org/docs/authentication-application"],
  revoke: "https://www.themoviedb.org/settings/api > Regenerate key",
};

import { type Detector, fake } from "@stanch/model";
import { alone, shown, unlike } from "./_token.ts";

const nuget = (seed: number): string => fake("oy2[a-z0-9]{43}", seed);
export const nugetApiKey: Detector = {
  id: "nuget-api-key",
  title: "NuGet API key",
  provider: "nuget",
  category: "registry",
  severity: "critical",
  opens: "Publishes and unlists versions of its owner's packages, as its scopes allow.",
  prefixes: ["oy2"],
  pattern: alone("oy2[a-z0-9]{43}"),
  entropy: 3.8,
  confidence: 0.92,
  examples: [...shown("NUGET_API_KEY", nuget), `dotnet nuget push app.nupkg -k ${nuget(13)} -s https://api.nuget.org/v3/index.json`],
  counterExamples: [
    ...unlike("NUGET_API_KEY", "oy2", nuget),
    `NUGET_API_KEY=${fake("oy2[A-Z]{43}", 20)}`,
    `convoy2${fake("[a-z0-9]{43}", 21)}`,
  ],
  references: ["https://learn.microsoft.com/nuget/nuget-org/scoped-api-keys"],
  revoke: "https://www.nuget.org/account/apikeys > Delete",
};

import type { Guide } from "../guide.ts";

export const secretToken: Guide = {
  kinds: ["mapbox-secret-token"],
  name: "Mapbox secret token",
  purpose: "Uses Mapbox with secret scopes: uploads, styles, tokens.",
  uses: ["Authentication of servers and build tools", "Download of SDKs, upload of data", "Access control: scopes of the token"],
  made: {
    steps: ["console.mapbox.com > Access tokens > Create a token", "or POST https://api.mapbox.com/tokens/v2/{username}"],
    scopes: "Public and secret scopes, such as uploads:write and tokens:write.",
    expiry: "None; temporary tokens (tk) an hour at most.",
  },
  places: ["~/.netrc and gradle.properties for SDK downloads", "MAPBOX_ACCESS_TOKEN in .env files"],
  acts: [
    { does: "Make further tokens, where it has tokens:write", harm: "unauthorised access", severity: "high" },
    { does: "Use paid services at the owner's cost", harm: "financial loss", severity: "high" },
    { does: "Read and change your data sets and styles", harm: "data breach", severity: "medium" },
    { does: "Change the maps that your users see", harm: "loss of reputation", severity: "medium" },
  ],
  misuse: { way: "console", steps: ["console.mapbox.com > Statistics, by token"], isUnconfirmed: true },
  rotate: {
    way: "api",
    steps: [
      "POST https://api.mapbox.com/tokens/v2/{username} with the same scopes or fewer",
      "Switch the users",
      "DELETE https://api.mapbox.com/tokens/v2/{username}/{token id}",
    ],
  },
  revoke: {
    way: "api",
    steps: ["DELETE https://api.mapbox.com/tokens/v2/{username}/{token id}, or console.mapbox.com > Access tokens > Delete"],
    note: "It cannot be undone.",
  },
  overlap: { is: "yes", how: "An account has as many tokens as it wants." },
  stops: ["Builds and servers with that token"],
  narrow: "Fewest scopes; URL restrictions for public tokens; one token an application.",
  links: ["https://docs.mapbox.com/api/accounts/tokens", "https://docs.mapbox.com/accounts/guides/tokens"],
};

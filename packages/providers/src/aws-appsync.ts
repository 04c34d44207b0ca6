import { type Provider, fake } from "@stanch/model";
import { provider } from "./check.ts";
import { hostLike } from "./hosts.ts";

export const awsAppsync: Provider = provider({
  id: "aws-appsync",
  name: "AWS AppSync",
  baseUrl: "https://appsync-api.us-east-1.amazonaws.com",
  checks: [
    // The base URL is never asked: every API has a host of its own, of a shape that only AWS gives out.
    {
      detectors: ["aws-appsync-api-key"],
      host: hostLike(
        "endpoint",
        /^[a-z0-9]{20,40}\.appsync-api\.[a-z0-9-]{5,30}\.amazonaws\.com$/,
        "https://*.appsync-api.*.amazonaws.com",
      ),
      post: "/graphql",
      auth: { "x-api-key": "{secret}" },
      json: { query: "query { __typename }" },
      valid: "data.__typename",
      impact: () => "asks the API what its owner lets keys ask",
      invalid: { status: 401, body: /UnauthorizedException/ },
      reference: "https://docs.aws.amazon.com/appsync/latest/devguide/security-authz.html",
      answers: {
        beside: `https://${fake("[a-z0-9]{26}", 1)}.appsync-api.eu-west-1.amazonaws.com/graphql`,
        valid: { body: { data: { __typename: "Query" } } },
        invalid: {
          status: 401,
          body: { errors: [{ errorType: "UnauthorizedException", message: "You are not authorized to make this call." }] },
        },
      },
    },
  ],
});

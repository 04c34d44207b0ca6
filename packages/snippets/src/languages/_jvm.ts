import type { Client, Reference } from "../types.ts";

/** Maven coordinates without a version range: both build tools take them as they are. */
export function jvmLibraries(reference: Reference, client: Client): string[] {
  return [...storeLibraries(reference), ...(client.kind === "plivo" ? ["com.plivo:plivo-java:5.46.3"] : [])];
}

export function storeLibraries({ store }: Reference): readonly string[] {
  return STORES[store];
}

const STORES: Readonly<Record<Reference["store"], readonly string[]>> = {
  env: [],
  "aws-sm": ["software.amazon.awssdk:secretsmanager:2.54.14"],
  vault: ["io.github.jopenlibs:vault-java-driver:6.2.1"],
  // CyberArk's jar names nothing of what it needs: a JAX-RS implementation, Base64, JSON and times.
  conjur: [
    "com.cyberark.conjur.api:conjur-api:3.0.3",
    "commons-codec:commons-codec:1.18.0",
    "com.google.code.gson:gson:2.11.0",
    "joda-time:joda-time:2.13.1",
    "org.glassfish.jersey.core:jersey-client:2.47",
    "org.glassfish.jersey.inject:jersey-hk2:2.47",
  ],
};

export const JACKSON = "com.fasterxml.jackson.core:jackson-databind:2.20.1";

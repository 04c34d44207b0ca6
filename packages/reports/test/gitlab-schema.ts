/**
 * What GitLab asks of a secret detection report, 15.0.x, written down from the published schema (GitLab's repository,
 * lib/gitlab/ci/parsers/security/validators/schemas/15.0.4/secret-detection-report-format.json): the parts that we
 * write, and stricter in one thing: keys that the original does not name are refused, so that a slip of ours shows.
 */
const text = (limits: object = {}): object => ({ type: "string", ...limits });
const object = (required: readonly string[], properties: Readonly<Record<string, object>>): object => ({
  type: "object",
  required,
  properties,
  additionalProperties: false,
});
const list = (items: object, limits: object = {}): object => ({ type: "array", items, ...limits });

const named = text({ minLength: 1 });
const url = text({ pattern: "^https?://.+" });
const time = text({ pattern: String.raw`^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}$` });
const program = object(["id", "name", "version", "vendor"], {
  id: named,
  name: named,
  url,
  version: named,
  vendor: object(["name"], { name: named }),
});
const place = object(["type", "file_name", "line_start"], {
  type: { const: "file-location" },
  file_name: named,
  line_start: { type: "integer" },
  line_end: { type: "integer" },
});

export const gitlabSchema = {
  $schema: "http://json-schema.org/draft-07/schema#",
  ...object(["scan", "version", "vulnerabilities"], {
    version: text({ pattern: String.raw`^[0-9]+\.[0-9]+\.[0-9]+$` }),
    scan: object(["analyzer", "end_time", "scanner", "start_time", "status", "type"], {
      analyzer: program,
      scanner: program,
      start_time: time,
      end_time: time,
      status: { enum: ["success", "failure"] },
      type: { enum: ["secret_detection"] },
      messages: list(object(["level", "value"], { level: { enum: ["info", "warn", "fatal"] }, value: named })),
    }),
    vulnerabilities: list(
      object(["id", "identifiers", "location"], {
        id: named,
        name: text({ maxLength: 255 }),
        description: text({ maxLength: 1_048_576 }),
        severity: { enum: ["Info", "Unknown", "Low", "Medium", "High", "Critical"] },
        solution: text({ maxLength: 7000 }),
        identifiers: list(object(["type", "name", "value"], { type: named, name: named, url, value: named }), { minItems: 1 }),
        links: list(object(["url"], { name: text(), url })),
        details: object([], { places: object(["name", "type", "items"], { name: named, type: { const: "list" }, items: list(place) }) }),
        flags: list(
          object(["type", "origin", "description"], {
            type: { enum: ["flagged-as-likely-false-positive"] },
            origin: named,
            description: named,
          }),
        ),
        location: object(["commit"], {
          file: text(),
          start_line: { type: "number" },
          end_line: { type: "number" },
          commit: object(["sha"], { author: text(), date: text(), message: text(), sha: named }),
        }),
      }),
    ),
  }),
};

import type { Finding, Occurrence } from "@stanch/model";

export type CauseId = "storage" | "access" | "transport" | "phishing" | "third-party";

/** One way in which the secret may have got out. */
export interface Cause {
  readonly id: CauseId;
  readonly title: string;
  readonly how: string;
  /** What of this finding speaks for it, strongest first. Empty: nothing here speaks for or against. */
  readonly supports: readonly string[];
}

/** Who can read the place where it was found. A scan cannot know: the user says so. */
export type Visibility = "public" | "private";

const CAUSES: readonly (Omit<Cause, "supports"> & { readonly look: (at: Scene) => readonly Support[] })[] = [
  {
    id: "storage",
    title: "Improper storage",
    how: "It was written in clear into code, configuration, an image or a log, and went wherever that went.",
    look: storage,
  },
  {
    id: "access",
    title: "Weak access controls",
    how: "More people and systems could read the place than needed the secret: repository, backup, image, shared folder.",
    look: access,
  },
  {
    id: "transport",
    title: "Insecure transport",
    how: "It was sent without encryption, in an address, or through mail and chat, and was read or recorded on the way.",
    look: transport,
  },
  {
    id: "third-party",
    title: "Breach of a third party",
    how: "A build service, vendor, extension or dependency that was given the secret lost it.",
    look: thirdParty,
  },
  {
    id: "phishing",
    title: "Phishing and social engineering",
    how: "Somebody who may see it was led to give it away: on a false log-in page, by a false support call, by a malicious package.",
    look: () => [],
  },
];

interface Support {
  readonly weight: number;
  readonly said: string;
}

interface Scene {
  readonly places: readonly Occurrence[];
  readonly visibility: Visibility | undefined;
  readonly now: Date;
}

/** All five causes, those that this finding speaks for first. Without a finding: the usual order, nothing supported. */
export function causesOf(finding: Finding | undefined, visibility: Visibility | undefined, now: Date): readonly Cause[] {
  const scene: Scene = { places: finding?.occurrences ?? [], visibility, now };
  return CAUSES.map(({ look, ...cause }) => {
    const found = (scene.places.length === 0 ? [] : look(scene)).toSorted((a, b) => b.weight - a.weight);
    return { weight: found.reduce((sum, { weight }) => sum + weight, 0), cause: { ...cause, supports: found.map(({ said }) => said) } };
  })
    .toSorted((a, b) => b.weight - a.weight)
    .map(({ cause }) => cause);
}

/** Kinds of files by path, most telling first. */
const KINDS: readonly { readonly is: RegExp; readonly word: string }[] = [
  { is: /(?:^|\/)\.env(?:\.[\w-]+)?$|\.env$/i, word: "an environment file" },
  { is: /(?:^|\/)(?:Dockerfile|Containerfile)[\w.-]*$|\.dockerfile$/i, word: "a Dockerfile" },
  {
    is: /(?:^|\/)\.github\/workflows\/|(?:^|\/)\.gitlab-ci\.ya?ml$|(?:^|\/)Jenkinsfile|bitbucket-pipelines|\.circleci\/|azure-pipelines/i,
    word: "a pipeline definition",
  },
  { is: /\.(?:tfvars|tfstate)(?:\.json)?$/i, word: "Terraform variables or state" },
  { is: /\.(?:log|out|har|pcap)$|(?:^|\/)logs?\//i, word: "a log or recording" },
  { is: /\.ipynb$/i, word: "a notebook" },
  { is: /(?:^|\/)(?:test|tests|spec|fixtures|__tests__)\//i, word: "test code" },
  { is: /\.(?:md|rst|adoc|txt)$/i, word: "documentation" },
  { is: /\.(?:ya?ml|json|toml|ini|cfg|conf|properties|xml)$/i, word: "configuration" },
  { is: /\.(?:pem|key|p12|pfx|jks|kdbx)$/i, word: "a key file" },
];

export function fileKind(path: string): string {
  return KINDS.find(({ is }) => is.test(path))?.word ?? "code";
}

function storage({ places }: Scene): readonly Support[] {
  const kinds = [...Map.groupBy(places, ({ path }) => fileKind(path))].map(([kind, own]) => {
    const [first] = own;
    const more = new Set(own.map(({ path }) => path)).size - 1;
    return {
      weight: 3,
      said: `It stands in clear in ${kind}: ${first?.path ?? ""}:${first?.line ?? 1}${more > 0 ? ` and ${more} more` : ""}`,
    };
  });
  const isHistory = places.some(({ commit }) => commit !== undefined);
  const isInHead = places.some(({ commit, inHead }) => commit === undefined || inHead !== false);
  const history: Support = isInHead
    ? { weight: 2, said: "It is committed, and still there in the newest version" }
    : { weight: 2, said: "It was taken out of the newest version, but every clone has it in its history" };
  return [...kinds, ...(isHistory ? [history] : [])];
}

function access({ places, visibility, now }: Scene): readonly Support[] {
  const out: Support[] = [];
  if (visibility === "public") out.push({ weight: 12, said: "The repository is public: machines read new commits within minutes" });
  if (visibility === "private") out.push({ weight: 1, said: "The repository is private: all who can clone it could read it" });
  const since = sinceOf(places);
  if (since !== undefined) {
    const days = Math.floor((now.getTime() - since.getTime()) / 86_400_000);
    out.push({
      weight: days > 30 ? 3 : 1,
      said: `It has been readable since ${since.toISOString().slice(0, 10)} (${days} ${days === 1 ? "day" : "days"}): everybody with access in that time counts, people who left too`,
    });
  }
  const authors = new Set(places.flatMap(({ email, author }) => email ?? author ?? []));
  if (authors.size > 1) out.push({ weight: 2, said: `${authors.size} people committed it: it was passed around` });
  const files = new Set(places.map(({ path }) => path)).size;
  if (files > 1) out.push({ weight: 1, said: `It lies in ${files} files: one secret for several uses` });
  if (places.some(({ layer }) => layer !== undefined))
    out.push({ weight: 4, said: "It is in a layer of a container image: all who can pull the image have it" });
  return out;
}

/** When the first commit brought it, where history was read. */
export function sinceOf(places: readonly Occurrence[]): Date | undefined {
  const times = places.flatMap(({ date }) => (date === undefined ? [] : [Date.parse(date)])).filter((time) => !Number.isNaN(time));
  return times.length === 0 ? undefined : new Date(Math.min(...times));
}

function transport({ places }: Scene): readonly Support[] {
  const logs = places.find(({ path }) => fileKind(path) === "a log or recording");
  const plain = places.find(({ excerpt }) => excerpt !== undefined && /\bhttp:\/\/(?!localhost|127\.|\[::1\])/i.test(excerpt));
  const address = places.find(
    ({ excerpt }) =>
      excerpt !== undefined && /\bhttps?:\/\/[^\s"']{0,200}[?&][\w-]{0,40}(?:token|key|secret|password|auth)[\w-]{0,20}=/i.test(excerpt),
  );
  return [
    ...(logs === undefined ? [] : [{ weight: 6, said: `It was recorded on its way: ${logs.path}:${logs.line} is a log` }]),
    ...(plain === undefined
      ? []
      : [{ weight: 4, said: `An address without encryption (http://) stands beside it: ${plain.path}:${plain.line}` }]),
    ...(address === undefined
      ? []
      : [
          { weight: 4, said: `It is part of an address, which proxies and servers write into their logs: ${address.path}:${address.line}` },
        ]),
  ];
}

function thirdParty({ places }: Scene): readonly Support[] {
  const pipeline = places.find(({ path }) => fileKind(path) === "a pipeline definition");
  const vendored = places.find(({ path }) => /(?:^|\/)(?:node_modules|vendor|third_party|site-packages)\//.test(path));
  const shared = places.find(({ path }) => /postman|insomnia|\.har$/i.test(path));
  return [
    ...(pipeline === undefined ? [] : [{ weight: 4, said: `A build service was given it: ${pipeline.path}:${pipeline.line}` }]),
    ...(vendored === undefined ? [] : [{ weight: 4, said: `It lies in code of others: ${vendored.path}:${vendored.line}` }]),
    ...(shared === undefined ? [] : [{ weight: 3, said: `A tool that syncs to its vendor holds it: ${shared.path}:${shared.line}` }]),
  ];
}

import { AppError } from "@stanch/model";
import { type ConfigText, configTexts, instructionOf, layerInstructions, plainPath } from "@stanch/sources/images";
import type { Place } from "../collect.ts";
import type { Handler, ScanContext } from "../scan.ts";
import { type FeedShared, send } from "./feed.ts";
import type { BlobScan } from "./layer-scan.ts";
import type { ResolvedImage, ResolvedLayer } from "./resolve.ts";

/** Where things go to be scanned, and what was found in them. */
export interface Out {
  readonly context: ScanContext;
  readonly shared: FeedShared;
}

/** Turns what was read of an image into occurrences: each with its layer, what made that, and whether a later one hides it. */
export async function emitImage(out: Out, name: string, image: ResolvedImage): Promise<void> {
  const { layers, config } = image;
  const instructions = layerInstructions(config?.history ?? [], layers.length);
  for (const [index, layer] of layers.entries()) {
    const instruction = instructions[index];
    const place = { image: name, layer: layer.digest, ...(instruction === undefined ? {} : { instruction }) };
    if (out.context.options.signal?.aborted !== true) checkLayer(out.context, name, layer);
    if (layer.scan !== undefined) await emitLayer(out, layer, layers.slice(index + 1), place, kindOf(image, layer));
  }
  if (image.configJson !== undefined) await emitConfig(out, name, image);
}

const kindOf = (image: ResolvedImage, { mediaType }: ResolvedLayer): string =>
  image.isAttestation || mediaType.includes("in-toto") ? "attestation" : "layer";

async function emitLayer(
  out: Out,
  { digest, scan }: ResolvedLayer,
  later: readonly ResolvedLayer[],
  place: Omit<Place, "path">,
  kind: string,
): Promise<void> {
  if (scan === undefined) return;
  if (scan.document !== undefined) return emitText(out, scan.document, { ...place, path: `(${kind})/${digest}` });
  for (const { name, match } of scan.found) {
    const hiding = scan.kind === "layer" ? later.find((one) => one.scan?.paths.hides(name) === true) : undefined;
    out.context.collector.add(match, {
      ...place,
      path: scan.kind === "layer" ? plainPath(name) : `(${kind})/${digest}`,
      ...(hiding === undefined ? {} : { hiddenBy: hiding.digest }),
    });
  }
}

function checkLayer(
  { coverage, failures }: ScanContext,
  name: string,
  { digest, mediaType, sizeBytes, scan, diffId }: ResolvedLayer,
): void {
  if (scan === undefined) {
    // Of foreign layers (Windows' own) registries hold none, by licence.
    coverage.skip("image-part-missing", `${name}: layer ${digest}${mediaType.includes("foreign") ? " (a foreign one)" : ""}`);
    if (!/foreign|nondistributable/.test(mediaType)) failures.push(broken("A layer is missing", `${name}, ${digest}`));
    return;
  }
  if (sizeBytes >= 0 && sizeBytes !== scan.sizeBytes)
    failures.push(broken(`A layer has ${scan.sizeBytes} bytes and not the ${sizeBytes} of its manifest`, `${name}, ${digest}`));
  if (diffId !== undefined && scan.unpackedDigest !== undefined && diffId !== scan.unpackedDigest)
    failures.push(broken(`A layer unpacks to other bytes than the config says`, `${name}, ${digest}`));
}

export const broken = (what: string, where: string): AppError =>
  new AppError("OBJECT_BROKEN", { what, where, next: "Pull or save the image again: what was found stands, but it may not be all." });

async function emitConfig(out: Out, name: string, { config, configJson, layers }: ResolvedImage): Promise<void> {
  const history = config?.history ?? [];
  const isTold = history.filter(({ isEmpty }) => !isEmpty).length === layers.length;
  let layer = -1;
  const layerOf = history.map(({ isEmpty }) => (isEmpty || !isTold ? undefined : layers[++layer]?.digest));
  for (const text of configTexts(configJson)) {
    const own = text.history === undefined ? undefined : layerOf[text.history];
    const made = text.history === undefined ? undefined : history[text.history]?.createdBy;
    const place = {
      path: text.name,
      image: name,
      ...(own === undefined ? {} : { layer: own }),
      ...(made === undefined || made === "" ? {} : { instruction: instructionOf(made) }),
    };
    await emitText(out, Buffer.from(text.text), place, (line) => settingInstruction(text, line, history));
  }
}

/** The `ENV` or `LABEL` of the history that wrote a line `NAME=value`. */
function settingInstruction(text: ConfigText, line: number, history: readonly { readonly createdBy: string }[]): string | undefined {
  const word = text.name.endsWith("/Env") ? "ENV" : text.name.endsWith("/Labels") ? "LABEL" : undefined;
  const key = /^([^=]+)=/.exec(text.text.split("\n")[line - 1] ?? "")?.[1];
  if (word === undefined || key === undefined) return undefined;
  const made = history
    .map(({ createdBy }) => instructionOf(createdBy))
    .findLast((one) => one.startsWith(`${word} `) && one.includes(`${key}=`));
  return made;
}

/** Scans a text of an image's own: its config, a manifest, what is attested. */
export async function emitText(
  { context, shared }: Out,
  bytes: Buffer,
  place: Place,
  instructionAt: (line: number) => string | undefined = () => undefined,
): Promise<void> {
  const handler: Handler = {
    job: { kind: "bytes", name: `${place.image ?? ""}:${place.path}`, bytes: new Uint8Array(bytes) },
    onResult: ({ hits, bytes: read }) => {
      context.coverage.files++;
      context.coverage.bytes += read;
      for (const { matches } of hits)
        for (const match of matches) {
          const made = instructionAt(match.line);
          context.collector.add(match, made === undefined ? place : { ...place, instruction: made });
        }
    },
  };
  await send(context, shared, handler, bytes.length);
}

/** What no image names: a layer that was left behind, another file. */
export async function emitLoose(out: Out, image: string, label: string, scan: BlobScan): Promise<void> {
  if (scan.document !== undefined) return emitText(out, scan.document, { path: label, image });
  for (const { name, match } of scan.found)
    out.context.collector.add(match, {
      path: scan.kind === "layer" ? `${label}!${plainPath(name)}` : label,
      image,
      ...(scan.kind === "layer" ? { layer: scan.digest } : {}),
    });
}

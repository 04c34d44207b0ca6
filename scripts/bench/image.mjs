// An image as `docker save` writes it, of the doubled corpus: two layers a half, and one that hides the second half.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { say } from "../say.mjs";
import { cacheFolder } from "./cache.mjs";
import { doubledCorpus } from "./corpus.mjs";
import { run } from "./program.mjs";

const sha256 = (bytes) => createHash("sha256").update(bytes).digest("hex");

/** `{ archive, layers, bytes }`: the archive is made on first use; bytes are those of all files of all layers. */
export async function imageArchive() {
  const { folder, bytes } = await doubledCorpus();
  const archive = join(cacheFolder("images"), "corpus-doubled.tar");
  const halves = ["one", "two"].flatMap((half) => {
    const names = readdirSync(join(folder, half)).sort();
    const middle = Math.ceil(names.length / 2);
    return [names.slice(0, middle), names.slice(middle)].map((some) => some.map((name) => `${half}/${name}`));
  });
  if (!existsSync(archive)) {
    say("bench: making the image, once …");
    build(folder, halves, archive);
  }
  return { archive, layers: halves.length + 1, bytes };
}

function build(folder, parts, archive) {
  const work = `${archive}.work`;
  rmSync(work, { recursive: true, force: true });
  mkdirSync(join(work, "hiding"), { recursive: true });
  const blobs = join(work, "image/blobs/sha256"); // as Engine 25 and newer write it
  mkdirSync(blobs, { recursive: true });
  writeFileSync(join(work, "hiding/.wh.two"), "");
  const layers = [...parts.map((names) => ({ from: folder, names })), { from: join(work, "hiding"), names: [".wh.two"] }].map(
    ({ from, names }) => {
      run("tar", ["-cf", join(work, "layer.tar"), "--sort=name", "--mtime=@0", "-C", from, ...names]);
      const id = sha256(readFileSync(join(work, "layer.tar")));
      renameSync(join(work, "layer.tar"), join(blobs, id));
      return id;
    },
  );
  const history = layers.map((_, index) => ({ created: "2026-01-01T00:00:00Z", created_by: `COPY part-${index + 1} / # buildkit` }));
  const config = JSON.stringify({
    architecture: "amd64",
    os: "linux",
    created: "2026-01-01T00:00:00Z",
    config: { Env: ["PATH=/usr/bin"], Cmd: ["sh"] },
    rootfs: { type: "layers", diff_ids: layers.map((id) => `sha256:${id}`) },
    history,
  });
  writeFileSync(join(blobs, sha256(config)), config);
  const place = (id) => `blobs/sha256/${id}`;
  const manifest = [{ Config: place(sha256(config)), RepoTags: ["bench/corpus:1"], Layers: layers.map(place) }];
  writeFileSync(join(work, "image/manifest.json"), JSON.stringify(manifest));
  run("tar", ["-cf", `${archive}.new`, "-C", join(work, "image"), "manifest.json", "blobs"]);
  rmSync(work, { recursive: true });
  renameSync(`${archive}.new`, archive);
}

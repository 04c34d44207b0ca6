import { readFileSync } from "node:fs";
import { fake } from "@stanch/model";
import { describe, expect, it, onTestFinished } from "vitest";
import { bitbucketServerWorld, bitbucketWorld } from "../../../sources/test/hosts/bitbucket-double.ts";
import { gitlabWorld } from "../../../sources/test/hosts/gitlab-double.ts";
import { Here, sampled } from "./here.ts";

const ACCESS = fake("[A-Za-z0-9]{40}", 1);
const PATH = process.env["PATH"];

function opened(
  world: Awaited<ReturnType<typeof bitbucketWorld>> | Awaited<ReturnType<typeof gitlabWorld>>,
  env: Readonly<Record<string, string>>,
  isNamed = true,
): Here {
  onTestFinished(() => {
    world.double.stop();
  });
  return new Here(world.planted.secrets, { ...(isNamed ? { host: world.double.url } : {}), env: { PATH, ...env } });
}

describe("code hosts, on doubles with real git", { timeout: 120_000 }, () => {
  it("GitLab: a group is read in every place once, and later only where it changed", async () => {
    const world = await gitlabWorld(sampled, ACCESS);
    const here = opened(world, { GITLAB_TOKEN: ACCESS });
    const first = await here.scan("gitlab:acme");
    expect(first.failures).toEqual([]);
    expect(here.missed(first)).toEqual([]);
    expect(first.places).toMatchObject({
      "note on the second page": ["acme/team/app/-/issues/1#note_3"],
      "review note": ["acme/team/app/-/merge_requests/1#note_31"],
      "deleted branch": ["acme/team/app/b.env"],
      "trace of a job": ["acme/team/app/-/jobs/61"],
    });
    expect(first.skipped["excluded"]).toEqual(["acme/team/app/-/releases/v1/downloads/away (on another host)"]);
    const state = readFileSync(here.stateFile, "utf8");
    for (const secret of world.planted.secrets.values()) expect(state).not.toContain(secret);
    const notes = world.lists.get("/projects/1/issues/1/notes");
    const [issue] = world.lists.get("/projects/1/issues") ?? [];
    notes?.push({ ...(notes[0] as object), id: 4, body: world.planted.text("a later note"), updated_at: "2026-01-01T00:30:00.000Z" });
    world.lists.set("/projects/1/issues", [{ ...(issue as object), updated_at: "2026-01-01T00:30:00.000Z" }]);
    const news = await here.scan("gitlab:acme");
    // What changed is read anew, and of its notes the new ones.
    expect(news).toMatchObject({ complete: true, coverage: { files: 2, blobs: 0 } });
    expect(news.places).toEqual({ issue: ["acme/team/app/-/issues/1"], "a later note": ["acme/team/app/-/issues/1#note_4"] });
    await expect(here.scan("gitlab:acme/none")).rejects.toMatchObject({ code: "SOURCE_NOT_FOUND" });
  });

  it("Bitbucket Cloud: a workspace is read in every place", async () => {
    const world = await bitbucketWorld(sampled, ACCESS);
    const here = opened(world, { BITBUCKET_TOKEN: ACCESS, STANCH_BITBUCKET_URL: `${world.double.url}/2.0` }, false);
    const first = await here.scan("bitbucket:acme");
    expect(first.failures).toEqual([]);
    expect(here.missed(first)).toEqual([]);
    expect(first.places["review comment"]).toEqual(["acme/app/pull-requests/1/_/diff#comment-5"]);
    const state = readFileSync(here.stateFile, "utf8");
    for (const secret of world.planted.secrets.values()) expect(state).not.toContain(secret);
    expect(await here.scan("bitbucket:acme")).toMatchObject({ places: {}, complete: true, coverage: { blobs: 0 } });
  });

  it("Bitbucket Data Center: a project is read with its pull requests and the answers to comments", async () => {
    const world = await bitbucketServerWorld(sampled, ACCESS);
    const here = opened(world, { BITBUCKET_TOKEN: ACCESS });
    const first = await here.scan("bitbucket:ACME");
    expect(first.failures).toEqual([]);
    expect(here.missed(first)).toEqual([]);
    expect(first.places["answer to a comment"]).toEqual(["projects/ACME/repos/app/pull-requests/1/overview?commentId=9"]);
  });
});

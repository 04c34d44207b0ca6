import { fake } from "@stanch/model";
import { expect, it } from "vitest";
import { scratch, stanch, write } from "../../../scan/test/world.ts";

const VALUE = fake("[A-Za-z0-9]{24}", 1);

it("tells what a Dockerfile of any name would put into an image, and the BuildKit way, without a value", async () => {
  const folder = scratch();
  write(folder, {
    "build.txt": `FROM node\nARG NPM_TOKEN\nENV PORT=80 \\\n  API_TOKEN=${VALUE}\nCOPY .npmrc .env ./\nCOPY . .\n`,
    ".dockerignore": ".git\n",
    "clean/Dockerfile": "FROM node\nRUN --mount=type=secret,id=npm_token,env=NPM_TOKEN npm ci\n",
  });
  const told = await stanch(["scan", "dockerfile", "build.txt", "--format", "json"], { cwd: folder });
  const { problems } = JSON.parse(told.stdout) as { problems: { check: string; path: string; line: number; fix: string }[] }; // our own report
  expect(problems.map(({ check, path, line }) => `${check} ${path}:${line}`)).toEqual([
    "dockerfile-secret build.txt:2",
    "dockerfile-secret build.txt:4",
    "dockerfile-copied-secret build.txt:5",
    "dockerfile-copied-secret build.txt:5",
    "docker-context-open build.txt:6",
  ]);
  expect(problems.slice(0, 4).every(({ fix }) => fix.includes("RUN --mount=type=secret,id="))).toBe(true);
  expect(told.code).toBe(1);
  expect(told.stdout).not.toContain(VALUE);
  const clean = await stanch(["scan", "dockerfile", "clean"], { cwd: folder });
  expect(clean).toMatchObject({ code: 0, stdout: expect.stringMatching(/No problem found/) as string }); // a matcher for a string
  const missing = await stanch(["scan", "dockerfile", "none"], { cwd: folder });
  expect(missing).toMatchObject({ code: 2, stderr: expect.stringMatching(/No such Dockerfile or folder/) as string }); // the same
});

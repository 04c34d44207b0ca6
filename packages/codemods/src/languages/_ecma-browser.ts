import { builtinModules } from "node:module";
import { type Node, ancestors, namedChildren } from "../grammar.ts";
import { baseName, folderOf, isTest } from "../rewrite.ts";
import type { EcmaSource } from "./_ecma.ts";
import { type Package, packageOf } from "./_ecma-package.ts";

const BROWSER = "the browser gets this code, and what it gets everybody can read: let a server make the call that needs the secret";
const APP = "an app carries this code to every device, where it can be read: let a server make the call that needs the secret";
const MADE = "the file is made from others: mend those, and make it anew";
const WORKER = "a Worker gets its secrets by its env parameter: wrangler secret put, then env.NAME";
const KARMA = "Karma runs this test in a browser, which has no environment: give it a made-up value";
const CYPRESS = "Cypress runs this in a browser: set CYPRESS_NAME and read it by Cypress.env";
const POSTMAN = "Postman runs this in its own sandbox: keep the value in a vault of Postman";

/** Modules that only a program on a server or a developer's machine uses. */
const SERVER_MODULES =
  /^(?:node:.*|bun(?::.*)?|dotenv(?:\/.*)?|express|koa|fastify|@?hapi(?:\/.*)?|restify|@nestjs\/.*|mongoose|mongodb|sequelize|typeorm|knex|pg|mysql2?(?:\/promise)?|mssql|redis|ioredis|aws-sdk(?:\/.*)?|@aws-sdk\/.*|nodemailer|jsonwebtoken|bcrypt(?:js)?|passport.*|discord\.js|telegraf|node-telegram-bot-api|twilio|plivo|@slack\/.*|@sendgrid\/.*|googleapis|puppeteer(?:-core)?|playwright|commander|yargs|firebase-admin(?:\/.*)?|amqplib|kafkajs|ws|winston|gulp.*|grunt.*|webpack|ethers\/.*|hardhat(?:\/.*)?|@nomiclabs\/.*|@nomicfoundation\/.*|@truffle\/.*|truffle-hdwallet-provider|next\/server|next\/headers|server-only|k6(?:\/.*)?)$/;

const BROWSER_MODULES =
  /^(?:react-dom(?:\/client)?|vue|vue-router|pinia|vuex|svelte(?:\/.*)?|@angular\/.*|jquery|backbone|ember|@ember\/.*|firebase\/(?:app|auth|database|firestore)|@stripe\/stripe-js|next\/(?:router|navigation)|next-auth\/react|react-router-dom|@reduxjs\/toolkit|.*\.(?:css|scss|sass|less|svg|png|jpe?g))$/;

/** Modules of Node that bundlers have a copy of, which pages use too. */
const BUNDLED = /^(?:assert|buffer|constants|crypto|events|path|process|punycode|querystring|stream|string_decoder|url|util)$/;

const APP_MODULES = /^(?:react-native(?:\/.*)?|expo(?:-.*)?|@react-navigation\/.*|@ionic\/.*|nativescript.*)$/;

const GLOBALS = /^(?:window|document|localStorage|sessionStorage|XMLHttpRequest|jQuery|\$|angular|chrome)$/;

const PROCESS =
  /\bprocess\.(?:argv|cwd|exit|on|stdout|stderr|stdin|hrtime|pid|platform)\b|\b__dirname\b|\b(?:Deno|Bun)\.\w|^[ \t]*["']use server["']/m;

/** Folders and names that frameworks keep for what their server runs. */
const SERVER_PATH =
  /(?:^|\/)(?:pages\/api|server|api|bin|scripts|functions|lambda|migrations|seeders)\/|(?:^|\/)(?:\+(?:page|layout)\.server|\+server|hooks\.server|route|middleware)\.[jt]s$|\.(?:server|config)\.[cm]?[jt]sx?$/;

interface Verdict {
  /** Why nothing in the file can read the environment. */
  readonly refused?: string;
  /** Whether a server or a developer's machine runs it for certain. */
  readonly isServer: boolean;
  readonly project?: Package | undefined;
}

/** One file has one verdict, however many secrets are in it. */
const verdicts = new WeakMap<EcmaSource, Verdict>();

/** Why nothing may be read from the environment here, or undefined where it may. */
export function runsInBrowser(source: EcmaSource, literal: Node): string | undefined {
  const verdict = verdicts.get(source) ?? verdictOf(source);
  verdicts.set(source, verdict);
  if (verdict.refused !== undefined) return verdict.refused;
  if (isTest(source.file.path)) return undefined;
  if (isInlined(source, literal)) return "what stands here is written into the pages that are built, where everybody can read it";
  return !verdict.isServer && isPageOfNext(source.file.path, verdict.project, literal) ? BROWSER : undefined;
}

function verdictOf(source: EcmaSource): Verdict {
  const { path, text } = source.file;
  const refuse = (refused: string): Verdict => ({ refused, isServer: false });
  const may: Verdict = { isServer: true };
  if (isMade(path, text)) return refuse(MADE);
  if (/\.d\.[cm]?ts$/.test(path)) return refuse("it stands in a declaration, which has no code");
  if (/(?:^|\/)cypress\//.test(path) || /\.cy\.[jt]sx?$/.test(path)) return refuse(CYPRESS);
  const modules = modulesOf(source.root, text);
  if (modules.length === 0 && /\bpm\.(?:environment|request|test|variables)\b/.test(text)) return refuse(POSTMAN);
  if (isTest(path)) return isBrowserTest(source) ? refuse(KARMA) : may;
  if (isForClient(source.root)) return refuse(BROWSER);
  if (modules.some((name) => APP_MODULES.test(name))) return refuse(APP);
  if (isWorker(source)) return refuse(WORKER);
  if (isServer(path, text, modules)) return may;
  if (modules.some((name) => BROWSER_MODULES.test(name)) || usesBrowser(source)) return refuse(BROWSER);
  const project = packageOf(path, source.project);
  const isPage = project === undefined ? isBesidePage(source, modules) : isFrontEnd(path, project);
  return isPage ? refuse(BROWSER) : { isServer: false, project };
}

function isForClient(root: Node): boolean {
  const first = namedChildren(root).find(({ type }) => type !== "comment");
  return first?.type === "expression_statement" && /^["']use client["']/.test(first.text);
}

function isMade(path: string, text: string): boolean {
  return (
    /[.-](?:min|bundle)\.[cm]?js$|(?:^|\/)(?:node_modules|bower_components|\.next|\.nuxt)\//.test(path) ||
    /__webpack_require__|\/\/[#@] sourceMappingURL=/.test(text)
  );
}

/** Names of what a file imports or requires. */
export function modulesOf(root: Node, text: string): readonly string[] {
  const names: string[] = [];
  for (const node of root.descendantsOfType(["import_statement", "import_require_clause"])) {
    const name = node?.childForFieldName("source")?.text.slice(1, -1);
    if (name !== undefined) names.push(name);
  }
  for (const [, name = ""] of text.matchAll(/\brequire\(\s*["'`]([^"'`\n]+)["'`]\s*\)/g)) names.push(name);
  return names;
}

function isServerModule(name: string): boolean {
  return SERVER_MODULES.test(name) || (builtinModules.includes(name) && !BUNDLED.test(name));
}

function isServer(path: string, text: string, modules: readonly string[]): boolean {
  return modules.some(isServerModule) || text.startsWith("#!") || PROCESS.test(text) || SERVER_PATH.test(path);
}

/** `env` of a bundler's configuration and the public half of a framework's. */
function isInlined({ file: { path } }: EcmaSource, literal: Node): boolean {
  for (const node of ancestors(literal)) {
    const key = node.type === "pair" ? (node.childForFieldName("key")?.text.replaceAll(/["']/g, "") ?? "") : "";
    if (key === "publicRuntimeConfig") return true;
    if (key === "define" && /(?:^|\/)(?:vite|vitest|astro)\.config\./.test(path)) return true;
    if (node.type === "new_expression" && node.childForFieldName("constructor")?.text.endsWith("DefinePlugin") === true) return true;
  }
  return false;
}

function isWorker({ file: { path, text }, project }: EcmaSource): boolean {
  const isHandler = /\baddEventListener\(\s*["']fetch["']/.test(text) || /\bexport\s+default\s*\{[^}]*\bfetch\s*\(/.test(text);
  if (!isHandler) return false;
  const folders = ["", folderOf(path), folderOf(folderOf(path))];
  return folders.some((folder) => project.list(folder).some((name) => /^wrangler\.(?:toml|jsonc?)$/.test(name)));
}

/** A page of Next.js is sent to the browser, but for the functions that only its server runs. */
function isPageOfNext(path: string, project: Package | undefined, literal: Node): boolean {
  if (project?.names.has("next") !== true || !/(?:^|\/)pages\//.test(path)) return false;
  for (const node of ancestors(literal)) {
    const name = node.childForFieldName("name")?.text ?? "";
    if (/^getS(?:erverSide|tatic)P/.test(name)) return false;
  }
  return true;
}

function usesBrowser({ file: { path, text }, root }: EcmaSource): boolean {
  if (/\bimport\.meta\.env\b|\b(?:NEXT_PUBLIC|REACT_APP|VUE_APP|GATSBY|NUXT_PUBLIC|EXPO_PUBLIC|VITE)_[A-Z]/.test(text)) return true;
  if (/(?:^|\/)(?:public|static|assets|wwwroot|www|htdocs|webapp|frontend)\//.test(path)) return true;
  if (/(?:^|\/)src\/environments?\/environment[\w.]*\.ts$/.test(path)) return true;
  if (/\bfrom\s+["']react["']/.test(text) && /\buse(?:State|Effect|Ref|Reducer|Context|LayoutEffect)\s*\(/.test(text)) return true;
  const used = new Set<string>();
  for (const node of root.descendantsOfType("identifier"))
    if (node !== null && GLOBALS.test(node.text) && isGlobalUse(node)) used.add(node.text);
  return [...used].some((name) => !isDeclared(root, name));
}

function isGlobalUse(node: Node): boolean {
  const parent = node.parent;
  if (parent?.type === "member_expression") return parent.childForFieldName("object")?.id === node.id;
  return (parent?.type === "call_expression" && /^[$j]/.test(node.text)) || parent?.type === "new_expression";
}

/** Whether a file has a variable, parameter or import of this name, wherever. */
function isDeclared(root: Node, name: string): boolean {
  return root
    .descendantsOfType([
      "variable_declarator",
      "formal_parameters",
      "import_clause",
      "arrow_function",
      "function_declaration",
      "catch_clause",
    ])
    .some((node) => {
      const field = { variable_declarator: "name", arrow_function: "parameter", function_declaration: "name", catch_clause: "parameter" }[
        node?.type ?? ""
      ];
      const part = field === undefined ? node : node?.childForFieldName(field);
      return (part?.text ?? "").split(/[^\w$]+/).includes(name);
    });
}

/** A project that only makes pages: what lies in its src/ ends in the browser. */
function isFrontEnd(path: string, { names, folder }: Package): boolean {
  const has = (...wanted: readonly string[]): boolean => wanted.some((name) => names.has(name));
  if (has("react-native", "expo")) return true;
  const isPages = has(
    "react-scripts",
    "react-dom",
    "vue",
    "@angular/core",
    "svelte",
    "preact",
    "@vue/cli-service",
    "ember-source",
    "jquery",
  );
  const hasServer =
    has(
      "next",
      "nuxt",
      "express",
      "koa",
      "fastify",
      "@nestjs/core",
      "@sveltejs/kit",
      "astro",
      "electron",
      "gatsby",
      "@remix-run/node",
      "hono",
    ) ||
    has("react-router-serve", "@react-router/node", "@tanstack/react-start", "socket.io", "mongoose", "@hapi/hapi", "hapi", "serverless");
  const own = folder === "" ? path : path.slice(folder.length + 1);
  return isPages && !hasServer && /^(?:src|app|js|lib|components|pages|store|utils)\//.test(own);
}

function isBrowserTest(source: EcmaSource): boolean {
  const { file, project, root } = source;
  if (packageOf(file.path, project)?.names.has("karma") !== true) return false;
  const modules = modulesOf(root, file.text);
  if (SERVER_PATH.test(file.path) || modules.some(isServerModule)) return false;
  return modules.length === 0 || modules.some((name) => BROWSER_MODULES.test(name)) || usesBrowser(source);
}

/** A plain script that lies beside a page, or in a folder under one. */
function isBesidePage({ file: { path, text }, project }: EcmaSource, modules: readonly string[]): boolean {
  if (modules.length > 0 || /\bmodule\.exports\b|\bexports\.\w/.test(text)) return false;
  const folder = folderOf(path);
  const above = folderOf(folder);
  return [folder, above].some((place) => project.list(place).some((name) => /\.x?html?$/.test(baseName(name))));
}

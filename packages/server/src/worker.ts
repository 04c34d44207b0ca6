import fastify from "fastify";
import { serializerCompiler, validatorCompiler } from "fastify-type-provider-zod";
import { readFileSync } from "node:fs";
import { environmentOf } from "./config.ts";
import { handleErrors } from "./errors/handler.ts";
import { makeLogger } from "./http/logger.ts";
import { Metrics } from "./http/metrics.ts";
import { healthPages } from "./pages/health.ts";
import { type StartOptions, dataFolder, keptSecret, listen, openedDatabase } from "./start.ts";
import { startWork } from "./work.ts";

/** Works on the queues of a server's database, here or on another machine. Answers only /health, /ready and /metrics. */
export async function startWorker(options: StartOptions): Promise<{ url: string; stop(): Promise<void> }> {
  const environment = environmentOf(options.variables, (path) => readFileSync(path, "utf8"));
  const folder = dataFolder(environment);
  const secret = environment.STANCH_SECRET ?? keptSecret(folder);
  const { database, embedded } = await openedDatabase(environment, folder);
  const logger = makeLogger(environment.STANCH_LOG_LEVEL, options.log);
  const metrics = new Metrics();
  let isStopping = false;
  const undo = async (): Promise<void> => {
    await database.close();
    await embedded?.stop();
  };
  try {
    const work = await startWork({
      ...options,
      database,
      environment,
      folder,
      secret,
      logger,
      publicUrl: environment.STANCH_URL ?? "",
      works: true,
    });
    const app = fastify();
    app.setValidatorCompiler(validatorCompiler);
    app.setSerializerCompiler(serializerCompiler);
    handleErrors(app, environment.STANCH_URL ?? "");
    await app.register(healthPages({ database, isStopping: () => isStopping, metrics, environment, version: options.version }));
    await listen(app, { host: environment.STANCH_HOST, port: environment.STANCH_PORT });
    const address = app.server.address();
    const url = `http://${environment.STANCH_HOST}:${typeof address === "object" && address !== null ? address.port : environment.STANCH_PORT}`;
    options.say(`worker of ${options.version}: health at ${url}/health`);
    return {
      url,
      async stop() {
        isStopping = true;
        await work.stop();
        await app.close();
        await undo();
      },
    };
  } catch (error) {
    await undo();
    throw error;
  }
}

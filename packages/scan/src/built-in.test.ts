import {
  type PreparedSet,
  Kernel,
  Scanner,
  compile,
  compilePrepared,
  joinSets,
  joinTables,
  kernelTables,
  partOfPrepared,
  prepare,
} from "@stanch/engine";
import { detectors } from "@stanch/detectors";
import { type Detector, type Rule, cardOf, exampleBytes, fake, lateDetector, rulesOf, withSeverity } from "@stanch/model";
import { expect, it } from "vitest";

const throughJson = (set: PreparedSet): PreparedSet => JSON.parse(JSON.stringify(set)) as PreparedSet; // what went in

it("finds the same with a prepared set of late detectors, and loads only those whose keywords are met", () => {
  const set = compile(detectors);
  const tables = kernelTables(set);
  const loaded = new Set<string>();
  const late = detectors.map((detector) =>
    lateDetector(cardOf(detector), () => {
      loaded.add(detector.id);
      return detector;
    }),
  );
  const prepared = compilePrepared(late, throughJson(prepare(set)));
  const one = new Scanner(set, new Kernel(set, { tables }));
  const two = new Scanner(prepared, new Kernel(prepared, { tables }));
  expect(two.scan(Buffer.from("nothing here"))).toEqual([]);
  expect([...loaded]).toEqual([]);
  const [plivo] = detectors.filter(({ id }) => id === "plivo-auth-token");
  two.scan(Buffer.from(plivo?.examples[0] ?? ""));
  expect(loaded).toContain("plivo-auth-token");
  expect(loaded.size).toBeLessThan(40);
  for (const detector of detectors) {
    const text = exampleBytes(detector, detector.examples[0] ?? "");
    expect(two.scan(text)).toEqual(one.scan(text));
  }
});

it("has every member of a late detector, and keeps it late with another severity", () => {
  const [detector] = detectors;
  if (detector === undefined) throw new RangeError("no detectors");
  let loads = 0;
  const late = lateDetector(cardOf(detector), () => {
    loads++;
    return detector;
  });
  const milder = withSeverity(late, "low");
  expect([milder.severity, milder.id, loads]).toEqual(["low", detector.id, 0]);
  for (const one of [late, milder])
    expect([one.opens, one.examples, one.counterExamples, one.references, one.revoke, one.lifetime, one.rules]).toEqual([
      detector.opens,
      detector.examples,
      detector.counterExamples,
      detector.references,
      detector.revoke,
      detector.lifetime,
      rulesOf(detector),
    ]);
  expect(loads).toBe(2);
});

const custom = (id: string, rule: Rule): Detector => ({
  id,
  title: id,
  provider: "acme",
  category: "generic",
  severity: "high",
  opens: "Nothing.",
  rules: [rule],
  examples: [],
  counterExamples: [],
  references: [],
});

it("finds with a configuration's detectors joined to the kept ones what it finds with all compiled together", () => {
  const added: Detector[] = [
    custom("acme-key", { prefixes: ["acmek_"], pattern: /acmek_[a-z0-9]{20}/ }),
    // Words of built-in detectors, and one of three letters.
    custom("acme-password", { keywords: ["password", "xq7"], pattern: /(?:password|xq7) = ([a-z]{4}\d{12})/ }),
  ];
  const builtIn = compile(detectors);
  const joined = joinSets(compilePrepared(detectors, throughJson(prepare(builtIn))), added);
  const one = new Scanner(joined, new Kernel(joined, { tables: joinTables(kernelTables(builtIn), builtIn, added) }));
  const whole = compile([...detectors, ...added]);
  const two = new Scanner(whole, new Kernel(whole));
  const own = [fake("acmek_[a-z0-9]{20}", 1), fake("password = [a-z]{4}\\d{12}", 2), fake("xq7 = [a-z]{4}\\d{12}", 3)];
  for (const text of own) {
    expect(one.scan(Buffer.from(text)).some(({ detector }) => detector >= detectors.length)).toBe(true);
  }
  for (const text of [...own.map((text) => Buffer.from(text)), ...detectors.map((each) => exampleBytes(each, each.examples[0] ?? ""))])
    expect(one.scan(text)).toEqual(two.scan(text));
});

it("finds with some of the detectors and the tables of all what it finds with those compiled by themselves", () => {
  const all = compile(detectors);
  const places = detectors.flatMap(({ provider }, place) => (provider === "generic" || place % 3 === 0 ? [place] : []));
  const chosen = places.flatMap((place) => detectors[place] ?? []);
  const part = compilePrepared(chosen, partOfPrepared(throughJson(prepare(all)), places));
  const one = new Scanner(part, new Kernel(part, { tables: kernelTables(all) }));
  const whole = compile(chosen);
  const two = new Scanner(whole, new Kernel(whole));
  for (const detector of detectors) {
    const text = exampleBytes(detector, detector.examples[0] ?? "");
    expect(one.scan(text)).toEqual(two.scan(text));
  }
});

// Loaded before each test file of a fuzz run: a property without its own number of runs gets many, until its time is up.
import fc from "fast-check";

fc.configureGlobal({
  numRuns: 100_000,
  interruptAfterTimeLimit: Number(process.env.STANCH_FUZZ_PROPERTY_MS),
  markInterruptAsFailure: false,
});

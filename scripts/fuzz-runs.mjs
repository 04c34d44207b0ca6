// Loaded before each test file of a fuzz run: a property without its own number of runs gets many, until its time is up.
import fc from "fast-check";

// A property that is interrupted before its first run counts as failed: what comes late gets few runs instead of little time.
const isLate = Date.now() > Number(process.env.STANCH_FUZZ_END_MS);

fc.configureGlobal(
  isLate
    ? { numRuns: 10 }
    : { numRuns: 1_000_000, interruptAfterTimeLimit: Number(process.env.STANCH_FUZZ_PROPERTY_MS), markInterruptAsFailure: false },
);

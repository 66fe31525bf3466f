// Longer than `startWithinMs`, so that its message comes first. An answer of DANA's that does not come takes 8 s.
export default {
  test: { globalSetup: './gapura.setup.js', hookTimeout: 90_000, testTimeout: 30_000 },
};

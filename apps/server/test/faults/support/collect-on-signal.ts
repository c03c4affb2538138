// Loaded before everything else in a process that runs with --expose-gc: what it does not need any more goes when it is told so, so
// that its memory is what it holds, and not what it has not looked at yet.
process.on("SIGUSR2", () => globalThis.gc?.());

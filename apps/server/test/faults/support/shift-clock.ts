// Loaded before everything else, it puts the process's clock so many seconds off, as on a machine whose clock is wrong.
const seconds = Number(new URL(import.meta.url).searchParams.get("seconds"));
const RealDate = globalThis.Date;
const now = () => RealDate.now() + seconds * 1000;

globalThis.Date = new Proxy(RealDate, {
  construct: (target, args, self) => Reflect.construct(target, args.length === 0 ? [now()] : args, self),
  apply: (target) => new target(now()).toString(),
  get: (target, name) => (name === "now" ? now : Reflect.get(target, name)),
});

import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

/** What V8 writes for `--cpu-prof`, as far as it is read here. */
type Profile = {
  nodes: { id: number; callFrame: { functionName: string; url: string }; children?: number[] }[];
  samples: number[];
  timeDeltas: number[];
};

export type Share = { area: string; milliseconds: number };

/** Time in each area of the code by itself, without what it calls, the most first. The folder holds one profile. */
export async function readShares(folder: string): Promise<Share[]> {
  const [file = ""] = (await readdir(folder)).filter((name) => name.endsWith(".cpuprofile"));
  const profile: Profile = JSON.parse(await readFile(join(folder, file), "utf8"));
  const areas = new Map(profile.nodes.map(({ id, callFrame }) => [id, areaOf(callFrame)]));
  const shares = new Map<string, number>();
  profile.samples.forEach((node, index) => {
    const area = areas.get(node) ?? "";
    shares.set(area, (shares.get(area) ?? 0) + (profile.timeDeltas[index] ?? 0) / 1000);
  });
  return [...shares]
    .filter(([area]) => area !== "(idle)" && area !== "(root)")
    .map(([area, milliseconds]) => ({ area, milliseconds }))
    .sort((a, b) => b.milliseconds - a.milliseconds);
}

/** A package from outside by its name, a file of this repository by its path, Node's own modules, and V8's own work. */
function areaOf({ functionName, url }: Profile["nodes"][number]["callFrame"]): string {
  const outside = /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url)?.[1];
  if (outside) return outside;
  const inside = /\/((?:apps|packages)\/.+)$/.exec(url)?.[1];
  if (inside) return inside.includes("/generated/") ? "Prisma's generated client" : inside;
  if (url.startsWith("node:")) return url.split("/").slice(0, 2).join("/");
  return url === "" ? functionName || "(native)" : url;
}

import type { Kind, Result } from "./rounds.ts";

const WIDTH = 760;
const NAME_WIDTH = 300;
const ROW = 26;
const CHARTS: readonly { kind: Kind; title: string }[] = [
  { kind: "signIn", title: "A complete sign-in: CPU seconds per 1,000, server and Postgres" },
  { kind: "check", title: "A session check: CPU seconds per 1,000, server and Postgres" },
];

/** Two bar charts as SVG: shorter is better; the lighter part of a bar is Postgres. */
export function drawPicture(results: readonly Result[]): string {
  const parts: string[] = [];
  let y = 30;
  for (const { kind, title } of CHARTS) {
    const rows = results.filter((each) => each.kind === kind);
    parts.push(text(20, y, title, "title"));
    y += 12;
    const longest = Math.max(...rows.map(totalOf));
    for (const row of rows) {
      parts.push(...bar(row, y, (WIDTH - NAME_WIDTH - 80) / longest));
      y += ROW;
    }
    y += 34;
  }
  return svg(y - 20, parts);
}

function totalOf({ serverCpu, postgresCpu }: Result): number {
  return serverCpu.median + postgresCpu.median;
}

function bar(row: Result, y: number, scale: number): string[] {
  const server = row.serverCpu.median * scale;
  const postgres = row.postgresCpu.median * scale;
  const isOurs = row.target.startsWith("Sixdigit");
  return [
    text(NAME_WIDTH - 10, y + 17, row.target.replaceAll("`", ""), "name"),
    rect(NAME_WIDTH, y + 4, server, isOurs ? "#0f766e" : "#64748b"),
    rect(NAME_WIDTH + server, y + 4, postgres, isOurs ? "#5eead4" : "#cbd5e1"),
    text(NAME_WIDTH + server + postgres + 8, y + 17, totalOf(row).toFixed(2), "value"),
  ];
}

function rect(x: number, y: number, width: number, fill: string): string {
  return `<rect x="${x.toFixed(1)}" y="${y}" width="${width.toFixed(1)}" height="18" fill="${fill}"/>`;
}

function text(x: number, y: number, content: string, name: string): string {
  return `<text x="${x.toFixed(1)}" y="${y}" class="${name}">${content}</text>`;
}

function svg(height: number, parts: readonly string[]): string {
  const style =
    "text{font:13px system-ui,sans-serif;fill:#0f172a}.title{font-weight:600}.name{text-anchor:end}.value{fill:#475569}";
  const size = `width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}"`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" ${size} role="img" aria-label="CPU time per operation, as in the tables">`,
    `<style>${style}</style>`,
    '<rect width="100%" height="100%" fill="#ffffff"/>',
    ...parts,
    "</svg>",
    "",
  ].join("\n");
}

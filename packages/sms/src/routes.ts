import { isCountry, StartError } from "@sixdigit/contracts";

/** The providers of each country (ISO 3166-1 alpha-2) in the order of preference; `*` stands for all others. */
export type Routes = ReadonlyMap<string, readonly string[]>;

const EXAMPLE = "IN:msg91,twilio;*:twilio";

/**
 * Reads `SMS_ROUTES`, such as `IN:msg91,twilio;*:twilio`. What is wrong is told by its place, never by what was written: it
 * could be a secret that was meant for another variable.
 *
 * @param known the providers that are set up (`SMS_PROVIDERS`)
 * @throws StartError one line for each thing that is wrong
 */
export function parseRoutes(written: string, known: readonly string[]): Routes {
  const routes = new Map<string, readonly string[]>();
  const wrong: string[] = [];
  for (const [index, entry] of written.split(";").entries()) {
    if (entry.trim() === "") continue;
    const problem = addRoute(routes, entry.trim(), known);
    if (problem) wrong.push(`SMS_ROUTES: route ${index + 1} ${problem}`);
  }
  if (wrong.length === 0 && !routes.has("*")) {
    wrong.push(
      `SMS_ROUTES: has no route for all other countries; add one that begins with *, as in ${EXAMPLE}`,
    );
  }
  if (wrong.length > 0) throw new StartError(wrong.join("\n"));
  return routes;
}

function addRoute(
  routes: Map<string, readonly string[]>,
  entry: string,
  known: readonly string[],
): string | undefined {
  const [, before = "", list = ""] = /^([^:]*):([^:]*)$/.exec(entry) ?? [];
  const country = before.trim();
  const providers = list.split(",").map((each) => each.trim());
  if (country !== "*" && !isCountry(country)) {
    return `does not begin with a country such as IN, or *, and a colon, as in ${EXAMPLE}`;
  }
  if (routes.has(country)) return "is for a country that has one already";
  if (!providers.every((each) => known.includes(each))) {
    return "names something that is not among SMS_PROVIDERS";
  }
  if (new Set(providers).size < providers.length) return "names a provider twice";
  routes.set(country, providers);
  return undefined;
}

/** Without `SMS_ROUTES`: the same providers for every country. */
export function routeEverywhere(providers: readonly string[]): Routes {
  return new Map([["*", providers]]);
}

export function providersFor(routes: Routes, country: string | undefined): readonly string[] {
  return routes.get(country ?? "*") ?? routes.get("*") ?? [];
}

import type { Explained } from "../explained.ts";

export const contracts: readonly Explained[] = [
  {
    file: "src/phone.ts",
    original: "false",
    replacement: "true",
    why: "asks for a number inside of a text; by then there is nothing around it",
  },
  {
    file: "src/phone.ts",
    original: "/^\\+[1-9][0-9]{6,14}$/",
    replacement: "/\\+[1-9][0-9]{6,14}$/",
    why: "a parsed number begins with its only plus",
  },
  {
    file: "src/line-type.ts",
    original: "{ extract: false }",
    replacement: "{}",
    why: "asks for a number inside of a text; an E.164 number has nothing around it",
  },
  {
    file: "src/line-type.ts",
    original: "false",
    replacement: "true",
    why: "asks for a number inside of a text; an E.164 number has nothing around it",
  },
  {
    file: "src/line-type.ts",
    original: '"unknown"',
    replacement: '""',
    why: "any text that is no kind of line does",
  },
  {
    file: "src/phone.ts",
    original: "defaultCountry === undefined && written?.number === dialled",
    replacement: "false",
    why: "it spares reading the same text again: a number with its plus reads alike whatever country was chosen",
  },
  {
    file: "src/phone.ts",
    original: "defaultCountry === undefined",
    replacement: "true",
    why: "it spares reading the same text again: a number with its plus reads alike whatever country was chosen",
  },
  {
    file: "src/phone.ts",
    original: "defaultCountry === undefined",
    replacement: "defaultCountry !== undefined",
    why: "it spares reading the same text again: a number with its plus reads alike whatever country was chosen",
  },
];

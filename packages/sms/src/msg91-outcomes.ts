import { MAY_BE_ON_ITS_WAY, outcomeOfStatus, REJECTED, TRANSIENT, type Verdict } from "./verdict.ts";

/** MSG91's numeric codes (its API error list). */
const BY_CODE: ReadonlyMap<string, Verdict> = new Map([
  ["101", REJECTED], // mobile number missing
  ["102", REJECTED], // message missing
  ["202", REJECTED], // not a mobile number
  ["203", TRANSIENT], // sender or DLT id: the account's registration
  ["207", TRANSIENT], // wrong auth key
  ["301", TRANSIENT], // no balance
  ["311", MAY_BE_ON_ITS_WAY], // the same message within 10 s: this one is dropped, the first has gone
  ["418", TRANSIENT], // our address is not on the account's list
]);

/** Texts that come without a code. Those of the OTP API are here so that none of them is ever taken for a success. */
const BY_TEXT: ReadonlyMap<string, Verdict> = new Map([
  ["invalid authkey", TRANSIENT],
  ["otp not match", REJECTED],
  ["otp expired", REJECTED],
  ["mobile no. not found", REJECTED],
  ["mobile no. already verified", REJECTED],
  ["max limit reached for this otp verification", REJECTED],
]);

/**
 * What MSG91's error means: by its code, which may also stand alone as the text, or by the text.
 *
 * An unknown error that came with HTTP 200 is a refusal, since MSG91 answers refusals so; otherwise its status decides.
 */
export function msg91Verdict(
  error: { code: string | undefined; text: string },
  status: number,
): Verdict & { errorCode?: string } {
  const code = error.code ?? /^\d{3}$/.exec(error.text.trim())?.[0];
  const known = BY_CODE.get(code ?? "") ?? BY_TEXT.get(error.text.trim().toLowerCase());
  const verdict = known ?? (status < 300 ? REJECTED : { outcome: outcomeOfStatus(status) });
  // What is longer is no code but a sentence, and may hold the number.
  const isCode = code !== undefined && /^[A-Za-z0-9_-]{1,8}$/.test(code);
  return isCode ? { ...verdict, errorCode: code } : verdict;
}

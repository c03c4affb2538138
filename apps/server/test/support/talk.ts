import { connect } from "node:net";
import { setTimeout } from "node:timers/promises";

/** Writes text to the server's socket, piece by piece, and returns what came back and how long the connection lived. */
export function talk(url: string, pieces: Iterable<string>, everyMs = 0) {
  const began = Date.now();
  const socket = connect(Number(new URL(url).port), "127.0.0.1");
  return new Promise<{ answer: string; answeredAfter: number; closedAfter: number }>((resolve) => {
    let answer = "";
    let answeredAfter = Number.NaN;
    socket.setEncoding("utf8").on("data", (text) => {
      if (answer === "") answeredAfter = Date.now() - began;
      answer += text;
    });
    socket.on("error", () => {});
    socket.on("close", () => {
      clearInterval(timer);
      resolve({ answer, answeredAfter, closedAfter: Date.now() - began });
    });
    const iterator = pieces[Symbol.iterator]();
    const timer = setInterval(() => {
      const { value, done } = iterator.next();
      if (!done && !socket.destroyed) socket.write(value);
    }, everyMs);
  });
}

/** Writes all pieces, as a client does that looks for an answer only when it is done, and returns what it then finds. */
export async function writeThenRead(url: string, pieces: readonly string[], everyMs: number) {
  const socket = connect(Number(new URL(url).port), "127.0.0.1");
  const failed = new Promise<string>((resolve) => socket.on("error", (error) => resolve(error.message)));
  for (const piece of pieces) {
    socket.write(piece);
    await setTimeout(everyMs);
  }
  const answer = socket
    .setEncoding("utf8")
    .toArray()
    .then((texts) => texts.join(""));
  return Promise.race([answer.catch(() => failed), failed]);
}

/** What keeps a process from starting: a line for whoever starts it, that says what is wrong and how to mend it. */
export class StartError extends Error {
  override readonly name: string = "StartError";
}

/** The database cannot be used. The message is one line for whoever starts the server: what is wrong, how to mend it. */
export class DatabaseStartError extends Error {
  override readonly name = "DatabaseStartError";
}

import { StartError } from "@sixdigit/contracts";

/** The database cannot be used. */
export class DatabaseStartError extends StartError {
  override readonly name = "DatabaseStartError";
}

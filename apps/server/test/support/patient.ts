/** Settings for where nothing is wrong with the database: however slow the machine is, it is waited for. */
export const patientWithDatabase = {
  DATABASE_WAIT_SECONDS: "30",
  DATABASE_STATEMENT_MS: "30000",
  DATABASE_LOCK_MS: "30000",
};

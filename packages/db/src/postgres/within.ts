/** Rejects when the work is not done in time, with an error that `isUnreachable` knows. The work itself goes on. */
export async function within<T>(milliseconds: number, work: () => Promise<T>): Promise<T> {
  const late = Promise.withResolvers<never>();
  const refuse = () =>
    late.reject(
      Object.assign(new Error(`the database did not answer within ${milliseconds} ms`), {
        code: "ETIMEDOUT",
      }),
    );
  const timer = setTimeout(refuse, milliseconds);
  try {
    return await Promise.race([work(), late.promise]);
  } finally {
    clearTimeout(timer);
  }
}

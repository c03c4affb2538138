/** Mutations that no test can or should notice. A row holds for every place with that text in the file. */
export type Explained = { file: string; original: string; replacement?: string; why: string };

export const explained: readonly Explained[] = [];

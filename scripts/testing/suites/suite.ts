/** A part of `npm test` that can be run alone. It reports its outcomes as they come. */
export interface Suite {
  /** What runs it, in a few words. */
  about: string;
  /** Its test files, or its checks by name. */
  files(): string[];
  /** Runs those that are asked for. */
  run(files: readonly string[]): Promise<void>;
}

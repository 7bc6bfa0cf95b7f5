/** A part of `npm test` that can be run alone. It reports its outcomes as they come. */
export interface Suite {
  /** What runs it, in a few words. */
  about: string;
  /** Whether it runs only when it is asked for by its name. */
  onRequest?: boolean;
  /** Whether it runs beside the others, with what they leave of the processor; its outcomes come last. */
  background?: boolean;
  /** Whether it uses all processors itself. */
  busy?: boolean;
  /** Its test files, or its checks by name. */
  files(): string[];
  /** Runs those that are asked for. */
  run(files: readonly string[]): Promise<void>;
}

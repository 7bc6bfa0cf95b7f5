/** Something about the whole repository that a test can hold. */
export interface Check {
  /** What is true when it passes. */
  name: string;
  /** Finds what is wrong: one line each, beginning with the file. Nothing wrong, nothing found. */
  run(): Promise<string[]> | string[];
}

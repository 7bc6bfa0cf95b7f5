declare module '@custom-elements-manifest/analyzer/cli.js' {
  /** The analyzer's command, which has no types of its own. @returns the manifest */
  export function cli(options: { argv: string[]; cwd: string; noWrite: boolean }): Promise<unknown>;
}

/** What is used of PHP in WebAssembly: one package has no types, and those of the other cannot be resolved by Node's rules. */
declare module '@php-wasm/node-7-4' {
  /** The loader for {@link import('@php-wasm/universal').loadPHPRuntime}. */
  export function getPHPLoaderModule(): Promise<unknown>;
}

declare module '@php-wasm/universal' {
  export function loadPHPRuntime(loader: unknown, options: object): Promise<number>;

  export class PHP {
    constructor(runtime: number);
    /** Makes a folder and those above it. */
    mkdir(path: string): void;
    writeFile(path: string, content: string | Uint8Array): void;
    /** Hears `post_message_to_js()`, which returns what this gives. */
    onMessage(listener: (data: string) => Promise<string>): void;
    /** @throws when PHP ends with another code than 0 */
    run(script: { scriptPath: string }): Promise<{
      httpStatusCode: number;
      headers: Record<string, string[]>;
      text: string;
      /** What PHP wrote into its log. */
      errors: string;
      exitCode: number;
    }>;
    exit(): void;
  }
}

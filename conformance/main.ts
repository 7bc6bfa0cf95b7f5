import { readFile, writeFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import * as v from 'valibot';
import { redact, render, withoutSecrets } from './report.ts';
import { runConformance, type Result, type RunOptions } from './runner.ts';
import { Broken } from './expect.ts';

const HELP = `Looks at a backend from outside: does it keep the rules of the Entrenous protocol?

  entrenous conformance <url> --api-key-file <file> [options]
  entrenous conformance <url> --tokens-file <file> [options]

  <url>                  the backend, without /v1
  --api-key-file <file>  the portal's API key; or in the environment as ENTRENOUS_API_KEY
  --tokens-file <file>   for backends without the portal's routes: JSON with the tokens of four people of one practice,
                         { "doctor", "colleague", "client", "neighbour" }: two practitioners and two clients
  --origin <origin>      an origin that the backend lets call, to look at CORS with
  --only <prefix>        rules whose id starts so, as in --only send.
  --json <file>          writes the results as JSON too
  --help                 this text

It makes practices whose ids start with "conformance-", with people, messages and small files in them, and touches nothing
else. It cannot take them away again: run it against a backend that is there to be tested. With --tokens-file it writes into the
conversations of the four people.

Exit code: 0 all required rules kept, 1 a required rule broken, 2 it could not be run.
`;

const TokensFile = v.object({
  doctor: v.string(),
  colleague: v.string(),
  client: v.string(),
  neighbour: v.string(),
});

/** Where a run writes to. */
export interface Output {
  out(text: string): void;
  err(text: string): void;
}

const STANDARD: Output = {
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
};

/** The command. @returns its exit code: 0 all required rules kept, 1 one broken, 2 it could not be run */
export async function run(args: readonly string[], output: Output = STANDARD): Promise<number> {
  let asked: Awaited<ReturnType<typeof readArguments>>;
  try {
    asked = await readArguments(args);
  } catch (error) {
    output.err(`${error instanceof Error ? error.message : String(error)}\nTry --help.\n`);
    return 2;
  }
  if (asked === 'help') {
    output.out(HELP);
    return 0;
  }
  const { options, json, secrets } = asked;
  let results: Result[];
  try {
    results = (await runConformance(options)).map((result) => withoutSecrets(result, secrets));
  } catch (error) {
    const why = error instanceof Broken ? `${error.request ?? ''}: ${error.message}` : reachable(error);
    output.err(redact(`The rules could not be looked at. ${why}\n`, secrets));
    return 2;
  }
  if (results.length === 0) {
    output.err('No rule has an id that starts so.\n');
    return 2;
  }
  if (json !== undefined) await writeFile(json, `${JSON.stringify(results, null, 2)}\n`);
  output.out(render(results));
  return results.some(({ outcome, level }) => outcome === 'broken' && level === 'required') ? 1 : 0;
}

async function readArguments(
  args: readonly string[],
): Promise<'help' | { options: RunOptions; json: string | undefined; secrets: string[] }> {
  const { positionals, values } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      'api-key-file': { type: 'string' },
      'tokens-file': { type: 'string' },
      origin: { type: 'string' },
      only: { type: 'string' },
      json: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return 'help';
  const [url] = positionals;
  if (url === undefined || positionals.length > 1 || !/^https?:\/\//.test(url) || !URL.canParse(url)) {
    throw new Error('One URL of a backend is needed, as in http://localhost:8787.');
  }
  const access = await readAccess(values['api-key-file'], values['tokens-file']);
  const { origin, only, json } = values;
  return {
    options: { url, access, ...(origin !== undefined && { origin }), ...(only !== undefined && { only }) },
    json,
    secrets: 'apiKey' in access ? [access.apiKey] : Object.values(access.tokens),
  };
}

async function readAccess(
  keyFile: string | undefined,
  tokensFile: string | undefined,
): Promise<RunOptions['access']> {
  if (tokensFile !== undefined) {
    let value: unknown;
    try {
      value = JSON.parse(await readFile(tokensFile, 'utf8'));
    } catch {
      // Its text is secret, and a parser's message would quote it.
      throw new Error('The tokens file cannot be read as JSON.');
    }
    if (!v.is(TokensFile, value))
      throw new Error('The tokens file needs doctor, colleague, client and neighbour.');
    return { tokens: value };
  }
  const key = keyFile === undefined ? process.env.ENTRENOUS_API_KEY : await readFile(keyFile, 'utf8');
  if (key === undefined || key.trim() === '') throw new Error("The portal's API key is needed.");
  return { apiKey: key.trim() };
}

function reachable(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message;
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  process.exitCode = await run(process.argv.slice(2));
}

import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseEnv } from 'node:util';
import { readConfig, type Config, type Environment } from './config.ts';

/** Variables whose value may stand in a file instead, so that it is in no process list and no unit file. */
const SECRETS = [
  'DATABASE_URL',
  'ENTRENOUS_APP_DATABASE_URL',
  'ENTRENOUS_API_KEY',
  'ENTRENOUS_SMTP_URL',
] as const;

/**
 * Reads the configuration from the environment, from the file that `ENTRENOUS_CONFIG` names (lines of `NAME=value`; what the environment
 * says goes before it), and secrets from files of their own, which variables name that end in `_FILE`.
 *
 * @returns the configuration, or every mistake in it as a line for the operator; no line repeats a secret
 */
export function loadConfig(
  env: Environment,
  workingDirectory: string,
): { config: Config; mistakes?: never } | { mistakes: string[]; config?: never } {
  const mistakes: string[] = [];
  const read = (name: string, path: string): string | undefined => {
    try {
      return readFileSync(resolve(workingDirectory, path), 'utf8');
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code ?? 'unknown error';
      mistakes.push(`${name} names a file that cannot be read (${code}).`);
      return undefined;
    }
  };

  const file = env.ENTRENOUS_CONFIG?.trim();
  const text = file ? read('ENTRENOUS_CONFIG', file) : undefined;
  const values: Record<string, string | undefined> = { ...(text === undefined ? {} : parseEnv(text)) };
  for (const [name, value] of Object.entries(env)) if (value !== undefined) values[name] = value;

  for (const name of SECRETS) {
    const variable = `${name}_FILE`;
    const path = values[variable]?.trim();
    if (!path) continue;
    if ((values[name]?.trim() ?? '') !== '') {
      mistakes.push(`${name} and ${variable} are both set: set one of them.`);
      continue;
    }
    values[name] = read(variable, path)?.trim();
  }
  const result = readConfig(values, workingDirectory);
  mistakes.push(...(result.mistakes ?? []));
  return mistakes.length > 0 || !result.config ? { mistakes } : { config: result.config };
}

import type { Result } from './runner.ts';

const MARKS = { kept: '✓', broken: '✗', 'not-offered': '–' } as const;

/** The report for people: by group, a line for each rule, and for a broken one its sentence and what was seen instead. */
export function render(results: readonly Result[]): string {
  const lines: string[] = [];
  let group = '';
  for (const result of results) {
    const [name = ''] = result.id.split('.');
    if (name !== group) lines.push('', name);
    group = name;
    lines.push(`  ${MARKS[result.outcome]} ${result.id}${note(result)}`);
    const { failure } = result;
    if (!failure) continue;
    const level = result.level === 'required' ? 'MUST' : 'SHOULD';
    lines.push(`      ${level}: ${result.sentence}`);
    if (failure.request !== undefined) lines.push(`      request:  ${failure.request}`);
    lines.push(`      expected: ${failure.expected}`, `      seen:     ${failure.seen}`);
  }
  const count = (outcome: Result['outcome'], level?: Result['level']) =>
    results.filter((it) => it.outcome === outcome && (level === undefined || it.level === level)).length;
  lines.push(
    '',
    `${count('kept')} kept, ${count('broken', 'required')} required broken, ${count('broken', 'recommended')} recommended broken, ${count('not-offered')} not offered`,
  );
  return `${lines.join('\n').trimStart()}\n`;
}

function note({ outcome, reason, level }: Result): string {
  if (outcome === 'not-offered') return ` (not offered: ${reason ?? ''})`;
  return outcome === 'broken' && level === 'recommended' ? ' (recommended)' : '';
}

/** Takes secrets out of a text: a backend that is wrong may say them anywhere. */
export function redact(text: string, secrets: readonly string[]): string {
  let clean = text.replace(/("token"\s*:\s*")[^"]*/g, '$1…').replace(/(token=)[^&\s"]+/g, '$1…');
  for (const secret of secrets) if (secret !== '') clean = clean.replaceAll(secret, '…');
  return clean;
}

/** A result in which a broken rule's answer says no secret. Before it becomes JSON: escaped quotes would hide one. */
export function withoutSecrets(result: Result, secrets: readonly string[]): Result {
  if (!result.failure) return result;
  const failure = { ...result.failure };
  failure.expected = redact(failure.expected, secrets);
  failure.seen = redact(failure.seen, secrets);
  if (failure.request !== undefined) failure.request = redact(failure.request, secrets);
  return { ...result, failure };
}

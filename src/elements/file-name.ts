import { html, type TemplateResult } from 'lit';

import { splitFileName } from '../protocol/files.ts';
import { safeName } from '../security/safe-name.ts';

/** A file's name on one line. What is too long is cut in the middle: the ending says what the file is, so it is always seen. */
export function renderFileName(name: string): TemplateResult {
  const { stem, ending } = splitFileName(safeName(name));
  return html`<bdi class="file-name" part="file-name" title=${safeName(name)}
    ><span class="stem">${stem}</span><span class="ending">${ending}</span></bdi
  >`;
}

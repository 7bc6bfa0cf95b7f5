import type { Check } from './check.ts';
import { ourSources, type Source } from './sources.ts';

const PROPERTY =
  /^\s*(?:left|right|(?:margin|padding|border|scroll-margin|scroll-padding)-(?:left|right)[\w-]*)\s*:/;
const CORNER = /^\s*border-(?:top|bottom)-(?:left|right)-radius\s*:/;
const VALUE = /^\s*(?:text-align|float|clear)\s*:\s*(?:left|right)\b/;
const FOUR_SIDES = /^\s*(?:margin|padding|inset)\s*:\s*([^\s;]+)\s+([^\s;]+)\s+([^\s;]+)\s+([^\s;]+)\s*;/;
const REASON = /\/\* physical: \S/;

function isPhysical(line: string): boolean {
  const [, , inlineEnd, , inlineStart] = FOUR_SIDES.exec(line) ?? [];
  return [PROPERTY, CORNER, VALUE].some((pattern) => pattern.test(line)) || inlineEnd !== inlineStart;
}

/** The lines that name a side of the screen, without a reason before them. */
export function physicalLines({ path, text }: Source): string[] {
  const lines = text.split('\n');
  return lines.flatMap((line, at) =>
    isPhysical(line) && !REASON.test(lines[at - 1] ?? '')
      ? [
          `${path}:${at + 1}: names a side of the screen; use inline-start and inline-end, or say why: /* physical: … */`,
        ]
      : [],
  );
}

/** Styles go by the line of reading, so that Arabic needs none of its own. */
export const directions: Check = {
  name: 'styles know start and end, not left and right',
  run: () => ourSources((path) => /^src\/.*\.styles\.ts$/.test(path)).flatMap(physicalLines),
};

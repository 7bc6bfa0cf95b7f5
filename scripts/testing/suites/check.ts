import type { Suite } from './suite.ts';
export const check: Suite = { about: 'x', files: () => [], run: async () => {} };

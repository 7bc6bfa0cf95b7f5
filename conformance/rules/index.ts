import type { Rule } from '../rule.ts';
import { access } from './access.ts';
import { audit } from './audit.ts';
import { changes } from './changes.ts';
import { conversations } from './conversations.ts';
import { events } from './events.ts';
import { files } from './files.ts';
import { http } from './http.ts';
import { messages } from './messages.ts';
import { people } from './people.ts';
import { practice } from './practice.ts';
import { records } from './records.ts';
import { signIn } from './sign-in.ts';

/** Every rule, in the order of the report. */
export const RULES: readonly Rule[] = [
  ...access,
  ...people,
  ...conversations,
  ...messages,
  ...changes,
  ...files,
  ...practice,
  ...signIn,
  ...audit,
  ...records,
  ...events,
  ...http,
];

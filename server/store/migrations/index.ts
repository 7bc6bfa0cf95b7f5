import { initial } from './0001-initial.ts';
import { attachments } from './0002-attachments.ts';
import { outOfOffice } from './0003-out-of-office.ts';
import { notice } from './0004-notice.ts';
import { idleAndKept } from './0005-idle-and-kept.ts';
import { retention } from './0006-retention.ts';
import { signIn } from './0010-sign-in.ts';
import { absencesBegin } from './0011-absences-begin.ts';
import { activitySaid } from './0012-activity-said.ts';
import { conversationLists } from './0013-conversation-lists.ts';
import { auditChain } from './0014-audit-chain.ts';
import { tokensFrom } from './0015-tokens-from.ts';
import { rowLevelSecurity } from './0016-row-level-security.ts';
import { purge } from './0017-purge.ts';
import { practiceOrigins } from './0018-practice-origins.ts';
import { mailLanguages } from './0019-mail-languages.ts';

/** One step forward of the schema. There is no way back: a step that went out is never changed, only followed. */
export interface Migration {
  /** Rises from step to step, not always by one; never given twice. */
  version: number;
  name: string;
  /** Run one after the other in the transaction that also notes the version. */
  statements: readonly string[];
}

/** Every step, in order. */
export const MIGRATIONS: readonly Migration[] = [
  initial,
  attachments,
  outOfOffice,
  notice,
  idleAndKept,
  retention,
  signIn,
  absencesBegin,
  activitySaid,
  conversationLists,
  auditChain,
  tokensFrom,
  rowLevelSecurity,
  purge,
  practiceOrigins,
  mailLanguages,
];

import type { Api } from '../api/client.ts';
import type { Me } from '../protocol/index.ts';
import type { Failure, Session } from './types.ts';

interface PracticeSettingsOptions {
  api: Api;
  me(): Me | undefined;
  life(): AbortSignal;
  /** Changes what is known of me and my practice. */
  amend(change: Partial<Me>): void;
  /** Takes in whether messaging is on. */
  switched(on: boolean): void;
  /** Runs an operation that the person asked for; its failure is theirs to see. */
  asked<T>(operation: (signal: AbortSignal) => Promise<T>): Promise<T>;
  failed(error: unknown): Failure;
}

/** What a person can change of their practice, and of how they see its guidelines. */
export function createPracticeSettings(
  options: PracticeSettingsOptions,
): Pick<Session, 'setSecureMessaging' | 'setNotice' | 'dismissNotice' | 'setEmailNotices'> {
  const { api, me, life, amend, switched, asked, failed } = options;
  return {
    async setSecureMessaging(on) {
      const { secureMessaging } = await asked((signal) => api.setFeatures({ secureMessaging: on }, signal));
      switched(secureMessaging);
    },
    async setNotice(html) {
      const { notice, noticeRevision } = await asked((signal) => api.setNotice(html, signal));
      const known = me();
      if (known) amend({ practice: { ...known.practice, notice, noticeRevision } });
    },
    async setEmailNotices(on) {
      await asked((signal) => api.setEmailNotices(on, signal));
      amend({ emailNotices: on });
    },
    dismissNotice() {
      const known = me();
      const revision = known?.practice.noticeRevision ?? 0;
      if (revision <= (known?.noticeDismissed ?? 0)) return;
      amend({ noticeDismissed: revision });
      const signal = life();
      // If it does not get there, the guidelines are there again at the next visit: no harm.
      api.dismissNotice(revision, signal).catch((error: unknown) => void (signal.aborted || failed(error)));
    },
  };
}
